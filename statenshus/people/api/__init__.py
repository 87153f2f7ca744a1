"""The API of people: /h/<slug>/api/v1/people/, one file a noun."""

from ninja import Router

router = Router(tags=["people"])
