"""The jobs of a house. The queue's own table knows no houses; each job carries its house in its arguments."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils.functional import Promise
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from statenshus.kernel.actors import Actor
from statenshus.kernel.jobs import LABELS


@dataclass(frozen=True)
class JobShown:
    """A job: what it does in words, how often it was tried, when it failed or is to be tried."""

    number: int
    what: Promise | str
    attempts: int
    at: datetime | None


@dataclass(frozen=True)
class Line:
    """What a house's workers have before them: jobs that failed, those that wait or run, and workers alive."""

    failed: list[JobShown]
    waiting: list[JobShown]
    more: int
    running: int
    workers: int


MOST = 50


def of_house(by: Actor) -> "QuerySet[ProcrastinateJob]":
    """Every job of the house."""
    return ProcrastinateJob.objects.filter(args__house_id=by.house.pk)


def line(by: Actor) -> Line:
    """The house's jobs: the last that failed first, of each sort at most MOST. Five queries."""
    last = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type="failed").order_by("-pk").values("at")[:1]
    jobs = of_house(by).annotate(ended_at=Subquery(last, output_field=DateTimeField()))
    failed = jobs.filter(status="failed").order_by("-ended_at", "-pk")[:MOST]
    todo = jobs.filter(status="todo").order_by("scheduled_at", "pk")
    alive = ProcrastinateWorker.objects.filter(
        last_heartbeat__gte=Now() - timedelta(seconds=settings.WORKER_STALLED_SECONDS)
    )
    return Line(
        [_shown(job, job.ended_at) for job in failed],
        [_shown(job, job.scheduled_at) for job in todo[:MOST]],
        max(0, todo.count() - MOST),
        jobs.filter(status="doing").count(),
        alive.count(),
    )


def _shown(job: ProcrastinateJob, at: datetime | None) -> JobShown:
    return JobShown(job.pk, LABELS.get(job.task_name, job.task_name), job.attempts, at)
