"""Tables of meetings, one file a noun."""

from statenshus.meetings.models.arenas import Arena, Gathering, SignUp
from statenshus.meetings.models.busy import BusyCalendar
from statenshus.meetings.models.invitations import Invitation
from statenshus.meetings.models.meetings import Attendance, Meeting
from statenshus.meetings.models.polls import Poll, PollAnswer, PollDate
from statenshus.meetings.models.recesses import Recess
from statenshus.meetings.models.rotas import Premises, RotaAway, RotaMember, Turn
from statenshus.meetings.models.years import FixedDate, PlannedBody, PlannedDate, YearPlan

__all__ = [
    "Arena",
    "Attendance",
    "BusyCalendar",
    "FixedDate",
    "Gathering",
    "Invitation",
    "Meeting",
    "PlannedBody",
    "PlannedDate",
    "Poll",
    "PollAnswer",
    "PollDate",
    "Premises",
    "Recess",
    "RotaAway",
    "RotaMember",
    "SignUp",
    "Turn",
    "YearPlan",
]
