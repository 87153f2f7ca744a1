"""The register of decisions with ten years of cases beside bare SQL, and full text over 100,000 documents."""

import random
import statistics
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, product
from typing import Any

from django.db import connection

from bench import houses
from bench.pages import _analyse, _get, _queries
from bench.timing import Row, taking_turns
from statenshus.decisions.models import Case, CaseVersion, Decision
from statenshus.decisions.queries.register import decided, entries
from statenshus.decisions.queries.search import sought
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.people.models import Body, Person

FIRST = datetime(2014, 1, 1, 9, 0, tzinfo=UTC)
COMMON = (
    "prosjekt kommune etat delprosjekt møterom kontorfellesskap samlokalisering rekruttering kompetanse vertskap "
    "styringsgruppe budsjett forslag vedtak innbygger tjeneste digital sikkerhet opplæring gevinst plan mål tiltak "
    "leder ansatt lokale bygg leie avtale kostnad tilskudd region fylke stat samarbeid felles utvikling erfaring "
    "arbeidsgruppe høring frist ansvar oppfølging evaluering rapport dialog behov løsning næringsliv student"
)
PARTS = "ba be bro da dal eng fjo ga ha hei ing ka ke kro la li lo lund ma mo na ni no ra ru sa sko sund ta vik vo"
# As in any language: the word of rank r is written 1/r as often as the first. Common ones, and a long tail.
WORDS = COMMON.split() + ["".join(parts) for parts in product(PARTS.split(), repeat=3)][:20_000]
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))
ENDINGS = ("", "en", "et", "ene", "er", "s", "ens")
JOINED = ("arbeid", "plan", "gruppe", "møte", "sted", "utvalg", "leder", "avtale")


def measured() -> Iterator[Row]:
    yield from _register()
    yield from _search()


def _register() -> Iterator[Row]:
    house = _house("decided", 5000)
    _analyse()
    client = houses.entered(house)
    base = f"/h/{house.slug}/decisions/"
    by = Actor.operator(house, houses.NOW)

    def ours() -> Any:
        return entries(by, decided(by).rows[:25])

    reading, page, bare = taking_turns(ours, lambda: _get(client, base), lambda: _bare(house), rounds=31)
    yield Row("bare SQL: the 25 latest of 5,000 decisions, with their cases", bare)
    yield Row("register of 5,000 decisions, as read", reading, "bare SQL", reading / bare)
    what = f"register of 5,000 decisions, the page ({_queries(client, base)} queries)"
    yield Row(what, page, "bare SQL", page / bare, "< 100 ms", page < 100)


def _bare(house: House) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.key, d.title, d.text, d.outcome, d.decided_on, d.decided_by, c.number, c.year, c.public_title "
            "FROM decisions_decision d JOIN decisions_case c ON c.id = d.case_id WHERE d.house_id = %s "
            "ORDER BY d.decided_on DESC, d.id DESC LIMIT 25",
            [house.pk],
        )
        return cursor.fetchall()


def _search() -> Iterator[Row]:
    house = _house("sought", 50_000)
    _analyse()
    keeper = Actor.operator(house, houses.NOW)
    member = Actor(house, houses.NOW, Person.objects.get(house=house, key="other"))
    asked = {
        "a rare word": "husbankordning",
        "an ordinary word": "tilskudd",
        "two words": "gevinst rekruttering",
        "the number of a case": "77/2015",
        "a word in most of them": "kommune",
    }

    def find(by: Actor, words: str) -> Any:
        what = sought(words)
        return entries(by, decided(by, asked=what).rows[:25], what)

    works = [lambda by=by, words=words: find(by, words) for words in asked.values() for by in (keeper, member)]
    taken = taking_turns(*works, rounds=15)
    names = [f"{name}, {who}" for name in asked for who in ("whoever reads all", "whoever reads what is public")]
    for name, milliseconds in zip(names, taken, strict=True):
        yield Row(f"search in 100,000 documents: {name}", milliseconds)
    median = statistics.median(taken)
    yield Row("search in 100,000 documents: the median of these", median, aim="< 50 ms", met=median < 50)


def _house(slug: str, decisions: int) -> House:
    """A house with so many decisions, and as many cases with a version each."""
    house = houses.empty(slug)
    chance = random.Random(1)
    body = Body.objects.create(house=house, key="steering", name="Styringsgruppen", kind="steering_group")
    person = Person.objects.create(house=house, key="preparer", name="Demo Saksbehandler")
    Person.objects.create(house=house, key="other", name="Demo Leser")
    step = timedelta(days=3650) / decisions
    for first in range(0, decisions, 2500):
        numbers = range(first, min(first + 2500, decisions))
        cases = Case.objects.bulk_create(
            Case(
                house=house,
                key=f"c-{n}",
                year=(FIRST + n * step).year,
                number=n,
                body=body,
                title=_text(chance, 5),
                prepared_by=person,
                drafted_at=FIRST,
                published_at=FIRST + n * step,
                ended="concluded",
                ended_at=FIRST + n * step,
            )
            for n in numbers
        )
        CaseVersion.objects.bulk_create(
            CaseVersion(
                house=house,
                case=case,
                number=1,
                title=case.title,
                text=_text(chance, 150) + (" husbankordningen" if case.number % 5000 == 7 else ""),
                proposal=_text(chance, 30),
                published_at=case.published_at,
                hash="0" * 64,
            )
            for case in cases
        )
        Decision.objects.bulk_create(
            Decision(
                house=house,
                key=case.key,
                case=case,
                outcome="adopted",
                title=case.title,
                text=_text(chance, 40),
                body=body,
                decided_by=body.name,
                decided_at=case.published_at,
                decided_on=case.published_at.date() if case.published_at else date(2014, 1, 1),
            )
            for case in cases
        )
    return house


def _text(chance: random.Random, words: int) -> str:
    """Words as a public body writes them: common ones more often, many with endings, some put together."""
    told = []
    for word in chance.choices(WORDS, cum_weights=WEIGHTS, k=words):
        joined = chance.choice(JOINED) if chance.random() < 0.1 else ""
        told.append(f"{word}{joined}{chance.choice(ENDINGS)}")
    return " ".join(told)
