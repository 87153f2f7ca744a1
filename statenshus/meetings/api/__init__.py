"""The API of meetings: /h/<slug>/api/v1/meetings/, one file a noun."""

from ninja import Router

router = Router(tags=["meetings"])
