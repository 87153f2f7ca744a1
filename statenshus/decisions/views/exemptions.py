"""Pages by which a case, or a file of it, is exempt from public access, and public again."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.forms.exemptions import ExemptForm
from statenshus.decisions.models import Attachment, Exemption
from statenshus.decisions.queries.openness import WHOLE, exempted
from statenshus.decisions.rules import exemptions as rules
from statenshus.decisions.usecases import exemptions as usecases
from statenshus.decisions.views.votings import SECTION, get_case
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals


def exempt(request: HouseRequest, key: str) -> HttpResponse:
    """Exempt the text of a case, or files of it, from public access."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.exempt, case)
    already = exempted(by, [case]).get(case.key, {})
    names = (
        Attachment.objects.visible_to(by).filter(case=case).order_by("name").values_list("name", flat=True).distinct()
    )
    files = [name for name in names if name not in already]
    initial = {"until": by.today + timedelta(days=365), "public_title": case.public_title}
    form = ExemptForm(request.POST or None, files=files, has_text=WHOLE not in already, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("paragraph", "reason", "until", "public_title")}
        with refusals(form):
            for part in form.chosen():
                usecases.exempt(case, file_name=part, **said, by=by)
            return done(request, case.get_absolute_url(), _("The exemption is on record."))
    context = {**SECTION, "case": case, "all_exempt": not files and WHOLE in already}
    return page(request, "decisions/exempt.html", context, form=form)


def lift_exemption(request: HouseRequest, pk: int) -> HttpResponse:
    """Make public what was exempt."""
    by = request.actor
    found = get_object_or_404(Exemption.objects.visible_to(by).select_related("case__body"), pk=pk)
    by.must(rules.lift_exemption, found)
    if request.method == "POST":
        usecases.lift_exemption(found, by=by)
        return done(request, found.case.get_absolute_url(), _("It is public now."))
    return page(request, "decisions/lift_exemption.html", {**SECTION, "case": found.case, "exemption": found})
