"""Pages of persons."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.people import queries
from statenshus.people.forms import persons as forms
from statenshus.people.models import Affiliation, Body, Person, RoleGrant
from statenshus.people.roles import SENTENCES, places_of, roles_of
from statenshus.people.rules import accounts as account_rules
from statenshus.people.rules import persons as rules
from statenshus.people.usecases import persons as usecases
from statenshus.ui.pages import done, page, refusals

A_PAGE = 25


def directory(request: HouseRequest) -> HttpResponse:
    """People by name, workplace, role and skill, as of the day."""
    by, day = request.actor, request.on
    bodies = list(Body.objects.visible_to(by).at(day))
    form = forms.DirectoryForm(request.GET, by=by, bodies=bodies)
    sought = form.sought()
    found, is_like = queries.directory(by, day, **sought)
    pages = Paginator(found.with_places(day), A_PAGE)
    context = {
        "section": "directory",
        "form": form,
        "found": pages.get_page(request.GET.get("page")),
        "is_like": is_like,
        "is_sought": any(sought.values()),
        "skills": queries.skills(by),
        "may_add": request.on == by.today and by.may(rules.add_person),
    }
    return page(request, "people/directory.html", context, region="results")


def person(request: HouseRequest, key: str) -> HttpResponse:
    """One person as of the day: where they work, what they sit in, what they can, how to reach them."""
    by, day = request.actor, request.on
    shown = _person(request, key)
    works = list(shown.affiliations.select_related("organisation").order_by("-valid_from", "pk"))
    held = roles_of(shown, day)
    now = day == by.today
    context = {
        "section": "directory",
        "person": shown,
        "works": [row for row in works if row.holds_at(day)],
        "worked": [row for row in works if row.valid_to and row.valid_to <= day],
        "coming": [row for row in works if row.valid_from and row.valid_from > day],
        "places": places_of(shown, day),
        "parts": [(part, import_string(reading)(by, shown, day)) for part, reading in settings.PERSON_PARTS.items()],
        "roles": [sentence for role, sentence in SENTENCES.items() if role in held],
        "grants": list(shown.grants.at(day)),
        "may_edit": now and by.may(rules.edit_person, shown),
        "may_affiliate": now and by.may(rules.affiliate, shown),
        "may_grant": now and by.may(rules.grant_role, shown),
        "may_invite": now and shown.account_id is None and by.may(account_rules.invite_person, shown),
    }
    return page(request, "people/person.html", context)


def add_person(request: HouseRequest) -> HttpResponse:
    """Put a person on record."""
    by = request.actor
    by.must(rules.add_person)
    form = forms.AddPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.add_person(**form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("%s is on record.") % made.name)
    return page(request, "people/add_person.html", {"section": "directory"}, form=form)


def edit_person(request: HouseRequest, key: str) -> HttpResponse:
    """Change what is said of a person."""
    by, shown = request.actor, _person(request, key)
    by.must(rules.edit_person, shown)
    initial = {field: getattr(shown, field) for field in forms.EditPersonForm.base_fields}
    form = forms.EditPersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.edit_person(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("The facts about %s are saved.") % shown.name)
    return page(request, "people/edit_person.html", _about(shown), form=form)


def affiliate(request: HouseRequest, key: str) -> HttpResponse:
    """Say where a person works."""
    by, shown = request.actor, _person(request, key)
    by.must(rules.affiliate, shown)
    form = forms.AffiliateForm(request.POST or None, by=by, initial={"valid_from": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.affiliate(shown, **form.cleaned_data, by=by)
            said = {"name": shown.name, "organisation": made.organisation}
            return done(
                request, shown.get_absolute_url(), _("It is on record that %(name)s works at %(organisation)s.") % said
            )
    return page(request, "people/affiliate.html", _about(shown), form=form)


def end_affiliation(request: HouseRequest, pk: int) -> HttpResponse:
    """Say that a person no longer works somewhere."""
    by = request.actor
    row = get_object_or_404(Affiliation.objects.visible_to(by).select_related("person", "organisation"), pk=pk)
    by.must(rules.end_affiliation, row)
    form = forms.EndAffiliationForm(request.POST or None, initial={"on": by.today + timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.end_affiliation(row, **form.cleaned_data, by=by)
            return done(request, row.person.get_absolute_url(), _("The last day is on record."))
    context = {**_about(row.person), "affiliation": row, "places": places_of(row.person, by.today)}
    return page(request, "people/end_affiliation.html", context, form=form)


def grant_role(request: HouseRequest, key: str) -> HttpResponse:
    """Give a person a role."""
    by, shown = request.actor, _person(request, key)
    by.must(rules.grant_role, shown)
    form = forms.GrantRoleForm(request.POST or None, initial={"valid_from": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.grant_role(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("The role is given."))
    return page(request, "people/grant_role.html", {**_about(shown), "sentences": SENTENCES}, form=form)


def withdraw_role(request: HouseRequest, pk: int) -> HttpResponse:
    """Take a role back from a person."""
    by = request.actor
    grant = get_object_or_404(RoleGrant.objects.visible_to(by).select_related("person"), pk=pk)
    by.must(rules.withdraw_role, grant)
    form = forms.WithdrawRoleForm(request.POST or None, initial={"on": by.today + timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.withdraw_role(grant, **form.cleaned_data, by=by)
            return done(request, grant.person.get_absolute_url(), _("The last day is on record."))
    return page(request, "people/withdraw_role.html", {**_about(grant.person), "grant": grant}, form=form)


def _person(request: HouseRequest, key: str) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor), key=key)


def _about(shown: Person) -> dict[str, Any]:
    return {"section": "directory", "person": shown, "back": reverse("people:person", args=[shown.key])}
