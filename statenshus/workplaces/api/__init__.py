"""The API of the shared office: /h/<slug>/api/v1/workplaces/, one file a noun."""

from typing import Annotated

from ninja import Router
from pydantic import AfterValidator, StringConstraints

from statenshus.ui.said import Day, Said, one_line

router = Router(tags=["workplaces"])
Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(one_line)]


class EndIn(Said):
    """The first day without it: the day after its last."""

    valid_to: Day
