"""What happened to a restructuring, in sentences made from its stages."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statenshus.people.models import Body
from statenshus.portfolio.models import Restructuring, Stage, StageChange
from statenshus.reports.queries.days import in_speech, in_words
from statenshus.reports.queries.slides import plain


def stage_of(restructuring: Restructuring) -> Stage:
    """Its stage on the day that `staged` was asked for."""
    return Stage(restructuring.stage)


def told(restructuring: Restructuring, day: date, before: int, after: int) -> tuple[str, ...]:
    """How it came about and how far it has come, in one or two sentences; the last leads on to what it says."""
    stages = list(restructuring.stages.all())
    discussed = next((change for change in reversed(stages) if change.stage == Stage.DISCUSSED), None)
    proposed = next((change for change in reversed(stages) if change.stage == Stage.PROPOSED), None)
    latest = stages[-1]
    said = [_discussed(discussed, day, before, after)] if discussed else []
    spoken = {"day": in_speech(latest.on, day), "change": _size(before, after)}
    match stage_of(restructuring):
        case Stage.DISCUSSED:
            said.append(_("No proposal has been made yet. This was discussed:"))
        case Stage.PROPOSED if discussed:
            said.append(_("On this basis the following is proposed:"))
        case Stage.PROPOSED:
            said.append(_("On %(day)s %(change)s was proposed:") % spoken)
        case Stage.HEARD:
            said += [_proposed(proposed, day)] if proposed else []
            said.append(_("The proposal has been heard (%(day)s), and is not decided:") % spoken)
        case Stage.WITHDRAWN:
            said.append(_("The proposal was withdrawn on %(day)s. This had been proposed:") % spoken)
        case stage:
            said.append(_decided(restructuring, latest, day))
            said.append(_effect(restructuring, stage, day))
    return tuple(said)


def _size(before: int, after: int) -> str:
    numbers = {"before": before, "after": after}
    if after < before:
        said = ngettext(
            "a reduction from %(before)s to %(after)s subproject",
            "a reduction from %(before)s to %(after)s subprojects",
            after,
        )
    elif after > before:
        said = ngettext(
            "an increase from %(before)s to %(after)s subproject",
            "an increase from %(before)s to %(after)s subprojects",
            after,
        )
    else:
        said = ngettext("a new division into %(after)s subproject", "a new division into %(after)s subprojects", after)
    return said % numbers


def _discussed(change: StageChange, day: date, before: int, after: int) -> str:
    words = {"day": in_speech(change.on, day), "change": _size(before, after)}
    if change.body and change.body.kind == Body.Kind.STEERING_GROUP:
        return _("In the steering group's meeting on %(day)s %(change)s was discussed.") % words
    if change.body:
        words["body"] = plain(change.body.name)
        return _("In a meeting of %(body)s on %(day)s %(change)s was discussed.") % words
    return _("On %(day)s %(change)s was discussed.") % words


def _proposed(change: StageChange, day: date) -> str:
    return _("The proposal was made on %(day)s.") % {"day": in_speech(change.on, day)}


def _decided(restructuring: Restructuring, change: StageChange, day: date) -> str:
    """Who decided, where that was known by the day: a decision may have been undone and made anew since."""
    if restructuring.decided_on and restructuring.decided_on <= day:
        words = {"who": plain(restructuring.decided_by), "day": in_speech(restructuring.decided_on, day)}
        return _("Decided on %(day)s by: %(who)s.") % words
    return _("Decided on %(day)s.") % {"day": in_speech(change.on, day)}


def _effect(restructuring: Restructuring, stage: Stage, day: date) -> str:
    if restructuring.effective_on is None:
        return _("The day it takes effect is not on record:")
    if stage == Stage.IN_EFFECT:
        return _("It has been in effect since %(day)s:") % {"day": in_speech(restructuring.effective_on, day)}
    return _("It takes effect on %(day)s. From then on:") % {"day": in_words(restructuring.effective_on)}
