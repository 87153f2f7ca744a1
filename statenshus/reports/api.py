"""The API of reports: /h/<slug>/api/v1/reports/."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from statenshus.reports import views

router = Router(tags=["reports"])


@router.get("/deck", operation_id="deck", summary="The status deck as of a day (?on=YYYY-MM-DD), as a file")
def deck(request: HttpRequest, format: Literal["pptx", "pdf", "html"] = "pptx") -> HttpResponse:
    """The file itself, as it would be downloaded from the page."""
    return views.deck_file(request, format)  # type: ignore[arg-type]
