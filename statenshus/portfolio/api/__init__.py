"""The API of the portfolio: /h/<slug>/api/v1/portfolio/, one file a noun.

Periods are half-open: `valid_to` is the first day after.
"""

from ninja import Router

from statenshus.ui.said import AsOf, Day, Line, PartOfList, Prose, Said

__all__ = ["AsOf", "Day", "Line", "PartOfList", "Prose", "Said", "router"]

router = Router(tags=["portfolio"])
