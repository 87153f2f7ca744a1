"""Pages of reports."""

from django.http import HttpRequest, HttpResponse


def deck(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
