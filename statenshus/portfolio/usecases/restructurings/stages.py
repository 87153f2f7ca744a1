"""How far a restructuring has come."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.people.models import Body
from statenshus.portfolio.models import Restructuring, Stage, StageChange
from statenshus.portfolio.models.restructurings import TRANSITIONS
from statenshus.portfolio.queries.decided import is_before_group
from statenshus.portfolio.rules import restructurings as rules


def _locked(restructuring: Restructuring, by: Actor) -> Restructuring:
    """The row as it is now, with its stage, locked; the house first, as for all that makes new things."""
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    Restructuring.objects.select_for_update().get(pk=restructuring.pk)
    # The stage is read after the lock, so that of two at once the second sees what the first did.
    return Restructuring.objects.staged(by.today).get(pk=restructuring.pk)


def _unfrozen(restructuring: Restructuring, by: Actor) -> Restructuring:
    """The same, refused unless its content may still be changed."""
    restructuring = _locked(restructuring, by)
    if not restructuring.is_open:
        raise Refused("frozen", _("A change that is decided or withdrawn cannot be altered."))
    return restructuring


def _in_our_hands(restructuring: Restructuring, by: Actor) -> Restructuring:
    """The same, refused also while what is proposed is before the body, or adopted by it: that is not altered then."""
    restructuring = _unfrozen(restructuring, by)
    case = restructuring.case
    if case is not None and is_before_group(restructuring):
        message = _("The change is before %(body)s as sak %(case)s, and cannot be altered now.")
        raise Refused("before_group", message % {"body": case.body, "case": case.called})
    return restructuring


def _check_move(restructuring: Restructuring, to: Stage, on: date, by: Actor) -> None:
    """Refuse a stage that does not follow, and a day that cannot be."""
    if restructuring.stage == Stage.IN_EFFECT:
        raise Refused("in_effect", _("The change has taken effect, and cannot be undone or withdrawn."))
    if to not in TRANSITIONS[Stage(restructuring.stage)]:
        message = _("A change that is “%(stage)s” cannot become “%(to)s”.")
        raise Refused("stage", message % {"stage": restructuring.stage_label, "to": to.label})
    if on > by.today:
        raise Refused("future", _("That day has not come yet. Choose today or an earlier day."), "on")
    if on < restructuring.stage_on:
        raise Refused("backwards", _("That is before the change came to the stage it is in."), "on")


def _write_move(restructuring: Restructuring, to: Stage, on: date, body: Body | None, note: str, by: Actor) -> None:
    StageChange.objects.create(
        house=by.house, restructuring=restructuring, stage=to, on=on, body=body, note=note, source=""
    )


def _come_to(to: Stage, restructuring: Restructuring, on: date, body: Body | None, note: str, by: Actor) -> None:
    restructuring = _locked(restructuring, by)
    _check_move(restructuring, to, on, by)
    _write_move(restructuring, to, on, body, note, by)


@transaction.atomic
def discuss(restructuring: Restructuring, *, on: date, body: Body | None = None, note: str = "", by: Actor) -> None:
    """Record that the change was taken up for discussion on a day, in which body.

    Raises NotAllowed by rules.discuss, and Refused with code:
        stage      it does not follow from the stage it is in
        future     the day has not come
        backwards  the day is before it came to the stage it is in
        in_effect  it has taken effect
    """
    by.must(rules.discuss, restructuring, *([body] if body else []))
    _come_to(Stage.DISCUSSED, restructuring, on, body, note, by)
    record(by, "portfolio.discuss", restructuring, on=on.isoformat(), body=str(body or ""))


@transaction.atomic
def propose(restructuring: Restructuring, *, on: date, body: Body | None = None, note: str = "", by: Actor) -> None:
    """Record that the change was proposed on a day, in which body. A decision is taken back by undo_decision.

    Raises NotAllowed by rules.propose, and Refused with code:
        decided    it is decided
        stage      it does not follow from the stage it is in
        future     the day has not come
        backwards  the day is before it came to the stage it is in
        in_effect  it has taken effect
    """
    by.must(rules.propose, restructuring, *([body] if body else []))
    if _locked(restructuring, by).stage == Stage.DECIDED:
        raise Refused("decided", _("The change is decided. Undo the decision to propose it again."))
    _come_to(Stage.PROPOSED, restructuring, on, body, note, by)
    record(by, "portfolio.propose", restructuring, on=on.isoformat(), body=str(body or ""))


@transaction.atomic
def hear(restructuring: Restructuring, *, on: date, body: Body | None = None, note: str = "", by: Actor) -> None:
    """Record that those concerned were heard about the change by a day.

    Raises NotAllowed by rules.hear, and Refused with code:
        stage      it does not follow from the stage it is in
        future     the day has not come
        backwards  the day is before it came to the stage it is in
        in_effect  it has taken effect
    """
    by.must(rules.hear, restructuring, *([body] if body else []))
    _come_to(Stage.HEARD, restructuring, on, body, note, by)
    record(by, "portfolio.hear", restructuring, on=on.isoformat(), body=str(body or ""))
