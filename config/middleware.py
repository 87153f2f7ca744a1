"""What every answer carries, and the language a person has chosen."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class Headers:
    """Content-Security-Policy and its kin on every answer; nothing private is kept by caches on the way."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Bounded:
    """A request that says it is larger than any form is answered 413 before a byte of it is read.

    What says nothing of its size is read as empty, so there is no way around it.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal() or int(said) <= settings.LARGEST_REQUEST:
            return self.get_response(request)
        if "/api/" in request.path:
            return JsonResponse({"code": "too_large", "message": "The request is larger than any may be."}, status=413)
        return render(request, "ui/problem.html", {"code": "too_large"}, status=413)


class PlainNorwegian:
    """A browser that asks for "no", without saying which Norwegian, gets bokmål. Stands before LocaleMiddleware."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        if "no" in asked:
            request.META["HTTP_ACCEPT_LANGUAGE"] = re.sub(r"(?i)(?<![a-z-])no(?![a-z])", "nb", asked)
        return self.get_response(request)


class ChosenLanguage:
    """A signed-in person's own choice of language goes before the browser's."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)
