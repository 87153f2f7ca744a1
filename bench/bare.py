"""A bare Django application beside which ours is measured: no middleware, one view, one query, one small template."""

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


def directory(request: HttpRequest, slug: str) -> HttpResponse:
    return _render(LIST, {"rows": list(Person.objects.filter(house__slug=slug)[:50])})


urlpatterns = [path("<slug:slug>/", house), path("<slug:slug>/directory/", directory)]


class Bare:
    """The bare application; `get` answers like a web server would ask."""

    def __init__(self) -> None:
        self.requests = RequestFactory(SERVER_NAME="localhost")
        with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.bare"):
            self.handler = BaseHandler()
            self.handler.load_middleware()

    def get(self, address: str) -> HttpResponse:
        request = self.requests.get(address)
        request.urlconf = "bench.bare"  # type: ignore[attr-defined]
        answer = self.handler.get_response(request)
        assert answer.status_code == 200, answer.status_code
        return answer
