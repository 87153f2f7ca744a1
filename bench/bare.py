"""Bare Django applications beside which ours is measured: one view, one query, one small template."""

from typing import Any

from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory, override_settings
from django.urls import path

from statenshus.kernel.houses import House
from statenshus.people.models import Person

PAGE = "<!doctype html><html lang=nb><title>{{ house.name }}</title><h1>{{ house.name }}</h1></html>"
LIST = "<!doctype html><ul>{% for row in rows %}<li>{{ row.name }}, {{ row.email }}</li>{% endfor %}</ul>"
_templates: dict[str, Any] = {}


def _render(source: str, context: dict[str, Any]) -> HttpResponse:
    if source not in _templates:
        _templates[source] = engines["django"].from_string(source)
    return HttpResponse(_templates[source].render(context))


def house(request: HttpRequest, slug: str) -> HttpResponse:
    return _render(PAGE, {"house": House.objects.get(slug=slug)})


def greeted(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for somebody who is signed in, told who that is: session, account and the one query."""
    assert request.user.is_authenticated
    return _render(PAGE, {"house": House.objects.get(slug=slug), "user": request.user})


def directory(request: HttpRequest, slug: str) -> HttpResponse:
    return _render(LIST, {"rows": list(Person.objects.filter(house__slug=slug)[:50])})


urlpatterns = [
    path("<slug:slug>/", house),
    path("<slug:slug>/greeted/", greeted),
    path("<slug:slug>/directory/", directory),
]


# What `django-admin startproject` puts there.
USUAL = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


class Door:
    """A way into an application; `get` answers like a web server would ask, alike for ours and the bare ones."""

    def __init__(self, *, middleware: tuple[str, ...] | None = None, urlconf: str = "", session: str = "") -> None:
        self.requests = RequestFactory(SERVER_NAME="localhost")
        self.urlconf, self.session = urlconf, session
        changes: dict[str, Any] = {} if middleware is None else {"MIDDLEWARE": middleware}
        with override_settings(**changes):
            self.handler = BaseHandler()
            self.handler.load_middleware()

    def get(self, address: str) -> HttpResponse:
        request = self.requests.get(address)
        if self.urlconf:
            request.urlconf = self.urlconf  # type: ignore[attr-defined]
        if self.session:
            request.COOKIES["session"] = self.session
        answer = self.handler.get_response(request)
        assert answer.status_code == 200, answer.status_code
        return answer


def bare() -> Door:
    """No middleware at all."""
    return Door(middleware=(), urlconf="bench.bare")


def usual(session: str) -> Door:
    """A new Django project as it comes, entered by somebody who is signed in."""
    return Door(middleware=USUAL, urlconf="bench.bare", session=session)
