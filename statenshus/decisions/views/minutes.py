"""Pages and files of minutes."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.asks.queries.turns import sitting_for
from statenshus.decisions.formats import pdf, word
from statenshus.decisions.formats.document import Document
from statenshus.decisions.formats.minutes import document_of
from statenshus.decisions.forms import minutes as forms
from statenshus.decisions.models import Case, Minutes, Voting
from statenshus.decisions.queries.einnsyn import moetemappe
from statenshus.decisions.queries.minutes import readers_in
from statenshus.decisions.queries.openness import exempted, may_read_all_of
from statenshus.decisions.queries.unwritten import without_minutes
from statenshus.decisions.rules import minutes as rules
from statenshus.decisions.usecases import minutes as usecases
from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.models import Meeting
from statenshus.people.models import Seat, SeatHolding
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "register"}
RENDERERS = {"pdf": pdf.render, "docx": word.render}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def all_minutes(request: HouseRequest) -> HttpResponse:
    """The minutes of the house, and what has none yet."""
    by = request.actor
    rows = Minutes.objects.visible_to(by).standing().select_related("body")
    lacking = [
        {"called": forms.called(each), "of": f"{each._meta.model_name}:{each.key}"} for each in without_minutes(by)
    ]
    return page(request, "decisions/all_minutes.html", {**SECTION, "rows": rows, "lacking": lacking})


def minutes(request: HouseRequest, key: str) -> HttpResponse:
    """Minutes as they were written: the whole, or the public variant."""
    by, found = request.actor, get_minutes(request, key)
    reads = may_read_all_of(by, found.body)
    whole = reads and request.GET.get("variant") != "public"
    seats = my_seats(by, found)
    others = (
        Minutes.objects.visible_to(by).filter(meeting=found.meeting_id, voting=found.voting_id).exclude(pk=found.pk)
    )
    answers = {each.seat.key: each for each in found.answers.select_related("person", "seat")}
    asked = Seat.objects.in_house(by.house).filter(key__in=readers_in(found.content)).select_related("organisation")
    context = {
        **SECTION,
        "minutes": found,
        "document": document(by, found, whole=whole),
        "reads": reads,
        "whole": whole,
        "variant": "" if whole or not reads else "public",
        "asked": [(seat, answers.get(seat.key)) for seat in asked] if reads else [],
        "others": list(others),
        "form": forms.AnswerMinutesForm(seats=seats, by=by) if seats else None,
        "may_write": found.approved_at is None
        and found.replaced_at is None
        and by.may(rules.write_minutes, _of(found)),
        "may_export": by.may(rules.export_einnsyn, _of(found)),
        "of": f"{_of(found)._meta.model_name}:{_of(found).key}",
        "subject": _of(found),
        "is_over": found.reading_until <= by.now,
    }
    return page(request, "decisions/minutes.html", context)


def minutes_file(request: HouseRequest, key: str, suffix: str) -> HttpResponse:
    """Minutes as a file to keep: the whole, or the public variant."""
    by, found = request.actor, get_minutes(request, key)
    whole = may_read_all_of(by, found.body) and request.GET.get("variant") != "public"
    made = RENDERERS[suffix](document(by, found, whole=whole), house=by.house, at=found.written_at)
    name = f"protokoll-{found.key}{'' if whole else '-offentlig'}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type=CONTENT_TYPES[suffix], headers=headers)


def write_minutes(request: HouseRequest) -> HttpResponse:
    """Write the minutes of a meeting, or of a written procedure."""
    by, subjects = request.actor, without_minutes(request.actor)
    if not subjects:
        return page(request, "decisions/write_minutes.html", SECTION)
    initial = {"of": request.GET.get("of"), "language": by.house.language}
    form = forms.WriteMinutesForm(request.POST or None, subjects=subjects, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            said = form.cleaned_data
            made = usecases.write_minutes(
                said["of"], language=said["language"], reading_until=said["reading_until"], by=by
            )
            return done(
                request, made.get_absolute_url(), _("The minutes are written, and those who took part are asked.")
            )
    return page(request, "decisions/write_minutes.html", SECTION, form=form)


def answer_minutes(request: HouseRequest, key: str) -> HttpResponse:
    """Approve minutes, or remark on them."""
    by, found = request.actor, get_minutes(request, key)
    seats = my_seats(by, found)
    if not seats:
        return page(request, "decisions/answer_minutes.html", {**SECTION, "minutes": found})
    form = forms.AnswerMinutesForm(request.POST or None, seats=seats, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.answer_minutes(found, **form.cleaned_data, by=by)
            said = _("You approved the minutes.") if form.cleaned_data["approves"] else _("Your remark is sent.")
            return done(request, found.get_absolute_url(), said)
    return page(request, "decisions/answer_minutes.html", {**SECTION, "minutes": found}, form=form)


def settle_minutes(request: HouseRequest, key: str) -> HttpResponse:
    """Approve minutes whose reading time is over."""
    by, found = request.actor, get_minutes(request, key)
    by.must(rules.settle_minutes, found)
    form = forms.SettleMinutesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.settle_minutes(found, by=by)
            return done(request, found.get_absolute_url(), _("The minutes are approved."))
    return page(request, "decisions/settle_minutes.html", {**SECTION, "minutes": found}, form=form)


def einnsyn(request: HouseRequest, key: str) -> HttpResponse:
    """A meeting, or a written procedure, in the shape of eInnsyn. It is only shown; nothing is sent."""
    told = moetemappe(request.actor, get_subject(request, key))
    headers = {"Content-Disposition": f'attachment; filename="einnsyn-{key}.json"'}
    return JsonResponse(told, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})


def get_minutes(request: HouseRequest, key: str) -> Minutes:
    """The minutes with this key, where the actor may see them."""
    rows = Minutes.objects.visible_to(request.actor).select_related("body", "meeting__body", "voting__case__body")
    return get_object_or_404(rows, key=key)


def get_subject(request: HouseRequest, key: str) -> Meeting | Voting:
    """The meeting or the ended written procedure with this key, for those who may take it out."""
    by = request.actor
    held = Meeting.objects.visible_to(by).filter(key=key).select_related("body", "host").first()
    votings = Voting.objects.visible_to(by).filter(form=Voting.Form.WRITTEN).exclude(closed_at=None)
    found = held or get_object_or_404(votings.select_related("case__body", "version", "mandate"), key=key)
    by.must(rules.export_einnsyn, found)
    return found


def document(by: Actor, found: Minutes, *, whole: bool) -> Document:
    """The minutes as a document. Two queries."""
    answers = list(found.answers.filter(approves=True).select_related("person", "seat__organisation"))
    cases = Case.objects.in_house(by.house).filter(key__in=[item["case"] for item in found.content["items"]])
    return document_of(found, answers, whole=whole, exempted=exempted(by, cases))


def my_seats(by: Actor, found: Minutes) -> list[Seat]:
    """The seats for which the actor may answer about the minutes now. One query, and some a seat they sit in."""
    if by.person is None or found.approved_at or found.replaced_at or found.reading_until <= by.now:
        return []
    rows = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk)
    rows = rows.filter(seat__key__in=readers_in(found.content)).select_related("seat__organisation", "seat__body")
    return [holding.seat for holding in rows if sitting_for(by, holding.seat, found) is not None]


def _of(found: Minutes) -> Meeting | Voting:
    subject = found.meeting or found.voting
    assert subject is not None
    return subject
