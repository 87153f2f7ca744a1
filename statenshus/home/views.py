"""The front page of a house, the way in, and what is shown when something is not there."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import page


def houses(request: HttpRequest) -> HttpResponse:
    """The houses one is part of."""
    return page(request, "home/houses.html")


def house(request: HouseRequest) -> HttpResponse:
    """The house as of the day."""
    return page(request, "home/house.html", {"section": "home"})


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """How one logs in."""
    return page(request, "home/account.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the interface; kept on the account, or in a cookie."""
    chosen = request.POST.get("language", "")
    to = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        to = "/"
    response = redirect(to)
    if translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
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


def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed on our side."""
    return render(request, "home/server_error.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's proof of origin is gone."""
    return render(request, "home/csrf_failure.html", status=403)
