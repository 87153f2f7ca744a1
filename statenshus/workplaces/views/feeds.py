"""Pages of the addresses of calendars, and what stands at them, outside any house and without logging in."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from statenshus.asks.queries.mails import language_of
from statenshus.kernel import clock
from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.queries import acting_as
from statenshus.ui.pages import done, kept, page, unseen
from statenshus.workplaces.models import Feed, Workplace
from statenshus.workplaces.queries.feeds import calendar_of, feed_behind
from statenshus.workplaces.rules import feeds as rules
from statenshus.workplaces.usecases import feeds as acts
from statenshus.workplaces.usecases.looks import note_looks

SECTION = {"section": "workplaces"}


@require_GET
def feeds(request: HouseRequest) -> HttpResponse:
    """The addresses one has made."""
    found = Feed.objects.visible_to(request.actor).standing().select_related("workplace")
    has_own = any(feed.workplace_id is None for feed in found)
    context = {**SECTION, "found": found, "has_own": has_own, "may_make": request.actor.may(rules.make_feed)}
    return page(request, "workplaces/feeds.html", context)


@require_POST
def make_feed(request: HouseRequest, key: str = "") -> HttpResponse:
    """Make an address; it is shown once, with the secret in it."""
    by = request.actor
    workplace = get_object_or_404(Workplace.objects.visible_to(by), key=key) if key else None
    try:
        made, secret = acts.make_feed(workplace, by=by)
    except Refused as refusal:
        return done(request, reverse("workplaces:feeds"), str(refusal))
    address = f"{settings.BASE_URL}/feed/{secret}.ics"
    context = {**SECTION, "feed": made, "address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
    if workplace is not None:
        context["screen"] = f"{settings.BASE_URL}/screen/{secret}/"
    return page(request, "workplaces/feed_made.html", context)


@require_POST
def revoke_feed(request: HouseRequest, pk: int) -> HttpResponse:
    """Revoke an address."""
    by = request.actor
    told = _("The address is revoked. There is nothing at it any more.")
    try:
        acts.revoke_feed(get_object_or_404(Feed.objects.visible_to(by), pk=pk), by=by)
    except Refused as refusal:
        told = str(refusal)
    return done(request, reverse("workplaces:feeds"), told)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What stands at an address: a calendar, or nothing."""
    feed = feed_behind(token)
    if feed is None:
        raise Http404
    by = acting_as(feed.person, feed.house, clock.now())
    with translation.override(language_of(feed.person)):
        content, persons = calendar_of(feed, by)
    note_looks(persons=persons - {feed.person_id}, where="feed", by=by)
    return unseen(kept(request, content, "text/calendar; charset=utf-8", 300))
