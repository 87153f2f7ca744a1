"""Generated houses, whole and valid, with strange but legal texts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from statenshus.decisions.models import Case
from statenshus.kernel.actors import Actor
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.people import models as people
from statenshus.people.models.organisations import NO_NAME
from statenshus.portfolio import models as portfolio
from tests.archive.whole_records import Record, records
from tests.houses import NOW

ODD = [
    "no",
    "~",
    "null",
    "true",
    "1e3",
    "0x1F",
    "2023-01-01",
    " foran",
    "etter ",
    "- strek",
    "a: b",
    "a #b",
    "#",
    "'",
    '"',
    "\\",
    "&anker",
    "*alias",
    "!merke",
    "%",
    "@",
    "`",
    "{",
    "[",
    "|",
    ">",
    "?",
    "---",
    "<script>",
    "🏔️ Narvik 👩🏽‍💻",
    "Sámi giella: čđŋšŧž Áá",
    "Ǩǩ Õõ Ǯǯ",
    "e\u0301",
    "\u00a0",
    "\ufeff",
    "«sitat»",
]
LONGER = [
    "en linje\nto linjer",
    "slutter med linje\n",
    "\nbegynner med linje",
    "to\n\ntomme\n\n",
    "\tinnrykk\n\tmer",
    " innrykk\nuten",
    "vindu\r\nlinje",
    "mellomrom \nbak",
    "a:\n- b\n- c",
]
LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
lines = st.one_of(st.sampled_from(ODD), st.text(LETTERS, min_size=1, max_size=20))
texts = st.one_of(
    st.just(""), lines, st.sampled_from(LONGER), st.text(st.one_of(LETTERS, st.sampled_from("\n\t\r")), max_size=40)
)
days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
placing = st.integers(0, 20)
STAGES = ["draft", "discussed", "proposed", "heard", "decided", "withdrawn"]


@st.composite
def periods(draw: st.DrawFn) -> dict[str, date | None]:
    first = draw(st.none() | days)
    length = draw(st.none() | st.integers(1, 5000))
    last = None if length is None else (first or date(2000, 1, 1)) + timedelta(days=length)
    return {"valid_from": first, "valid_to": last}


@dataclass(frozen=True)
class HousePlan:
    """What is drawn of a house; `build` writes it, and leaves out what the database would refuse."""

    draws: dict[str, Any]

    def build(self, slug: str) -> House:
        d = self.draws
        house = House.objects.create(slug=slug, **d["house"])
        own = {"house": house}
        orgs = [
            people.Organisation.objects.create(**own, key=f"o-{n}", kind="company", **o)
            for n, o in enumerate(d["organisations"])
        ]
        for n, (row, kind) in enumerate(d["participations"]):
            if n < len(orgs):
                people.Participation.objects.create(**own, organisation=orgs[n], kind=kind, **row)
        persons = []
        for n, (row, login) in enumerate(d["persons"]):
            account = people.Account.objects.get_or_create(email=f"p{n}@a.example")[0] if login else None
            persons.append(people.Person.objects.create(**own, key=f"p-{n}", account=account, **row))
        for n, row in enumerate(d["affiliations"][: len(persons)]):
            people.Affiliation.objects.create(**own, person=persons[n], organisation=orgs[n % len(orgs)], **row)
        body = people.Body.objects.create(**own, key="b", kind="steering_group", **d["body"])
        seats = []
        for n, (row, bound) in enumerate(d["seats"]):
            seat = people.Seat.objects.create(
                **own, key=f"seat-{n}", body=body, organisation=orgs[0] if bound else None, **row
            )
            seats.append(seat)
            for rank, person in enumerate(persons):
                people.SeatHolding.objects.create(**own, seat=seat, person=person, rank=rank, **d["holding"])
        if seats and persons:
            Record(own, d["record"], body, seats, persons, orgs[0]).write()
        subs = [
            portfolio.Subproject.objects.create(**own, key=f"s-{n}", **(row | {"name": f"{n} {row['name']}"}))
            for n, row in enumerate(d["subprojects"])
        ]
        placed = []
        for n, row in enumerate(d["items"]):
            item = portfolio.Item.objects.create(**own, key=f"i-{n}", kind="theme", **row)
            placed.append(
                portfolio.Placement.objects.create(
                    **own, key=f"pi-{n}", subproject=subs[n % len(subs)], kind="item", item=item, **d["placing"]
                )
            )
        for n, person in enumerate(persons):
            placed.append(
                portfolio.Placement.objects.create(
                    **own, key=f"pm-{n}", subproject=subs[n % len(subs)], kind="member", person=person, **d["placing"]
                )
            )
        self._restructure(own, body, subs, placed, persons, orgs)
        for n, (row, settled, outcomes) in enumerate(d["experiences"]):
            end = {"settled_on": row["found_on"] + timedelta(days=3), "settled_by": "Ja"} if settled else {}
            found = portfolio.Experience.objects.create(**own, key=f"e-{n}", **row, **end)
            for outcome in outcomes:
                portfolio.Outcome.objects.create(**own, experience=found, **outcome)
        for n, (row, points) in enumerate(d["factors"]):
            factor = portfolio.Factor.objects.create(**own, key=f"f-{n}", kind="lasting_results", **row)
            for text in points:
                portfolio.FactorPoint.objects.create(**own, factor=factor, text=text, position=n)
        actor = Actor(house, NOW, persons[0] if persons else None)
        for data in d["events"]:
            record(actor, "people.join", orgs[0], **data)
        return house

    def _restructure(self, own: Any, body: Any, subs: Any, placed: Any, persons: Any, orgs: Any) -> None:
        d = self.draws
        for number, (row, stages) in enumerate(d["restructurings"]):
            decided = {"effective_on": d["day"], "decided_on": d["day"], "decided_by": "Styringsgruppen"}
            case = Case.objects.filter(house=own["house"]).order_by("pk").first()
            put = {"case": case, "decision": case and case.decision}
            change = portfolio.Restructuring.objects.create(
                **own, **put, key=f"r-{number}", **row, **(decided if "decided" in stages else {})
            )
            for n, stage in enumerate(stages):
                portfolio.StageChange.objects.create(
                    **own, restructuring=change, stage=stage, on=d["day"], body=body if n else None, note=d["text"]
                )
            portfolio.Closing.objects.create(**own, restructuring=change, subproject=subs[0], ended_before=d["day"])
            new = portfolio.Successor.objects.create(**own, restructuring=change, key="ny", name=d["line"], position=4)
            portfolio.Successor.objects.create(
                **own, restructuring=change, key="gammel", name=d["line"] + "2", is_new=False, subproject=subs[-1]
            )
            for n, one in enumerate(placed):
                where = {"successor": new, "made": placed[0]} if n % 2 else {"ends_because": d["line"]}
                portfolio.Destination.objects.create(**own, restructuring=change, placement=one, **where)
            for n, person in enumerate(persons):
                portfolio.ProposedLead.objects.create(
                    **own,
                    restructuring=change,
                    person=person,
                    organisation=orgs[0] if n % 2 else None,
                    successor=None if n else new,
                    position=3 - n,
                )


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(-1e9, 1e9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=3),
    max_leaves=6,
)


def whole_houses() -> st.SearchStrategy[HousePlan]:
    """Houses with every kind of row, and restructurings in each stage."""
    named = {"name": lines, "source": texts}
    organisation_named = {"name": lines.filter(lambda name: not NO_NAME.search(name)), "source": texts}

    def rows(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries(fields)

    def lasting(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
        return st.builds(lambda row, period: row | period, rows(**fields), periods())

    return st.builds(
        HousePlan,
        rows(
            house=rows(name=lines, place=lines | st.just(""), first_year=st.integers(1900, 2200), source=texts),
            organisations=st.lists(rows(**organisation_named, who_we_are=texts), min_size=1, max_size=3),
            participations=st.lists(st.tuples(lasting(position=placing, source=texts), st.just("active")), max_size=3),
            persons=st.lists(
                st.tuples(rows(**named, about=texts, skills=st.lists(lines, max_size=3)), st.booleans()), max_size=3
            ),
            affiliations=st.lists(lasting(title=lines), max_size=3),
            body=lasting(**named, purpose=texts, position=placing),
            seats=st.lists(st.tuples(lasting(position=placing), st.booleans()), max_size=2),
            holding=lasting(source=texts),
            subprojects=st.lists(lasting(**named, summary=texts, position=placing), min_size=1, max_size=3),
            items=st.lists(rows(**named, description=texts), max_size=3),
            placing=lasting(position=placing, source=texts),
            restructurings=st.lists(
                st.tuples(
                    rows(title=lines, reason=texts, note=texts, source=texts),
                    st.sampled_from([STAGES[:n] for n in range(1, 6)] + [["draft", "withdrawn"]]),
                ),
                max_size=2,
            ),
            experiences=st.lists(
                st.tuples(
                    rows(found_on=days, theme=lines, text=texts.filter(bool), source=texts, position=placing),
                    st.booleans(),
                    st.lists(rows(text=texts.filter(bool), on=st.none() | days, position=placing), max_size=2),
                ),
                max_size=2,
            ),
            factors=st.lists(st.tuples(lasting(text=lines, position=placing), st.lists(lines, max_size=2)), max_size=2),
            events=st.lists(st.dictionaries(st.sampled_from(["a", "b c", "no"]), _json, max_size=3), max_size=2),
            record=records(lines, texts, days, _json, periods()),
            day=days,
            text=texts,
            line=lines,
        ),
    )
