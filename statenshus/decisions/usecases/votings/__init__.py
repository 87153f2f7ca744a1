"""Acts on votings: opening, casting, closing."""

from statenshus.decisions.usecases.votings.casting import pull, record_vote, vote
from statenshus.decisions.usecases.votings.closing import call_off_voting, close_voting
from statenshus.decisions.usecases.votings.opening import open_voting, open_written

__all__ = [
    "call_off_voting",
    "close_voting",
    "open_voting",
    "open_written",
    "pull",
    "record_vote",
    "vote",
]
