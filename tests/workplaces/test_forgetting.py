"""Who was where is forgotten, everywhere, and that it was done is on record."""

from datetime import timedelta

import pytest
from django.db import connection

from statenshus.asks.models import Mail
from statenshus.asks.usecases.mails import choose_mail
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.workplaces.models import Booking, Forgetting, Look, Office, Waiting
from statenshus.workplaces.queries.free import taken
from statenshus.workplaces.usecases.bookings import book, cancel_booking, check_in
from statenshus.workplaces.usecases.forgetting import forget_presence
from statenshus.workplaces.usecases.looks import note_looks
from statenshus.workplaces.usecases.telling import mail_booking
from statenshus.workplaces.usecases.transfers import offer_transfer
from statenshus.workplaces.usecases.waiting import decline_offer, wait_for
from tests.houses import NOW
from tests.workplaces.acting import AFTERNOON, MORNING, NEXT, told
from tests.workplaces.offices import at

LATER = at(NEXT, 2) + timedelta(days=16)
SECRET = "Hemmelig ærend"


def everywhere(word):
    """The tables that hold a word in any row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.fixture
def lived(filled, places):
    """Days in which people came, waited, looked, and changed hands."""
    member = filled.actor("member")
    first = book(places["desk-1"], **MORNING, shown="name", title=SECRET, by=member)
    wait_for(places["desk-1"], **MORNING, by=filled.actor("deputy"))
    offer_transfer(first, to=filled.persons["chair"], by=member)
    check_in(first, by=filled.actor("member", now=at(NEXT, 7)))
    Booking.objects.filter(pk=first.pk).update(checked_in_at=None)
    cancel_booking(book(places["desk-1"], **AFTERNOON, by=member), by=member)
    choose_mail(filled.persons["deputy"], rhythm="daily", urgent_at_once=True, by=filled.actor("deputy"))
    cancel_booking(first, by=member)
    wait = Waiting.objects.get()
    decline_offer(wait, by=filled.actor("deputy"))
    mail_booking(book(places["desk-2"], **AFTERNOON, title=SECRET, by=member), by=member)
    note_looks(persons={filled.persons["member"].pk}, where="plan", by=filled.actor("chair"))
    return first


def test_after_the_houses_period_nothing_tells_where_anybody_was(filled, places, lived):
    ahead = book(
        places["desk-2"],
        starts_at=at(NEXT + timedelta(days=30), 7),
        ends_at=at(NEXT + timedelta(days=30), 12),
        by=filled.actor("member"),
    )

    Mail.objects.update(sent_at=NOW)
    assert sorted(everywhere("workplaces.waiting")) == ["asks_ask", "kernel_event"]
    assert Mail.objects.filter(kinds=["offer"]).count() == 1

    made = forget_presence(by=Actor.clock(filled.house, LATER))

    assert (made.mails, everywhere("workplaces.waiting")) == (2, [])
    assert [booking.pk for booking in Booking.objects.all()] == [ahead.pk]
    assert (made.bookings, made.looks, made.before) == (4, 1, NEXT + timedelta(days=2))
    assert everywhere(SECRET) == everywhere(lived.key) == []
    assert told(filled, "check_in") == told(filled, "book") == []
    assert told(filled, "forget_presence") == [(str(filled.house), {"before": "2023-02-03"})]


def test_the_scan_finds_what_is_not_forgotten(lived):
    assert sorted(everywhere(SECRET)) == ["asks_mail", "workplaces_booking"]


def test_what_is_within_the_period_stays_and_doing_it_again_finds_nothing(filled, lived):
    Office.objects.create(house=filled.house, forget_after_days=30)
    by = Actor.clock(filled.house, LATER)

    assert forget_presence(by=by).bookings == 0
    assert Booking.objects.count() == 4
    assert Forgetting.objects.count() == 1


def test_nobody_but_the_house_itself_forgets(filled):
    with pytest.raises(NotAllowed):
        forget_presence(by=filled.actor("admin"))


def test_names_are_read_only_where_they_were_chosen_and_the_reading_is_noted_once_a_day(filled, places):
    for who, place, shown in (
        ("member", "desk-1", "name"),
        ("chair", "desk-2", "agency"),
        ("deputy", "desk-3", "busy"),
    ):
        book(places[place], **MORNING, shown=shown, by=filled.actor(who))
    by = filled.actor("manager")

    every = taken(by, [places[f"desk-{n}"] for n in (1, 2, 3)], MORNING["starts_at"], MORNING["ends_at"])

    slug = filled.house.slug
    assert [each.label for each in every] == [f"Member {slug}", f"Tax {slug}", "Opptatt"]
    for _again in range(2):
        note_looks(persons={each.person for each in every if each.person}, where="plan", by=by)
    assert [(look.person, look.by, look.at) for look in Look.objects.all()] == [
        (filled.persons["member"], filled.persons["manager"], NOW.date())
    ]
