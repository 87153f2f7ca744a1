"""What needs a meeting, what can be decided in writing, and what is only to be read."""

from datetime import timedelta

import pytest

from statenshus.decisions.models import Mandate
from statenshus.decisions.queries.split import MEET, READ, WRITE, Facts, proposed, split
from statenshus.decisions.usecases.agenda import put_on_agenda
from statenshus.decisions.usecases.cases import draft_case, publish_case
from statenshus.decisions.usecases.exemptions import exempt
from statenshus.decisions.usecases.positions import give_position
from statenshus.decisions.usecases.recusals import recuse
from statenshus.decisions.usecases.votings import open_written
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW, TODAY

ALLOWED = "Reglene i mandatet åpner for skriftlig behandling, med minst 7 dager til å svare."
SILENT = "10 plasser har ikke tatt stilling."


def facts(**told):
    usual = {"kind": "decision", "written": "majority", "written_days": 7, "seats": 10, "required": 5}
    return Facts(**{**usual, **told})


@pytest.mark.parametrize(
    ("told", "where", "reasons", "first"),
    [
        ({}, WRITE, [ALLOWED], [SILENT]),
        ({"answered": 10}, WRITE, [ALLOWED, "Ingen av dem som har svart, er imot."], []),
        ({"kind": "information"}, READ, ["Saken er til orientering, så ingenting skal avgjøres."], []),
        (
            {"kind": "information", "must_meet": True},
            READ,
            ["Saken er til orientering, så ingenting skal avgjøres."],
            [],
        ),
        ({"kind": "discussion"}, MEET, ["Saken er til drøfting, og det gjøres best sammen."], [SILENT]),
        (
            {"must_meet": True},
            MEET,
            ["Medlemmer har bedt om møte, eller saken kunne ikke avgjøres skriftlig."],
            [SILENT],
        ),
        ({"written": "never"}, MEET, ["Reglene i mandatet åpner ikke for skriftlig behandling."], [SILENT]),
        (
            {"written": None},
            MEET,
            ["Organet har ingen regler for hvordan det avgjør saker, så ingenting kan avgjøres skriftlig."],
            [SILENT],
        ),
        ({"against": 1, "answered": 4}, MEET, ["1 plass er imot."], ["6 plasser har ikke tatt stilling."]),
        ({"against": 2, "answered": 9}, MEET, ["2 plasser er imot."], ["1 plass har ikke tatt stilling."]),
        (
            {"against": 1, "answered": 10, "written": "silence"},
            MEET,
            ["1 plass er imot.", "Skriftlig krever reglene i mandatet at alle er enige."],
            [],
        ),
        ({"unsure": 1, "answered": 10}, WRITE, [ALLOWED, "Ingen av dem som har svart, er imot."], []),
        ({"unsure": 2, "answered": 10}, MEET, ["2 plasser er usikre."], []),
        (
            {"unsure": 1, "answered": 10, "written": "unanimous"},
            MEET,
            ["1 plass er usikker.", "Skriftlig krever reglene i mandatet at alle er enige."],
            [],
        ),
        (
            {"out": 6, "answered": 4},
            MEET,
            ["Bare 4 av 10 plasser kan stemme, og kravet er 5. Se hvem som kan møte som vara."],
            [],
        ),
        ({"out": 5, "answered": 5}, WRITE, [ALLOWED, "Ingen av dem som har svart, er imot."], []),
        (
            {"urgent": True, "days_to_meeting": 3, "answered": 10},
            MEET,
            ["Saken haster, og neste møte er om 3 dager. Skriftlig tar det minst 7 dager."],
            [],
        ),
        (
            {"urgent": True, "days_to_meeting": 7, "answered": 10},
            WRITE,
            [ALLOWED, "Ingen av dem som har svart, er imot.", "Saken haster, og ikke noe møte kommer før."],
            [],
        ),
        (
            {"urgent": True, "answered": 10},
            WRITE,
            [ALLOWED, "Ingen av dem som har svart, er imot.", "Saken haster, og ikke noe møte kommer før."],
            [],
        ),
        (
            {"open_questions": 1, "answered": 10, "exempt": "§ 13"},
            WRITE,
            [ALLOWED, "Ingen av dem som har svart, er imot."],
            [
                "1 spørsmål venter på svar.",
                "Saken er unntatt offentlighet (§ 13), så innholdet må leses innlogget.",
            ],
        ),
        ({"in_writing": True, "against": 3}, WRITE, ["Saken er alt til skriftlig behandling."], []),
        ({"waits_for_owner": True}, WRITE, ["Gruppen har gitt sitt råd, og prosjekteieren avgjør."], []),
    ],
)
def test_it_says_where_a_case_belongs_and_why(told, where, reasons, first):
    found = proposed(facts(**told))

    assert (found.where, found.reasons, found.first) == (where, reasons, first)


