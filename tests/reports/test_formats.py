"""How decks look and read: nothing overflows, and those who listen get what those who look get."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader

from statenshus.kernel.houses import House
from statenshus.reports.files import RENDERERS
from statenshus.reports.formats import pdf, pptx
from statenshus.reports.formats.measure import lines, width
from statenshus.reports.formats.pages import pages
from statenshus.reports.formats.pages.model import HEIGHT, WIDTH, height
from statenshus.reports.queries.slides import FactorsSlide, Point
from statenshus.ui.colours import READABLE, WHITE, contrast, palette
from tests.reports.decks import any_decks, made, with_participants
from tests.reports.reading import flat, in_html, in_pdf, in_slides

SIZES = [5, 10, 15]


def slides(deck):
    return list(Presentation(BytesIO(pptx.render(deck))).slides)


def overflowing(deck):
    """Every box that is higher than its place, outside the page, or on top of another."""
    for page in pages(deck):
        boxes = (page.title, *page.boxes)
        for box in boxes:
            tall = height(box.paragraphs, box.styles, box.room) + 2 * box.pad
            if tall > box.h + 0.01 or box.x < 0 or box.y < 0 or box.x + box.w > WIDTH or box.y + box.h > HEIGHT - 30:
                yield page.name, box
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                if min(one.x + one.w, other.x + other.w) - max(one.x, other.x) > 0.01 and (
                    min(one.y + one.h, other.y + other.h) - max(one.y, other.y) > 0.01
                ):
                    yield page.name, one, other


@pytest.mark.parametrize("number", SIZES)
def test_nothing_overflows_its_box(number):
    deck = with_participants(number)

    assert list(overflowing(deck)) == []
    assert pdf.render(deck, check=True).startswith(b"%PDF")


@pytest.mark.parametrize("number", SIZES)
def test_all_participants_stand_on_one_slide(number):
    assert [page.name for page in pages(with_participants(number)) if page.kind == "ParticipantsSlide"] == ["Deltakere"]


@given(any_decks())
@settings(max_examples=15)
def test_any_deck_fits_in_every_format_and_loses_no_word(deck):
    told = pages(deck)
    text = flat(" ".join(p.text for page in told for box in (page.title, *page.boxes) for p in box.paragraphs))

    assert list(overflowing(deck)) == []
    assert len({page.name for page in told}) == len(told)
    assert flat(in_slides(pptx.render(deck))).replace(" ", "").startswith(flat(told[0].name).replace(" ", ""))
    assert pdf.render(deck, check=True).startswith(b"%PDF")
    assert RENDERERS["html"](deck).startswith(b"<!doctype html>")
    for finding in deck.slides[2].findings:
        assert flat(finding.text).replace(" ", "")[:40] in text.replace(" ", "")


@given(st.from_regex(r"\A#[0-9a-f]{6}\Z"), st.from_regex(r"\A#[0-9a-f]{6}\Z"))
@settings(max_examples=100)
def test_every_text_can_be_read_on_its_ground_whatever_the_houses_colours(main, accent):
    found = palette(House(main_colour=main, accent_colour=accent))

    pairs = {(name, ground) for name in ("text", "title", "accent", "muted") for ground in (WHITE, found.tint)}
    pairs |= {(name, found.main) for name in ("on_main", "muted_on_main")}
    assert [pair for pair in pairs if contrast(asdict(found)[pair[0]], pair[1]) < READABLE] == []


@pytest.mark.parametrize("words", ["00000 0000000¿", ":00000 Prosjektet", "/00000 Prosjektet", ")00000 Prosjektet"])
def test_a_text_full_of_signs_at_which_no_line_breaks_fits_all_the_same(words):
    title = " ".join([words] * 9)
    found = tuple(FactorsSlide("Nøkkelfaktorer", factors=(Point(title, ("0", "0", "0")),) * n) for n in range(1, 5))

    assert pdf.render(made(*found), check=True).startswith(b"%PDF")


def test_a_word_wider_than_its_line_is_cut_and_no_letter_lost():
    word = "Samhandlingskompetanseutviklingsprosjekt" * 3

    found = lines(word, 20, True, 200)

    assert "".join(found).replace("\u200b", "") == word
    assert all(width(line, 20, bold=True) <= 200 for line in found)


@pytest.mark.parametrize("number", SIZES)
def test_titles_are_in_title_placeholders_come_first_and_are_unique(number):
    found = slides(with_participants(number))

    titles = [slide.shapes.title.text_frame.text for slide in found]
    assert len(set(titles)) == len(titles)
    assert all(next(iter(slide.shapes)).shape_id == slide.shapes.title.shape_id for slide in found)


def test_all_text_on_slides_stands_in_placeholders_so_the_outline_has_it_all():
    loose = [
        shape.name
        for slide in slides(with_participants(5))
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text and not shape.is_placeholder
    ]

    assert loose == []


def test_shapes_are_read_from_the_top_and_from_the_left():
    for page in pages(with_participants(10)):
        places = [(round(box.y), round(box.x)) for box in page.boxes]
        assert places == sorted(places) or page.kind == "ExperiencesSlide"


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_every_run_says_its_language(language, tag):
    deck = with_participants(5)
    deck.house.language = language

    runs = [
        run
        for slide in slides(deck)
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]

    assert {run.font._element.get("lang") for run in runs} == {tag}


def test_the_file_says_what_it_is_and_notes_say_where_it_comes_from():
    first = made().slides[0]
    deck = made(type(first)("Til slutt", day="", commissioner="", sources=(("Et faktum", "Et møte"),)))

    file = Presentation(BytesIO(pptx.render(deck)))

    about = file.core_properties
    assert (about.title, about.author, about.language) == (
        "Statens hus Narvik 31. januar 2023",
        "Statens hus Narvik",
        "nb-NO",
    )
    assert [slide.has_notes_slide for slide in file.slides] == [False, True]
    assert file.slides[1].notes_slide.notes_text_frame.text == "Kilder:\nEt faktum – Et møte"


def test_slides_are_wide_and_numbered_and_the_picture_has_its_text():
    file = Presentation(BytesIO(pptx.render(with_participants(5))))

    assert (file.slide_width, file.slide_height) == (Pt(960), Pt(540))
    group = next(shape for shape in file.slides[0].shapes if shape.shape_type == 6)
    assert group._element.nvGrpSpPr.cNvPr.get("descr") == "Stilisert silhuett av fjellrekker i husets farger"
    kinds = [{shape.placeholder_format.type for shape in slide.placeholders} for slide in list(file.slides)[1:]]
    assert all({13, 15} <= {int(kind) for kind in each} for each in kinds)


def test_the_pdf_is_tagged_for_the_archive_and_for_the_ear():
    file = PdfReader(BytesIO(pdf.render(with_participants(5))))

    root, xmp = file.trailer["/Root"], file.xmp_metadata.stream.get_data().decode()
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nb-NO"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert ("<pdfaid:part>2<" in xmp, "<pdfaid:conformance>A<" in xmp, "<pdfuaid:part>1<" in xmp) == (True,) * 3
    assert file.metadata.title == "Statens hus Narvik 31. januar 2023"
    assert [round(float(side)) for side in file.pages[0].mediabox[2:]] == [960, 540]


def test_the_three_formats_say_the_same():
    deck = with_participants(10)
    texts = [in_slides(pptx.render(deck)), in_pdf(pdf.render(deck)), in_html(RENDERERS["html"](deck))]

    said = [flat(finding.text) for finding in deck.slides[2].findings[:3]]
    said += [tile.name for group in deck.slides[1].groups for tile in group.tiles]
    assert [[one for one in said if one not in text] for text in texts] == [[], [], []]


def test_several_decks_can_be_set_at_once():
    decks = [with_participants(number) for number in SIZES]

    with ThreadPoolExecutor(len(decks)) as threads:
        made_at_once = list(threads.map(pdf.render, decks))

    assert [in_pdf(made) for made in made_at_once] == [in_pdf(pdf.render(deck)) for deck in decks]
