"""Attaching a file: what it is, is told by its name and its content together."""

import hashlib
from threading import Barrier, Thread
from zipfile import ZIP_STORED

import pytest
from django.db import connections

from statenshus.decisions.models import Attachment, Document
from statenshus.decisions.models.cases import LARGEST_ATTACHMENT
from statenshus.decisions.queries.files import KINDS, safe_name
from statenshus.decisions.usecases.attachments import attach
from statenshus.decisions.usecases.cases import draft_case, publish_case, withdraw_case
from statenshus.kernel.errors import NotAllowed
from tests.decisions.papers import JPG, PDF, PNG, bomb, lying, office, open_document, overlapping, packed
from tests.houses import fill
from tests.people.acting import refused, told

GOOD = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPG,
    "txt": "Blåbær\n".encode(),
    "csv": b"post;sum\nleie;100\n",
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document("odt"),
    "ods": open_document("ods"),
}


@pytest.fixture
def case(filled):
    return draft_case(filled.bodies["steering"], title="Sak", proposal="Ja", by=filled.actor("deputy"))


@pytest.mark.parametrize("ending", KINDS)
def test_each_kind_is_taken_for_what_it_is(filled, case, ending):
    made = attach(case, name=f"Fil.{ending.upper()}", content=GOOD[ending], by=filled.actor())

    assert (made.name, made.document.content_type, made.document.size) == (
        f"Fil.{ending}",
        KINDS[ending],
        len(GOOD[ending]),
    )
    assert bytes(made.document.content) == GOOD[ending]
    assert made.document.sha256 == hashlib.sha256(GOOD[ending]).hexdigest()
    assert told(filled, "decisions.attach") == [("1/2023 Sak", {"size": len(GOOD[ending])})]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("latin.txt", "Blåbær".encode("latin-1")),
        ("bred.csv", "a;b\n".encode("utf-16")),
        ("med.txt", b"\xef\xbb\xbfa"),
        ("bilde.jpeg", JPG),
        ("diagram.docx", office("docx", parts={"word/embeddings/Ark1.xlsx": office("xlsx")})),
        ("tabell.xlsx", office("xlsx", parts={"xl/worksheets/sheet1.xml": b"<c/>" * 500_000})),
    ],
    ids=["latin-1", "utf-16", "with a mark", "jpeg", "a sheet in a document", "a large empty sheet"],
)
def test_what_is_odd_but_right_is_taken(filled, case, name, content):
    assert attach(case, name=name, content=content, by=filled.actor()).name == name


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("kind", "bilde.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("not_as_named", "bilde.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("not_as_named", "bilde.txt", b'<?xml version="1.0"?><svg/>'),
        ("not_as_named", "side.txt", b"\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>"),
        ("not_as_named", "notat.pdf", b"MZ\x90\x00\x03"),
        ("not_as_named", "notat.pdf", b"\x7fELF\x02\x01"),
        ("not_as_named", "notat.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("not_as_named", "notat.pdf", b"<html>%PDF-</html>"),
        ("not_as_named", "notat.docx", b"PK\x03\x04 nothing"[:2] + b"xx"),
        ("not_as_named", "notat.docx", office("xlsx")),
        ("not_as_named", "notat.docx", packed({"hei.txt": "hei"})),
        ("not_as_named", "ark.ods", open_document("odt")),
        ("not_as_named", "tall.csv", b"a;b\x00c"),
        ("not_as_named", "notat.pdf.txt", b"MZ\x90"),
        ("kind", "program.exe", b"MZ\x90\x00"),
        ("kind", "notat.pdf.exe", PDF),
        ("kind", "notat", PDF),
        ("kind", "pdf", PDF),
        ("kind", "notat.docm", office("docx")),
        ("kind", "arkiv.zip", packed({"a.txt": "a"})),
        ("macros", "notat.docx", office("docx", parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})),
        ("macros", "ark.xlsx", office("xlsx", parts={"xl/VBAProject.BIN": b"x"})),
        ("macros", "ark.ods", open_document("ods", **{"Basic/Standard/Module1.xml": "<x/>"})),
        (
            "macros",
            "ark.xlsx",
            packed({"[Content_Types].xml": b"<x macroEnabled.main+xml/>", "xl/workbook.xml": b"<x/>"}),
        ),
        ("bomb", "notat.docx", bomb()),
        ("bomb", "notat.docx", office("docx", parts={f"word/{n}.xml": b"" for n in range(3001)})),
        ("bomb", "notat.docx", office("docx", parts={"word/media/arkiv.zip": packed({"a": "a"})})),
        ("bomb", "notat.docx", office("docx", parts={"word/media/image.bin": b"\x1f\x8b\x08\x00"})),
        ("bomb", "notat.docx", office("docx", parts={"../../../etc/passwd": b"x"})),
        (
            "bomb",
            "notat.docx",
            office(
                "docx",
                parts={"word/embeddings/a.docx": office("docx", parts={"word/embeddings/b.docx": office("docx")})},
            ),
        ),
        (
            "macros",
            "notat.docx",
            office("docx", parts={"word/embeddings/a.xlsx": office("xlsx", parts={"xl/vbaProject.bin": b"x"})}),
        ),
        ("damaged", "notat.docx", office("docx")[:-30]),
        ("damaged", "notat.docx", office("docx", compression=ZIP_STORED).replace(b"<x/>", b"<y/>")),
        ("damaged", "notat.docx", lying()),
        ("bomb", "notat.docx", overlapping()),
        ("empty", "notat.txt", b""),
        ("too_large", "notat.txt", b"a" * (LARGEST_ATTACHMENT + 1)),
        ("name", "../..", PDF),
        ("name", "\u202e", PDF),
        ("kind", "..pdf", PDF),
    ],
)
def test_what_is_hostile_or_broken_is_refused_and_not_kept(filled, case, code, name, content):
    with refused(code):
        attach(case, name=name, content=content, by=filled.actor())

    assert not Attachment.objects.filter(case=case).exists()


