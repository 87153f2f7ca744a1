"""Pages of experiences and factors."""

from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest


def experiences(request: HouseRequest) -> HttpResponse:
    """The experiences as of the day."""
    return HttpResponse("")


def experience(request: HouseRequest, key: str) -> HttpResponse:
    """One experience."""
    return HttpResponse("")


def factors(request: HouseRequest) -> HttpResponse:
    """The factors as of the day."""
    return HttpResponse("")
