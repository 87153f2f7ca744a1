"""What hangs in the house: a screen outside a room, without logging in, and cards with a code to check in by."""

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_safe

from statenshus.kernel import clock
from statenshus.kernel.houses import House
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.queries import acting_as
from statenshus.ui.pages import page, unseen
from statenshus.workplaces.models import Floor, Workplace
from statenshus.workplaces.queries.feeds import feed_behind
from statenshus.workplaces.queries.screens import day_on_screen

SECTION = {"section": "workplaces"}


@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """A place's day, for a screen beside its door: free or taken and until when, never by whom."""
    feed = feed_behind(token)
    if feed is None or feed.workplace is None:
        raise Http404
    by = acting_as(feed.person, feed.house, clock.now())
    with translation.override(feed.house.language):
        context = {
            "of": feed.house,
            "place": feed.workplace,
            "parts": day_on_screen(feed.workplace, by),
            "now": by.now,
            "code": code_of(feed.workplace, feed.house),
        }
        response = page(request, "workplaces/screen.html", context, region="screen")
    return unseen(response)


@require_GET
def cards(request: HouseRequest, key: str) -> HttpResponse:
    """The cards of a floor, or of one place on it, to print: a phone that reads the code comes to check in."""
    by = request.actor
    floor = get_object_or_404(Floor.objects.visible_to(by).select_related("site"), key=key)
    rows = Workplace.objects.visible_to(by).at(by.today).filter(zone__floor=floor).select_related("zone")
    if one := request.GET.get("place"):
        rows = rows.filter(key=one)
    found = [(place, code_of(place, by.house)) for place in rows.order_by("zone__position", "position", "pk")]
    return page(request, "workplaces/cards.html", {**SECTION, "floor": floor, "found": found})


def code_of(place: Workplace, house: House) -> SafeString:
    """The code that leads to where one checks in at the place: dark on white, also where the page is dark."""
    where = f"{settings.BASE_URL}/h/{house.slug}/workplaces/places/{place.key}/here/"
    drawn = segno.make(where, error="m").svg_inline(
        light="#fff", border=4, omitsize=True, svgclass="code", lineclass=None
    )
    return mark_safe(drawn)
