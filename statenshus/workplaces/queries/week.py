"""Weeks as people look at them."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday."""

    monday: date

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=n) for n in range(7)]

    @property
    def number(self) -> int:
        """As ISO 8601 counts."""
        return self.monday.isocalendar().week

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)


def week_of(day: date) -> Week:
    """The week that the day is in."""
    return Week(day - timedelta(days=day.weekday()))
