"""Seasons: opened, wished for, proposed, decided, booked, and forgotten."""

from datetime import date, timedelta

import pytest

from statenshus.asks.models import Mail
from statenshus.asks.queries.mails import language_of
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Person
from statenshus.workplaces import jobs
from statenshus.workplaces.models import Allotment, Booking, Policy, Quota, Season, Series, SkippedDay, Wish
from statenshus.workplaces.queries.seasons import lines
from statenshus.workplaces.usecases.bookings import book
from statenshus.workplaces.usecases.forgetting import forget_presence
from statenshus.workplaces.usecases.seasons import (
    call_off_season,
    decide_season,
    open_season,
    propose_season,
    set_allotment,
    take_up_season,
    work_out_season,
)
from statenshus.workplaces.usecases.wishes import wish_for_season, withdraw_wish
from tests.houses import NOW, START
from tests.workplaces.acting import refused, told
from tests.workplaces.offices import at

FIRST, UNTIL, BY = date(2023, 3, 6), date(2023, 6, 12), date(2023, 2, 14)
SAID = {"name": "Våren 2023", "first_on": FIRST, "until_on": UNTIL, "wishes_by": BY}
AFTER = at(date(2023, 2, 15), 9)


@pytest.fixture
def season(filled, places):
    return open_season(**SAID, by=filled.actor("manager"))


@pytest.fixture
def proposed(filled, season):
    """Three who wish for Mondays, where two desks open for all; wishes are in, and it is proposed."""
    for who in ("member", "chair", "deputy"):
        wish_for_season(season, weekdays=[1], or_weekdays=[2] if who == "chair" else [], by=filled.actor(who))
    Policy.objects.filter(house=filled.house, kind="desk").delete()
    propose_season(season, by=filled.actor("manager"))
    return work_out_season(season, by=clockwork(filled))


def clockwork(filled, now=NOW):
    return Actor.clock(filled.house, now)


def later(filled, who, now=AFTER):
    actor = filled.actor(who)
    return Actor(actor.house, now, actor.person, actor.roles)


def test_from_wish_to_booking(filled, places, season):
    for who, days in (("member", [1, 3]), ("chair", [1])):
        wish_for_season(season, weekdays=days, shown="name", by=filled.actor(who))
    propose_season(season, by=later(filled, "manager"))
    work_out_season(season, by=clockwork(filled, AFTER))
    made = decide_season(season, by=later(filled, "manager"))
    count = take_up_season(season, by=clockwork(filled, AFTER))

    mine = next(series for series in made if series.person == filled.persons["member"])
    days = [booking.day for booking in mine.bookings.order_by("starts_at")]
    assert (mine.weekdays, days[0], days[-1]) == ([1, 3], FIRST, date(2023, 6, 7))
    skipped = set(SkippedDay.objects.filter(series=mine).values_list("on", "reason"))
    assert {(date(2023, 4, 10), "holiday"), (date(2023, 5, 1), "holiday"), (date(2023, 5, 17), "holiday")} <= skipped
    assert Booking.objects.count() == count and {booking.shown for booking in Booking.objects.all()} == {"name"}
    (mail,) = Mail.objects.filter(person=mine.person)
    assert "Mandag: Pult" in mail.text and "Onsdag: Pult" in mail.text and "Våren 2023" in mail.subject
    assert told(filled, "decide_season") == [("Våren 2023", {})]


def test_taken_up_twice_it_is_booked_once(filled, season):
    wish_for_season(season, weekdays=[1], by=filled.actor("member"))
    work_out_season(season, by=clockwork(filled))
    decide_season(season, by=later(filled, "manager"))

    assert take_up_season(season, by=clockwork(filled, AFTER)) > 10
    before = Booking.objects.count()
    assert (take_up_season(season, by=clockwork(filled, AFTER)), Booking.objects.count()) == (0, before)


def test_what_is_given_reaches_further_than_one_may_book_and_takes_no_turn(filled, places, season):
    Policy.objects.create(house=filled.house, kind="desk", unit="half_day", days_ahead=30, most_open=2)
    wish_for_season(season, weekdays=[1, 2, 3, 4, 5], by=filled.actor("member"))
    work_out_season(season, by=clockwork(filled))
    decide_season(season, by=later(filled, "manager"))
    take_up_season(season, by=clockwork(filled, AFTER))
    assert Booking.objects.filter(person=filled.persons["member"]).count() > 60

    when = {"starts_at": at(date(2023, 2, 17), 7), "ends_at": at(date(2023, 2, 17), 17)}
    assert book(places["desk-1"], **when, by=later(filled, "member")).is_settled
    far = {"starts_at": at(date(2023, 6, 14), 7), "ends_at": at(date(2023, 6, 14), 17)}
    assert refused(book, places["desk-1"], **far, by=later(filled, "member")) == "too_far"


