"""Pages of meetings."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms import meetings as forms
from statenshus.meetings.models import Meeting, Poll
from statenshus.meetings.queries.meetings import attending, end_of, parts_of
from statenshus.meetings.rules import meetings as rules
from statenshus.meetings.usecases import attendances as attendance_usecases
from statenshus.meetings.usecases import meetings as usecases
from statenshus.people.models import Body, Seat, SeatHolding
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "meetings"}
A_PAGE, EARLIER = 30, 10


@require_GET
def meetings(request: HouseRequest) -> HttpResponse:
    """The meetings that are to come on the day, and those before it; of one body, or of one of the two, by choice."""
    by, day = request.actor, request.on
    bodies = list(Body.objects.visible_to(by).at(day))
    body = next((each for each in bodies if each.key == request.GET.get("body")), None)
    rows = Meeting.objects.visible_to(by).select_related("body")
    if body is not None:
        rows = rows.filter(body=body)
    until = end_of(day, by)
    coming, earlier = rows.after(until), rows.before(until)
    shown = request.GET.get("show")
    whole = {"coming": coming, "earlier": earlier}.get(shown or "")
    context: dict[str, Any] = {
        **SECTION,
        "show": shown if whole is not None else "",
        "bodies": bodies,
        "body": body,
        "may_call": [each for each in bodies if day == by.today and by.may(rules.call_meeting, each)],
    }
    if not shown:
        asking = Poll.objects.visible_to(by).open().select_related("body").order_by("answers_by", "pk")
        context["polls"] = asking.filter(body=body) if body is not None else asking
    if whole is not None:
        context["found"] = Paginator(whole, A_PAGE).get_page(request.GET.get("page"))
    else:
        context["coming"] = Paginator(coming, A_PAGE).page(1)
        context["earlier"] = Paginator(earlier, EARLIER).page(1)
    return page(request, "meetings/meetings.html", context)


@require_GET
def meeting(request: HouseRequest, key: str) -> HttpResponse:
    """One meeting: when, where, who comes, and what higher capabilities tell of it."""
    by, shown = request.actor, _meeting(request, key)
    begun = shown.has_begun(by.now)
    leads = request.on == by.today and shown.called_off_at is None and by.may(rules.change_meeting, shown)
    context = {
        **SECTION,
        "meeting": shown,
        "attending": attending(shown, by),
        "parts": parts_of(shown, by),
        "has_begun": begun,
        "may_change": leads and not begun,
        "may_note": leads and begun,
    }
    return page(request, "meetings/meeting.html", context)


def call_meeting(request: HouseRequest, key: str) -> HttpResponse:
    """Call a body to a meeting."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    by.must(rules.call_meeting, body)
    initial = {"title": _("Meeting of %(body)s") % {"body": body.name}, "format": Meeting.Format.PHYSICAL}
    form = forms.CallMeetingForm(request.POST or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.call_meeting(body, **form.cleaned_data, by=by)
            is_held = made.has_begun(by.now)
            said = _("The meeting is on record.") if is_held else _("The meeting is on record. Now send the notice.")
            return done(request, made.get_absolute_url(), said)
    return page(request, "meetings/call_meeting.html", {**SECTION, "body": body}, form=form)


def change_meeting(request: HouseRequest, key: str) -> HttpResponse:
    """Move a meeting, or say where it is."""
    by, shown = request.actor, _meeting(request, key)
    by.must(rules.change_meeting, shown)
    fields = ("title", "starts_at", "ends_at", "format", "place", "link", "needs_access")
    initial: dict[str, Any] = {field: getattr(shown, field) for field in fields}
    initial["host"] = shown.host.key if shown.host else None
    form = forms.CallMeetingForm(request.POST or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.change_meeting(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("The meeting is changed."))
    return page(request, "meetings/change_meeting.html", {**SECTION, "meeting": shown}, form=form)


def send_notice(request: HouseRequest, key: str) -> HttpResponse:
    """Send the notice of a meeting."""
    by, shown = request.actor, _meeting(request, key)
    by.must(rules.send_notice, shown)
    if request.method == "POST":
        usecases.send_notice(shown, by=by)
        return done(request, shown.get_absolute_url(), _("The notice is sent. Each seat is asked whether it comes."))
    return page(request, "meetings/send_notice.html", {**SECTION, "meeting": shown})


def call_off_meeting(request: HouseRequest, key: str) -> HttpResponse:
    """Call a meeting off."""
    by, shown = request.actor, _meeting(request, key)
    by.must(rules.call_off_meeting, shown)
    form = forms.CallOffMeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.call_off_meeting(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("The meeting is called off."))
    return page(request, "meetings/call_off_meeting.html", {**SECTION, "meeting": shown}, form=form)


def answer_notice(request: HouseRequest, key: str) -> HttpResponse:
    """Say for a seat whether it comes."""
    by, shown = request.actor, _meeting(request, key)
    sitting = SeatHolding.objects.visible_to(by).sitting(by.today).filter(seat__body=shown.body_id)
    mine = sitting.filter(person=by.person.pk if by.person else None).values_list("seat__key", flat=True).first()
    wanted = request.POST.get("seat") or request.GET.get("seat") or mine or ""
    seat = get_object_or_404(Seat.objects.visible_to(by).select_related("organisation", "body"), key=wanted)
    by.must(rules.answer_notice, shown, seat)
    form = forms.AnswerNoticeForm(request.POST or None, meeting=shown)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            attendance_usecases.answer_notice(shown, seat=seat, **form.cleaned_data, by=by)
            said = forms.told(shown, seat, form.cleaned_data["answer"], by)
            return done(request, shown.get_absolute_url(), said)
    return page(request, "meetings/answer_notice.html", {**SECTION, "meeting": shown, "seat": seat}, form=form)


def note_attendance(request: HouseRequest, key: str) -> HttpResponse:
    """Note who came, for every seat in one go: all that is said, or nothing where some of it is refused."""
    by, shown = request.actor, _meeting(request, key)
    by.must(rules.note_attendance, shown)
    picture = attending(shown, by)
    form = forms.NoteAttendanceForm(request.POST or None, seats=picture.seats)
    if request.method == "POST" and form.is_valid():
        for seat, person, came in form.changed():
            with refusals(form):
                attendance_usecases.note_attendance(shown, seat=seat, person=person, came=came, by=by)
        if not form.errors:
            return done(request, shown.get_absolute_url(), _("It is noted who came."))
    context = {**SECTION, "meeting": shown, "attending": picture}
    return page(request, "meetings/note_attendance.html", context, form=form)


def _meeting(request: HouseRequest, key: str) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("body", "host"), key=key)
