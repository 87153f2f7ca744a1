"""The API of the shared office: /h/<slug>/api/v1/workplaces/, one file a noun."""

from ninja import Router

router = Router(tags=["workplaces"])
