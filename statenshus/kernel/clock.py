"""The clock is read at the door, and nowhere after."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC)