def test_a_file_locked_with_a_password_is_refused(filled, case):
    whole = bytearray(office("docx"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(mark)
        while place != -1:
            whole[place + at] |= 1
            place = whole.find(mark, place + 1)

    with refused("damaged"):
        attach(case, name="låst.docx", content=bytes(whole), by=filled.actor())


def test_the_largest_that_is_allowed_is_taken(filled, case):
    made = attach(case, name="stor.txt", content=b"a" * LARGEST_ATTACHMENT, by=filled.actor())

    assert made.document.size == LARGEST_ATTACHMENT


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Skrivebord\\Notat.PDF", "Notat.pdf"),
        ("/etc/passwd", "passwd"),
        ("gnp.\u202efdp.exe", "gnp.fdp.exe"),
        ("a\x00b\x1f\r\n.pdf", "ab.pdf"),
        ("  flere   mellomrom \u00a0.pdf ", "flere mellomrom.pdf"),
        ('a"b<c>|d?*:.pdf', "abcd.pdf"),
        ("nullbredde\u200b\u2060.pdf", "nullbredde.pdf"),
        ("Bla\u030aba\u0308r.pdf", "Blåbär.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        (".pdf", "pdf"),
        ("...", ""),
        ("", ""),
        ("notat. .pdf", "notat.pdf"),
        ("årsplan 2023 (ny).docx", "årsplan 2023 (ny).docx"),
    ],
)
def test_a_name_is_kept_without_what_may_mislead(given, kept):
    assert safe_name(given) == kept
    assert safe_name(kept) == kept


def test_the_same_content_is_kept_once(filled, case, other):
    theirs = draft_case(other.bodies["steering"], title="Nabo", by=other.actor())
    attach(theirs, name="a.pdf", content=PDF, by=other.actor())

    first = attach(case, name="a.pdf", content=PDF, by=filled.actor())
    second = attach(case, name="b.pdf", content=PDF, by=filled.actor())

    assert first.document == second.document
    assert Document.objects.filter(sha256=first.document.sha256).count() == 2


def test_a_name_stands_once_in_a_version(filled, case):
    attach(case, name="a.pdf", content=PDF, by=filled.actor())

    with refused("twice"):
        attach(case, name="x/a.pdf", content=PDF + b" ", by=filled.actor())


def test_twenty_files_and_no_more(filled, case):
    for n in range(20):
        attach(case, name=f"{n}.txt", content=b"%d" % n, by=filled.actor())

    with refused("too_many"):
        attach(case, name="21.txt", content=b"21", by=filled.actor())


def test_only_to_a_draft(filled, case):
    publish_case(case, by=filled.actor())
    with refused("frozen"):
        attach(case, name="a.pdf", content=PDF, by=filled.actor())
    withdraw_case(case, reason="Nei", by=filled.actor())
    with refused("ended"):
        attach(case, name="a.pdf", content=PDF, by=filled.actor())


@pytest.mark.parametrize("who", ["chair", "member", "commissioner"])
def test_not_by_others(filled, case, who):
    with pytest.raises(NotAllowed):
        attach(case, name="a.pdf", content=PDF, by=filled.actor(who))


@pytest.mark.django_db(transaction=True)
def test_the_same_content_attached_twice_at_once_is_kept_once():
    house, start, faults = fill("kapplop", decided=False), Barrier(4), []
    case = draft_case(house.bodies["steering"], title="Sak", by=house.actor())

    def add(number):
        try:
            start.wait()
            attach(case, name=f"{number}.pdf", content=PDF, by=house.actor())
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=add, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (faults, Attachment.objects.filter(case=case).count()) == ([], 4)
    assert Document.objects.filter(sha256=hashlib.sha256(PDF).hexdigest()).count() == 1
