"""Bookings change hands when both have said yes, and never half."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.kernel import clock
from statenshus.kernel.errors import NotAllowed
from statenshus.workplaces.models import Booking, Look, Transfer
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.transfers import (
    accept_transfer,
    decline_transfer,
    offer_transfer,
    withdraw_transfer,
)
from tests.houses import NOW
from tests.workplaces.acting import AFTERNOON, DAY, MORNING, NEXT, refused, told
from tests.workplaces.offices import at


@pytest.fixture
def mine(filled, places):
    return book(places["desk-1"], **MORNING, shown="name", by=filled.actor("member"))


@pytest.fixture
def offered(filled, mine):
    return offer_transfer(mine, to=filled.persons["chair"], by=filled.actor("member"))


def test_it_stays_ones_own_until_the_other_accepts(filled, mine, offered):
    assert [ask.person for ask in Ask.objects.filter(kind="transfer", ended_at=None)] == [filled.persons["chair"]]
    mine.refresh_from_db()
    assert mine.person == filled.persons["member"]

    accept_transfer(offered, by=filled.actor("chair"))

    mine.refresh_from_db()
    assert (mine.person, mine.organisation, mine.shown) == (
        filled.persons["chair"],
        filled.organisations["tax"],
        "busy",
    )
    assert Ask.objects.get(kind="transfer").ended == "answered"
    assert refused(accept_transfer, offered, by=filled.actor("chair")) == "ended"


def test_two_swap_at_once(filled, places, mine):
    theirs = book(places["desk-2"], **DAY, by=filled.actor("chair"))
    swap = offer_transfer(mine, to=filled.persons["chair"], in_return=theirs, by=filled.actor("member"))

    accept_transfer(swap, by=filled.actor("chair"))

    for booking in (mine, theirs):
        booking.refresh_from_db()
    assert (mine.person, theirs.person) == (filled.persons["chair"], filled.persons["member"])


def test_no_is_no_and_it_stays(filled, mine, offered):
    decline_transfer(offered, by=filled.actor("chair"))

    mine.refresh_from_db()
    assert (mine.person, Transfer.objects.get().ended) == (filled.persons["member"], "declined")
    assert refused(decline_transfer, offered, by=filled.actor("chair")) == "ended"


def test_it_is_taken_back_and_nobody_is_asked(filled, offered):
    withdraw_transfer(offered, by=filled.actor("member"))

    assert not Ask.objects.filter(kind="transfer", ended_at=None).exists()
    assert refused(withdraw_transfer, offered, by=filled.actor("member")) == "ended"
    assert len(told(filled, "withdraw_transfer")) == 1


def test_what_is_cancelled_is_offered_to_nobody(filled, mine, offered):
    cancel_booking(mine, by=filled.actor("member"))

    assert Transfer.objects.get().ended == "withdrawn"
    assert refused(accept_transfer, offered, by=filled.actor("chair")) == "ended"


def test_what_cannot_be_offered(filled, places, mine):
    member, chair = filled.actor("member"), filled.persons["chair"]
    theirs = book(places["desk-2"], **MORNING, by=filled.actor("deputy"))

    assert refused(offer_transfer, mine, to=filled.persons["member"], by=member) == "self"
    assert refused(offer_transfer, mine, to=chair, in_return=theirs, by=member) == "theirs"
    assert refused(offer_transfer, mine, to=chair, by=filled.actor("member", now=at(NEXT, 7))) == "over"
    offer_transfer(mine, to=chair, by=member)
    assert refused(offer_transfer, mine, to=chair, by=member) == "twice"
    with pytest.raises(NotAllowed):
        offer_transfer(mine, to=chair, by=filled.actor("manager"))


def test_what_cannot_be_accepted(filled, places, mine, offered):
    chair = filled.actor("chair")

    assert refused(accept_transfer, offered, by=filled.actor("chair", now=at(NEXT, 7))) == "over"
    book(places["desk-2"], **MORNING, by=chair)
    assert refused(accept_transfer, offered, by=chair) == "twice"
    mine.refresh_from_db()
    assert mine.person == filled.persons["member"]


def test_a_place_that_does_not_open_for_the_other_stays(filled, places):
    shut = book(places["hidden"], **AFTERNOON, by=filled.actor("manager"))
    made = offer_transfer(shut, to=filled.persons["chair"], by=filled.actor("manager"))

    assert refused(accept_transfer, made, by=filled.actor("chair")) == "not_open"


def test_what_has_changed_hands_meanwhile_is_not_theirs_to_give(filled, places, mine):
    theirs = book(places["desk-2"], **MORNING, by=filled.actor("chair"))
    swap = offer_transfer(mine, to=filled.persons["chair"], in_return=theirs, by=filled.actor("member"))
    away = offer_transfer(theirs, to=filled.persons["manager"], by=filled.actor("chair"))
    accept_transfer(away, by=filled.actor("manager"))

    assert refused(accept_transfer, swap, by=filled.actor("chair")) == "theirs"


def test_what_was_given_away_is_not_cancelled_by_whoever_read_it_before(filled, mine, offered):
    read_before = Booking.objects.get(pk=mine.pk)
    accept_transfer(offered, by=filled.actor("chair"))

    with pytest.raises(NotAllowed):
        cancel_booking(read_before, by=filled.actor("member"))
    assert Booking.objects.get().ended == ""


def test_nobody_answers_or_takes_back_for_another(filled, offered):
    for act in (accept_transfer, decline_transfer, withdraw_transfer):
        with pytest.raises(NotAllowed):
            act(offered, by=filled.actor("manager", now=at(NEXT, 1) - timedelta(hours=1)))


def test_the_page_offers_a_swap_with_those_who_show_their_name(filled, places, enter, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    mine = book(places["desk-1"], **MORNING, by=filled.actor("member"))
    shown = book(places["desk-2"], **MORNING, shown="name", by=filled.actor("chair"))
    hidden = book(places["desk-3"], **MORNING, by=filled.actor("deputy"))
    client, path = enter(filled, "member"), f"workplaces/bookings/{mine.key}/offer_transfer/"
    page = client.get(path).content.decode()
    assert shown.key in page and hidden.key not in page
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"in_return": hidden.key}).status_code == 422
    assert client.post(path, {"in_return": shown.key, "to": "deputy"}).status_code == 422

    client.post(path, {"in_return": shown.key})

    made = Transfer.objects.get()
    assert (made.booking, made.in_return, made.to) == (mine, shown, filled.persons["chair"])
    assert [look.person for look in Look.objects.all()] == [filled.persons["chair"]]
