"""Any course that a shared office may take, held step by step against one on paper."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Booking, Hold, Policy, Quota, Transfer, Waiting
from statenshus.workplaces.usecases import bookings, keeping, transfers, waiting, workplaces
from tests.houses import TODAY
from tests.workplaces import paper
from tests.workplaces.course import Booked, answer, moment, number, people, said, wanted
from tests.workplaces.paper import MOST_OPEN, QUOTA, Gift, Wait, kind_of

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


class Course(Booked):
    """And waited for, offered, given away, closed, while time passes."""

    @rule(who=people, what=wanted, any_of_kind=st.sampled_from([False, False, True]))
    def wait(self, who, what, any_of_kind):
        place, when = what
        kind, place = kind_of(place), None if any_of_kind else place
        same = [
            w for w in self.paper.waits if (w.who, w.kind, w.place, w.when, w.ended) == (who, kind, place, when, "")
        ]
        expected = "past" if when[0] <= self.paper.now else "twice" if same else ""
        got = answer(waiting.wait_for, self.places[place] if place else None, kind=kind, **said(when), by=self.by(who))
        if not expected:
            self.paper.waits.append(Wait(who, kind, place, when))
            self.waits.append(Waiting.objects.order_by("-pk").first())
        self.did("wait", expected, got)

    @rule(at=number, how=st.sampled_from(["accept", "accept", "decline", "stop"]))
    def answer_offer(self, at, how):
        if not self.waits:
            return
        row, wait = self.waits[at % len(self.waits)], self.paper.waits[at % len(self.waits)]
        acts = {"accept": waiting.accept_offer, "decline": waiting.decline_offer, "stop": waiting.stop_waiting}
        expected = ""
        if how != "stop" and not wait.ended:
            late = wait.offer is None or (how == "accept" and wait.offer.until <= self.paper.now)
            expected = "late" if late else ""
        expected = "ended" if wait.ended else expected
        got = answer(acts[how], row, by=self.by(wait.who))
        if not expected and how == "accept":
            wait.ended, wait.offer.until = "taken", None
        elif not expected:
            self.paper.end_wait(wait, "passed" if how == "decline" else "withdrawn")
        self.did(how, expected, got)

    @rule(at=number, other=number, to=people, swap=st.booleans())
    def give(self, at, other, to, swap):
        found = self.one_of(self.slips, at)
        if found is None:
            return
        row, slip = found
        back_row, back = self.one_of(self.slips, other) if swap else (None, None)
        unfit = [s for s in (slip, back) if s and (not s.is_settled() or s.when[0] <= self.paper.now)]
        expected = "twice" if any(g.slip is slip and not g.ended for g in self.paper.gifts) else ""
        expected = "over" if unfit else expected
        expected = "theirs" if back and back.who != to else expected
        expected = "self" if to == slip.who else expected
        person = self.filled.persons[to]
        got = answer(transfers.offer_transfer, row, to=person, in_return=back_row, by=self.by(slip.who))
        if not expected:
            self.paper.gifts.append(Gift(slip, back, slip.who, to))
            self.gifts.append(Transfer.objects.order_by("-pk").first())
        self.did("give", expected, got)

    @rule(at=number, how=st.sampled_from(["accepted", "accepted", "declined", "withdrawn"]))
    def answer_gift(self, at, how):
        if not self.gifts:
            return
        row, gift = self.gifts[at % len(self.gifts)], self.paper.gifts[at % len(self.gifts)]
        hands = [(gift.slip, gift.giver, gift.to), *([(gift.back, gift.to, gift.giver)] if gift.back else [])]
        expected = ""
        if how == "accepted":
            both = [slip for slip, _giver, _taker in hands]
            for slip, _giver, taker in hands:
                busy = [s for s in self.paper.slips if s.who == taker and not s.ended and s not in both]
                clash = any(
                    kind_of(s.place) == "desk" and s.when[0] < slip.when[1] and slip.when[0] < s.when[1] for s in busy
                )
                shut = slip.place == "hidden" and self.paper.agency[taker] != "town"
                twice = "twice" if kind_of(slip.place) == "desk" and clash else ""
                expected = expected or ("not_open" if shut else twice)
            expected = "theirs" if any(slip.who != giver for slip, giver, _taker in hands) else expected
            expected = "over" if any(not s.is_settled() or s.when[0] <= self.paper.now for s in both) else expected
        expected = "ended" if gift.ended else expected
        acts = {
            "accepted": (transfers.accept_transfer, gift.to),
            "declined": (transfers.decline_transfer, gift.to),
            "withdrawn": (transfers.withdraw_transfer, gift.giver),
        }
        act, who = acts[how]
        got = answer(act, row, by=self.by(who))
        if not expected:
            gift.ended = how
            for slip, _giver, taker in hands if how == "accepted" else []:
                slip.who = taker
        self.did(how, expected, got)

    @rule(what=wanted)
    def close(self, what):
        if self.steps.total() % 7:
            return
        place, when = what
        expected = "past" if when[1] <= self.paper.now else ""
        got = answer(workplaces.close_workplace, self.places[place], **said(when), reason="Gulv", by=self.by("manager"))
        if not expected:
            self.paper.close(place, when)
            self.waits += Waiting.objects.order_by("pk")[len(self.waits) :]
        self.did("close", expected, got)

    @rule(minutes=st.sampled_from([10, 30, 60, 60, 240, 720]))
    def time_passes(self, minutes):
        self.paper.now += minutes
        clock = Actor.clock(self.filled.house, moment(self.paper.now))
        bookings.release_unclaimed(by=clock)
        waiting.lapse_offers(by=clock)
        keeping.offer_others(by=clock)
        self.paper.look_round()
        self.did("time_passes", "", "")

    @invariant()
    def both_say_the_same(self):
        if not hasattr(self, "paper"):
            return
        rows = Booking.objects.order_by("pk").values_list("workplace__key", "person__key", "starts_at", "ended")
        assert list(rows) == [(s.place, s.who, moment(s.when[0]), s.ended) for s in self.paper.slips]
        waits = Waiting.objects.order_by("pk").values_list("person__key", "ended", "offer__workplace__key")
        assert list(waits) == [(w.who, w.ended, w.offer.place if w.offer else None) for w in self.paper.waits]
        gifts = Transfer.objects.order_by("pk").values_list("ended", flat=True)
        assert list(gifts) == [gift.ended for gift in self.paper.gifts]
        held = Hold.objects.filter(ends_at__gt=moment(self.paper.now)).values_list("workplace__key", "starts_at")
        slips = [s for s in self.paper.slips if not s.ended and s.when[1] > self.paper.now]
        assert sorted(held) == sorted((place, moment(s.when[0])) for s in slips for place in s.holds[0])


@pytest.fixture
def course(filled, places):
    """The machine in an office with a hard quota; each of its courses is undone after."""
    own = {"house": filled.house, "most_open": MOST_OPEN}
    Policy.objects.create(**own, kind="desk", unit="half_day", claim_minutes=120, offer_minutes=120)
    Policy.objects.create(**own, kind="room", claim_minutes=20, offer_minutes=30)
    Quota.objects.create(
        house=filled.house, organisation=filled.organisations["tax"], kind="desk", amount=QUOTA, over="refuse",
        lifted_days=0, valid_from=TODAY,
    )  # fmt: skip
    return type("Course", (Course,), {"filled": filled, "places": places, "steps": Counter()})


def run(course, examples, steps):
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        course,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=checks,
        ),
    )
    return course.steps


def test_no_course_leads_elsewhere_than_on_paper(course):
    for _time in range(5):  # hypothesis ends some courses early, so that a run may be of few steps
        if run(course, 30, 50).total() > 300:
            break

    assert course.steps.total() > 300


@pytest.mark.slow
@pytest.mark.skipif(not IS_LONG, reason="long; make test-long runs it")
def test_nor_does_any_of_a_hundred_thousand_steps(course):
    done = 0
    while done < 100_000:
        course.steps.clear()
        done += run(course, 100, 60).total()
        told = {f"{what} {code}".strip(): count for (what, code), count in sorted(course.steps.items())}
        Path("build/office-model.txt").write_text(f"{done} {told}\n")

    assert done >= 100_000


def test_a_planted_flaw_is_found(course, monkeypatch):
    monkeypatch.setitem(paper.PARTS_OF, "room", ["left"])

    with pytest.raises(AssertionError):
        run(course, 40, 60)
