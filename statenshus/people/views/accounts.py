"""Pages of ways in: invitations and tokens.

What is shown once (a token's secret, an invitation's link) goes to the next page in a signed cookie of the
asker's own browser, so that it rests nowhere here: neither in the record, nor in the answers kept for repeats.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.people import accounts
from statenshus.people.forms import accounts as forms
from statenshus.people.models import ApiToken, Person
from statenshus.people.rules import accounts as rules
from statenshus.people.usecases import accounts as usecases
from statenshus.ui.pages import done, page, refusals
from statenshus.ui.templatetags.ui import outside

COOKIE = "shown_once"
SHOWN_FOR = 120


def tokens(request: HouseRequest) -> HttpResponse:
    """One's own API tokens."""
    by = request.actor
    own = ApiToken.objects.visible_to(by)
    context = {
        "tokens": [(token, token.holds_at(by.now)) for token in own],
        "may_issue": by.person is not None and by.may(rules.issue_token, by.person),
        "labels": forms.SCOPE_LABELS,
    }
    return _showing_once(request, "people/tokens.html", context)


def issue_token(request: HouseRequest) -> HttpResponse:
    """Issue a token to oneself."""
    by = request.actor
    person = get_object_or_404(Person.objects.visible_to(by), pk=by.person.pk if by.person else None)
    by.must(rules.issue_token, person)
    initial = {"expires_on": by.today + timedelta(days=91), "scopes": ["people:read", "portfolio:read"]}
    form = forms.IssueTokenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            _token, secret = usecases.issue_token(person, **form.cleaned_data, by=by)
            return _show_once(request, done(request, reverse("people:tokens")), secret)
    return page(request, "people/issue_token.html", {}, form=form)


@require_POST
def revoke_token(request: HouseRequest, pk: int) -> HttpResponse:
    """Revoke one of one's own tokens."""
    by = request.actor
    token = get_object_or_404(ApiToken.objects.visible_to(by), pk=pk)
    usecases.revoke_token(token, by=by)
    return done(request, reverse("people:tokens"), _("“%s” is revoked and opens nothing any more.") % token.name)


def invite_person(request: HouseRequest, key: str) -> HttpResponse:
    """Give a person an account, and show the link that opens it, to be handed over."""
    by = request.actor
    person = get_object_or_404(Person.objects.visible_to(by), key=key)
    by.must(rules.invite_person, person)
    form = forms.InvitePersonForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            link = usecases.invite_person(person, **form.cleaned_data, by=by)
            if link is None:
                said = _("The address already has an account. %s logs in with it as usual, and now sees this house.")
                return done(request, person.get_absolute_url(), said % person.name)
            address = f"{outside('accept_invitation')}?{urlencode({'link': link})}"
            here = done(request, reverse("people:invite_person", args=[person.key]))
            return _show_once(request, here, request.build_absolute_uri(address))
    context = {"section": "directory", "person": person, "days": accounts.LIFETIME.days}
    return _showing_once(request, "people/invite_person.html", context, form)


@sensitive_post_parameters()
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Open one's account with a password, by the link that was handed over, and go to the house."""
    link, now = request.GET.get("link", ""), clock.now()
    try:
        person = accounts.invited(link, now)
    except Refused as refusal:
        return page(request, "people/stale_invitation.html", {"refusal": refusal})
    assert person.account is not None
    form = forms.AcceptInvitationForm(request.POST or None, account=person.account)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            by = Actor(person.house, now, person)
            account = usecases.accept_invitation(person, link=link, password=form.cleaned_data["password"], by=by)
            login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect(f"/h/{person.house.slug}/")
    return page(request, "people/accept_invitation.html", {"person": person, "of": person.house}, form=form)


def _show_once(request: HttpRequest, response: HttpResponse, secret: str) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE,
        secret,
        salt=str(request.user.pk),
        max_age=SHOWN_FOR,
        path=response["Location"].partition("?")[0],
        httponly=True,
        samesite="Strict",
        secure=settings.TLS,
    )
    return response


def _showing_once(
    request: HttpRequest, template: str, context: dict[str, object], form: forms.InvitePersonForm | None = None
) -> HttpResponse:
    secret = request.get_signed_cookie(COOKIE, None, salt=str(request.user.pk), max_age=SHOWN_FOR)
    response = page(request, template, {**context, "secret": secret}, form=form)
    if secret:
        response.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return response
