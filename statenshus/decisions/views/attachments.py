"""Files of cases: attached, taken out, and given out so that no browser runs what is in them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statenshus.decisions.forms.attachments import AttachForm
from statenshus.decisions.models import Attachment
from statenshus.decisions.queries.cases import may_read_file
from statenshus.decisions.rules import attachments as rules
from statenshus.decisions.usecases import attachments as usecases
from statenshus.decisions.views.votings import SECTION, get_case
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals


@require_safe
def attachment(request: HouseRequest, pk: int) -> HttpResponse:
    """A file, to be kept or opened outside the browser; 404 for those it is not for."""
    rows = Attachment.objects.visible_to(request.actor).select_related("case__body", "version", "document")
    found = get_object_or_404(rows, pk=pk)
    if not may_read_file(found, request.actor):
        raise Http404
    answer = HttpResponse(bytes(found.document.content), content_type=found.document.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def attach(request: HouseRequest, key: str) -> HttpResponse:
    """Attach a file to the draft of a case."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.attach, case)
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals(form):
            made = usecases.attach(case, name=file.name, content=file.read(), by=by)
            return done(request, case.get_absolute_url(), _("%s is attached.") % made.name)
    return page(request, "decisions/attach.html", {**SECTION, "case": case}, form=form)


def detach(request: HouseRequest, pk: int) -> HttpResponse:
    """Take a file out of the draft of a case."""
    by = request.actor
    rows = Attachment.objects.visible_to(by).select_related("case__body", "version")
    found = get_object_or_404(rows, pk=pk)
    by.must(rules.detach, found)
    if request.method == "POST":
        usecases.detach(found, by=by)
        return done(request, found.case.get_absolute_url(), _("The file is taken out."))
    return page(request, "decisions/detach.html", {**SECTION, "case": found.case, "attachment": found})
