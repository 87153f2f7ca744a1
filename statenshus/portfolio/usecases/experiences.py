"""Acts on experiences and what they led to."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.portfolio.models import Experience, Outcome
from statenshus.portfolio.rules import experiences as rules


@transaction.atomic
def record_experience(*, found_on: date, theme: str, text: str, source: str = "", by: Actor) -> Experience:
    """Put down what was found on a day.

    Raises NotAllowed by rules.record_experience, and Refused with code:
        future  that day has not come
    """
    by.must(rules.record_experience)
    _must_have_come(by, found_on, "found_on")
    key = Experience.objects.free_key(by.house, f"{found_on.isoformat()} {theme[:35]}")
    that_day = Experience.objects.in_house(by.house).filter(found_on=found_on)
    last = that_day.aggregate(last=Max("position"))["last"]
    made = Experience.objects.create(
        house=by.house,
        key=key,
        found_on=found_on,
        theme=theme,
        text=text,
        source=source,
        position=0 if last is None else last + 1,
    )
    record(by, "portfolio.record_experience", made, theme=theme, found_on=found_on.isoformat())
    return made


@transaction.atomic
def edit_experience(
    experience: Experience, *, found_on: date, theme: str, text: str, source: str = "", by: Actor
) -> Experience:
    """Mend what was put down. Its address stays.

    Raises NotAllowed by rules.edit_experience, and Refused with code:
        future        the day it was found has not come
        before_found  it was settled, or led to something, before it would be found
    """
    by.must(rules.edit_experience, experience)
    experience = _locked(experience, by)
    _must_have_come(by, found_on, "found_on")
    if Outcome.objects.in_house(by.house).filter(experience=experience, on__lt=found_on).exists():
        raise Refused("before_found", _("It led to something before that day."), "found_on")
    before = experience.text
    experience.found_on, experience.theme, experience.text, experience.source = found_on, theme, text, source
    settled = Refused("before_found", _("It was settled before that day."), "found_on")
    with refusing({"portfolio_experience_settled": settled}):
        experience.save(update_fields=["found_on", "theme", "text", "source"])
    record(by, "portfolio.edit_experience", experience, before=before)
    return experience


@transaction.atomic
def add_outcome(experience: Experience, *, text: str, on: date | None = None, source: str = "", by: Actor) -> Outcome:
    """Tell what the experience led to, and on which day if it is known.

    Raises NotAllowed by rules.add_outcome, and Refused with code:
        future        that day has not come
        before_found  that day is before the experience was found
    """
    by.must(rules.add_outcome, experience)
    experience = _locked(experience, by)
    if on:
        _must_have_come(by, on, "on")
    if on and on < experience.found_on:
        raise Refused("before_found", _("That is before the experience was found. Choose a later day."), "on")
    outcomes = Outcome.objects.in_house(by.house).filter(experience=experience)
    last = outcomes.aggregate(last=Max("position"))["last"]
    made = Outcome.objects.create(
        house=by.house,
        experience=experience,
        text=text,
        on=on,
        source=source,
        position=0 if last is None else last + 1,
    )
    record(by, "portfolio.add_outcome", experience, outcome=text)
    return made


@transaction.atomic
def settle_experience(experience: Experience, *, settled_on: date, settled_by: str, by: Actor) -> Experience:
    """Say on which day and how the experience was settled.

    Raises NotAllowed by rules.settle_experience, and Refused with code:
        settled       it is settled already
        no_how        it is not said how
        future        that day has not come
        before_found  that day is before the experience was found
    """
    by.must(rules.settle_experience, experience)
    experience = _locked(experience, by)
    if experience.settled_on:
        raise Refused("settled", _("The experience is already settled."))
    if not settled_by.strip():
        raise Refused("no_how", _("Say how it was settled."), "settled_by")
    _must_have_come(by, settled_on, "settled_on")
    experience.settled_on, experience.settled_by = settled_on, settled_by
    early = Refused("before_found", _("That is before the experience was found. Choose a later day."), "settled_on")
    with refusing({"portfolio_experience_settled": early}):
        experience.save(update_fields=["settled_on", "settled_by"])
    record(by, "portfolio.settle_experience", experience, settled_on=settled_on.isoformat(), settled_by=settled_by)
    return experience


@transaction.atomic
def reopen_experience(experience: Experience, *, by: Actor) -> Experience:
    """Take back that the experience is settled. The event keeps how it was said to be.

    Raises NotAllowed by rules.reopen_experience, and Refused with code:
        open  it is not settled
    """
    by.must(rules.reopen_experience, experience)
    experience = _locked(experience, by)
    if experience.settled_on is None:
        raise Refused("open", _("The experience is not settled."))
    was = {"settled_on": experience.settled_on.isoformat(), "settled_by": experience.settled_by}
    experience.settled_on, experience.settled_by = None, ""
    experience.save(update_fields=["settled_on", "settled_by"])
    record(by, "portfolio.reopen_experience", experience, **was)
    return experience


def _locked(experience: Experience, by: Actor) -> Experience:
    return Experience.objects.in_house(by.house).select_for_update().get(pk=experience.pk)


def _must_have_come(by: Actor, day: date, field: str) -> None:
    if day > by.today:
        raise Refused("future", _("That day has not come yet. Choose today or an earlier day."), field)
