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
from statenshus.kernel.houses import House
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body
from statenshus.ui.pages import at_once, done, page, tagged, unseen
from statenshus.workplaces.models import Feed, Workplace
from statenshus.workplaces.queries.collections import collection_of
from statenshus.workplaces.queries.feeds import feed_behind, reader_of
from statenshus.workplaces.rules import feeds as rules
from statenshus.workplaces.usecases import feeds as acts
from statenshus.workplaces.usecases.looks import note_looks

SECTION = {"section": "workplaces"}


@require_GET
def feeds(request: HouseRequest) -> HttpResponse:
    """The addresses one has made, and those one may make."""
    by = request.actor
    found = list(Feed.objects.visible_to(by).standing().select_related("workplace", "body", "house"))
    known = {feed.body_id for feed in found}
    context = {
        **SECTION,
        "found": found,
        "has_own": any(feed.is_own for feed in found),
        "has_house": any(feed.of_house for feed in found),
        "bodies": [each for each in Body.objects.visible_to(by).at(by.today) if each.pk not in known],
        "may_make": by.may(rules.make_feed),
    }
    return page(request, "workplaces/feeds.html", context)


@require_POST
def make_feed(request: HouseRequest, key: str = "") -> HttpResponse:
    """Make an address; it is shown once, with the secret in it."""
    by = request.actor
    shown: Workplace | Body | House | None = None
    if key:
        shown = get_object_or_404(Workplace.objects.visible_to(by), key=key)
    elif request.POST.get("body"):
        shown = get_object_or_404(Body.objects.visible_to(by), key=request.POST["body"])
    elif "house" in request.POST:
        if request.POST["house"] != "1":
            raise Http404
        shown = by.house
    try:
        made, secret = acts.make_feed(shown, by=by)
    except Refused as refusal:
        return done(request, reverse("workplaces:feeds"), str(refusal))
    address = f"{settings.BASE_URL}/feed/{secret}.ics"
    context = {**SECTION, "feed": made, "address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
    context |= {"server": f"{settings.BASE_URL}/dav/", "secret": secret}
    if made.workplace is not None:
        context["screen"] = f"{settings.BASE_URL}/screen/{secret}/"
    return page(request, "workplaces/feed_made.html", context)


@require_POST
def revoke_feed(request: HouseRequest, pk: int) -> HttpResponse:
    """Revoke an address."""
    by = request.actor
    told = _("The address is revoked. There is nothing at it any more.")
    feed = get_object_or_404(Feed.objects.visible_to(by), pk=pk)
    return at_once(request, lambda: acts.revoke_feed(feed, by=by), reverse("workplaces:feeds"), told)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What stands at an address: a calendar, or nothing."""
    feed = feed_behind(token)
    if feed is None:
        raise Http404
    by = reader_of(feed, clock.now())
    with translation.override(language_of(feed.person)):
        found = collection_of(feed, by)
        if found.persons:
            note_looks(persons=found.persons - {feed.person_id}, where="feed", by=by)
        return unseen(tagged(request, found.tag, found.whole, "text/calendar; charset=utf-8", 300))
