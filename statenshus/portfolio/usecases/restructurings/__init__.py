"""Acts on restructurings, one file a group."""

from statenshus.portfolio.usecases.restructurings.bringing import put_to_decision
from statenshus.portfolio.usecases.restructurings.closings import close_in, keep_open
from statenshus.portfolio.usecases.restructurings.deciding import decide, undo_decision, withdraw
from statenshus.portfolio.usecases.restructurings.destinations import clear_destination, set_destination
from statenshus.portfolio.usecases.restructurings.drafting import draft_restructuring, edit_restructuring
from statenshus.portfolio.usecases.restructurings.leads import drop_lead, pair_lead, propose_lead
from statenshus.portfolio.usecases.restructurings.stages import discuss, hear, propose
from statenshus.portfolio.usecases.restructurings.successors import add_successor, edit_successor, remove_successor

__all__ = [
    "add_successor",
    "clear_destination",
    "close_in",
    "decide",
    "discuss",
    "draft_restructuring",
    "drop_lead",
    "edit_restructuring",
    "edit_successor",
    "hear",
    "keep_open",
    "pair_lead",
    "propose",
    "propose_lead",
    "put_to_decision",
    "remove_successor",
    "set_destination",
    "undo_decision",
    "withdraw",
]
