"""Jobs: what a worker does after an act, or by itself at its time. They wait in the database that acts write to.

A job is put in the queue by the transaction that wants it: undone with it, and seen by no worker before it. Each is
for one house, is done as the house itself, and carries the house's number in its arguments.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import translation
from django.utils.functional import Promise
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House

WAITS = (60, 300, 900, 3600)
"""Seconds before the second try, the third, …; after the last the job has failed, and waits for somebody."""
KEPT_HOURS = 90 * 24
LABELS: dict[str, Promise] = {}
"""What each kind of job does, in words, by its name."""

# The queue as the current transaction sees it; in a worker the app itself has a connection of its own.
QUEUE = JobManager(DjangoConnector())
_TAKING_UP = 3_111_977  # the number of an advisory lock


class Later(Exception):
    """What a job raises that is to be done once more, not before the moment: it has not failed."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class Patience(BaseRetryStrategy):
    """Tries again after growing waits, or at the moment that the job asks for."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, Later):
            return RetryDecision(retry_at=exception.at)
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts]}) if job.attempts < len(WAITS) else None


def job(name: str, what: Promise) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let `enqueue(name, house, **given)` have a worker call the function: `do(by, **given)`, `by` the house itself.

    What it writes is in the language of the house. A house that is gone needs nothing done.
    """

    def known(do: Callable[..., Any]) -> Callable[..., Any]:
        def in_house(house_id: int, **given: Any) -> None:
            house = House.objects.filter(pk=house_id).first()
            if house is not None:
                with translation.override(house.language):
                    do(Actor.clock(house, clock.now()), **given)

        LABELS[name] = what
        app.task(name=name, retry=Patience())(in_house)
        return do

    return known


def every(cron: str, name: str, what: Promise) -> Callable[[Callable[[Actor], Any]], Callable[[Actor], Any]]:
    """Let the function be called for each house, by a job of its own, at the times of the cron line (UTC).

    Where the job of the time before has not ended, the house gets no second one.
    """

    def known(do: Callable[[Actor], Any]) -> Callable[[Actor], Any]:
        job(name, what)(do)

        def in_each(timestamp: int) -> None:
            for house in House.objects.all():
                enqueue(name, house, once=f"{name}:{house.pk}")

        app.periodic(cron=cron)(app.task(name=f"{name}.each", retry=Patience())(in_each))
        return do

    return known


def enqueue(name: str, house: House, *, at: datetime | None = None, once: str | None = None, **given: Any) -> bool:
    """Have a worker do it for the house, at the moment or when the transaction ends; whether it was put in line.

    Of jobs with the same `once` one runs at a time, and none is added where one waits or runs. Two queries at most.
    """
    if once and ProcrastinateJob.objects.filter(lock=once, status__in=["todo", "doing"]).exists():
        return False
    waiting = configure_task(name=name, job_manager=QUEUE, lock=once, schedule_at=at)
    waiting.defer(house_id=house.pk, **given)
    return True


@transaction.atomic
def take_up_stalled(seconds: float, now: datetime) -> int:
    """Put back in line what was begun by workers that have given no sign of life for so long; how many.

    One taker at a time, so that none is put back that another worker has just begun again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_TAKING_UP])
        if not cursor.fetchone()[0]:
            return 0
    silent = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - timedelta(seconds=seconds))
    taken_up = 0
    for pk in ProcrastinateJob.objects.filter(silent, status="doing").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                QUEUE.retry_job_by_id(pk, retry_at=now)
        except (ConnectorException, DatabaseError):
            continue  # it has just ended after all
        taken_up += 1
    return taken_up


@app.periodic(cron="23 2 * * *")
@app.task(name="kernel.forget_old_jobs")
async def forget_old_jobs(timestamp: int) -> None:
    """Let go of jobs that failed so long ago that nobody will look at them again."""
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True, include_aborted=True)
