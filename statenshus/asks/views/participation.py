"""The page of how a body answers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from statenshus.asks.forms.participation import ParticipationForm
from statenshus.asks.queries import participation as queries
from statenshus.asks.rules import participation as rules
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body
from statenshus.ui.pages import page


@require_GET
def participation(request: HouseRequest, key: str) -> HttpResponse:
    """How a body answers what its seats are asked, in a period."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    by.must(rules.see, body)
    form = ParticipationForm(request.GET, today=by.today)
    told = queries.participation(by, body, *form.period())
    return page(request, "asks/participation.html", {"section": "bodies", "body": body, "told": told}, form=form)
