"""Pages of bodies."""

from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest


def bodies(request: HouseRequest) -> HttpResponse:
    """The bodies as of the day."""
    return HttpResponse("")


def body(request: HouseRequest, key: str) -> HttpResponse:
    """One body and its seats as of the day."""
    return HttpResponse("")
