"""Pages of agendas, and of what needs a meeting."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.forms import agenda as forms
from statenshus.decisions.models import AgendaItem
from statenshus.decisions.queries.cases import listed
from statenshus.decisions.queries.split import split as split_of
from statenshus.decisions.rules import agenda as rules
from statenshus.decisions.rules import leads
from statenshus.decisions.usecases import agenda as usecases
from statenshus.decisions.views.votings import SECTION
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body
from statenshus.ui.pages import done, page, refusals

MEETINGS = {"section": "meetings"}


def split(request: HouseRequest, key: str) -> HttpResponse:
    """What each open case of a body needs: a meeting, an answer in writing, or to be read. As of today."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    found = split_of(body, by)
    meeting = Meeting.objects.visible_to(by).coming(by.now).filter(body=body).first()
    context = {**SECTION, "body": body, "split": found, "meeting": meeting, "may_lead": leads(by, body)}
    return page(request, "decisions/split.html", context)


def put_on_agenda(request: HouseRequest, key: str) -> HttpResponse:
    """Put a case on the agenda of a meeting."""
    by, meeting = request.actor, _meeting(request, key)
    by.must(rules.put_on_agenda, meeting)
    initial = {"case": request.GET.get("case")}
    form = forms.PutOnAgendaForm(request.POST or None, meeting=meeting, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.put_on_agenda(meeting, **form.cleaned_data, by=by)
            return done(request, meeting.get_absolute_url(), _("The case is on the agenda."))
    context = {**MEETINGS, "meeting": meeting, "cases": form.fields["case"].queryset}  # type: ignore[attr-defined]
    return page(request, "decisions/put_on_agenda.html", context, form=form)


def order_agenda(request: HouseRequest, key: str) -> HttpResponse:
    """Set the order of the agenda, and how long each case takes."""
    by, meeting = request.actor, _meeting(request, key)
    by.must(rules.order_agenda, meeting)
    items = AgendaItem.objects.visible_to(by).filter(meeting=meeting).select_related("case__body")
    form = forms.OrderAgendaForm(request.POST or None, items=list(items))
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.order_agenda(meeting, **form.order(), by=by)
            return done(request, meeting.get_absolute_url(), _("The agenda is in its new order."))
    return page(request, "decisions/order_agenda.html", {**MEETINGS, "meeting": meeting}, form=form)


def take_off_agenda(request: HouseRequest, pk: int) -> HttpResponse:
    """Take a case off the agenda."""
    by, item = request.actor, _item(request, pk)
    by.must(rules.take_off_agenda, item)
    if request.method == "POST":
        usecases.take_off_agenda(item, by=by)
        return done(request, item.meeting.get_absolute_url(), _("The case is off the agenda."))
    return page(request, "decisions/take_off_agenda.html", {**MEETINGS, "item": item, "meeting": item.meeting})


def note_discussion(request: HouseRequest, pk: int) -> HttpResponse:
    """Note what was said about a case."""
    by, item = request.actor, _item(request, pk)
    by.must(rules.note_discussion, item)
    form = forms.NoteDiscussionForm(request.POST or None, initial={"notes": item.notes})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.note_discussion(item, **form.cleaned_data, by=by)
            return done(request, item.meeting.get_absolute_url(), _("What was said is noted."))
    context = {**MEETINGS, "item": item, "meeting": item.meeting, "shown": listed([item.case], by, by.today)[0]}
    return page(request, "decisions/note_discussion.html", context, form=form)


def _meeting(request: HouseRequest, key: str) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("body"), key=key)


def _item(request: HouseRequest, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.visible_to(request.actor).select_related("meeting__body", "case__body")
    return get_object_or_404(rows, pk=pk)
