"""Pages of subprojects."""

from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest


def subprojects(request: HouseRequest) -> HttpResponse:
    """The subprojects as of the day."""
    return HttpResponse("")


def subproject(request: HouseRequest, key: str) -> HttpResponse:
    """One subproject as of the day."""
    return HttpResponse("")
