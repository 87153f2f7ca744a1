"""The API of the portfolio: /h/<slug>/api/v1/portfolio/, one file a noun."""

from datetime import date
from typing import Annotated

from ninja import Router
from pydantic import AfterValidator, Field, StringConstraints

from statenshus.ui.forms import EARLIEST, LATEST

router = Router(tags=["portfolio"])


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("A text may not contain the character NUL.")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_storable)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5000), AfterValidator(_storable)]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
