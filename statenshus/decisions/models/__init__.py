"""Tables of decisions, one file a noun."""

from statenshus.decisions.models.cases import (
    Attachment,
    Case,
    CaseVersion,
    Document,
    Exemption,
)
from statenshus.decisions.models.chain import ChainLink
from statenshus.decisions.models.decisions import Decision, FollowUp, Reservation
from statenshus.decisions.models.mandates import Mandate
from statenshus.decisions.models.minutes import Minutes, MinutesAnswer
from statenshus.decisions.models.taking_part import AgendaItem, Position, Recusal
from statenshus.decisions.models.votings import Elector, Pull, Voting

__all__ = [
    "AgendaItem",
    "Attachment",
    "Case",
    "CaseVersion",
    "ChainLink",
    "Decision",
    "Document",
    "Elector",
    "Exemption",
    "FollowUp",
    "Mandate",
    "Minutes",
    "MinutesAnswer",
    "Position",
    "Pull",
    "Recusal",
    "Reservation",
    "Voting",
]
