"""Pages of links in mail: those in force, and what a link opens outside any house, without logging in.

Whoever has the address of a link may answer its ask as its person, and do nothing else; no session counts there, and
none is begun. So nobody can make another's browser send an answer without having the address, and with the address
it needs no browser: the proof of origin that other forms carry would prove nothing, and is not asked for.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils import translation
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from statenshus.asks.forms import mails as forms
from statenshus.asks.models import KINDS, KindOfAsk, Link, LinkRule, MailChoice
from statenshus.asks.queries.links import link_behind, standing
from statenshus.asks.queries.mails import language_of, to_be_stopped
from statenshus.asks.rules import links as rules
from statenshus.asks.usecases import links as usecases
from statenshus.asks.usecases.mails import choose_mail
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Person
from statenshus.people.queries import acting_as
from statenshus.ui.pages import done, page, refusals, unseen

View = Callable[[HttpRequest, str], HttpResponse]


@require_GET
def links(request: HouseRequest) -> HttpResponse:
    """The links in force to oneself, or all for those who keep the record; and what may be answered by link alone."""
    by = request.actor
    rows = Link.objects.visible_to(by).in_force(by.now).select_related("ask__body", "person")
    lets = LinkRule.of(by.house)
    context = {
        "section": "mail",
        "keeps": by.may(rules.set_link_rule, by.house),
        "found": Paginator(rows.order_by("-made_at", "-pk"), 25).get_page(request.GET.get("page")),
        "kinds": [(kind, KindOfAsk(kind).label, lets[kind]) for kind in KINDS],
    }
    return page(request, "asks/links.html", context)


@require_POST
def revoke_link(request: HouseRequest, pk: int) -> HttpResponse:
    """Revoke a link."""
    by = request.actor
    usecases.revoke_link(get_object_or_404(Link.objects.visible_to(by), pk=pk), by=by)
    return done(request, reverse("asks:links"), _("The link is revoked and opens nothing any more."))


@require_POST
def set_link_rule(request: HouseRequest, kind: str) -> HttpResponse:
    """Decide whether a kind may be answered by link alone."""
    by, form = request.actor, forms.SetLinkRuleForm(request.POST)
    by.must(rules.set_link_rule, by.house)
    if not form.is_valid() or kind not in KINDS:
        return HttpResponse(status=422)
    usecases.set_link_rule(by.house, kind=kind, **form.cleaned_data, by=by)
    return done(request, reverse("asks:links"), _("The house's rule is changed."))


def _by_link(view: View) -> View:
    """Kept out of search engines, and its address out of logs: it is a key."""

    @wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        return unseen(view(request, token))

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(shown))


@_by_link
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What one link opens: its ask, answered by its person here, or after logging in; 410 when it opens nothing."""
    link = link_behind(token)
    if link is None:
        return render(request, "asks/link_closed.html", {"why": "forged"}, status=404)
    by = _person_of(link.person)
    with translation.override(language_of(link.person)):
        found = standing(link, by)
        if found.closed:
            return render(request, "asks/link_closed.html", {"why": found.closed}, status=410)
        context = {"ask": link.ask, "person": link.person, "of": link.house, "by_link": found.by_link}
        if not found.by_link:
            there = f"/h/{link.house.slug}/asks/{link.ask_id}/"
            context["login"] = f"{settings.LOGIN_URL}?{urlencode({'next': there})}"
            return page(request, "asks/link.html", context)
        return _in_house(link, lambda: _answer(request, link, by, context))


def _answer(request: HttpRequest, link: Link, by: Actor, context: dict[str, object]) -> HttpResponse:
    make = import_string(settings.ASK_FORMS[link.ask.kind])
    form = make(request.POST if request.method == "POST" else None, ask=link.ask, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals(form), transaction.atomic():
                said = form.answer()
                return page(request, "asks/link_answered.html", {**context, "said": said})
        except NotAllowed:
            return render(request, "asks/link_closed.html", {"why": "not_yours"}, status=410)
    return page(request, "asks/link.html", context, form=form)


@_by_link
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all mail to somebody with one click, also when a mail program sends it (RFC 8058)."""
    person = to_be_stopped(token)
    if person is None:
        return render(request, "asks/link_closed.html", {"why": "forged"}, status=404)
    with translation.override(language_of(person)):
        if request.method == "POST":
            choose_mail(person, rhythm=MailChoice.Rhythm.NEVER, urgent_at_once=False, by=_person_of(person))
        context = {"of": person.house, "is_stopped": request.method == "POST"}
        return page(request, "asks/stop_mail.html", context)


def _person_of(person: Person) -> Actor:
    """The person, come by a link: with their roles, but allowed no more than the one thing it is for."""
    return acting_as(person, person.house, clock.now(), frozenset({"link"}))


def _in_house(link: Link, show: Callable[[], HttpResponse]) -> HttpResponse:
    """Addresses that the answer names are those of the link's house."""
    prefix = get_script_prefix()
    set_script_prefix(f"/h/{link.house.slug}/")
    try:
        return show()
    finally:
        set_script_prefix(prefix)
