"""What a course of the shared office is made of, in the program and on paper."""

from collections import Counter
from datetime import UTC, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from statenshus.kernel.errors import Refused
from statenshus.workplaces.models import Booking
from statenshus.workplaces.usecases import bookings
from statenshus.workplaces.usecases.keeping import move
from tests.houses import TODAY
from tests.workplaces.offices import at
from tests.workplaces.paper import DAY, HALF, Office, kind_of

MONDAY = at(TODAY + timedelta(days=6), 0)  # in winter, so that a day has 24 hours
PEOPLE = {"chair": "tax", "deputy": "tax", "member": "registers", "manager": "town", "commissioner": "ministry"}
OPENS = 7 * 60
people, number = st.sampled_from(sorted(PEOPLE)), st.integers(0, 30)
desks, rooms = st.sampled_from(["desk-1", "desk-2"]), st.sampled_from(["room", "left", "right"])
days = st.integers(0, 3)
halves = st.builds(
    lambda day, part: (day * DAY + OPENS + part[0] * HALF, day * DAY + OPENS + part[1] * HALF),
    days,
    st.sampled_from([(0, 1), (1, 2), (0, 2)]),
)
some_hours = st.builds(
    lambda day, first, length: (day * DAY + OPENS + first * 60, day * DAY + OPENS + (first + length) * 60),
    days,
    st.integers(0, 8),
    st.integers(1, 2),
)
wanted = st.one_of(st.tuples(desks, halves), st.tuples(rooms, some_hours))


def moment(minutes):
    return MONDAY.astimezone(UTC) + timedelta(minutes=minutes)


def said(when):
    return {"starts_at": moment(when[0]), "ends_at": moment(when[1])}


def answer(act, *given, **told):
    """The code with which it is refused; nothing where it is done."""
    try:
        act(*given, **told)
    except Refused as refusal:
        return refusal.code
    return ""


class Booked(RuleBasedStateMachine):
    """An office of two desks and a room with two parts, through four days: booked, moved, come to and left."""

    filled = places = None
    steps = Counter()

    @initialize()
    def begin(self):
        self.mark = transaction.atomic()
        self.mark.__enter__()
        self.paper = Office(PEOPLE, "tax", OPENS - 120)
        self.slips, self.waits, self.gifts = [], [], []

    def teardown(self):
        if hasattr(self, "mark"):
            transaction.set_rollback(True)
            self.mark.__exit__(None, None, None)

    def by(self, who):
        return self.filled.actor(who, now=moment(self.paper.now))

    def did(self, what, expected, got):
        self.steps[what, expected] += 1
        assert (what, got) == (what, expected)
        self.pair()

    def pair(self):
        """Each new row of the program beside its slip on paper, in the order in which they were made."""
        known = {row.pk for row, _slip in self.slips}
        rows = [row for row in Booking.objects.order_by("pk") if row.pk not in known]
        slips = self.paper.slips[len(self.slips) :]
        assert [row.workplace.key for row in rows] == [slip.place for slip in slips]
        self.slips += list(zip(rows, slips, strict=True))

    def one_of(self, things, at):
        """One of the pairs, its row as it stands now."""
        if not things:
            return None
        row, slip = things[at % len(things)]
        return Booking.objects.select_related("workplace", "person", "organisation").get(pk=row.pk), slip

    @rule(who=people, what=wanted)
    def book(self, who, what):
        place, when = what
        expected = self.paper.refusal(place, who, when)
        got = answer(bookings.book, self.places[place], **said(when), by=self.by(who))
        if not expected:
            self.paper.keep(place, who, when)
        self.did("book", expected, got)

    @rule(at=number)
    def cancel(self, at):
        found = self.one_of(self.slips, at)
        if found is None:
            return
        row, slip = found
        expected = "ended" if slip.ended else "begun" if slip.when[0] <= self.paper.now else ""
        got = answer(bookings.cancel_booking, row, by=self.by(slip.who))
        if not expected:
            self.paper.let_go(slip, "cancelled")
        self.did("cancel", expected, got)

    @rule(at=number)
    def come(self, at):
        found = self.one_of(self.slips, at)
        if found is None:
            return
        row, slip = found
        expected = "early" if self.paper.now < slip.when[0] - 30 else ""
        expected = "not_settled" if not slip.is_settled() else expected
        expected = "ended" if slip.ended or slip.when[1] <= self.paper.now else expected
        got = answer(bookings.check_in, row, by=self.by(slip.who))
        if not expected and slip.came is None:
            slip.came = self.paper.now
        self.did("come", expected, got)

    @rule(at=number)
    def leave(self, at):
        found = self.one_of(self.slips, at)
        if found is None:
            return
        row, slip = found
        under_way = not slip.ended and slip.when[0] <= self.paper.now < slip.when[1]
        got = answer(bookings.end_early, row, by=self.by(slip.who))
        if under_way:
            self.paper.let_go(slip, "left")
        self.did("leave", "" if under_way else "not_under_way", got)

    @rule(at=number, half=halves, hour=some_hours)
    def move(self, at, half, hour):
        found = self.one_of([pair for pair in self.slips if not pair[1].ended and pair[1].is_settled()], at)
        if found is None:
            return
        row, slip = found
        when = half if kind_of(slip.place) == "desk" else hour
        expected = self.paper.refusal(slip.place, slip.who, when, but=slip)
        got = answer(move, row, **said(when), by=self.by(slip.who))
        if not expected:
            before, slip.when, slip.came = slip.when, when, None
            self.paper.offer_next(slip.place, (max(before[0], self.paper.now), before[1]))
        self.did("move", expected, got)
