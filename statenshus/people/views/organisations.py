"""Pages of organisations."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.people import queries, registers
from statenshus.people.forms.organisations import (
    CopyFromRegisterForm,
    CorrectParticipationForm,
    DescribeOrganisationForm,
    JoinForm,
    LeaveForm,
    RegisterOrganisationForm,
    WriteCardForm,
)
from statenshus.people.models import Organisation, Participation
from statenshus.people.rules import organisations as rules
from statenshus.people.usecases import organisations as usecases
from statenshus.people.views.registers import look_up
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "organisations"}


def organisations(request: HouseRequest) -> HttpResponse:
    """The participants as of the day."""
    by, most = request.actor, None if "history" in request.GET else queries.LATEST
    steps = queries.comings_and_goings(by, request.on, most=most and most + 1)
    context = {
        **SECTION,
        "groups": queries.participants(by, request.on),
        "others": Organisation.objects.visible_to(by).staying_out(by.today).alphabetical(),
        "steps": steps[:most],
        "more_steps": most is not None and len(steps) > most,
        "may_register": by.may(rules.register_organisation),
    }
    return page(request, "people/organisations.html", context)


def organisation(request: HouseRequest, key: str) -> HttpResponse:
    """One organisation's card as of the day."""
    by, shown, on = request.actor, get_organisation(request, key), request.on
    people = queries.people_of(by, shown, on)
    parts = queries.parts_of(by, shown, on)
    context = {
        **SECTION,
        "organisation": shown,
        "has_card": any(text for _heading, text in shown.card),
        "parts": parts,
        "takes_part": any(part.now for part in parts),
        "people": people[: queries.MOST_PEOPLE],
        "more_people": len(people) > queries.MOST_PEOPLE,
        "seats": queries.seats_of(by, shown, on),
        "look_up": shown.orgnr or shown.name,
        "may_keep": by.may(rules.describe_organisation, shown),
        "may_write_card": by.may(rules.write_card, shown),
    }
    return page(request, "people/organisation.html", context)


def register_organisation(request: HouseRequest) -> HttpResponse:
    """Put a new organisation on record: looked up in Enhetsregisteret and mended, or all by hand."""
    by = request.actor
    by.must(rules.register_organisation)
    found = look_up(request)
    form = RegisterOrganisationForm(request.POST or None, initial=found.initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.register_organisation(**form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("%(name)s is on record.") % {"name": made})
    return page(request, "people/register_organisation.html", {**SECTION, "found": found}, region="hits", form=form)


def describe_organisation(request: HouseRequest, key: str) -> HttpResponse:
    """Change the official facts."""
    by, subject = request.actor, get_organisation(request, key)
    by.must(rules.describe_organisation, subject)
    initial = {name: getattr(subject, name) for name in Organisation.FACTS}
    form = DescribeOrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.describe_organisation(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("The facts are saved."))
    return page(request, "people/describe_organisation.html", {**SECTION, "organisation": subject}, form=form)


def write_card(request: HouseRequest, key: str) -> HttpResponse:
    """Write the card in the organisation's own words."""
    by, subject = request.actor, get_organisation(request, key)
    by.must(rules.write_card, subject)
    initial = {name: getattr(subject, name) for name in Organisation.CARD}
    form = WriteCardForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.write_card(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("The card is saved."))
    return page(request, "people/write_card.html", {**SECTION, "organisation": subject}, form=form)


def copy_from_register(request: HouseRequest, key: str) -> HttpResponse:
    """Take the official facts from Enhetsregisteret: look up, see, choose."""
    by, subject = request.actor, get_organisation(request, key)
    by.must(rules.copy_from_register, subject)
    form = CopyFromRegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            entry = registers.find(form.cleaned_data["orgnr"])
            usecases.copy_from_register(subject, entry=entry, by=by)
            return done(request, subject.get_absolute_url(), _("The facts are taken from Enhetsregisteret."))
    context = {**SECTION, "organisation": subject, "found": look_up(request)}
    return page(request, "people/copy_from_register.html", context, region="hits", form=form)


def join(request: HouseRequest, key: str) -> HttpResponse:
    """Let the organisation into the house."""
    by, subject = request.actor, get_organisation(request, key)
    by.must(rules.join, subject)
    form = JoinForm(request.POST or None, initial={"valid_from": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.join(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("%(name)s takes part.") % {"name": subject})
    return page(request, "people/join.html", {**SECTION, "organisation": subject}, form=form)


def leave(request: HouseRequest, pk: int) -> HttpResponse:
    """Give a participation its last day."""
    by, subject = request.actor, get_participation(request, pk)
    by.must(rules.leave, subject)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.leave(subject, **form.cleaned_data, by=by)
            return done(request, subject.organisation.get_absolute_url(), _("The last day is recorded."))
    return page(request, "people/leave.html", {**SECTION, "participation": subject}, form=form)


def correct_participation(request: HouseRequest, pk: int) -> HttpResponse:
    """Put right what was wrongly recorded."""
    by, subject = request.actor, get_participation(request, pk)
    by.must(rules.correct_participation, subject)
    initial = {name: getattr(subject, name) for name in CorrectParticipationForm.base_fields}
    form = CorrectParticipationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.correct_participation(subject, **form.cleaned_data, by=by)
            return done(request, subject.organisation.get_absolute_url(), _("The participation is corrected."))
    return page(request, "people/correct_participation.html", {**SECTION, "participation": subject}, form=form)


def get_organisation(request: HouseRequest, key: str) -> Organisation:
    """The organisation, or 404."""
    return get_object_or_404(Organisation.objects.visible_to(request.actor), key=key)


def get_participation(request: HouseRequest, pk: int) -> Participation:
    """The participation with its organisation, or 404."""
    return get_object_or_404(Participation.objects.visible_to(request.actor).select_related("organisation"), pk=pk)
