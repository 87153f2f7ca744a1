"""Tables of meetings, one file a noun."""

from statenshus.meetings.models.invitations import Invitation
from statenshus.meetings.models.meetings import Attendance, Meeting
from statenshus.meetings.models.polls import Poll, PollAnswer, PollDate
from statenshus.meetings.models.recesses import Recess

__all__ = ["Attendance", "Invitation", "Meeting", "Poll", "PollAnswer", "PollDate", "Recess"]
