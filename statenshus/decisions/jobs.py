"""What workers do for decisions: what ends by itself ends at its time."""

from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Minutes, Voting
from statenshus.decisions.usecases import minutes, votings
from statenshus.kernel.actors import Actor
from statenshus.kernel.jobs import enqueue, every, job


@every("* * * * *", "decisions.look_for_ended", _("Look for votings and minutes whose time is over"))
def look_for_ended(by: Actor) -> None:
    """Put in line, each by itself, what has come to its end; a fault in one keeps no other open."""
    for voting in Voting.objects.in_house(by.house).filter(closed_at=None, closes_at__lte=by.now):
        enqueue("decisions.close_voting", by.house, once=f"decisions.close_voting:{voting.pk}", key=voting.key)
    for each in Minutes.objects.in_house(by.house).due(by.now):
        enqueue("decisions.settle_minutes", by.house, once=f"decisions.settle_minutes:{each.pk}", key=each.key)


@job("decisions.close_voting", _("Close a voting at its deadline"))
def close_voting(by: Actor, key: str) -> None:
    """Close the voting, unless somebody has."""
    voting = Voting.objects.in_house(by.house).filter(key=key, closed_at=None).select_related("case__body").first()
    if voting is not None:
        votings.close_voting(voting, by=by)


@job("decisions.settle_minutes", _("Settle minutes when their reading time is over"))
def settle_minutes(by: Actor, key: str) -> None:
    """Settle the minutes, unless somebody has."""
    found = Minutes.objects.in_house(by.house).due(by.now).filter(key=key).first()
    if found is not None:
        minutes.settle_minutes(found, by=by)
