"""Pages of quotas, and of who has looked at what one chose to show."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals
from statenshus.workplaces.forms import quotas as forms
from statenshus.workplaces.models import Forgetting, Look, Quota, office_of
from statenshus.workplaces.queries.quotas import states
from statenshus.workplaces.rules import hosts
from statenshus.workplaces.rules import quotas as rules
from statenshus.workplaces.usecases import quotas as acts

SECTION = {"section": "workplaces"}
A_PAGE = 50


@require_GET
def quotas(request: HouseRequest) -> HttpResponse:
    """Every quota and how much of it is used: the same for every agency to see."""
    by = request.actor
    context = {**SECTION, "states": states(by, request.on), "may_host": request.on == by.today and hosts(by)}
    return page(request, "workplaces/quotas.html", context)


def set_quota(request: HouseRequest) -> HttpResponse:
    """Say how much of a kind an agency may use."""
    by = request.actor
    if not hosts(by):
        raise NotAllowed("set_quota")
    initial = {"valid_from": by.today, "lifted_days": 1, "per": Quota.Per.WEEK, "over": Quota.Over.WARN}
    form = forms.SetQuotaForm(request.POST or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            said = dict(form.cleaned_data)
            acts.set_quota(said.pop("organisation"), **said, by=by)
            return done(request, reverse("workplaces:quotas"), _("The quota is on record."))
    told = {"heading": _("Set a quota"), "submit": _("Save"), "in_office": True}
    return page(request, "workplaces/act.html", {**SECTION, **told}, form=form)


def end_quota(request: HouseRequest, pk: int) -> HttpResponse:
    """End a quota."""
    by = request.actor
    shown = get_object_or_404(Quota.objects.visible_to(by).select_related("organisation"), pk=pk)
    by.must(rules.end_quota, shown)
    form = forms.EndQuotaForm(request.POST or None, initial={"on": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.end_quota(shown, **form.cleaned_data, by=by)
            return done(request, reverse("workplaces:quotas"), _("The last day is on record."))
    told = {"heading": _("End the quota of %(agency)s") % {"agency": shown.organisation}, "submit": _("Save")}
    return page(request, "workplaces/act.html", {**SECTION, **told, "in_office": True, "danger": True}, form=form)


@require_GET
def looks(request: HouseRequest) -> HttpResponse:
    """Who has read where one is, on which day; and when it was forgotten last who was where."""
    by = request.actor
    rows = Look.objects.in_house(by.house).filter(person=by.person.pk if by.person else None).select_related("by")
    context = {
        **SECTION,
        "found": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "office": office_of(by.house),
        "forgotten": Forgetting.objects.in_house(by.house).first(),
    }
    return page(request, "workplaces/looks.html", context)
