"""The API of the portfolio: /h/<slug>/api/v1/portfolio/, one file a noun."""

from ninja import Router

router = Router(tags=["portfolio"])