@pytest.mark.parametrize(
    ("told", "saved"),
    [
        ({}, 10),
        ({"minutes": 30}, 25),
        ({"minutes": 3}, 0),
        ({"kind": "information"}, 8),
        ({"must_meet": True}, 0),
    ],
)
def test_what_is_spared_is_the_meeting_less_the_answering(told, saved):
    assert proposed(facts(**told)).saved == saved


def test_it_rests_on_the_record(filled):
    group = Group(filled, seats=4, written="majority", written_days=5)

    def published(title, **said):
        made = draft_case(group.body, title=title, proposal="Ja", **said, by=group.leader)
        publish_case(made, by=group.leader)
        return made

    contested, calm = published("Omstridt"), published("Rolig")
    published("Nytt", kind="information")
    out, secret = published("Inhabile"), published("Hemmelig")
    give_position(contested, seat=group.seat(2), stand="against", question="Hvorfor?", by=group.actor(2))
    give_position(calm, seat=group.seat(2), stand="against", by=group.actor(2))
    give_position(calm, seat=group.seat(2), stand="for", by=group.actor(2, now=NOW + timedelta(minutes=1)))
    for number in range(2, 5):
        for rank in range(2):
            recuse(out, seat=group.seat(number), ground="Part", by=group.actor(number, rank))
    exempt(secret, paragraph="§ 13", reason="Taushet", until=TODAY, by=group.leader)
    open_written(group.case, closes_at=LATER, by=group.leader)

    found = split(group.body, group.leader)

    assert [(each.shown.title, each.proposed.reasons) for each in found.meet] == [
        ("Inhabile", ["Bare 1 av 4 plasser kan stemme, og kravet er 2. Se hvem som kan møte som vara."]),
        ("Omstridt", ["1 plass er imot."]),
    ]
    assert [each.shown.title for each in found.write] == ["Hemmelig", "Rolig", "Sak 1 vaarthus"]
    assert [each.shown.title for each in found.read] == ["Nytt"]
    assert found.meet[1].proposed.first == ["1 spørsmål venter på svar.", "3 plasser har ikke tatt stilling."]
    assert found.write[0].proposed.first[1] == (
        "Saken er unntatt offentlighet (§ 13), så innholdet må leses innlogget."
    )
    assert (found.people, found.saved) == (4, 4 * (10 + 10 + 10 + 8))


def test_a_body_without_rules_or_cases_has_nothing_to_split(group):
    Mandate.objects.filter(body=group.body).delete()
    other = split(group.filled.bodies["management"], group.leader)

    assert (other.meet, other.write, other.read, other.saved) == ([], [], [], 0)
    assert [each.proposed.where for each in split(group.body, group.leader).meet] == [MEET]


def test_urgency_looks_at_the_next_meeting(filled):
    group = Group(filled, written_days=10)
    made = draft_case(group.body, title="Haster", proposal="Ja", urgent=True, by=group.leader)
    publish_case(made, by=group.leader)
    group.meeting("m2023-5", 5, NOW + timedelta(days=4))

    urgent = next(each for each in split(group.body, group.leader).meet if each.shown.title == "Haster")
    assert urgent.proposed.reasons == ["Saken haster, og neste møte er om 4 dager. Skriftlig tar det minst 10 dager."]


def test_it_costs_the_same_for_three_cases_as_for_one(group, django_assert_num_queries):
    put_on_agenda(group.meeting(), case=group.case, by=group.leader)
    with django_assert_num_queries(13):
        split(group.body, group.leader)
    for number in (2, 3):
        group.publish(f"2023-{number}", number)

    with django_assert_num_queries(13):
        split(group.body, group.leader)


def test_the_page_is_read_by_all_and_acted_on_by_those_who_lead(group, enter):
    pages = {
        who: enter(group.filled, who).get("decisions/split/steering/").content.decode() for who in ("manager", "member")
    }

    assert {who: "open_written" in page for who, page in pages.items()} == {"manager": True, "member": False}
    assert all("Kan avgjøres skriftlig" in page and "Sak 1 vaarthus" in page for page in pages.values())
