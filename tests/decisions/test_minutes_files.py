"""Minutes as PDF and as Word: they read alike, for those who look and for those who listen."""

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from statenshus.decisions.formats import pdf, word
from statenshus.decisions.formats.document import (
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Prose,
    Run,
    Table,
    Verdict,
)
from statenshus.decisions.formats.minutes import document_of
from statenshus.decisions.formats.prose import paragraphs_of
from statenshus.decisions.usecases.minutes import write_minutes
from statenshus.kernel.houses import House
from tests.decisions import records
from tests.houses import NOW

HOUSE = House(name="Huset", main_colour="#0f2b4c", accent_colour="#2f6fa7")


@pytest.fixture
def document(filled):
    made = records.a_whole_meeting(filled)
    minutes = write_minutes(made.meeting, by=filled.actor())
    return document_of(minutes, [], whole=True, exempted={})


def squeezed(text):
    """The text without spaces, hyphens at line ends, and what stands in the foot of pages."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def told(document):
    """Each text of the document, in order."""
    for block in document.blocks:
        yield from (getattr(block, name) for name in ("text", "title", "caption") if getattr(block, name, ""))
        yield from (paragraph.text for paragraph in getattr(block, "paragraphs", ()))
        yield from getattr(block, "columns", ())
        yield from (cell for row in getattr(block, "rows", ()) for cell in row)


def in_word(content):
    file = Word(BytesIO(content))
    return "".join(text.text or "" for text in file.element.iter(qn("w:t")))


def test_every_word_stands_in_both_files(document, filled):
    as_pdf = PdfReader(BytesIO(pdf.render(document, house=filled.house, at=NOW)))
    pages = squeezed("\n".join(page.extract_text() for page in as_pdf.pages))
    words = squeezed(in_word(word.render(document, house=filled.house, at=NOW)))

    assert [text for text in told(document) if squeezed(text) not in pages] == []
    assert [text for text in told(document) if squeezed(text) not in words] == []


def test_the_pdf_says_that_it_can_be_archived_and_read_aloud(document, filled):
    content = pdf.render(document, house=filled.house, at=NOW)
    file = PdfReader(BytesIO(content))
    metadata = file.xmp_metadata.stream.get_data().decode() if file.xmp_metadata else ""

    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", metadata, re.DOTALL)
    assert "pdfuaid:part>1<" in metadata
    assert file.trailer["/Root"]["/Lang"].lower().startswith("nb")
    assert file.metadata.title == "Protokoll fra møte 1/2023, Steering vaarthus"
    assert file.metadata.author == filled.house.name


def test_each_page_tells_its_number_and_the_head_of_the_chain(document, filled):
    pages = PdfReader(BytesIO(pdf.render(document, house=filled.house, at=NOW))).pages

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Side {number} av {len(pages)}" in text
        assert f"Siste ledd i kjeden: {'0' * 64}" in text


def test_word_has_real_headings_header_rows_and_its_language(document, filled):
    content = word.render(document, house=filled.house, at=NOW)
    file = Word(BytesIO(content))
    headings = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    styles = zipfile.ZipFile(BytesIO(content)).read("word/styles.xml").decode()

    assert headings[:2] == ["Deltakere", "Sak 1/2023: Åpen sak vaarthus"]
    assert [p.text for p in file.paragraphs if p.style.name == "Title"] == [document.title]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in file.tables)
    assert 'w:lang w:val="nb-NO"' in styles
    page = file.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_word_names_nobody_in_its_properties(document, filled):
    properties = Word(BytesIO(word.render(document, house=filled.house, at=NOW))).core_properties

    assert (properties.author, properties.last_modified_by, properties.comments) == (filled.house.name, "", "")
    assert (properties.title, properties.language) == (document.title, "nb-NO")


def test_the_same_minutes_make_the_same_pdf(document, filled):
    assert pdf.render(document, house=filled.house, at=NOW) == pdf.render(document, house=filled.house, at=NOW)


def test_markdown_keeps_emphasis_and_lists_and_nothing_else():
    told = paragraphs_of(
        "# Om\n\nVi **må** og *kan* <b>ikke</b>.\n\n1. En\n2. To\n   - Under\n\n![bilde](x) [lenke](y)\n\n`kode`"
    )

    assert [(p.text, p.mark, p.level) for p in told] == [
        ("Om", "", 0),
        ("Vi må og kan <b>ikke</b>.", "", 0),
        ("En", "1.", 0),
        ("To", "2.", 0),
        ("Under", "•", 1),
        ("bilde lenke", "", 0),
        ("kode", "", 0),
    ]
    assert [run.text for run in told[1].runs if run.bold] == ["må"]
    assert [run.text for run in told[1].runs if run.italic] == ["kan"]


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=80)


@given(texts, texts, st.lists(texts, min_size=1, max_size=3))
@settings(max_examples=15)
def test_any_text_becomes_a_file(title, text, cells):
    paragraphs = (Paragraph((Run(text, bold=True), Run(text, italic=True))), Paragraph((Run(text),), "•", 1))
    blocks = (
        Heading(text or "–"),
        Prose(paragraphs),
        Facts(((text, text),)),
        Table(text, tuple(cells), (tuple(cells),), (1,) * len(cells)),
        Notice(text),
        Verdict(text, paragraphs, ((text, text),)),
        *(Prose(paragraphs_of(each)) for each in cells),
    )
    made = Document("nn", "Huset", title or "–", text, text, text, text, blocks)

    assert pdf.render(made, house=HOUSE, at=NOW).startswith(b"%PDF")
    assert word.render(made, house=HOUSE, at=NOW).startswith(b"PK")
