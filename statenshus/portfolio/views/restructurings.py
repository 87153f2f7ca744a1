"""Pages of restructurings."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.models import Case, Decision
from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.forms.restructurings import DraftRestructuringForm, EditRestructuringForm
from statenshus.portfolio.models import Restructuring, Stage
from statenshus.portfolio.models.restructurings import TRANSITIONS
from statenshus.portfolio.queries.carrying import obstacles
from statenshus.portfolio.queries.decided import is_before_group
from statenshus.portfolio.queries.restructurings import change
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases import restructurings as usecases
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "restructurings"}


def restructurings(request: HouseRequest) -> HttpResponse:
    """The proposed and carried-out changes as of the day."""
    by = request.actor
    found = Restructuring.objects.in_house(by.house).shown_to(by, request.on)
    context = {
        **SECTION,
        "restructurings": found.prefetch_related("closings__subproject", "successors"),
        "may_draft": by.may(rules.draft_restructuring),
    }
    return page(request, "portfolio/restructurings.html", context)


def restructuring(request: HouseRequest, key: str) -> HttpResponse:
    """One change: before and after, side by side."""
    by, subject = request.actor, get_restructuring(request, key)
    rows = Restructuring.objects.in_house(by.house).shown_to(by, request.on).filter(pk=subject.pk)
    then = rows.select_related("case", "decision").first()
    if then is None:
        return page(request, "portfolio/restructuring_not_yet.html", {**SECTION, "restructuring": subject})
    whole = change(then, request.on)
    may_keep = by.may(rules.edit_restructuring, subject) and request.on == by.today
    of_case = {"case": then.case_id, "outcome": Decision.Outcome.ADOPTED, "decided_on__lte": request.on}
    decisions = Decision.objects.visible_to(by).filter(**of_case)
    adopted = then.case_id is not None and then.is_open and decisions.exists()
    cases = Case.objects.visible_to(by).filter(drafted_at__date__lte=request.on)
    case = cases.filter(pk=then.case_id).first() if then.case_id else None
    context = {
        **SECTION,
        "restructuring": then,
        "change": whole,
        "obstacles": obstacles(whole) if then.is_open else [],
        "steps": then.stages.filter(on__lte=request.on).select_related("body"),
        "may_keep": may_keep,
        "may_change": may_keep and then.is_open,
        "may_reword": may_keep and then.is_open and not is_before_group(then),
        "next_stages": [_act(then, to, adopted) for to in TRANSITIONS[Stage(then.stage)]] if may_keep else [],
        "case": case,
        "adopted": adopted,
        "is_undoable": then.stage == Stage.DECIDED,
    }
    return page(request, "portfolio/restructuring.html", context)


def _act(then: Restructuring, to: Stage, adopted: bool) -> str:
    """The name of the act by which the change comes to a stage; none while it is before the body."""
    if to == Stage.DECIDED and not adopted:
        is_before = then.case is not None and then.case.ended_at is None
        return "" if is_before else "put_to_decision"
    if then.stage == Stage.DECIDED and to == Stage.PROPOSED:
        return "undo_decision"
    return {
        Stage.DISCUSSED: "discuss",
        Stage.PROPOSED: "propose",
        Stage.HEARD: "hear",
        Stage.DECIDED: "decide",
        Stage.WITHDRAWN: "withdraw",
    }[to]


def draft_restructuring(request: HouseRequest) -> HttpResponse:
    """Begin a change."""
    by = request.actor
    by.must(rules.draft_restructuring)
    form = DraftRestructuringForm(request.POST or None, initial={"on": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.draft_restructuring(**form.cleaned_data, by=by)
            return done(
                request, made.get_absolute_url(), _("The draft is begun. Only those who keep the record see it.")
            )
    context = {**SECTION, "heading": _("Draft a change of subprojects"), "submit": _("Begin the draft")}
    return page(request, "portfolio/restructuring_act.html", context, form=form)


def edit_restructuring(request: HouseRequest, key: str) -> HttpResponse:
    """Word a change anew."""
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rules.edit_restructuring, subject)
    initial = {name: getattr(subject, name) for name in EditRestructuringForm.base_fields}
    form = EditRestructuringForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.edit_restructuring(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("The change is saved."))
    context = {**SECTION, "restructuring": subject, "heading": _("Edit the text of the change"), "submit": _("Save")}
    return page(request, "portfolio/restructuring_act.html", context, form=form)


def get_restructuring(request: HouseRequest, key: str) -> Restructuring:
    """The change with its stage today, or 404."""
    return get_object_or_404(Restructuring.objects.visible_to(request.actor).staged(request.actor.today), key=key)
