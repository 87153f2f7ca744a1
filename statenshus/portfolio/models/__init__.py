"""Tables of the portfolio, one file a noun."""

from statenshus.portfolio.models.experiences import Experience, Factor, FactorPoint, Outcome
from statenshus.portfolio.models.restructurings import (
    Closing,
    Destination,
    ProposedLead,
    Restructuring,
    Stage,
    StageChange,
    Successor,
)
from statenshus.portfolio.models.subprojects import Item, Placement, Subproject

__all__ = [
    "Closing",
    "Destination",
    "Experience",
    "Factor",
    "FactorPoint",
    "Item",
    "Outcome",
    "Placement",
    "ProposedLead",
    "Restructuring",
    "Stage",
    "StageChange",
    "Subproject",
    "Successor",
]
