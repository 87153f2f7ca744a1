"""Pages of factors."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.forms.factors import AddFactorForm, EditFactorForm, RetireFactorForm
from statenshus.portfolio.models import Factor
from statenshus.portfolio.queries.experiences import factor_lists
from statenshus.portfolio.rules import factors as rules
from statenshus.portfolio.usecases import factors as acts
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "experiences"}


def factors(request: HouseRequest) -> HttpResponse:
    """The two lists of factors as of the day, and those that had left them. Three queries."""
    by, on = request.actor, request.on
    every = Factor.objects.visible_to(by)
    context = {
        "lists": factor_lists(by, on),
        "earlier": every.filter(valid_to__lte=on).order_by("-valid_to", "kind", "position"),
        "may_keep": by.may(rules.add_factor),
    }
    return page(request, "portfolio/factors.html", SECTION | context)


def add_factor(request: HouseRequest) -> HttpResponse:
    """Put a factor on one of the lists."""
    by = request.actor
    by.must(rules.add_factor)
    form = AddFactorForm(request.POST or None, initial={"valid_from": by.today, "kind": request.GET.get("kind")})
    if form.is_valid():
        with refusals(form):
            acts.add_factor(**form.cleaned_data, by=by)
            return done(request, reverse("portfolio:factors"), _("The factor is on the list."))
    return page(request, "portfolio/add_factor.html", SECTION, form=form)


def edit_factor(request: HouseRequest, key: str) -> HttpResponse:
    """Put a factor in other words."""
    by = request.actor
    factor = get_object_or_404(Factor.objects.visible_to(by), key=key)
    by.must(rules.edit_factor, factor)
    points = [point.text for point in factor.points.all()]
    form = EditFactorForm(
        request.POST or None, initial={"text": factor.text, "points": points, "source": factor.source}
    )
    if form.is_valid():
        with refusals(form):
            acts.edit_factor(factor, **form.cleaned_data, by=by)
            return done(request, reverse("portfolio:factors"), _("Saved."))
    return page(request, "portfolio/edit_factor.html", SECTION | {"factor": factor}, form=form)


def retire_factor(request: HouseRequest, key: str) -> HttpResponse:
    """Take a factor off the list from a day on."""
    by = request.actor
    factor = get_object_or_404(Factor.objects.visible_to(by), key=key)
    by.must(rules.retire_factor, factor)
    form = RetireFactorForm(request.POST or None, initial={"valid_to": factor.valid_to})
    if form.is_valid():
        with refusals(form):
            acts.retire_factor(factor, **form.cleaned_data, by=by)
            return done(request, reverse("portfolio:factors"), _("The last day is on record."))
    return page(request, "portfolio/retire_factor.html", SECTION | {"factor": factor}, form=form)
