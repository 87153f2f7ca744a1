"""Joins and compiles the translations: locale/<language>/*.po, one file a noun, into one django.mo, with Babel."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def folders() -> list[Path]:
    """Every locale/<language> folder of the project."""
    return sorted(
        path for top in ("config", "statenshus") for path in (ROOT / top).glob("**/locale/*") if path.is_dir()
    )


def joined(folder: Path) -> Catalog:
    """What the folder's files say, as one catalogue."""
    whole = Catalog(locale=folder.name, charset="utf-8")
    for po in sorted(folder.glob("*.po")):
        with po.open("rb") as source:
            for message in read_po(source, locale=folder.name, abort_invalid=True):
                if message.id:
                    whole.add(message.id, message.string, context=message.context)
    return whole


def main() -> int:
    for folder in folders():
        mo = folder / "LC_MESSAGES/django.mo"
        newest = max((po.stat().st_mtime for po in folder.glob("*.po")), default=0)
        if mo.exists() and mo.stat().st_mtime >= newest:
            continue
        mo.parent.mkdir(exist_ok=True)
        with mo.open("wb") as target:
            write_mo(target, joined(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
