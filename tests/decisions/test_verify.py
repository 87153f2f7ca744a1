"""Whether the chain holds: every change of a row by raw SQL is seen, and the first link that it breaks is named."""

import json
import os
import re

import pytest
from django.db import IntegrityError, connection, models, transaction

from statenshus.decisions.models import (
    CaseVersion,
    ChainLink,
    Decision,
    Elector,
    Minutes,
    MinutesAnswer,
    Pull,
    Reservation,
    Voting,
)
from statenshus.decisions.models.chain import freeze, head_of
from statenshus.decisions.queries.chain import case_payload
from statenshus.decisions.queries.verdict import verify
from statenshus.kernel.houses import House
from tests.decisions.chained import ALL, BEFORE, decide_all, undone
from tests.decisions.conftest import Group

TABLES = [CaseVersion, Voting, Elector, Pull, Decision, Reservation, Minutes, MinutesAnswer, ChainLink]
FREE = {("*", "id"), ("*", "source"), ("Voting", "mandate_id"), ("Decision", "search")}
"""What the chain does not tell of: the database's own number; the rules are copied into the voting itself."""

EVERY = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 6
"""Every row in the long run, every sixth of a table in the short one."""


@pytest.fixture
def chained(group):
    decide_all(group)
    return group


def link_of(row) -> int:
    """Which link tells of the row."""
    if isinstance(row, ChainLink):
        return row.number
    row = getattr(row, "voting", row) if isinstance(row, Elector | Pull) else row
    row = row.minutes if isinstance(row, MinutesAnswer) else row
    subject = {
        CaseVersion: lambda: ("case", row.case.key),
        Voting: lambda: ("voting", row.key),
        Decision: lambda: ("decision", row.key),
        Reservation: lambda: ("reservation", f"{row.decision.key}:{row.seat.key}"),
        Minutes: lambda: ("minutes", row.key),
    }[type(row)]()
    return ChainLink.objects.in_house(row.house).get(kind=subject[0], subject=subject[1]).number


def named(verdict) -> int:
    """Which link the sentence names."""
    found = re.search(r"ledd (\d+)", verdict.broken)
    return int(found[1]) if found else 0


def rows_of(model, group) -> list[models.Model]:
    """The rows that are in the chain: not drafts, nor open votings, nor minutes that are not approved."""
    rows = model._default_manager.filter(house=group.house)
    frozen = {CaseVersion: "published_at", Voting: "closed_at", Minutes: "approved_at"}
    frozen |= {Elector: "voting__closed_at", Pull: "voting__closed_at", MinutesAnswer: "minutes__approved_at"}
    return list(rows.exclude(**{frozen[model]: None}) if model in frozen else rows)


def is_unsaid(row: models.Model, column: str) -> bool:
    """In a secret voting it is not told when a seat voted, nor of each whether it agreed to the form: only how many."""
    if not isinstance(row, Elector) or not row.voting.secret:
        return False
    return (column == "at" and row.at is not None) or (column == "agrees" and row.at is None)


def change(row: models.Model, column: str, value) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE {row._meta.db_table} SET "{column}" = %s WHERE id = %s', [value, row.pk])


def others(row: models.Model, field: models.Field):
    """Values that the column does not have now."""
    now = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        rows = field.related_model._default_manager.exclude(pk=now).order_by("pk")
        rows = rows if field.name == "house" else rows.filter(house=row.house)
        found = rows.values_list("pk", flat=True)
        return [*found[:1], *([None] if field.null and now is not None else [])]
    if isinstance(field, models.BooleanField):
        return [not now]
    if isinstance(field, models.JSONField):
        return [json.dumps({**now, "title": "x"})]
    if isinstance(field, models.DateTimeField):
        return ["2023-02-03T04:05:06+00:00"]
    if isinstance(field, models.DateField):
        return ["2024-02-03"]
    if isinstance(field, models.IntegerField):
        return [(now or 0) + 101]
    if field.choices:
        return [choice for choice, _name in field.choices if choice != now]
    return [f"{now or ''}x"[-(field.max_length or 999) :]]


def test_a_whole_chain_is_told_with_its_length_and_its_head(chained):
    verdict = verify(chained.house)

    assert (verdict.links, verdict.head, verdict.broken) == (ALL, head_of(chained.house), "")
    assert str(verdict) == f"Kjeden er hel: {ALL} ledd, hode {verdict.head}"


def test_a_house_without_a_chain_has_nothing_broken(db):
    house = House.objects.create(slug="tomt", name="Tomt", first_year=2023)

    assert str(verify(house)) == f"Kjeden er hel: 0 ledd, hode {'0' * 64}"


def test_each_house_has_a_chain_of_its_own(chained, other):
    before = verify(chained.house)
    decide_all(Group(other))

    assert verify(other.house).broken == ""
    assert verify(chained.house) == before


def test_every_changed_column_of_every_row_is_seen_and_its_link_named(chained):
    tried, unseen, misnamed = 0, [], []
    for model in TABLES:
        for row in rows_of(model, chained)[::EVERY]:
            number = link_of(row)
            for field in model._meta.concrete_fields:
                if {("*", field.attname), (model.__name__, field.attname)} & FREE or is_unsaid(row, field.attname):
                    continue
                for value in others(row, field):
                    with undone():
                        try:
                            with transaction.atomic():
                                change(row, field.attname, value)
                        except IntegrityError:
                            continue  # a constraint of the table itself does not let it be
                        verdict = verify(chained.house)
                    tried += 1
                    what = (model.__name__, field.attname, number, value, verdict.broken)
                    if not verdict.broken:
                        unseen.append(what)
                    elif named(verdict) != number and field.attname not in {"house_id", "voting_id", "number"}:
                        misnamed.append(what)

    assert unseen == []
    assert misnamed == []
    assert tried >= (700 if EVERY == 1 else 100)


