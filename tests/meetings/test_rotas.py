"""Who takes turns at being host, when they cannot, and where they have guests."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Premises, RotaMember
from statenshus.meetings.models.rotas import PARTS
from statenshus.meetings.queries.rotas import balance, reasons, rota
from statenshus.meetings.usecases.rotas import join_rota, leave_rota, note_away, set_premises
from statenshus.people.models import Participation
from tests.houses import NOW, TODAY
from tests.meetings.hosting import ROOM, hosted, meetings, proposed, three_hosts
from tests.people.acting import refused, told


def test_each_is_proposed_in_turn_and_it_is_said_why(filled):
    three_hosts(filled)
    meetings(filled, 4)

    assert proposed(filled) == ["registers", "tax", "town", "registers"]
    found = rota(filled.bodies["steering"], filled.actor())
    assert found.coming[0].why == [
        "Har ikke vært vert ennå.",
        "Verken foran eller bak.",
        "Rommet tar 14.",
        "Alle kommer inn der.",
        "3 av dere har ikke vært der.",
    ]


def test_who_has_been_host_waits_until_the_others_have(filled):
    three_hosts(filled)
    first, second, third, _fourth = meetings(filled, 4)

    hosted(filled, first, "town")
    assert proposed(filled) == [None, "registers", "tax", "town"]
    hosted(filled, second, "registers")
    hosted(filled, third, "tax")
    places = rota(filled.bodies["steering"], filled.actor()).places
    assert [(member.organisation.key, place.turns) for member, place, _why in places] == [
        ("town", 1),
        ("registers", 1),
        ("tax", 1),
    ]


def test_who_is_away_or_has_no_room_is_passed_over_with_the_reason(filled):
    registers, tax, _town = three_hosts(filled)
    note_away(tax, first_on=TODAY, until_on=TODAY + timedelta(days=60), reason=" Flytting ", by=filled.actor())
    set_premises(registers.organisation, **{**ROOM, "capacity": 2}, by=filled.actor())
    meetings(filled, 2)

    assert proposed(filled) == ["town", "town"]
    places = rota(filled.bodies["steering"], filled.actor()).places
    why = {place.member.key: reasons(place, 3) for _member, place, _why in places}
    assert "Er borte da." in why["tax"] and "Rommet tar 2, og dere er 3." in why["registers"]
    assert told(filled, "meetings.note_away") == [
        (str(tax.organisation), {"first_on": "2023-01-31", "until_on": "2023-04-01"})
    ]


def test_only_premises_that_everybody_gets_into_where_somebody_needs_it(filled):
    registers, _tax, town = three_hosts(filled)
    for member in (registers, town):
        set_premises(member.organisation, **{**ROOM, "is_accessible": False}, by=filled.actor())
    meetings(filled, 1, needs_access=True)

    assert proposed(filled) == ["tax"]


def test_a_newcomer_begins_in_the_middle_and_who_leaves_is_asked_no_more(filled):
    _registers, tax, _town = three_hosts(filled)
    hosted(filled, meetings(filled, 1)[0], "town")

    gone = TODAY + timedelta(days=1)
    leave_rota(tax, on=gone, by=filled.actor())
    tomorrow = filled.actor(now=NOW + timedelta(days=1))
    found = rota(filled.bodies["steering"], tomorrow)
    assert [member.organisation.key for member in found.members] == ["registers", "town"]
    with refused("ended"):
        leave_rota(tax, on=gone, by=filled.actor())
    back = join_rota(tax.body, organisation=tax.organisation, by=tomorrow)
    owed = [place.owed for _member, place, _why in found.places]
    assert back.head_start == round(sum(owed) / 2 * PARTS)
    with refused("backwards"):
        leave_rota(back, on=gone, by=tomorrow)
    assert told(filled, "meetings.leave_rota") == [(str(tax), {"body": str(tax.body), "on": "2023-02-01"})]
    assert [data for _name, data in told(filled, "meetings.join_rota")][-1] == {"body": str(tax.body)}


def test_one_takes_turns_once_and_only_while_it_takes_part(filled):
    (first, *_rest) = three_hosts(filled)
    with refused("already"):
        join_rota(first.body, organisation=first.organisation, by=filled.actor())
    Participation.objects.filter(organisation=filled.organisations["ministry"]).update(valid_to=date(2022, 6, 1))
    with refused("no_part"):
        join_rota(first.body, organisation=filled.organisations["ministry"], by=filled.actor())
    first.body.valid_to = date(2023, 1, 1)
    first.body.save()
    with refused("body_gone"):
        join_rota(first.body, organisation=filled.organisations["ministry"], by=filled.actor())


def test_premises_are_told_and_put_right(filled):
    tax = filled.organisations["tax"]

    set_premises(tax, place=" Skattens hus ", capacity=3, by=filled.actor("chair"))
    made = set_premises(tax, **ROOM, way_in="Ring på", about="Vi er skatt", by=filled.actor("deputy"))

    assert Premises.objects.get(organisation=tax) == made and (made.place, made.capacity) == ("Møterom 1", 14)
    with refused("capacity"):
        set_premises(tax, place="Her", capacity=0, by=filled.actor("chair"))
    assert [data for _name, data in told(filled, "meetings.set_premises")] == [{"organisation": str(tax)}] * 2


def test_away_not_backwards(filled):
    (member, *_rest) = three_hosts(filled)
    with refused("backwards"):
        note_away(member, first_on=TODAY, until_on=TODAY, by=filled.actor())


@pytest.mark.parametrize("who", ["manager", "chair", "deputy", "member", "commissioner", "admin"])
def test_who_speaks_for_an_organisation(filled, who, other):
    registers, tax, _town = three_hosts(filled)
    may_tax, may_registers = who in {"manager", "chair", "deputy", "admin"}, who in {"manager", "member", "admin"}

    for member, may in ((tax, may_tax), (registers, may_registers)):
        for act in (
            lambda by, member=member: set_premises(member.organisation, **ROOM, by=by),
            lambda by, member=member: note_away(member, first_on=TODAY, until_on=date(2023, 2, 2), by=by),
        ):
            if may:
                act(filled.actor(who))
            else:
                with pytest.raises(NotAllowed):
                    act(filled.actor(who))
        with pytest.raises(NotAllowed):
            leave_rota(member, on=TODAY, by=other.actor(who))
        if not may:
            with pytest.raises(NotAllowed):
                leave_rota(member, on=TODAY, by=filled.actor(who))
            with pytest.raises(NotAllowed):
                join_rota(member.body, organisation=member.organisation, by=filled.actor(who))


def test_what_is_owed_is_said_to_the_half_turn():
    assert [balance(Fraction(n, 12)) for n in (0, 2, 6, 12, 19, -12, -24)] == [
        "Verken foran eller bak.",
        "Verken foran eller bak.",
        "En halv tur bak.",
        "Én tur bak.",
        "1½ turer bak.",
        "Én tur foran.",
        "2 turer foran.",
    ]


def test_it_costs_as_much_with_many_as_with_few(filled, django_assert_num_queries):
    three_hosts(filled)
    made = meetings(filled, 1)
    by = filled.actor()
    with CaptureQueriesContext(connection) as few:
        rota(filled.bodies["steering"], by)
    meetings(filled, 4)
    hosted(filled, made[0], "tax")
    with django_assert_num_queries(len(few)):
        rota(filled.bodies["steering"], by)
    assert len(few) <= 10 and RotaMember.objects.in_house(filled.house).count() == 3
