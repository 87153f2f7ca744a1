"""Opening a written procedure: only where the rules let the body decide so."""

from datetime import UTC, datetime, timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.models import Case, Mandate
from statenshus.decisions.signals import voting_opens
from statenshus.decisions.usecases.votings import call_off_voting, open_written
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.people.models import SeatHolding
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW
from tests.people.acting import refused, told


def test_the_base_and_the_rules_are_frozen_when_it_opens(group):
    made = open_written(group.case, closes_at=LATER, by=group.leader)
    Mandate.objects.in_house(group.house).update(quorum="all", majority="nobody_against")
    SeatHolding.objects.filter(seat=group.seat(5)).update(valid_to=NOW.date())

    made.refresh_from_db()
    assert (made.base, made.required, made.quorum, made.majority) == (5, 3, "half", "simple")
    assert made.electors.count() == 5


def test_each_seat_is_asked_until_the_deadline(group):
    open_written(group.case, closes_at=LATER, by=group.leader)

    asks = Ask.objects.in_house(group.house).open().about(group.case)
    assert sorted(asks.values_list("kind", "seat__key", "due_at")) == sorted(
        ("vote", seat.key, LATER) for seat in group.seats
    )
    assert told(group.filled, "decisions.open_written") == [
        ("1/2023 Sak 1 vaarthus", {"round": 1, "secret": False, "closes_at": "2023-02-10T10:00:00+01:00"})
    ]


def test_the_chair_may_open_it_and_others_may_not(group):
    for who in (group.actor(2), group.filled.actor("member"), group.filled.actor("commissioner")):
        with pytest.raises(NotAllowed):
            open_written(group.case, closes_at=LATER, by=who)

    assert open_written(group.case, closes_at=LATER, by=group.actor(1)).form == "written"


def test_a_vacant_seat_is_not_counted(group):
    SeatHolding.objects.filter(seat=group.seat(5)).update(valid_to=NOW.date())

    made = open_written(group.case, closes_at=LATER, by=group.leader)

    assert (made.base, made.required) == (4, 2)


def test_where_the_rules_forbid_it_the_refusal_says_which_rule(filled):
    group = Group(filled, written="never")

    with pytest.raises(Refused) as caught:
        open_written(group.case, closes_at=LATER, by=group.leader)

    assert (caught.value.code, "mandatet" in str(caught.value), "skriftlig" in str(caught.value)) == (
        "never",
        True,
        True,
    )


def test_a_deadline_gives_the_days_that_the_rules_say(group):
    with refused("too_short"):
        open_written(group.case, closes_at=NOW + timedelta(days=5, seconds=-1), by=group.leader)
    with refused("too_long"):
        open_written(group.case, closes_at=NOW + timedelta(days=400), by=group.leader)

    assert open_written(group.case, closes_at=NOW + timedelta(days=5), by=group.leader).closes_at


def test_one_voting_at_a_time(group):
    open_written(group.case, closes_at=LATER, by=group.leader)

    with refused("voting"):
        open_written(group.case, closes_at=LATER, by=group.leader)


def test_a_new_round_after_one_that_was_called_off(group):
    call_off_voting(open_written(group.case, closes_at=LATER, by=group.leader), reason="Feil tekst", by=group.leader)

    assert open_written(group.case, closes_at=LATER, by=group.leader).key == "2023-1-v2"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"published_at": None}, "not_open"),
        ({"ended": "withdrawn", "ended_at": NOW}, "not_open"),
        ({"kind": "information"}, "no_decision"),
        ({"must_meet": True}, "must_meet"),
    ],
)
def test_a_case_that_cannot_be_decided_so(group, change, code):
    Case.objects.filter(pk=group.case.pk).update(**change)

    with refused(code):
        open_written(group.case, closes_at=LATER, by=group.leader)


def test_a_body_without_rules_decides_nothing(group):
    Mandate.objects.in_house(group.house).delete()

    with refused("no_mandate"):
        open_written(group.case, closes_at=LATER, by=group.leader)


def test_a_body_where_nobody_sits_decides_nothing(group):
    SeatHolding.objects.filter(seat__body=group.body).update(valid_to=NOW.date())

    with refused("vacant"):
        open_written(group.case, closes_at=LATER, by=group.leader)


def test_whoever_is_decided_upon_may_object_to_the_opening(group):
    def object_to_it(sender, case, by, **_signal):
        raise Refused("not_ready", "Ikke ennå")

    voting_opens.connect(object_to_it)
    try:
        with refused("not_ready"):
            open_written(group.case, closes_at=LATER, by=group.leader)
    finally:
        voting_opens.disconnect(object_to_it)
    assert group.case.votings.count() == 0


@pytest.mark.parametrize(
    ("closes_at", "last_moment"),
    [
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "midnight into the night when the clock is put forward"),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "midnight after it"),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "midnight into the night when it is put back"),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "midnight after it"),
    ],
)
def test_a_deadline_at_midnight_round_the_change_of_the_clock(group, closes_at, last_moment):
    """A day in March has 23 hours and one in October 25; the moment itself is what counts."""
    from zoneinfo import ZoneInfo

    from statenshus.decisions.usecases.votings import close_voting, vote

    opened = closes_at - timedelta(days=10)
    Mandate.objects.in_house(group.house).update(valid_from=None)
    voting = open_written(group.case, closes_at=closes_at, by=group.at(opened))
    local = closes_at.astimezone(ZoneInfo("Europe/Oslo"))
    assert (local.hour, local.minute) == (0, 0), last_moment

    for number in (1, 2, 3):
        vote(
            voting, seat=group.seat(number), choice="for", by=group.actor(number, now=closes_at - timedelta(seconds=1))
        )
    with refused("closed"):
        vote(voting, seat=group.seat(4), choice="against", by=group.actor(4, now=closes_at))
    closed = close_voting(voting, by=group.at(closes_at + timedelta(minutes=1)))

    assert (closed.outcome, closed.closed_at, closed.case.decision.decided_on) == ("adopted", closes_at, local.date())
