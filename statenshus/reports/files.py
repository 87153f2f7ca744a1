"""The deck as a file, chosen by its ending."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.reports.formats import html, pdf, pptx
from statenshus.reports.queries import Deck, deck

RENDERERS: dict[str, Callable[[Deck], bytes]] = {"pptx": pptx.render, "pdf": pdf.render, "html": html.render}
CONTENT_TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def file_name(made: Deck, ending: str) -> str:
    """narvik-2023-01-31.pptx: a house's slug has only a–z, digits and hyphens."""
    return f"{made.house.slug}-{made.day.isoformat()}.{ending}"


def _silent(what: str, done: int, of: int | None) -> None:
    """Tell nobody."""


def write_deck(path: Path, *, day: date, by: Actor, progress: Callable[[str, int, int | None], None] = _silent) -> Path:
    """Write the status deck as of the day; .pptx, .pdf or .html, as the path ends.

    `progress` is told what is being done, and of how many steps it is which.

    The file is there whole or not at all. Raises Refused with code:
        ending   the path ends otherwise
        folder   the folder does not exist
        writing  the system would not have it written
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in RENDERERS:
        message = _("A deck is written as .pptx, .pdf or .html; %(name)s ends otherwise.")
        raise Refused("ending", message % {"name": path.name})
    if not path.parent.is_dir():
        raise Refused("folder", _("The folder of %(name)s does not exist.") % {"name": str(path)})
    progress(_("Reading the record"), 1, 3)
    made = deck(by.house, day, by)
    progress(_("Drawing the slides"), 2, 3)
    content = RENDERERS[ending](made)
    progress(_("Writing the file"), 3, 3)
    try:
        _replace(path, content)
    except OSError as fault:
        words = {"name": str(path), "reason": fault.strerror or type(fault).__name__}
        raise Refused("writing", _("%(name)s could not be written: %(reason)s") % words) from fault
    return path


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # A temporary file is its owner's alone; the deck is as open as any new file here.
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
