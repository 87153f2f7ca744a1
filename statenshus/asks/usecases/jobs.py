"""Acts on jobs."""

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from statenshus.asks.rules import jobs as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.kernel.jobs import QUEUE


@transaction.atomic
def retry_job(job: ProcrastinateJob, *, by: Actor) -> ProcrastinateJob:
    """Put a job that has failed back in line, as once what stood in its way is mended.

    Raises NotAllowed by rules.retry_job, and Refused with code:
        not_failed  it has not failed, or waits again already
    """
    by.must(rules.retry_job, job)
    job = ProcrastinateJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.status != "failed":
        raise Refused("not_failed", _("The job has not failed, or waits again already."))
    QUEUE.retry_job_by_id(job.pk, retry_at=by.now)
    record(by, "asks.retry_job", by.house, job=job.task_name, number=job.pk)
    return job
