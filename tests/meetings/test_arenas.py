"""Places to meet: proposed by anybody, held towards a goal, signed up for, and counted as contacts."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from statenshus.asks.models import Mail
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Arena, Gathering, SignUp
from statenshus.meetings.queries.arenas import goals, suggested
from statenshus.meetings.queries.contacts import contacts, pairs
from statenshus.meetings.usecases.arenas import (
    announce_gathering,
    call_off_gathering,
    close_arena,
    forget_sign_ups,
    note_came,
    propose_arena,
    sign_up,
    take_up_arena,
    withdraw_sign_up,
)
from statenshus.meetings.usecases.attendances import note_attendance
from statenshus.people.models import Affiliation
from statenshus.workplaces.usecases.feeds import make_feed
from tests.api.calling import Program
from tests.houses import NOW, START
from tests.meetings.calling import add_seat, called
from tests.people.acting import told
from tests.workplaces.acting import refused

SOON = NOW + timedelta(days=14)
SAID = {"title": "Suppe", "starts_at": SOON, "ends_at": SOON + timedelta(hours=1), "place": "Kantina"}
LATER = SOON + timedelta(hours=2)


@pytest.fixture
def arena(filled):
    """Proposed by a member, taken up with a goal of three."""
    made = propose_arena(filled.house, name="Fagkafé", kind="cafe", by=filled.actor("member"))
    return take_up_arena(made, yearly_goal=3, by=filled.actor())


@pytest.fixture
def held(filled, arena):
    """With room for one."""
    return announce_gathering(arena, **SAID, capacity=1, by=filled.actor("member"))


def works_at(filled, **where):
    for who, key in where.items():
        Affiliation.objects.filter(person=filled.persons[who]).delete()
        Affiliation.objects.create(
            house=filled.house, person=filled.persons[who], organisation=filled.organisations[key], valid_from=START
        )


def test_anybody_proposes_and_those_who_keep_the_record_take_it_up(filled, arena):
    assert (arena.state, arena.yearly_goal, arena.proposed_by) == ("running", 3, filled.persons["member"])
    with pytest.raises(NotAllowed):
        take_up_arena(arena, yearly_goal=9, by=filled.actor("member"))
    assert refused(take_up_arena, arena, yearly_goal=0, by=filled.actor()) == "goal"
    assert refused(close_arena, arena, reason=" ", by=filled.actor()) == "reason"
    close_arena(arena, reason="Ingen kom", by=filled.actor())
    assert refused(close_arena, arena, reason="x", by=filled.actor()) == "closed"
    assert refused(announce_gathering, arena, **SAID, by=filled.actor()) == "not_running"
    assert told(filled, "meetings.close_arena") == [("Fagkafé", {"reason": "Ingen kom"})]
    assert len(told(filled, "meetings.propose_arena")) == len(told(filled, "meetings.take_up_arena")) == 1


def test_it_is_told_how_far_it_is_to_the_goal_and_the_meetings_of_a_body_count(filled, arena, held):
    Arena.objects.filter(pk=arena.pk).update(body=filled.bodies["steering"])
    called(filled, starts_at=NOW - timedelta(days=3), ends_at=NOW - timedelta(days=3) + timedelta(hours=1))
    announce_gathering(arena, **{**SAID, "starts_at": NOW - timedelta(days=9), "ends_at": NOW}, by=filled.actor())

    (goal,) = [each for each in goals(filled.actor()) if each.arena == arena]

    year = [each for each in (NOW - timedelta(days=3), NOW - timedelta(days=9)) if each.year == NOW.year]
    assert (goal.held, goal.coming, goal.missing) == (len(year), 1, 3 - len(year) - 1)


def test_when_it_is_full_one_waits_and_whoever_waited_longest_gets_the_place(filled, held):
    first = sign_up(held, by=filled.actor("chair"))
    second = sign_up(held, by=filled.actor("deputy"))
    third = sign_up(held, by=filled.actor("manager"))
    assert [each.state for each in (first, second, third)] == ["comes", "waits", "waits"]
    assert refused(sign_up, held, by=filled.actor("chair")) == "already"

    withdraw_sign_up(first, by=filled.actor("chair"))

    assert [each.state for each in held.sign_ups.all()] == ["withdrawn", "comes", "waits"]
    mail = Mail.objects.latest("pk")
    assert mail.person == filled.persons["deputy"] and mail.subject == "Du har plass: Suppe"
    withdraw_sign_up(third, by=filled.actor("manager"))
    assert refused(withdraw_sign_up, first, by=filled.actor("chair")) == "withdrawn"
    assert sign_up(held, by=filled.actor("chair")).state == "waits" and Mail.objects.latest("pk") == mail
    with pytest.raises(NotAllowed):
        withdraw_sign_up(second, by=filled.actor("chair"))


def test_what_is_called_off_is_told_and_nobody_signs_up_any_more(filled, held):
    mine = sign_up(held, by=filled.actor("chair"))

    call_off_gathering(held, reason="Snøstorm", by=filled.actor("member"))

    mail = Mail.objects.latest("pk")
    assert mail.subject == "Avlyst: Suppe" and "Snøstorm" in mail.text and "Snøstorm" in mail.html
    for act, subject in ((sign_up, held), (withdraw_sign_up, mine)):
        assert refused(act, subject, by=filled.actor("chair")) == "called_off"
    assert refused(call_off_gathering, held, reason="x", by=filled.actor()) == "called_off"
    assert refused(note_came, held, came=[], by=filled.actor(now=LATER)) == "not_begun"
    with pytest.raises(NotAllowed):
        call_off_gathering(held, reason="x", by=filled.actor("chair"))


def test_what_cannot_be_announced_and_when_it_has_begun(filled, arena, held):
    by = filled.actor()
    assert refused(announce_gathering, arena, **{**SAID, "place": " "}, by=by) == "where"
    assert refused(announce_gathering, arena, **{**SAID, "ends_at": SOON}, by=by) == "backwards"
    mine = sign_up(held, by=filled.actor("chair"))
    assert refused(sign_up, held, by=filled.actor("deputy", now=LATER)) == "begun"
    assert refused(withdraw_sign_up, mine, by=filled.actor("chair", now=LATER)) == "begun"
    assert refused(call_off_gathering, held, reason="x", by=filled.actor(now=LATER)) == "begun"
    assert refused(note_came, held, came=[], by=by) == "not_begun"


def test_a_joint_act_is_a_contact_between_organisations_and_never_names_anybody(filled, arena):
    works_at(filled, chair="tax", deputy="town", manager="town")
    held = announce_gathering(arena, **SAID, by=filled.actor())
    signed = [sign_up(held, by=filled.actor(who)) for who in ("chair", "deputy", "manager")]
    later = filled.actor(now=LATER)
    since, until = NOW - timedelta(days=1), LATER

    def met():
        return [(each.kind, each.organisations) for each in contacts(later, since, until)]

    assert met() == [("cafe", frozenset({"tax", "town"}))]
    assert note_came(held, came=[signed[1].pk, signed[2].pk], by=later) == 2
    assert met() == []
    note_came(held, came=[each.pk for each in signed], by=later)
    assert met() == [("cafe", frozenset({"tax", "town"}))]
    (pair,) = [each for each in pairs(contacts(later, since, until), later) if each.count]
    assert ({pair.one.key, pair.other.key}, pair.last_on) == ({"tax", "town"}, held.day)


def test_a_meeting_that_was_held_is_a_contact_of_those_whose_seats_came(filled):
    other = add_seat(filled, "second", "member")
    meeting = called(filled, starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=2) + timedelta(hours=1))
    since = NOW - timedelta(days=3)
    assert contacts(filled.actor(), since, NOW) == []
    for seat in meeting.seats:
        who = filled.persons["member" if seat == other else "chair"]
        note_attendance(meeting, seat=seat, person=who, came="room", by=filled.actor())

    (contact,) = contacts(filled.actor(), since, NOW)

    assert (contact.kind, contact.organisations) == ("meeting", frozenset({"tax", "town"}))


def test_those_are_suggested_who_have_not_met_those_who_come(filled, arena):
    works_at(filled, chair="tax")
    held = announce_gathering(arena, **SAID, by=filled.actor())
    assert suggested(held, filled.actor()) == []
    sign_up(held, by=filled.actor("chair"))

    found = suggested(held, filled.actor())

    assert found and all([each.key for each in one.strangers] == ["tax"] for one in found)
    assert "tax" not in {one.organisation.key for one in found}


def test_who_came_is_forgotten_after_ninety_days_and_from_where_is_not(filled, held):
    works_at(filled, chair="tax")
    sign_up(held, by=filled.actor("chair"))
    at = held.ends_at + timedelta(days=90)
    assert forget_sign_ups(filled.house, by=Actor.clock(filled.house, at)) == 0

    assert forget_sign_ups(filled.house, by=Actor.clock(filled.house, at + timedelta(minutes=1))) == 1

    (row,) = SignUp.objects.filter(gathering=held)
    assert (row.person, row.organisation) == (None, filled.organisations["tax"])
    assert told(filled, "meetings.forget_sign_ups") == [(str(filled.house), {"count": 1})]


def test_what_one_has_signed_up_for_stands_in_ones_own_calendar(filled, held, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    secret = make_feed(by=filled.actor("chair"))[1]
    sign_up(held, by=filled.actor("chair"))

    def read():
        events = Calendar.from_ical(client.get(f"/feed/{secret}.ics").content).walk("VEVENT")
        return [(str(each["summary"]), each["sequence"], str(each["status"])) for each in events]

    assert ("Suppe", 0, "CONFIRMED") in read()
    call_off_gathering(held, reason="Snøstorm", by=filled.actor())
    assert ("Suppe", 1, "CANCELLED") in read()


def test_all_of_it_is_done_on_pages(filled, enter):
    member, keeper = enter(filled, "member"), enter(filled)
    assert (
        member.post("meetings/arenas/propose_arena/", {"name": "Kurs i klarspråk", "kind": "course"}).status_code == 303
    )
    arena = Arena.objects.get(name="Kurs i klarspråk")
    assert "Ta den opp" not in member.get(f"meetings/arenas/{arena.key}/").content.decode()
    assert "Ta den opp" in keeper.get(f"meetings/arenas/{arena.key}/").content.decode()
    assert keeper.post(f"meetings/arenas/{arena.key}/take_up_arena/", {"yearly_goal": 2}).status_code == 303
    said = {"title": "Første", "starts_at_0": "2098-09-01", "starts_at_1": "10:00", "ends_at_0": "2098-09-01"}
    wrong = member.post(f"meetings/arenas/{arena.key}/announce_gathering/", said)
    assert wrong.status_code == 422
    when = {"starts_at": SOON.replace(year=2098), "ends_at": LATER.replace(year=2098)}
    held = announce_gathering(arena, **{**SAID, **when}, capacity=1, by=filled.actor())
    base = f"meetings/gatherings/{held.key}/"
    assert member.post(f"{base}sign_up/").status_code == 303
    assert "Du har plass." in member.get(base).content.decode()
    assert keeper.post(f"{base}sign_up/").status_code == 303
    assert "Du er nummer 1 i køen" in keeper.get(base).content.decode()
    assert member.post(f"{base}withdraw_sign_up/").status_code == 303
    assert "Du har plass." in keeper.get(base).content.decode()
    assert keeper.post(f"{base}call_off_gathering/", {"reason": ""}).status_code == 422
    assert keeper.post(f"{base}call_off_gathering/", {"reason": "Snø"}).status_code == 303
    assert keeper.post(f"meetings/arenas/{arena.key}/close_arena/", {"reason": "Ferdig"}).status_code == 303
    assert "Hvem som har møtt hvem" in member.get("meetings/contacts/").content.decode()
    assert "Møteplasser" in member.get("meetings/arenas/").content.decode()


def test_those_who_look_after_it_note_who_came_on_the_page(filled, enter, arena, monkeypatch):
    held = announce_gathering(
        arena, **{**SAID, "starts_at": NOW - timedelta(days=1), "ends_at": NOW}, by=filled.actor()
    )
    row = SignUp.objects.create(house=filled.house, gathering=held, person=filled.persons["chair"], at=NOW)
    keeper, chair = enter(filled), enter(filled, "chair")
    assert 'type="checkbox"' in keeper.get(f"meetings/gatherings/{held.key}/").content.decode()
    assert 'type="checkbox"' not in chair.get(f"meetings/gatherings/{held.key}/").content.decode()
    assert keeper.post(f"meetings/gatherings/{held.key}/note_came/", {"came": ["x"]}).status_code == 303
    row.refresh_from_db()
    assert row.came is False
    assert chair.post(f"meetings/gatherings/{held.key}/note_came/", {"came": [row.pk]}).status_code == 404


def test_a_program_does_it_too(filled):
    program = Program(filled)
    made = program.call("post", "meetings/arenas", {"name": "Digital kaffe", "kind": "digital"})
    key = made.json()["key"]
    assert (
        program.call("post", f"meetings/arenas/{key}/take_up_arena", {"yearly_goal": 10}).json()["state"] == "running"
    )
    said = {"title": "Kaffe", "starts_at": "2098-09-01T10:00:00+02:00", "ends_at": "2098-09-01T10:30:00+02:00"}
    refusal = program.call("post", f"meetings/arenas/{key}/announce_gathering", said)
    assert (refusal.status_code, refusal.json()["code"]) == (409, "where")
    held = program.call(
        "post", f"meetings/arenas/{key}/announce_gathering", {**said, "link": "https://moete.example/2"}
    )
    base = f"meetings/gatherings/{held.json()['key']}"
    assert program.call("post", f"{base}/sign_up", {}).json()["state"] == "comes"
    assert program.call("post", f"{base}/withdraw_sign_up", {}).json()["state"] == "withdrawn"
    assert program.call("post", f"{base}/note_came", {"came": []}).json()["code"] == "not_begun"
    assert program.call("post", f"{base}/call_off_gathering", {"reason": "Snø"}).json()["called_off_because"] == "Snø"
    assert (
        program.call("get", "meetings/gatherings").json()["count"] == Gathering.objects.in_house(filled.house).count()
    )
    (goal,) = [each for each in program.call("get", "meetings/arenas").json() if each["arena"]["key"] == key]
    assert (goal["held"], goal["coming"], goal["missing"]) == (0, 0, 10)
    assert program.call("get", "meetings/contacts").status_code == 200
    assert program.call("post", f"meetings/arenas/{key}/close_arena", {"reason": "Nok"}).json()["state"] == "closed"
