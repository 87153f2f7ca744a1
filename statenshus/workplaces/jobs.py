"""What the shared office does by itself at its time, or after an act."""

from contextlib import suppress

from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.jobs import every, job
from statenshus.workplaces.models import Season
from statenshus.workplaces.usecases.bookings import release_unclaimed
from statenshus.workplaces.usecases.counting import count_weeks
from statenshus.workplaces.usecases.forgetting import forget_presence
from statenshus.workplaces.usecases.keeping import offer_others
from statenshus.workplaces.usecases.seasons import take_up_season, work_out_season
from statenshus.workplaces.usecases.waiting import lapse_offers


@every("* * * * *", "workplaces.look_round", _("Lets go places that nobody comes to, and offers nobody answers"))
def look_round(by: Actor) -> None:
    """All in one: what comes free by the first is offered, what is offered may lapse, and then there may be others."""
    release_unclaimed(by=by)
    lapse_offers(by=by)
    offer_others(by=by)


@every(
    "41 2 * * *",
    "workplaces.forget_presence",
    _("Counts the weeks that are over, and forgets who was where, after the house’s period"),
)
def forget(by: Actor) -> None:
    """Each night, whether there is anything to forget or not: the run itself is the proof.

    What is over is counted first, and in the same breath, so that no week is forgotten uncounted.
    """
    count_weeks(by=by)
    forget_presence(by=by)


@job("workplaces.work_out_season", _("Works out who may have a place on which weekdays of a season"))
def work_out(by: Actor, season: int) -> None:
    """Where it was decided or called off in the meantime there is nothing to do."""
    found = Season.objects.in_house(by.house).filter(pk=season).first()
    if found is not None:
        with suppress(Refused):
            work_out_season(found, by=by)


@job("workplaces.take_up_season", _("Books the days of a season that is decided"))
def take_up(by: Actor, season: int) -> None:
    """A season that is gone needs nothing booked."""
    found = Season.objects.in_house(by.house).filter(pk=season).first()
    if found is not None:
        take_up_season(found, by=by)
