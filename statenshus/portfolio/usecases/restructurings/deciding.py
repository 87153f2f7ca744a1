"""The decision, which writes ahead what will be, and how it is taken back."""

from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Case, Decision
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Body
from statenshus.portfolio.models import Placement, Restructuring, Stage, Subproject
from statenshus.portfolio.queries.carrying import arrivals, obstacles
from statenshus.portfolio.queries.restructurings import Change, change
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases.restructurings.stages import _check_move, _locked, _write_move


@transaction.atomic
def decide(
    restructuring: Restructuring,
    *,
    decision: Decision,
    effective_on: date | None = None,
    by: Actor,
) -> Restructuring:
    """Let an adopted decision on the change's own case take effect from a day on; write ahead what is then.

    Who decided, and when, is as the decision says; so is the day, where no other is given.

    Closing subprojects and what stands in them end on that day, successors and what comes to them begin.
    The same thing from two places comes once; what ends has its reason. Nothing is lost.

    Raises NotAllowed by rules.decide, and Refused with code:
        no_decision       the decision is not of the change's own case, or did not adopt it
        stage             it is not proposed or heard
        in_effect         it has taken effect
        future            the day it was decided has not come
        backwards         it was decided before it was proposed or heard
        before_decision   it would take effect before it was decided
        no_closing        no subproject closes
        not_open          a closing or continuing subproject does not stand on that day
        closed_elsewhere  one of them closes by another decision
        begins_after      something begins in a closing subproject on that day or later
        orphans           it is not said where everything that stands there goes
        unpaired          it is not said what a proposed lead shall lead
        empty             nothing comes to a new subproject
        two_leads         a subproject would have two leads
        overlap           something would stand twice in a subproject, on other terms
        name_taken        another subproject of that name stands then
    """
    by.must(rules.decide, restructuring, decision)
    restructuring = _locked(restructuring, by)
    if not decision.is_adopted or decision.case_id != restructuring.case_id:
        raise Refused("no_decision", _("A change takes effect by a decision that adopts it, on its own case."))
    decided_by, decided_on = decision.decided_by, decision.decided_on
    effective_on = effective_on or decision.effective_on or decided_on
    _check_move(restructuring, Stage.DECIDED, decided_on, by)
    if effective_on < decided_on:
        raise Refused(
            "before_decision", _("The change cannot take effect before the day it was decided."), "effective_on"
        )
    _lock_subprojects(restructuring)
    restructuring.effective_on = effective_on
    whole = change(restructuring, effective_on)
    for obstacle in obstacles(whole):
        raise obstacle
    restructuring.decided_by, restructuring.decided_on, restructuring.decision = decided_by, decided_on, decision
    restructuring.save(update_fields=["decided_by", "decided_on", "decision", "effective_on"])
    _write_move(restructuring, Stage.DECIDED, decided_on, decision.body, decided_by, by)
    taken = Refused("name_taken", _("Another subproject has that name on that day."), "effective_on")
    with refusing({"portfolio_subproject_name": taken}):
        _write_ahead(whole)
    record(
        by,
        "portfolio.decide",
        restructuring,
        decided_by=decided_by,
        decided_on=decided_on.isoformat(),
        effective_on=effective_on.isoformat(),
    )
    _no_longer_waits(decision.case, by)
    return restructuring


def _no_longer_waits(case: Case, by: Actor) -> None:
    """Whoever was asked to carry it out has been answered by the actor; by nobody in particular it is taken back."""
    answer = _("The decision is carried out.")
    if not ask_acts.settle(case, kind=KindOfAsk.CARRY_OUT, person=case.prepared_by, answer=answer, by=by):
        ask_acts.withdraw_asks(case, kinds=(KindOfAsk.CARRY_OUT,), by=by)


def _lock_subprojects(restructuring: Restructuring) -> None:
    """Hold those that close or go on, so that nothing is placed in them meanwhile."""
    concerned = [*restructuring.closings.values_list("subproject", flat=True)]
    concerned += [pk for pk in restructuring.successors.values_list("subproject", flat=True) if pk]
    list(Subproject.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))
    list(Placement.objects.select_for_update().filter(subproject__in=concerned).order_by("pk"))


def _write_ahead(whole: Change) -> None:
    restructuring, day = whole.restructuring, whole.day
    coming = arrivals(whole)
    # What was said of things that have left before the day concerns nothing any more.
    said = {there.pk for move in whole.moves for there in move.destinations}
    restructuring.destinations.exclude(pk__in=said).delete()
    for move in whole.moves:
        for there in move.destinations:
            there.ended_before = move.placement.valid_to
            there.save(update_fields=["ended_before"])
        move.placement.valid_to = day
        move.placement.save(update_fields=["valid_to"])
    for side in whole.before:
        if side.closing:
            side.closing.ended_before, side.subproject.valid_to = side.subproject.valid_to, day
            side.closing.save(update_fields=["ended_before"])
            side.subproject.save(update_fields=["valid_to"])
    made: dict[int, Subproject] = {}
    for successor in (side.successor for side in whole.after):
        if successor.is_new:
            successor.subproject = Subproject.objects.create(
                house=restructuring.house,
                key=Subproject.objects.free_key(restructuring.house, successor.name),
                name=successor.name,
                summary=successor.summary,
                position=successor.position,
                valid_from=day,
                source=restructuring.source,
            )
            successor.save(update_fields=["subproject"])
        assert successor.subproject is not None
        made[successor.pk] = successor.subproject
    for arrival in coming:
        if arrival.stands:
            continue
        placement = Placement.objects.create(
            house=restructuring.house,
            key=Placement.objects.free_key(restructuring.house, arrival.name),
            subproject=made[arrival.successor.pk],
            kind=arrival.kind,
            item=arrival.item,
            person=arrival.person,
            organisation=arrival.organisation,
            position=arrival.position,
            valid_from=day,
            valid_to=arrival.until,
            source=restructuring.source,
        )
        for there in arrival.destinations:
            there.made = placement
            there.save(update_fields=["made"])
        if arrival.proposed:
            arrival.proposed.made = placement
            arrival.proposed.save(update_fields=["made"])


