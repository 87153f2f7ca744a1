"""What a file is, by its name and its content together; and a name that is safe to keep and to send on.

Nothing is unpacked onto a disk, and no more is read than there is room for. What hides in a document that is of the
right kind, such as who wrote it, is left as it is.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from itertools import pairwise
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from statenshus.decisions.models.cases import LARGEST_ATTACHMENT
from statenshus.kernel.errors import Refused

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
    "odt": f"{OPEN}text",
    "ods": f"{OPEN}spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
SAME = {"jpeg": "jpg"}
BEGINNINGS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
MARKUP = re.compile(rb"\A\s*(?:<!doctype|<\?xml|<html|<svg|<script|<head|<body|<iframe)", re.IGNORECASE)
EMBEDDED = re.compile(r"(?:^|/)embeddings/[^/]+\.(docx|xlsx|pptx)\Z", re.IGNORECASE)
MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)

MOST_PARTS = 3000
LARGEST_UNPACKED = 200 * 1024 * 1024
HIGHEST_RATIO = 200
FROM_THIS_SIZE = 5 * 1024 * 1024
"""Smaller parts may be packed as tightly as they like: empty tables are."""

LONGEST_NAME = 120
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def safe_name(name: str) -> str:
    """The name without its path, and without what hides, turns the direction of text or troubles a disk.

    At most 120 characters; its ending is kept, in small letters. Empty where nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if unicodedata.category(each) == "Zs" else each for each in last)
    seen = "".join(each for each in seen if unicodedata.category(each) not in _UNSEEN)
    seen = " ".join(_FORBIDDEN.sub("", seen).split()).strip(". ")
    stem, dot, ending = seen.rpartition(".")
    if not dot:
        return seen[:LONGEST_NAME]
    stem = stem.rstrip(". ")[: LONGEST_NAME - len(ending) - 1]
    return f"{stem}.{ending.lower()}" if stem else ""


def kind_of(name: str, content: bytes) -> str:
    """The content type of a file, which its name and its content must agree on.

    Raises Refused, at the field `file`, with code:
        empty         there is nothing in it
        too_large     it is over ten megabytes
        kind          files that end so are not taken
        not_as_named  its content is not what its name says, such as a program or a page
        macros        it carries macros
        bomb          it would unpack to far more than it is, or holds other archives
        damaged       it cannot be unpacked
    """
    ending = name.rpartition(".")[2].lower()
    ending = SAME.get(ending, ending)
    if not content:
        raise Refused("empty", _("There is nothing in the file."), "file")
    if len(content) > LARGEST_ATTACHMENT:
        raise Refused("too_large", _("The file is larger than 10 MB."), "file")
    if ending not in KINDS or "." not in name:
        message = _("Files of that kind are not taken. These are: %(kinds)s.")
        raise Refused("kind", message % {"kinds": ", ".join(KINDS)}, "file")
    if not _is_as_named(ending, content):
        raise Refused("not_as_named", _("What is in the file is not what its name says."), "file")
    if ending in MAIN_PARTS or ending in {"odt", "ods"}:
        _check_package(ending, content, nested=False)
    return KINDS[ending]


def _is_as_named(ending: str, content: bytes) -> bool:
    if content.startswith(PROGRAMS):
        return False
    if ending in BEGINNINGS:
        return content.startswith(BEGINNINGS[ending])
    if ending in {"txt", "csv"}:
        return _is_text(content)
    return content.startswith(b"PK\x03\x04")


def _is_text(content: bytes) -> bool:
    """Text that people wrote: of a known encoding, without control characters, and no markup that a browser runs."""
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return False
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)


def _check_package(ending: str, content: bytes, *, nested: bool) -> None:
    """Look into a document that is a zip of parts, unpacking one piece at a time and keeping none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_sizes(parts, len(content))
            _check_parts(ending, package, parts, nested=nested)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise Refused(
            "damaged", _("The file cannot be opened. It is damaged, or locked with a password."), "file"
        ) from (fault)


def _check_sizes(parts: list[zipfile.ZipInfo], size: int) -> None:
    ends = sorted((part.header_offset, part.header_offset + part.compress_size) for part in parts)
    overlap = any(end > following for (_begin, end), (following, _end) in pairwise(ends))
    tight = any(
        part.file_size > FROM_THIS_SIZE and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    too_much = sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS
    if overlap or tight or too_much or sum(part.compress_size for part in parts) > size:
        raise _bomb()


def _check_parts(ending: str, package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], *, nested: bool) -> None:
    names = {part.filename for part in parts}
    if any(MACROS.search(name) for name in names):
        raise _macros()
    for part in parts:
        path = PurePosixPath(part.filename)
        if path.is_absolute() or ".." in path.parts:
            raise _bomb()
        begins = _read_through(package, part)
        if begins.startswith(ARCHIVES):
            embedded = EMBEDDED.search(part.filename)
            if nested or embedded is None:
                raise _bomb()
            _check_package(embedded[1].lower(), package.read(part), nested=True)
        if part.filename == "[Content_Types].xml" and b"macroenabled" in package.read(part).lower():
            raise _macros()
    if ending in MAIN_PARTS:
        is_right = {"[Content_Types].xml", MAIN_PARTS[ending]} <= names
    else:
        is_right = "mimetype" in names and package.read("mimetype").strip() == KINDS[ending].encode()
    if not is_right:
        raise Refused("not_as_named", _("What is in the file is not what its name says."), "file")


def _read_through(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack a part to its end, so that a false size or checksum shows; how it begins."""
    begins = b""
    with package.open(part) as opened:
        while piece := opened.read(64 * 1024):
            begins = begins or piece[:8]
    return begins


def _bomb() -> Refused:
    return Refused("bomb", _("The file holds other archives, or unpacks to far more than it is."), "file")


def _macros() -> Refused:
    return Refused("macros", _("The file carries macros. Save it without, and try again."), "file")
