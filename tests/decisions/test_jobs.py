"""What ends by itself: a voting at its deadline, once, and one that fails keeps no other open."""

from datetime import timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from statenshus.decisions import jobs
from statenshus.decisions.models import Voting
from statenshus.decisions.usecases.votings import open_written, vote
from statenshus.kernel.actors import Actor
from statenshus.kernel.events import Event
from tests.decisions.conftest import LATER


def waiting():
    return sorted(job.args["key"] for job in ProcrastinateJob.objects.filter(task_name="decisions.close_voting"))


def test_each_voting_whose_deadline_has_passed_is_put_in_line_once(group):
    open_written(group.case, closes_at=LATER, by=group.leader)
    open_written(group.publish("2023-2", 2), closes_at=LATER + timedelta(days=1), by=group.leader)
    clock = Actor.clock(group.house, LATER)

    jobs.look_for_ended(clock)
    jobs.look_for_ended(clock)

    assert waiting() == ["2023-1-v1"]


def test_the_house_itself_closes_it(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    for number in (1, 2, 3):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))

    jobs.close_voting(Actor.clock(group.house, LATER), key=voting.key)
    jobs.close_voting(Actor.clock(group.house, LATER), key=voting.key)

    assert Voting.objects.get(pk=voting.pk).outcome == "adopted"
    event = Event.objects.in_house(group.house).get(act="decisions.close_voting")
    assert (event.person_id, event.person_name) == (None, "Huset selv")


def test_minutes_that_nobody_has_remarked_on_are_approved_when_their_reading_time_is_over(whole):
    clock = Actor.clock(whole.house, whole.minutes.reading_until)

    jobs.look_for_ended(clock)
    jobs.settle_minutes(clock, key=whole.minutes.key)
    jobs.settle_minutes(clock, key=whole.minutes.key)

    whole.minutes.refresh_from_db()
    assert whole.minutes.approved_at == whole.minutes.reading_until
    assert ProcrastinateJob.objects.filter(task_name="decisions.settle_minutes").count() == 1