def test_a_day_that_somebody_has_already_is_kept_with_why(filled, places, season):
    when = {"starts_at": at(FIRST, 7), "ends_at": at(FIRST, 17)}
    wish_for_season(season, weekdays=[1], by=filled.actor("member"))
    work_out_season(season, by=clockwork(filled))
    (given,) = Allotment.objects.all()
    book(given.workplace, **when, by=filled.actor("chair"))
    decide_season(season, by=later(filled, "manager"))
    take_up_season(season, by=clockwork(filled, AFTER))

    first = SkippedDay.objects.order_by("on").first()
    assert (first.on, first.reason, first.waiting.ended) == (FIRST, "taken", "")


def test_the_proposal_is_made_by_a_worker_and_says_why(filled, places, proposed):
    for place in ("desk-2", "desk-3"):
        places[place].valid_to = date(2023, 2, 1)
        places[place].save()
    propose_season(proposed, by=filled.actor("manager"))
    jobs.work_out(clockwork(filled), season=proposed.pk)

    given = {(each.wish.person.key, each.weekday) for each in Allotment.objects.all()}
    assert len(given) == 2 and ("chair", 2) in given
    loser = next(wish for wish in Wish.objects.all() if wish.person.key not in dict(given))
    assert loser.why == {"1": "full"}
    proposed.refresh_from_db()
    assert proposed.is_best and proposed.asked_at is None


def test_a_quota_holds_in_the_proposal(filled, places, season):
    agency = filled.organisations["tax"]
    Quota.objects.create(
        house=filled.house, organisation=agency, kind="desk", amount=1, over="refuse", lifted_days=0, valid_from=START
    )
    for who in ("member", "chair"):
        wish_for_season(season, weekdays=[1, 2], by=filled.actor(who))
    Wish.objects.update(organisation=agency)
    work_out_season(season, by=clockwork(filled))

    assert Allotment.objects.count() == 1
    assert sum("quota" in wish.why.values() for wish in Wish.objects.all()) == 2


def test_by_hand_stands_and_a_new_proposal_settles_round_it(filled, places, proposed):
    wish = Wish.objects.get(person=filled.persons["member"])
    set_allotment(wish, weekday=1, by=filled.actor("manager"))
    other = Wish.objects.get(person=filled.persons["chair"])
    held = Allotment.objects.exclude(wish__in=[wish, other]).get()
    assert refused(set_allotment, other, weekday=1, workplace=held.workplace, by=filled.actor("manager")) == "taken"
    work_out_season(proposed, by=clockwork(filled))

    none = Allotment.objects.get(wish=wish)
    assert (none.workplace, none.is_by_hand) == (None, True)
    assert Wish.objects.get(pk=wish.pk).why == {"1": "by_hand"}
    hidden = places["hidden"]
    assert refused(set_allotment, wish, weekday=1, workplace=hidden, by=filled.actor("manager")) == "place"
    assert refused(set_allotment, wish, weekday=7, by=filled.actor("manager")) == "weekdays"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"until_on": FIRST}, "backwards"),
        ({"until_on": FIRST + timedelta(days=367)}, "too_long"),
        ({"wishes_by": FIRST}, "late"),
        ({"wishes_by": NOW.date() - timedelta(days=1)}, "late"),
        ({"kind": "room"}, "kind"),
    ],
)
def test_a_season_that_cannot_be(filled, places, said, code):
    assert refused(open_season, **{**SAID, **said}, by=filled.actor("manager")) == code and not Season.objects.exists()


def test_wishes_that_cannot_be(filled, season):
    by = filled.actor("member")
    assert refused(wish_for_season, season, weekdays=[], by=by) == "weekdays"
    assert refused(wish_for_season, season, weekdays=[1], or_weekdays=[6], by=by) == "weekdays"
    assert refused(wish_for_season, season, weekdays=[1], by=later(filled, "member")) == "late"
    wish = wish_for_season(season, weekdays=[1, 1], or_weekdays=[1, 2], by=by)
    assert (wish.weekdays, wish.or_weekdays) == ([1], [2])
    again = wish_for_season(season, weekdays=[3], by=by)
    assert (again.pk, again.weekdays, Wish.objects.count()) == (wish.pk, [3], 1)
    assert refused(withdraw_wish, wish, by=later(filled, "member")) == "late"
    withdraw_wish(wish, by=by)
    assert not Wish.objects.exists()


def test_deciding_waits_for_wishes_and_a_proposal(filled, season):
    manager = later(filled, "manager")
    assert refused(propose_season, season, by=manager) == "empty"
    wish_for_season(season, weekdays=[1], by=filled.actor("member"))
    assert refused(decide_season, season, by=filled.actor("manager")) == "early"
    assert refused(decide_season, season, by=manager) == "proposal"
    work_out_season(season, by=clockwork(filled))
    propose_season(season, by=manager)
    assert refused(decide_season, season, by=manager) == "proposal"
    work_out_season(season, by=clockwork(filled))
    decide_season(season, by=manager)
    for act in (decide_season, propose_season, call_off_season):
        assert refused(act, season, by=manager) == "decided"
    jobs.work_out(clockwork(filled), season=season.pk)
    jobs.take_up(clockwork(filled), season=0)


