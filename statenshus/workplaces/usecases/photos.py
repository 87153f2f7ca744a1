"""Acts on photos of workplaces."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.workplaces.models import Photo, Workplace
from statenshus.workplaces.queries.pictures import drawn_anew
from statenshus.workplaces.rules import places as rules


@transaction.atomic
def set_photo(workplace: Workplace, *, content: bytes, alt: str, by: Actor) -> Photo:
    """Show what the workplace looks like, in place of the photo it had; `alt` says what is seen.

    The picture is drawn anew: upright, of a size for a page, without where and when it was taken.

    Raises NotAllowed by rules.set_photo, and Refused with code:
        alt        it is not said what is seen
        too_large  it is over ten megabytes
        picture    it is no JPEG, PNG or WebP that can be read
        huge       it has too many pixels
    """
    by.must(rules.set_photo, workplace)
    if not alt.strip():
        raise Refused("alt", _("Say what is seen, for those who do not see it."), "alt")
    made = drawn_anew(content)
    said = {"house": by.house, "alt": alt.strip(), "set_at": by.now}
    said |= {"content": made.content, "width": made.width, "height": made.height}
    photo, _is_new = Photo.objects.update_or_create(workplace=workplace, defaults=said)
    record(by, "workplaces.set_photo", workplace)
    return photo


@transaction.atomic
def remove_photo(photo: Photo, *, by: Actor) -> Workplace:
    """Show no photo of the workplace any more.

    Raises NotAllowed by rules.remove_photo.
    """
    by.must(rules.remove_photo, photo)
    Photo.objects.filter(pk=photo.pk).delete()
    record(by, "workplaces.remove_photo", photo.workplace)
    return photo.workplace
