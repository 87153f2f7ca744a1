"""Pages by which cases are written: drafted, edited, published, revised, withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.forms import cases as forms
from statenshus.decisions.models import Case, CaseVersion
from statenshus.decisions.queries.drafts import state_of
from statenshus.decisions.rules import cases as rules
from statenshus.decisions.rules import leads
from statenshus.decisions.usecases import cases as usecases
from statenshus.decisions.usecases.cases import DAYS_FOR_A_POSITION
from statenshus.decisions.views.cases import may_draft_anywhere
from statenshus.decisions.views.votings import SECTION, get_case
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body
from statenshus.ui.pages import done, page, refusals

WORDS = ("title", "text", "proposal", "basis", "effective_on")


def draft_case(request: HouseRequest) -> HttpResponse:
    """Draft a case."""
    by = request.actor
    if not may_draft_anywhere(by):
        raise Http404
    initial = {
        "body": request.GET.get("body") or _usual_body(by),
        "prepared_by": getattr(by.person, "key", None),
        "kind": "decision",
    }
    form = forms.DraftCaseForm(request.POST or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        body: Body = said.pop("body")
        with refusals(form):
            made = usecases.draft_case(body, **said, by=by)
            return done(request, made.get_absolute_url(), _("The draft is saved. Few see it until it is published."))
    return page(request, "decisions/draft_case.html", SECTION, form=form)


def _usual_body(by: Actor) -> str | None:
    """The steering group, before which most cases come. One query."""
    found = Body.objects.visible_to(by).at(by.today).filter(kind=Body.Kind.STEERING_GROUP).first()
    return found.key if found else None


def edit_case(request: HouseRequest, key: str) -> HttpResponse:
    """Write the draft of a case anew."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.edit_case, case)
    draft = get_object_or_404(case.versions.select_related("case"), published_at=None)
    if case.published_at is not None:
        raise Refused("frozen", _("The case is published and frozen. A change is a new version."))
    initial = {
        **{name: getattr(draft, name) for name in WORDS},
        "kind": case.kind,
        "public_title": case.public_title,
        "prepared_by": case.prepared_by.key,
        "follows": case.follows and case.follows.key,
        "urgent": case.urgent,
        "seen": state_of(draft),
    }
    may_name = leads(by, case.body)
    form = forms.EditCaseForm(request.POST or None, by=by, case=case, may_name=may_name, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form), overtaken(form, draft):
            usecases.edit_case(case, **form.cleaned_data, by=by)
            return done(request, case.get_absolute_url(), _("The draft is saved."))
    return page(request, "decisions/edit_case.html", {**SECTION, "case": case, "draft": draft}, form=form)


@contextmanager
def overtaken(form: Form, draft: CaseVersion | None) -> Iterator[None]:
    """Let whoever another was quicker than save once more, having been told: the form takes the state as it is now."""
    try:
        yield
    except Refused as refusal:
        if refusal.code == "changed":
            said = QueryDict(mutable=True)
            said.update(form.data)
            said["seen"] = state_of(draft) if draft else ""
            form.data = said
        raise


def publish_case(request: HouseRequest, key: str) -> HttpResponse:
    """Publish the draft of a case."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.publish_case, case)
    draft = case.versions.filter(published_at=None).first()
    asks = case.kind != Case.Kind.INFORMATION
    last = by.today + timedelta(days=DAYS_FOR_A_POSITION)
    initial = {"due_at": datetime.combine(last, time(12), tzinfo=OSLO)}
    form = forms.PublishCaseForm(request.POST or None, asks=asks, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.publish_case(case, **form.cleaned_data, by=by)
            said = _("The case is published. The seats are asked where they stand.") if asks else _("It is published.")
            return done(request, case.get_absolute_url(), said)
    return page(request, "decisions/publish_case.html", {**SECTION, "case": case, "draft": draft}, form=form)


def revise_case(request: HouseRequest, key: str) -> HttpResponse:
    """Draft the next version of a case."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.revise_case, case)
    draft = case.versions.select_related("case").filter(published_at=None).first()
    from_ = draft or case.versions.latest("number")
    initial = {name: getattr(from_, name) for name in WORDS}
    if draft is not None:
        initial |= {"changed": draft.changed, "seen": state_of(draft)}
    form = forms.ReviseCaseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form), overtaken(form, draft):
            usecases.revise_case(case, **form.cleaned_data, by=by)
            said = _("The new version is saved as a draft. It holds when it is published.")
            return done(request, case.get_absolute_url(), said)
    return page(request, "decisions/revise_case.html", {**SECTION, "case": case, "draft": draft}, form=form)


def withdraw_case(request: HouseRequest, key: str) -> HttpResponse:
    """Withdraw a case."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.withdraw_case, case)
    form = forms.WithdrawCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.withdraw_case(case, **form.cleaned_data, by=by)
            return done(request, case.get_absolute_url(), _("The case is withdrawn."))
    return page(request, "decisions/withdraw_case.html", {**SECTION, "case": case}, form=form)
