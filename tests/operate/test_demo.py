"""The demonstration: what has happened in it at its first start, and that a visitor can carry it to an end."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config import demo
from statenshus.archive.commands import import_file
from statenshus.asks.models import Ask, Mail
from statenshus.asks.queries.turns import turns
from statenshus.decisions.models import Decision, Position, Voting
from statenshus.decisions.queries.verdict import verify
from statenshus.decisions.usecases import votings
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.models import Event
from statenshus.meetings.models import Meeting
from statenshus.people.models import Person, Seat
from statenshus.people.roles import roles_of
from statenshus.portfolio.models import Placement, Restructuring, Subproject, Successor
from statenshus.portfolio.queries.restructurings import orphans
from statenshus.portfolio.usecases import restructurings
from tests.archive.test_export_house import dump, moved, without_last_event

EXAMPLES = Path(__file__).parents[2] / "examples"
SEED = Path(__file__).parents[1] / "reports" / "seed_statements.txt"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LEADS = {
    "gaute-skoglund": "samhandling-og-kompetanseheving",
    "ida-mari-larsen": "vertskap-attraktivitet-og-rekruttering",
    "bjorn-erik-ronhaug": "tjenesteutvikling-og-innovasjon",
}


@pytest.fixture
def house(db):
    import_file(EXAMPLES / "narvik.yaml", NOW)
    house = import_file(EXAMPLES / "narvik-demo.yaml", NOW).house
    assert demo.begin(house, NOW)
    return house


def actor(house, key, now=NOW):
    person = Person.objects.in_house(house).get(key=key)
    return Actor(house, now, person, roles_of(person, now.date()))


def test_it_happens_once(house):
    assert not demo.begin(house, NOW)


def test_nothing_happens_in_a_house_without_the_demonstrations_persons(db):
    house = import_file(EXAMPLES / "narvik.yaml", NOW).house

    assert not demo.begin(house, NOW)
    assert not Meeting.objects.in_house(house).exists()


def test_the_meeting_of_the_seed_has_discussed_three_subprojects_in_the_words_of_the_seed(house):
    discussed = Decision.objects.in_house(house).get()

    assert (discussed.outcome, discussed.decided_on.isoformat()) == ("discussed", "2022-12-01")
    assert discussed.text in SEED.read_text() or discussed.text in (EXAMPLES / "narvik.yaml").read_text()
    assert discussed.meeting.starts_at.astimezone(OSLO).date().isoformat() == "2022-12-01"
    assert "oppdiktet" in discussed.meeting.place


def test_the_proposal_is_before_ten_seats_in_writing_with_ten_days_to_go(house):
    voting = Voting.objects.in_house(house).get()
    change = Restructuring.objects.in_house(house).get()

    assert (voting.case, voting.case.follows) == (change.case, Decision.objects.in_house(house).get().case)
    assert (voting.base, voting.required, voting.form, voting.outcome) == (10, 5, "written", "")
    assert voting.closes_at.astimezone(OSLO) == datetime(2026, 12, 5, 15, 0, tzinfo=OSLO)
    assert sorted(voting.electors.exclude(choice="").values_list("person__key", "choice")) == [
        ("demo-fjord", "for"),
        ("demo-foss", "for"),
        ("demo-vidde", "against"),
    ]


def test_what_members_have_said_is_invented_and_says_so(house):
    said = Position.objects.in_house(house)

    assert said.count() == 3
    assert [text for each in said for text in (each.comment, each.question) if text and "Demo" not in text] == []


def test_members_a_deputy_and_the_lead_have_something_that_waits(house):
    by = actor(house, "demo-prosjektleder")
    waiting = Ask.objects.in_house(house).open().select_related("seat", "person", "body")

    kinds = sorted(waiting.values_list("kind", flat=True))
    assert [each for each in kinds if each != "poll"] == ["question", *["vote"] * 7]
    assert kinds.count("poll") >= 7
    votes = [ask for ask in waiting if ask.kind != "poll"]
    turn = {each.person.key for each in turns(votes, by).values()}
    assert {"demo-prosjektleder", "demo-skog", "demo-fjell", "demo-bekk"} <= turn
    assert "demo-strand" not in turn


def test_the_mailbox_has_mails_and_none_is_to_anybody_real(house):
    mails = Mail.objects.in_house(house)

    assert mails.count() >= 2
    assert [mail.to for mail in mails if not mail.is_invented] == []


def test_every_event_is_told_by_somebody_and_on_its_day(house):
    told = Event.objects.in_house(house).exclude(act="archive.import_house")

    assert {event.at.astimezone(OSLO).year for event in told} == {2022, 2023, 2026}
    assert [event.act for event in told if not event.person_name] == []


def test_the_chain_holds_and_the_whole_is_carried_by_its_file(house):
    copy = moved(house, "kopi")

    assert not verify(house).broken
    assert verify(copy) == verify(house)
    assert without_last_event(dump(copy)) == dump(house)


def test_visitors_carry_it_to_a_decision_that_takes_effect(house):
    soon = NOW + timedelta(hours=1)
    voting = Voting.objects.in_house(house).get()
    seats = Seat.objects.in_house(house).filter(body=voting.case.body_id)
    for key, seat in (("demo-skog", {}), ("demo-fjell", {}), ("demo-bekk", {"holdings__rank": 1})):
        sits = {"holdings__rank": 0, **seat, "holdings__person__key": key}
        votings.vote(voting, seat=seats.get(**sits), choice="for", by=actor(house, key, soon))
    lead = actor(house, "demo-prosjektleder", soon)

    votings.close_voting(voting, by=lead)
    change = Restructuring.objects.in_house(house).get()
    decision = Decision.objects.in_house(house).get(case=change.case)
    asked = Ask.objects.in_house(house).open().get(kind="carry_out")
    for key in LEADS:
        proposed = change.proposed_leads.get(person__key=key)
        restructurings.pair_lead(proposed, successor=change.successors.get(key=LEADS[key]), by=lead)
    for row in orphans(change, lead.today):
        there = Successor.objects.get(restructuring=change, key="vertskap-attraktivitet-og-rekruttering")
        restructurings.set_destination(change, placement=row, successors=[there], by=lead)
    restructurings.decide(change, decision=decision, by=lead)

    assert (decision.outcome, asked.person.key) == ("adopted", "demo-prosjektleder")
    standing = Subproject.objects.in_house(house).at(soon.date()).order_by("position")
    assert sorted(each.name for each in standing) == [
        "Samhandling og kompetanseheving",
        "Tjenesteutvikling og innovasjon",
        "Vertskap, attraktivitet og rekruttering",
    ]
    leads = Placement.objects.in_house(house).at(soon.date()).filter(kind="lead")
    assert set(leads.values_list("person__key", flat=True)) == set(LEADS)
    asked.refresh_from_db()
    assert asked.ended == "answered"
    assert not verify(house).broken