@pytest.mark.parametrize("model", TABLES)
def test_every_row_taken_away_is_seen_and_its_link_named(chained, model):
    for row in rows_of(model, chained):
        number = link_of(row)
        is_last = isinstance(row, ChainLink) and number == ALL
        with undone():
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])
            verdict = verify(chained.house)
        assert verdict.broken
        assert named(verdict) == (0 if is_last else number)


def copied(row: models.Model, **changes):
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    models.Model.save(row)


@pytest.mark.parametrize(
    ("insert", "sentence"),
    [
        (
            lambda g: copied(CaseVersion.objects.get(case__key="2023-2"), number=2),
            "Kjeden er brutt: Den har ikke noe ledd for sak 2023-2.",
        ),
        (
            lambda g: copied(Voting.objects.get(key="2023-2-v1"), key="2023-2-v2", round=2),
            "Kjeden er brutt: Den har ikke noe ledd for avstemning 2023-2-v2.",
        ),
        (
            lambda g: copied(Elector.objects.filter(voting__key="2023-2-v1").first(), seat=g.add_seat(6)),
            "Kjeden er brutt ved ledd +9, avstemning 2023-2-v1: Det som leddet forteller om, er endret i «electors».",
        ),
        (
            lambda g: copied(Elector.objects.filter(voting__key="2023-1-v1").first(), seat=g.add_seat(6)),
            "Kjeden er brutt ved ledd +6, avstemning 2023-1-v1: Det som leddet forteller om, er endret i «electors».",
        ),
        (
            lambda g: copied(Decision.objects.get(key="2023-1"), key="2023-3", case_id=_case("2023-3"), voting=None),
            "Kjeden er brutt: Den har ikke noe ledd for vedtak 2023-3.",
        ),
        (
            lambda g: copied(Minutes.objects.get(key="m2023-1-1"), key="m2023-1-2"),
            "Kjeden er brutt: Den har ikke noe ledd for protokoll m2023-1-2.",
        ),
        (
            lambda g: freeze("decision", "2023-9", {"decision": "2023-9"}, by=g.leader),
            "Kjeden er brutt ved ledd +16, vedtak 2023-9: Det som leddet forteller om, finnes ikke lenger.",
        ),
        (
            lambda g: freeze("case", "2023-1", case_payload(CaseVersion.objects.get(case__key="2023-1")), by=g.leader),
            "Kjeden er brutt ved ledd +16, sak 2023-1: Det forteller om det samme som ledd +1.",
        ),
        (
            lambda g: freeze("case", "2023-1", case_payload(CaseVersion.objects.get(case__key="2023-2")), by=g.leader),
            "Kjeden er brutt ved ledd +16, sak 2023-1: Det forteller om noe annet enn det har navn etter.",
        ),
        (
            lambda g: freeze("gift", "2023-1", {"gift": 1}, by=g.leader),
            "Kjeden er brutt ved ledd +16, gift 2023-1: Det finnes ikke ledd av dette slaget.",
        ),
    ],
)  # fmt: skip
def test_a_row_put_in_is_seen(chained, insert, sentence):
    insert(chained)

    counted = re.sub(r"ledd \+(\d+)", lambda found: f"ledd {BEFORE + int(found[1])}", sentence)
    assert verify(chained.house).broken == counted


def _case(key):
    return CaseVersion.objects.get(case__key=key).case_id


def test_links_that_changed_places_are_seen(chained):
    for number in range(1, ALL):
        one, two = ChainLink.objects.in_house(chained.house).filter(number__in=[number, number + 1])
        with undone():
            change(one, "number", 1000)
            change(two, "number", number)
            change(one, "number", number + 1)
            verdict = verify(chained.house)
        assert named(verdict) == number


def test_votes_that_changed_places_are_seen(chained):
    yes, no = Elector.objects.filter(voting__key="2023-1-v1", choice__in=["for", "against"])[:2]
    change(yes, "choice", no.choice)
    change(no, "choice", yes.choice)

    assert named(verify(chained.house)) == BEFORE + 6


def test_a_tail_cut_off_is_seen_against_a_head_printed_before(chained):
    head = head_of(chained.house)
    for kept in range(ALL):
        with undone():
            ChainLink.objects.in_house(chained.house).filter(number__gt=kept).delete()
            assert verify(chained.house).broken, "what was frozen is without a link"
            with connection.cursor() as cursor:
                for model in (MinutesAnswer, Minutes, Reservation, Decision, Pull, Elector, Voting, CaseVersion):
                    left = [row.pk for row in model._default_manager.filter(house=chained.house) if _is_cut(row, kept)]
                    cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = ANY(%s)", [left])
            alone, against = verify(chained.house), verify(chained.house, head=head[:16])
        assert not alone.broken, "nothing but a head from before tells it"
        assert against.broken.startswith(f"Kjeden er brutt: Hodet {head[:16]} er ikke blant de {kept} leddene.")


def _is_cut(row, kept):
    try:
        return link_of(row) > kept
    except ChainLink.DoesNotExist:
        return True


def test_a_head_printed_before_stays_among_the_links(chained):
    before = head_of(chained.house)
    chained.publish("2023-7", 7)

    assert not verify(chained.house, head=before).broken
    assert not verify(chained.house, head=before[:12].upper()).broken
    assert verify(chained.house, head="abcdef123456").broken
