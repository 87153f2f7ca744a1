"""A turn is offered, taken, let pass, given away or swapped."""

from datetime import timedelta
from fractions import Fraction
from threading import Barrier, Thread

import pytest
from django.db import connection

from statenshus.asks.models import Ask, Mail
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.meetings.models import Turn
from statenshus.meetings.queries.rotas import rota
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.meetings import call_off_meeting, send_notice
from statenshus.meetings.usecases.polls import choose_date
from statenshus.meetings.usecases.rotas import leave_rota
from statenshus.meetings.usecases.turns import accept_turn, hand_over_turn, offer_turn, skip_turn, swap_turns
from statenshus.people.models import SeatHolding
from tests.houses import NOW, TODAY
from tests.meetings.hosting import hosted, meetings, proposed, three_hosts
from tests.meetings.polling import DATES, put
from tests.people.acting import refused, told


@pytest.fixture
def hosts(filled):
    return {member.organisation.key: member for member in three_hosts(filled)}


def asked(filled):
    """Who is asked to be host, by the key of their seat."""
    rows = Ask.objects.in_house(filled.house).open().of_kind("host").order_by("pk")
    return list(rows.values_list("seat__key", flat=True))


def test_the_seat_of_the_organisation_is_asked_and_the_meeting_is_at_its_premises(filled, hosts):
    (meeting,) = meetings(filled, 1)

    turn = offer_turn(meeting, organisation=filled.organisations["registers"], by=filled.actor())
    assert (asked(filled), turn.shared_by) == (["s-registers"], ["registers", "tax", "town"])
    accept_turn(turn, by=filled.actor("member"))

    meeting.refresh_from_db()
    assert (meeting.host, meeting.place, asked(filled)) == (filled.organisations["registers"], "Hos registers", [])
    assert Ask.objects.of_kind("host").get().answered_by == filled.persons["member"]
    name = str(filled.organisations["registers"])
    assert told(filled, "meetings.offer_turn") == [("Møte 1", {"organisation": name})]
    assert told(filled, "meetings.accept_turn") == [("Møte 1", {"organisation": name})]


def test_after_the_notice_those_who_are_called_are_told_where_and_their_answers_stand(filled, hosts):
    (meeting,) = meetings(filled, 1)
    send_notice(meeting, by=filled.actor())
    answer_notice(meeting, seat=meeting.seats.get(key="s-town"), answer="comes", by=filled.actor("admin"))

    hosted(filled, meeting, "tax")

    meeting.refresh_from_db()
    assert (meeting.host, meeting.place) == (filled.organisations["tax"], "Hos tax")
    told = Mail.objects.exclude(calendar="").order_by("-pk")[:3]
    assert {(mail.subject, "Hos tax" in mail.text) for mail in told} == {("Endret: Møte 1", True)}
    assert meeting.attendances.get(seat__key="s-town").answer == "comes"


def test_a_meeting_for_which_a_room_of_the_house_is_kept_stays_there(filled, hosts):
    poll = put(filled, dates=DATES[:1], room=filled.office["room"], place="")
    meeting = choose_date(poll, starts_at=DATES[0], by=filled.actor())

    hosted(filled, meeting, "tax")

    meeting.refresh_from_db()
    assert (meeting.host, meeting.place) == (filled.organisations["tax"], "Rom vaarthus")


def test_who_lets_it_pass_says_why_is_not_asked_again_for_it_and_is_owed_it_all_the_same(filled, hosts):
    meetings(filled, 2)
    meeting = rota(filled.bodies["steering"], filled.actor()).coming[0].meeting
    turn = offer_turn(meeting, organisation=filled.organisations["town"], by=filled.actor())

    with refused("reason"):
        skip_turn(turn, reason=" ", by=filled.actor("admin"))
    skip_turn(turn, reason="Ombygging", by=filled.actor("admin"))

    assert proposed(filled) == ["registers", "tax"]
    assert asked(filled) == []
    hosted(filled, meeting, "registers")
    owed = {m.organisation.key: place.owed for m, place, _why in rota(meeting.body, filled.actor()).places}
    assert owed == {"registers": Fraction(-2, 3), "tax": Fraction(1, 3), "town": Fraction(1, 3)}
    name = str(filled.organisations["town"])
    assert told(filled, "meetings.skip_turn") == [("Møte 1", {"organisation": name, "reason": "Ombygging"})]


def test_a_turn_is_given_to_another_who_is_asked(filled, hosts):
    (meeting,) = meetings(filled, 1)
    turn = hosted(filled, meeting, "tax")

    given = hand_over_turn(turn, to=filled.organisations["registers"], by=filled.actor("chair"))

    meeting.refresh_from_db()
    turn.refresh_from_db()
    assert (turn.state, given.state, meeting.host, asked(filled)) == ("given", "asked", None, ["s-registers"])
    names = {"organisation": str(filled.organisations["tax"]), "to": str(filled.organisations["registers"])}
    assert told(filled, "meetings.hand_over_turn") == [("Møte 1", names)]
    with refused("self"):
        hand_over_turn(given, to=filled.organisations["registers"], by=filled.actor("member"))
    with refused("no_turns"):
        hand_over_turn(given, to=filled.organisations["ministry"], by=filled.actor("member"))
    with refused("answered"):
        hand_over_turn(turn, to=filled.organisations["town"], by=filled.actor())
    SeatHolding.objects.filter(seat__key="s-town").update(valid_to=TODAY)
    with refused("nobody"):
        hand_over_turn(given, to=filled.organisations["town"], by=filled.actor("member"))


