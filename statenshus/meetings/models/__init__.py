"""Tables of meetings, one file a noun."""

from statenshus.meetings.models.meetings import Attendance, Meeting

__all__ = ["Attendance", "Meeting"]
