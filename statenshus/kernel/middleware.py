"""The door: which house, who acts, as of which day; each write once, whole or not at all."""

import random
import re
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DataError, IntegrityError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, set_script_prefix
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from statenshus.kernel import clock, once
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed, NotKnown, Refused
from statenshus.kernel.houses import House

Next = Callable[[HttpRequest], HttpResponse]
RETRIED = {"40001", "40P01"}  # serialization failure, deadlock
TRIES = 4
PAUSE = 0.2  # seconds at most before the second try, twice that before the third
SAFE = {"GET", "HEAD", "OPTIONS"}
_SLUG = re.compile(r"\A[a-z0-9-]{1,40}\Z")


class HouseRequest(HttpRequest):
    """A request inside a house."""

    actor: Actor
    on: date
    htmx: Any
    tried: int  # how often a write was tried before and undone for another's sake
    again: bool  # whether it asks for another try


class HouseMiddleware:
    """Finds the house of /h/<slug>/…, the actor, and the day asked for; gives the house its own URLs.

    Whoever is not signed in is sent to do so, whether the house exists or not. A house one is not part of
    is answered like one that does not exist. Three queries: house, account (by session) and actor.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.find_actor: Callable[..., Actor | None] = import_string(settings.ACTOR_FINDER)

    def __call__(self, request: HouseRequest) -> HttpResponse:
        if not request.path_info.startswith("/h/"):
            return self.get_response(request)
        slug, _, rest = request.path_info.removeprefix("/h/").partition("/")
        is_api = rest.startswith("api/")
        # A program writes by token alone; a browser's session may only read the API, so no other site can write by it.
        by_session = request.user.is_authenticated and (not is_api or request.method in SAFE)
        if not by_session and not (is_api and "Authorization" in request.headers):
            return _unauthorised() if is_api else _to_login(request)
        try:
            house = House.objects.filter(slug=slug).first() if _SLUG.match(slug) else None
            actor = self.find_actor(request, house, clock.now(), by_token=is_api)
        except NotKnown:
            return _unauthorised()
        if house is None or actor is None:
            return self._nowhere(request, is_api)
        request.path_info, request.urlconf, request.actor = f"/{rest}", settings.HOUSE_URLCONF, actor
        prefix = get_script_prefix()
        set_script_prefix(f"/h/{slug}/")
        try:
            try:
                request.on = day_of(request.GET.get("on"), actor.today)
            except ValueError:
                request.on = actor.today
                return _problem(request, 400, "bad_day")
            return self.get_response(request)
        finally:
            set_script_prefix(prefix)

    def _nowhere(self, request: HouseRequest, is_api: bool) -> HttpResponse:
        """Answered within the URLs of no house, so that nothing is told apart."""
        if is_api:
            return JsonResponse({"code": "not_found", "message": "There is nothing here."}, status=404)
        request.path_info = "/h/"
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The one place where the house's errors become answers, for what a page or the API did not tell itself."""
        if isinstance(fault, NotAllowed):
            raise Http404 from fault
        if isinstance(fault, Refused):
            return render(request, "ui/refused.html", {"refusal": fault}, status=409)
        if isinstance(fault, DataError):
            return _problem(request, 400, "unkeepable")
        return None


class OnceMiddleware:
    """Writes inside a house carry a key; the whole request is one transaction, and a repeat gets the first answer.

    An answer of 400 or more undoes everything, the key too, so the request may be mended and sent again.
    Two at once with one key: the second waits for the first, then gets its answer. A serialization
    failure or deadlock is tried again, `TRIES` in all, each after a short pause of its own length: one
    that began again at once could take the same row before the other woke, and meet it again.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HouseRequest) -> HttpResponse:
        if request.method in SAFE or not hasattr(request, "actor"):
            return self.get_response(request)
        key = once.key_of(request)
        if key is None:
            return _problem(request, 400, "no_key")
        for tried in range(TRIES):
            request.tried, request.again = tried, False
            if tried:
                once.start_over(request)
                time.sleep(random.uniform(0, PAUSE * tried))  # noqa: S311 - no secret
            try:
                response = self._answer(request, key)
            except OperationalError as fault:
                if not _wants_retry(fault, request):
                    raise
            else:
                if not request.again:
                    break
        return response

    def _answer(self, request: HouseRequest, key: str) -> HttpResponse:
        actor, fingerprint = request.actor, once.fingerprint_of(request)
        asker = str(actor.person.pk) if actor.person else "operator"
        mine = {"house_id": actor.house.pk, "asker": asker, "key": key}
        with transaction.atomic():
            once.forget_old(actor.now)
            try:
                with transaction.atomic():
                    answer = once.Answer.objects.create(**mine, fingerprint=fingerprint, at=actor.now)
            except IntegrityError:
                first = once.Answer.objects.get(**mine)
                return (
                    first.again(request) if first.fingerprint == fingerprint else _problem(request, 422, "key_reused")
                )
            response = self.get_response(request)
            if response.status_code >= 400 or request.again:
                transaction.set_rollback(True)
            else:
                answer.keep(request, response)
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Mark the request for another try when the database asks for it."""
        if _wants_retry(fault, request):
            request.again = True  # type: ignore[attr-defined]
            return HttpResponse(status=503)
        return None


def day_of(asked: str | None, today: date) -> date:
    """The day asked for as year-month-day, or today; ValueError for what is no day of our centuries."""
    if not asked:
        return today
    found = date.fromisoformat(asked)
    if not 1800 <= found.year <= 2200:
        raise ValueError(asked)
    return found


def _wants_retry(fault: Exception, request: HttpRequest) -> bool:
    """Whether the database undid a write for another's sake and it has tries left; never so for what only reads."""
    if not isinstance(fault, OperationalError) or getattr(fault.__cause__, "sqlstate", None) not in RETRIED:
        return False
    return getattr(request, "tried", TRIES) < TRIES - 1


def _to_login(request: HttpRequest) -> HttpResponse:
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")


def _unauthorised() -> HttpResponse:
    message = "Sign in, or send a token as 'Authorization: Bearer …'."
    return JsonResponse(
        {"code": "unauthorised", "message": message}, status=401, headers={"WWW-Authenticate": "Bearer"}
    )


def _problem(request: HttpRequest, status: int, code: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        messages = {
            "unkeepable": "The request has characters, or a size, that cannot be looked up or kept.",
            "no_key": "Send a header Idempotency-Key of 16 to 100 letters, digits, - or _.",
            "key_reused": "This Idempotency-Key was used for another request.",
            "bad_day": "Write the day as year-month-day, such as 2023-01-31.",
        }
        return JsonResponse({"code": code, "message": messages[code]}, status=status)
    if code == "bad_day":
        return render(request, "ui/bad_day.html", {"given": request.GET["on"]}, status=status)
    return render(request, "ui/problem.html", {"code": code}, status=status)
