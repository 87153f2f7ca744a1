"""Pages of restructurings."""

from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest


def restructurings(request: HouseRequest) -> HttpResponse:
    """The proposed and carried-out changes as of the day."""
    return HttpResponse("")


def restructuring(request: HouseRequest, key: str) -> HttpResponse:
    """One change: before and after, side by side."""
    return HttpResponse("")