def test_who_wishes_after_the_proposal_is_not_decided_over(filled, proposed):
    wish_for_season(proposed, weekdays=[2], by=later(filled, "member", AFTER - timedelta(days=5)))
    assert refused(decide_season, proposed, by=later(filled, "manager")) == "stale"

    work_out_season(proposed, by=clockwork(filled, AFTER))
    decide_season(proposed, by=later(filled, "manager"))
    assert [series.weekdays for series in Series.objects.filter(person=filled.persons["member"])] == [[2]]


def test_all_wishes_are_read_in_as_many_queries_as_one(filled, proposed, django_assert_num_queries):
    by = filled.actor("manager")
    with django_assert_num_queries(3):
        for line in lines(proposed, by):
            assert line.wish.season == proposed and language_of(line.wish.person)


def test_called_off_nothing_is_kept_of_what_was_wished(filled, proposed):
    call_off_season(proposed, by=filled.actor("manager"))

    assert not Wish.objects.exists() and not Allotment.objects.exists() and not Series.objects.exists()
    proposed.refresh_from_db()
    assert proposed.state_at(BY) == Season.State.CALLED_OFF


def test_who_may(filled, season):
    wish = wish_for_season(season, weekdays=[1], by=filled.actor("member"))
    for act, said in (
        (open_season, SAID),
        (propose_season, {"season": season}),
        (decide_season, {"season": season}),
        (call_off_season, {"season": season}),
        (set_allotment, {"wish": wish, "weekday": 1}),
        (withdraw_wish, {"wish": wish}),
        (work_out_season, {"season": season}),
        (take_up_season, {"season": season}),
    ):
        with pytest.raises(NotAllowed):
            act(**said, by=filled.actor("deputy"))


def test_it_is_forgotten_when_it_is_over(filled, proposed):
    forget_presence(by=clockwork(filled, at(UNTIL, 12) + timedelta(days=40)))

    assert Season.objects.exists() and not Wish.objects.exists() and not Allotment.objects.exists()


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_the_pages_lead_from_wish_to_decision(filled, places, enter, now, monkeypatch):
    host, member = enter(filled, "manager"), enter(filled, "member")
    answer = host.post(
        "workplaces/seasons/open_season/",
        {"name": "Høst", "kind": "desk", "first_on": "2023-03-06", "until_on": "2023-06-11", "wishes_by": "2023-02-14"},
    )
    path = "workplaces/seasons/host/"
    assert answer.status_code == 303 and "Du kan ønske til og med" in member.get("workplaces/seasons/").content.decode()
    assert "Ønsk deg ukedager" in member.get(path).content.decode()
    wished = {"weekdays": ["1", "3"], "or_weekdays": ["2"], "zone": "open", "shown": "agency"}
    assert member.post(f"{path}wish_for_season/", wished).status_code == 303
    again = member.get(f"{path}wish_for_season/").content.decode()
    assert (
        again.count("checked") >= 3
        and "Member" not in enter(filled, "deputy").get(path).content.decode().split("</header>")[1]
    )

    host.post(f"{path}propose_season/")
    waiting = host.get(path).content.decode()
    assert "Et forslag lages nå" in waiting and 'hx-trigger="every 2s"' in waiting
    season = Season.objects.get()
    jobs.work_out(clockwork(filled), season=season.pk)
    wish = Wish.objects.get()
    shown = host.get(path).content.decode()
    assert "2 av 2 dager er delt ut." in shown and "every 2s" not in shown
    by_hand = {"weekday": "3", "workplace": "desk-2"}
    assert host.post(f"workplaces/wishes/{wish.key}/set_allotment/", by_hand).status_code == 303
    assert "for hånd" in host.get(path).content.decode() and "for hånd" not in member.get(path).content.decode()

    early = host.post(f"{path}decide_season/", follow=True).content.decode()
    assert "Det kan ønskes til og med" in early
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    host.post(f"{path}decide_season/")
    jobs.take_up(clockwork(filled, AFTER), season=season.pk)
    mine = member.get(path).content.decode()
    assert "Pult 2" in mine and "Bestilt uke etter uke" in mine and "Trekk det tilbake" not in mine
    assert Booking.objects.filter(person=filled.persons["member"]).count() > 20


def test_a_guest_wishes_for_nothing(filled, season):
    guest = Person.objects.create(house=filled.house, key="g", name="G", is_guest=True)
    with pytest.raises(NotAllowed):
        wish_for_season(season, weekdays=[1], by=Actor(filled.house, NOW, guest, frozenset()))
