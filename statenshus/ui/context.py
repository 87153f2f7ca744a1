"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """House, actor and day of the request, where there are any. No query."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"demo": settings.DEMO}
    on = getattr(request, "on", actor.today)
    return {
        "demo": settings.DEMO,
        "house": actor.house,
        "actor": actor,
        "on": on,
        "today": actor.today,
        "is_today": on == actor.today,
    }
