"""What the shared office does by itself at its time."""

from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.jobs import every
from statenshus.workplaces.usecases.bookings import release_unclaimed
from statenshus.workplaces.usecases.counting import count_weeks
from statenshus.workplaces.usecases.forgetting import forget_presence
from statenshus.workplaces.usecases.keeping import offer_others
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
