"""The API of a house: /h/<slug>/api/v1/. It swaps the door and keeps the acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from statenshus.asks.api import asks as _asks  # noqa: F401  puts its operations on the router
from statenshus.asks.api import mails as _mails  # noqa: F401
from statenshus.asks.api import router as asks
from statenshus.decisions.api import agenda as _agenda  # noqa: F401
from statenshus.decisions.api import case_acts as _case_acts  # noqa: F401
from statenshus.decisions.api import cases as _cases  # noqa: F401
from statenshus.decisions.api import chain as _chain  # noqa: F401
from statenshus.decisions.api import deciding as _deciding  # noqa: F401
from statenshus.decisions.api import mandates as _mandates  # noqa: F401
from statenshus.decisions.api import minutes as _minutes  # noqa: F401
from statenshus.decisions.api import register as _register  # noqa: F401
from statenshus.decisions.api import router as decisions
from statenshus.decisions.api import votings as _votings  # noqa: F401
from statenshus.home import views as pages
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.meetings.api import arenas as _arenas  # noqa: F401
from statenshus.meetings.api import meetings as _meetings  # noqa: F401
from statenshus.meetings.api import polls as _polls  # noqa: F401
from statenshus.meetings.api import recesses as _recesses  # noqa: F401
from statenshus.meetings.api import rotas as _rotas  # noqa: F401
from statenshus.meetings.api import router as meetings
from statenshus.meetings.api import years as _years  # noqa: F401
from statenshus.people.api import bodies as _bodies  # noqa: F401
from statenshus.people.api import organisations as _organisations  # noqa: F401
from statenshus.people.api import persons as _persons  # noqa: F401
from statenshus.people.api import router as people
from statenshus.portfolio.api import experiences as _experiences  # noqa: F401
from statenshus.portfolio.api import factors as _factors  # noqa: F401
from statenshus.portfolio.api import placements as _placements  # noqa: F401
from statenshus.portfolio.api import restructuring_acts as _restructuring_acts  # noqa: F401
from statenshus.portfolio.api import restructurings as _restructurings  # noqa: F401
from statenshus.portfolio.api import router as portfolio
from statenshus.portfolio.api import subprojects as _subprojects  # noqa: F401
from statenshus.reports.api import router as reports
from statenshus.workplaces.api import bookings as _bookings  # noqa: F401
from statenshus.workplaces.api import counts as _counts  # noqa: F401
from statenshus.workplaces.api import office as _office  # noqa: F401
from statenshus.workplaces.api import photos as _photos  # noqa: F401
from statenshus.workplaces.api import places as _places  # noqa: F401
from statenshus.workplaces.api import router as workplaces
from statenshus.workplaces.api import seasons as _seasons  # noqa: F401
from statenshus.workplaces.api import trips as _trips  # noqa: F401
from statenshus.workplaces.api import visits as _visits  # noqa: F401
from statenshus.workplaces.api import waiting as _waiting  # noqa: F401


def in_scope(request: HttpRequest) -> bool:
    """Whether the token reaches this far: GET below /people/ needs people:read, all else there people:write."""
    scopes = request.actor.scopes  # type: ignore[attr-defined]
    capability = request.path_info.removeprefix("/api/v1/").partition("/")[0]
    return scopes is None or f"{capability}:{'read' if request.method == 'GET' else 'write'}" in scopes


class Objects(Parser):
    """Reads bodies that are JSON objects; of anything else the fields would be looked for where there are none."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        body = super().parse_body(request)
        if not isinstance(body, dict):
            raise TypeError("The body is no JSON object.")
        return body


api = NinjaAPI(title="Statens hus", version="1", urls_namespace="api", docs_url=None, auth=in_scope, parser=Objects())
api.add_router("/people", people)
api.add_router("/asks", asks)
api.add_router("/workplaces", workplaces)
api.add_router("/meetings", meetings)
api.add_router("/decisions", decisions)
api.add_router("/portfolio", portfolio)
api.add_router("/reports", reports)


@api.exception_handler(AuthenticationError)
def out_of_scope(request: HttpRequest, fault: Exception) -> HttpResponse:
    """The token is good, but not for this."""
    return api.create_response(
        request, {"code": "out_of_scope", "message": "The token's scopes do not reach this."}, status=403
    )


@api.exception_handler(NotAllowed)
@api.exception_handler(Http404)
def absent(request: HttpRequest, fault: Exception) -> HttpResponse:
    """What one may not do and what does not exist are answered alike."""
    return api.create_response(request, {"code": "not_found", "message": "There is nothing here."}, status=404)


@api.exception_handler(Refused)
def refused(request: HttpRequest, fault: Refused) -> HttpResponse:
    """The house says no, with a code for programs and a sentence for people."""
    return api.create_response(request, {"code": fault.code, "message": str(fault.message)}, status=409)


@api.exception_handler(HttpError)
def malformed(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """The body is no JSON object."""
    return api.create_response(request, {"code": "malformed", "message": str(fault)}, status=fault.status_code)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """The request is not of the documented shape."""
    return api.create_response(
        request,
        {"code": "invalid", "message": "The request is not of the documented shape.", "faults": fault.errors},
        status=422,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there, told to a program or to a person."""
    if request.path_info.startswith("/api/"):
        return absent(request, exception)
    return pages.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, told to a program or to a person."""
    if request.path_info.startswith("/api/"):
        said = {"code": "fault", "message": "The fault is ours. Nothing was changed."}
        return api.create_response(request, said, status=500)
    return pages.server_error(request)
