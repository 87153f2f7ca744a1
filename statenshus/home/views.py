"""The front page of a house, its log, the way in, and what is shown when something is not there."""

from allauth.account.views import login as allauth_login
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from statenshus.asks.queries.waiting import waiting
from statenshus.home.queries.demo import demo_houses, invented
from statenshus.home.queries.front import front
from statenshus.home.queries.log import called_now, subjects, told
from statenshus.home.queries.log import log as log_of
from statenshus.kernel import clock
from statenshus.kernel.actors import OSLO
from statenshus.kernel.houses import House
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Person
from statenshus.ui.pages import page


@require_GET
def houses(request: HttpRequest) -> HttpResponse:
    """What this is and the way in; for somebody signed in, the houses they are part of."""
    if not request.user.is_authenticated:
        return page(request, "home/welcome.html", {"demo_houses": _demo_houses()})
    mine = list(
        House.objects.filter(pk__in=Person.objects.filter(account=request.user).values("house")).order_by("name")
    )
    if len(mine) == 1:
        return redirect(f"/h/{mine[0].slug}/")
    return page(request, "home/houses.html", {"houses": mine})


def log_in(request: HttpRequest) -> HttpResponse:
    """The login page, with the invented persons beside it in a demonstration.

    Single sign-on (OpenID Connect, by allauth.socialaccount) gets its buttons in the same template.
    """
    response = allauth_login(request)
    if hasattr(response, "context_data"):
        response.context_data["demo_houses"] = _demo_houses()
    return response


def email(request: HttpRequest) -> HttpResponse:
    """An account's address is the person's, kept by the house; it is not changed on one's own."""
    return redirect("home:account")


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person, in a demonstration only."""
    if not settings.DEMO:
        raise Http404
    person = next((each for each in invented() if str(each.pk) == request.POST.get("person")), None)
    if person is None:
        raise Http404
    login(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    home, to = f"/h/{person.house.slug}/", request.POST.get("next", "")
    stays = to.startswith(home) and url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return redirect(to if stays else home)


@require_GET
def house(request: HouseRequest) -> HttpResponse:
    """The house as of the day."""
    by, day = request.actor, request.on
    desk = waiting(by) if day == by.today else None
    return page(request, "home/house.html", {"section": "home", "front": front(by, day), "desk": desk})


@require_GET
def log(request: HouseRequest) -> HttpResponse:
    """What was done in the house up to the day, newest first."""
    kinds = subjects(request.actor)
    about = request.GET.get("about", "")
    about = about if about in dict(kinds) else ""
    found = Paginator(log_of(request.actor, request.on, about=about), 50).get_page(request.GET.get("page"))
    lines = [told(event) for event in called_now(found, request.actor)]
    return page(
        request, "home/log.html", {"section": "home", "found": found, "lines": lines, "kinds": kinds, "about": about}
    )


@require_GET
def colours(request: HouseRequest, main: str, accent: str) -> HttpResponse:
    """The house's own colours as a style sheet. They stand in the address, so that it can be kept by the browser."""
    own = request.actor.house
    if (f"#{main}", f"#{accent}") != (own.main_colour, own.accent_colour):
        raise Http404
    ink = "#ffffff" if _luminance(own.main_colour) < 0.18 else "#1a1a1a"
    css = f":root {{ --house-main: {own.main_colour}; --house-accent: {own.accent_colour}; --house-ink: {ink}; }}\n"
    return HttpResponse(
        css, content_type="text/css; charset=utf-8", headers={"Cache-Control": "private, max-age=604800"}
    )


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """How one logs in, and in which language one reads."""
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return page(
        request,
        "home/account.html",
        {
            "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
            "languages": settings.LANGUAGES,
        },
    )


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the interface; kept on the account, or in a cookie."""
    chosen = request.POST.get("language", "")
    to = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        to = reverse("home:houses")
    response = redirect(to)
    if chosen in dict(settings.LANGUAGES) and translation.check_for_language(chosen):
        if request.user.is_authenticated:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.TLS,
        )
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing here, or one may not see it."""
    return render(request, "home/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not for one, told in the same words as what is not there."""
    return render(request, "home/not_found.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed on our side."""
    return render(request, "home/server_error.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's proof of origin is gone."""
    return render(request, "home/csrf_failure.html", status=403)


def _demo_houses() -> list:
    return demo_houses(clock.now().astimezone(OSLO).date()) if settings.DEMO else []


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it; white reads at 4.5:1 on anything below 0.18."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
