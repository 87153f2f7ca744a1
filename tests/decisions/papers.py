"""Files for tests, right and hostile, built from nothing."""

import io
import zipfile

OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_TYPES = {"odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet"}
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def packed(parts, *, compression=zipfile.ZIP_DEFLATED):
    """A zip of named parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def office(ending, *, parts=None, compression=zipfile.ZIP_DEFLATED):
    """A document of Word, Excel or PowerPoint, with more parts by name."""
    types = b'<?xml version="1.0"?><Types/>'
    whole = {"[Content_Types].xml": types, OFFICE_PARTS[ending]: b"<x/>", **(parts or {})}
    return packed(whole, compression=compression)


def open_document(ending, **parts):
    """A document of OpenDocument."""
    return packed({"mimetype": OPEN_TYPES[ending], "content.xml": "<x/>", **parts})


def bomb():
    """A Word document of some kilobytes with a part that unpacks to sixty megabytes of nothing."""
    return office("docx", parts={"word/media/image1.emf": b"\x00" * 60_000_000})


def overlapping():
    """A zip whose parts share their bytes, so that little is read many times."""
    whole = bytearray(office("docx", parts={"word/a.xml": b"a" * 5000, "word/b.xml": b"b" * 5000}))
    first = whole.find(b"PK\x01\x02")
    at, offsets = first, []
    while at != -1:
        offsets.append(at)
        at = whole.find(b"PK\x01\x02", at + 1)
    source = whole[offsets[2] + 42 : offsets[2] + 46]
    whole[offsets[3] + 42 : offsets[3] + 46] = source
    return bytes(whole)


def lying():
    """A zip that says of a part that it is smaller than it is."""
    whole = bytearray(office("docx", parts={"word/a.xml": b"a" * 5000}))
    last = whole.rfind(b"PK\x01\x02")
    whole[last + 24 : last + 28] = (10).to_bytes(4, "little")
    return bytes(whole)
