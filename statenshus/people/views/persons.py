"""Pages of persons."""

from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest


def directory(request: HouseRequest) -> HttpResponse:
    """People by name, agency, role and skill."""
    return HttpResponse("")


def person(request: HouseRequest, key: str) -> HttpResponse:
    """One person as of the day."""
    return HttpResponse("")


def tokens(request: HouseRequest) -> HttpResponse:
    """One's own API tokens."""
    return HttpResponse("")
