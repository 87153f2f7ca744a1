"""The API of asks: /h/<slug>/api/v1/asks/, one file a noun."""

from ninja import Router

router = Router(tags=["asks"])
