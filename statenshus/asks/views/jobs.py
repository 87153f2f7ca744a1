"""The page of jobs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.asks.queries.jobs import line, of_house
from statenshus.asks.rules import jobs as rules
from statenshus.asks.usecases import jobs as usecases
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page


@require_GET
def jobs(request: HouseRequest) -> HttpResponse:
    """What has failed, what waits, and whether a worker is there to do it."""
    by = request.actor
    by.must(rules.see)
    return page(request, "asks/jobs.html", {"section": "mail", "keeps": True, "line": line(by)})


@require_POST
def retry_job(request: HouseRequest, pk: int) -> HttpResponse:
    """Put a job that has failed back in line."""
    by = request.actor
    usecases.retry_job(get_object_or_404(of_house(by), pk=pk), by=by)
    return done(request, reverse("asks:jobs"), _("The job is in line again."))
