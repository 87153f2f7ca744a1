"""Pictures that are sent, drawn anew: upright, of a size for a page, without where and when they were taken."""

from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from statenshus.kernel.errors import Refused

LARGEST = 10 * 1024 * 1024
"""In bytes, as it is sent."""
MOST_PIXELS = 60_000_000
SIDE = 1280
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """WebP, and its size in pixels."""

    content: bytes
    width: int
    height: int


def drawn_anew(sent: bytes) -> Picture:
    """The picture, upright and at most SIDE pixels wide and high. What else the file carried is not in it. No query.

    Its size is read before it is unpacked, so a small file cannot become a huge picture.
    Raises Refused with code: too_large, picture, huge.
    """
    if len(sent) > LARGEST:
        raise Refused("too_large", _("The picture is over 10 MB."), "file")
    huge = Refused("huge", _("The picture has too many pixels."), "file")
    try:
        found = Image.open(BytesIO(sent), formats=FORMATS)
        if found.width * found.height > MOST_PIXELS:
            raise huge
        upright = ImageOps.exif_transpose(found).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise huge from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        message = _("It is no picture that can be read. JPEG, PNG and WebP can.")
        raise Refused("picture", message, "file") from fault
    upright.thumbnail((SIDE, SIDE))
    kept = BytesIO()
    upright.save(kept, "WEBP", quality=80)
    return Picture(kept.getvalue(), upright.width, upright.height)
