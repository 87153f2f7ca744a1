"""What waits in a filled house, and what is handed over there."""

from datetime import UTC, date, datetime
from typing import Any

from statenshus.asks.models import Ask, HandOver
from statenshus.people.models import Seat


def add_asks(own: dict[str, Any], slug: str, seat: Seat, persons: dict[str, Any]) -> dict[str, Any]:
    """The seat is asked to accept something, and its holder is away in a far future."""
    now = datetime(2023, 1, 31, 9, 0, tzinfo=UTC)
    ask = Ask.objects.create(
        **own,
        kind="acceptance",
        seat=seat,
        body=seat.body,
        subject_type="people.organisation",
        subject_key="town",
        subject_name=f"Forespørsel {slug}",
        path="people/organisations/town/",
        text=f"Vil dere være med? {slug}",
        minutes=1,
        opened_at=now,
    )
    away = HandOver.objects.create(
        **own, seat=seat, by=persons["chair"], reason=f"Ferie {slug}", valid_from=date(2199, 1, 1), at=now
    )
    return {"ask": ask, "hand_over": away}