def test_two_swap_their_turns_and_each_has_still_had_one(filled, hosts):
    first, second, third = meetings(filled, 3)
    one, other = hosted(filled, first, "tax"), hosted(filled, second, "registers")
    waiting = offer_turn(third, organisation=filled.organisations["town"], by=filled.actor())

    swap_turns(one, other=other, by=filled.actor("chair"))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.host, second.host) == (filled.organisations["registers"], filled.organisations["tax"])
    assert (first.place, second.place) == ("Hos registers", "Hos tax")
    with refused("answered"):
        swap_turns(one, other=waiting, by=filled.actor())
    with refused("self"):
        swap_turns(one, other=one, by=filled.actor())
    assert len(told(filled, "meetings.swap_turns")) == 1


def test_a_host_that_leaves_the_rota_is_told_of_and_another_asked_instead(filled, hosts):
    (meeting,) = meetings(filled, 1)
    hosted(filled, meeting, "tax")
    leave_rota(hosts["tax"], on=TODAY + timedelta(days=1), by=filled.actor())

    (shown,) = rota(filled.bodies["steering"], filled.actor()).coming
    assert (shown.is_gone, shown.next.member.key) == (True, "registers")
    hosted(filled, meeting, "town")
    assert list(meeting.turns.order_by("pk").values_list("state", flat=True)) == ["given", "taken"]


def test_what_cannot_be_offered_is_refused(filled, hosts):
    first, second, third = meetings(filled, 3)
    hosted(filled, first, "tax")
    with refused("taken"):
        offer_turn(first, organisation=filled.organisations["town"], by=filled.actor())
    with refused("no_turns"):
        offer_turn(second, organisation=filled.organisations["ministry"], by=filled.actor())
    with refused("begun"):
        offer_turn(second, organisation=filled.organisations["town"], by=filled.actor(now=second.starts_at))
    SeatHolding.objects.filter(seat__key="s-town").update(valid_to=TODAY)
    with refused("nobody"):
        offer_turn(second, organisation=filled.organisations["town"], by=filled.actor())
    by_link = meetings(filled, 1, format="remote", place="", link="https://moete.example/1")[0]
    with refused("remote"):
        offer_turn(by_link, organisation=filled.organisations["tax"], by=filled.actor())
    call_off_meeting(third, reason="Snø", by=filled.actor())
    with refused("called_off"):
        offer_turn(third, organisation=filled.organisations["tax"], by=filled.actor())


@pytest.mark.parametrize("act", [accept_turn, skip_turn, hand_over_turn, swap_turns])
def test_nothing_comes_of_a_turn_whose_meeting_is_over_called_off_or_by_link(filled, hosts, act):
    meeting, second = meetings(filled, 2)
    other = hosted(filled, second, "registers")
    turn = offer_turn(meeting, organisation=filled.organisations["tax"], by=filled.actor())
    said = {
        skip_turn: {"reason": "Nei"},
        hand_over_turn: {"to": filled.organisations["town"]},
        swap_turns: {"other": other},
    }

    with refused("begun"):
        act(turn, **said.get(act, {}), by=filled.actor(now=meeting.starts_at))
    type(meeting).objects.filter(pk=meeting.pk).update(format="remote")
    with refused("remote"):
        act(turn, **said.get(act, {}), by=filled.actor())
    type(meeting).objects.filter(pk=meeting.pk).update(format="physical")
    if act is not swap_turns:
        skip_turn(turn, reason="Nei", by=filled.actor())
        with refused("answered"):
            act(turn, **said.get(act, {}), by=filled.actor())
    call_off_meeting(meeting, reason="Snø", by=filled.actor())
    with refused("called_off"):
        act(turn, **said.get(act, {}), by=filled.actor())


def test_only_those_who_sit_for_it_and_those_who_lead(filled, hosts, other):
    (meeting,) = meetings(filled, 1)
    for who in (filled.actor("chair"), filled.actor("member"), other.actor()):
        with pytest.raises(NotAllowed):
            offer_turn(meeting, organisation=filled.organisations["tax"], by=who)
    turn = offer_turn(meeting, organisation=filled.organisations["tax"], by=filled.actor())
    for who in (filled.actor("member"), filled.actor("commissioner"), other.actor("chair")):
        for act in (
            lambda by: accept_turn(turn, by=by),
            lambda by: skip_turn(turn, reason="Nei", by=by),
            lambda by: hand_over_turn(turn, to=filled.organisations["town"], by=by),
            lambda by: swap_turns(turn, other=turn, by=by),
        ):
            with pytest.raises(NotAllowed):
                act(who)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_are_asked_at_once_one_is(filled):
    three_hosts(filled)
    (meeting,) = meetings(filled, 1)
    start, found = Barrier(2), []

    def offer(key):
        try:
            start.wait()
            found.append(
                offer_turn(meeting, organisation=filled.organisations[key], by=filled.actor()).organisation.key
            )
        except Refused as refusal:
            found.append(refusal.code)
        finally:
            connection.close()

    both = [Thread(target=offer, args=(key,)) for key in ("tax", "town")]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert Turn.objects.filter(meeting=meeting, state="asked").count() == 1 and len(found) == 2
    assert Ask.objects.open().of_kind("host").count() == 1 and meeting.starts_at > NOW