def _take_back(restructuring: Restructuring) -> None:
    """Remove what the decision wrote ahead, and let the rest last as it was to."""
    _lock_subprojects(restructuring)
    day = restructuring.effective_on
    made = [there.made_id for there in restructuring.destinations.all()]
    made += [lead.made_id for lead in restructuring.proposed_leads.all()]
    placements = {pk for pk in made if pk is not None}
    new = list(restructuring.successors.filter(is_new=True).values_list("subproject", flat=True))
    grown = Placement.objects.filter(subproject__in=new).exclude(pk__in=placements).told()
    if grown:
        names = "; ".join(f"{place} ({place.subproject})" for place in grown)
        message = _("Since the decision these have been placed in its new subprojects. Move them first: %(names)s.")
        raise Refused("grown", message % {"names": names})
    restructuring.successors.filter(is_new=True).update(subproject=None)
    try:
        Placement.objects.filter(pk__in=placements).delete()
        Subproject.objects.filter(pk__in=new).delete()
    except ProtectedError as fault:
        raise Refused("built_on", _("Another change rests on this decision. Undo that one first.")) from fault
    for closing in restructuring.closings.select_related("subproject"):
        # Where somebody has changed the end since, theirs stands.
        if closing.subproject.valid_to == day:
            closing.subproject.valid_to = closing.ended_before
            closing.subproject.save(update_fields=["valid_to"])
    restored = set()
    for there in restructuring.destinations.select_related("placement"):
        if there.placement.valid_to == day and there.placement_id not in restored:
            there.placement.valid_to = there.ended_before
            there.placement.save(update_fields=["valid_to"])
            restored.add(there.placement_id)
    restructuring.closings.update(ended_before=None)
    restructuring.destinations.update(ended_before=None)
    restructuring.decided_by, restructuring.decided_on, restructuring.decision = "", None, None
    restructuring.save(update_fields=["decided_by", "decided_on", "decision"])


def _undoing() -> dict[str, Refused]:
    taken = Refused("name_taken", _("A subproject with the same name has been started since. End that one first."))
    return {"portfolio_subproject_name": taken}


@transaction.atomic
def undo_decision(
    restructuring: Restructuring, *, on: date, body: Body | None = None, note: str = "", by: Actor
) -> Restructuring:
    """Take a decision back until the day it takes effect: the change is proposed again, all else as it was.

    Raises NotAllowed by rules.undo_decision, and Refused with code:
        in_effect   it has taken effect
        stage       it is not decided
        future      the day has not come
        backwards   the day is before it was decided
        grown       something was placed in its new subprojects since
        built_on    another change rests on it
        name_taken  a subproject of a closing one's name was made since
    """
    by.must(rules.undo_decision, restructuring, *([body] if body else []))
    restructuring = _locked(restructuring, by)
    if restructuring.stage not in {Stage.DECIDED, Stage.IN_EFFECT}:
        raise Refused("stage", _("The change is not decided, so there is no decision to undo."))
    _check_move(restructuring, Stage.PROPOSED, on, by)
    with refusing(_undoing()):
        _take_back(restructuring)
    _write_move(restructuring, Stage.PROPOSED, on, body, note, by)
    record(by, "portfolio.undo_decision", restructuring, on=on.isoformat(), note=note)
    return restructuring


@transaction.atomic
def withdraw(
    restructuring: Restructuring, *, on: date, body: Body | None = None, note: str = "", by: Actor
) -> Restructuring:
    """Withdraw the change for good; a decision is undone with it, until the day it takes effect.

    Raises NotAllowed by rules.withdraw, and Refused with code:
        in_effect   it has taken effect
        stage       it is withdrawn already
        future      the day has not come
        backwards   the day is before it came to the stage it is in
        grown       something was placed in its new subprojects since it was decided
        built_on    another change rests on it
        name_taken  a subproject of a closing one's name was made since
    """
    by.must(rules.withdraw, restructuring, *([body] if body else []))
    restructuring = _locked(restructuring, by)
    _check_move(restructuring, Stage.WITHDRAWN, on, by)
    if restructuring.stage == Stage.DECIDED:
        with refusing(_undoing()):
            _take_back(restructuring)
    _write_move(restructuring, Stage.WITHDRAWN, on, body, note, by)
    if restructuring.case is not None:
        ask_acts.withdraw_asks(restructuring.case, kinds=(KindOfAsk.CARRY_OUT,), by=by)
    record(by, "portfolio.withdraw", restructuring, on=on.isoformat(), note=note)
    return restructuring
