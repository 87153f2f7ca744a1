"""Pages of mandates: the rules by which a body decides, and those it had before."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from statenshus.decisions.forms.mandates import SetMandateForm
from statenshus.decisions.models import Mandate
from statenshus.decisions.models.mandates import template_of
from statenshus.decisions.queries.mandates import of_body, told, versions_of
from statenshus.decisions.rules import mandates as rules
from statenshus.decisions.usecases import mandates as usecases
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "bodies"}
KEPT = tuple(name for name in SetMandateForm.base_fields if name not in {"valid_from", "owner"})


def mandate(request: HouseRequest, key: str) -> HttpResponse:
    """The rules by which a body decides as of the day, in plain words, and those it had before."""
    by, day, body = request.actor, request.on, _body(request, key)
    found = of_body(by, body, day)
    others = [each for each in versions_of(body, by, day) if each != found.mandate]
    context = {
        **SECTION,
        "body": body,
        "part": found,
        "coming": [each for each in others if each.valid_from and each.valid_from > day],
        "before": [(each, told(each)) for each in others if not (each.valid_from and each.valid_from > day)],
    }
    return page(request, "decisions/mandate.html", context)


def set_mandate(request: HouseRequest, key: str) -> HttpResponse:
    """Set the rules by which a body decides, beginning from those it has or from a template."""
    by, body = request.actor, _body(request, key)
    by.must(rules.set_mandate, body)
    now = Mandate.objects.visible_to(by).at(by.today).filter(body=body).select_related("owner").first()
    wanted = request.GET.get("template", "")
    if wanted in Mandate.Template.values:
        initial = dict(template_of(wanted))
    elif now is not None:
        initial = {name: getattr(now, name) for name in KEPT}
    else:
        initial = dict(template_of(Mandate.Template.MUNICIPAL))
    initial |= {"owner": now.owner.key if now and now.owner else None, "valid_from": by.today}
    form = SetMandateForm(request.POST or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.set_mandate(body, **form.cleaned_data, by=by)
            return done(request, reverse("decisions:mandate", args=[body.key]), _("The rules are on record."))
    templates = [(each.value, each.label, template_of(each.value)["source"]) for each in Mandate.Template]
    context = {**SECTION, "body": body, "now": now, "templates": templates, "chosen": initial.get("template")}
    return page(request, "decisions/set_mandate.html", context, form=form)


def _body(request: HouseRequest, key: str) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.actor), key=key)
