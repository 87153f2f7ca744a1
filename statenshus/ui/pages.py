"""From a view to an answer: a page or its region, a redirect after an act, a refusal on a form."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response

from statenshus.kernel.errors import Refused


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    region: str | None = None,
    form: BaseForm | None = None,
) -> HttpResponse:
    """The whole page, or only the named region of it when htmx asks for one.

    With a form that has errors the status is 422, so that nothing is remembered as done.
    """
    context = {**(context or {}), **({"form": form} if form is not None else {})}
    htmx = getattr(request, "htmx", None)
    asks_region = htmx and not htmx.boosted and not htmx.history_restore_request
    name = f"{template}#{region}" if region and asks_region else template
    return render(request, name, context, status=422 if form is not None and form.errors else 200)


def done(request: HttpRequest, to: str, message: str = "") -> HttpResponse:
    """To the page that shows what was done (303), with a sentence that says so. Keeps the day."""
    if message:
        messages.success(request, message)
    on = request.GET.get("on")
    response = redirect(f"{to}?on={on}" if on and "?" not in to else to)
    response.status_code = 303
    return response


def unseen(response: HttpResponse) -> HttpResponse:
    """The answer at an address that is a key: kept out of search engines, and its address out of logs."""
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
    # Django would log the address of an answer from 400 on.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def kept(request: HttpRequest, content: bytes, content_type: str, seconds: int) -> HttpResponse:
    """The content, which whoever asked may keep for so long; 304 where they have the same already."""
    return tagged(request, hashlib.sha256(content).hexdigest()[:32], lambda: content, content_type, seconds)


def tagged(
    request: HttpRequest, tag: str, make: Callable[[], bytes], content_type: str, seconds: int = 0
) -> HttpResponse:
    """What is made, which whoever asked may keep for so long; where they have what has the tag, 304, and not made."""
    etag = f'"{tag}"'
    response: HttpResponse | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(make(), content_type=content_type)
    response["ETag"], response["Cache-Control"] = etag, f"private, max-age={seconds}"
    return response


def at_once(request: HttpRequest, act: Callable[[], Any], to: str, told: str) -> HttpResponse:
    """Do what needs no form, and go to the page that shows it; where it is refused, that tells the reason instead."""
    try:
        act()
    except Refused as refusal:
        told = str(refusal)
    return done(request, to, told)


@contextmanager
def refusals(form: BaseForm) -> Iterator[None]:
    """Show a Refused raised inside as an error on the form, at its field when it names one.

    with refusals(form):
        thing = usecases.act(...)
        return done(request, thing.get_absolute_url())
    return page(request, template, form=form)
    """
    try:
        yield
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.message))
