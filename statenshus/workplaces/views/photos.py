"""Photos of workplaces: shown, set and removed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, kept, page, refusals
from statenshus.workplaces.forms.photos import SetPhotoForm
from statenshus.workplaces.models import Photo, Workplace
from statenshus.workplaces.rules import places as rules
from statenshus.workplaces.usecases import photos as acts

SECTION = {"section": "workplaces"}


@require_safe
def photo(request: HouseRequest, key: str) -> HttpResponse:
    """The picture itself, which a browser may keep for an hour."""
    found = get_object_or_404(Photo.objects.visible_to(request.actor), workplace__key=key)
    response = kept(request, bytes(found.content), "image/webp", 3600)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def set_photo(request: HouseRequest, key: str) -> HttpResponse:
    """Show what a workplace looks like."""
    by = request.actor
    shown = get_object_or_404(Workplace.objects.visible_to(by).select_related("house"), key=key)
    by.must(rules.set_photo, shown)
    form = SetPhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.set_photo(shown, content=form.cleaned_data["file"].read(), alt=form.cleaned_data["alt"], by=by)
            return done(request, shown.get_absolute_url(), _("The photo is shown."))
    said = {"heading": _("A photo of %(name)s") % {"name": shown}, "submit": _("Show it"), "back": shown}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_POST
def remove_photo(request: HouseRequest, key: str) -> HttpResponse:
    """Show no photo any more."""
    rows = Photo.objects.visible_to(request.actor).select_related("workplace__house")
    place = acts.remove_photo(get_object_or_404(rows, workplace__key=key), by=request.actor)
    return done(request, place.get_absolute_url(), _("The photo is removed."))
