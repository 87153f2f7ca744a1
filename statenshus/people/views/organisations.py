"""Pages of organisations."""

from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest


def organisations(request: HouseRequest) -> HttpResponse:
    """The participants as of the day."""
    return HttpResponse("")


def organisation(request: HouseRequest, key: str) -> HttpResponse:
    """One organisation's card as of the day."""
    return HttpResponse("")
