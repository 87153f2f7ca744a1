"""Pages of reports."""

from django.http import HttpResponse

from statenshus.kernel.middleware import HouseRequest
from statenshus.reports import files, queries
from statenshus.ui.pages import page


def deck(request: HouseRequest) -> HttpResponse:
    """What the status deck says as of the day, and the ways to take it along."""
    made = queries.deck(request.actor.house, request.on, request.actor)
    return page(request, "reports/deck.html", {"section": "deck", "deck": made})


def deck_file(request: HouseRequest, ending: str) -> HttpResponse:
    """The status deck as of the day, as a file to keep."""
    made = queries.deck(request.actor.house, request.on, request.actor)
    return HttpResponse(
        files.RENDERERS[ending](made),
        content_type=files.CONTENT_TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{files.file_name(made, ending)}"'},
    )
