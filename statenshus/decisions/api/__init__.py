"""The API of decisions: /h/<slug>/api/v1/decisions/, one file a noun."""

from ninja import Router

router = Router(tags=["decisions"])
