"""A document as Word: real headings, tables with header rows, the language set, and nobody's name in its properties."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.document import Document as File
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Line

from statenshus.decisions.formats.document import Document, Facts, Heading, Notice, Paragraph, Prose, Table, Verdict
from statenshus.kernel.houses import House
from statenshus.ui.colours import Palette, palette

FONT = "Arial"
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO"}
WIDTH = 160
"""Of the text on A4, in millimetres."""
HASH = 64
"""How long a hash is, which stays on one line."""
_SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def render(document: Document, *, house: House, at: datetime) -> bytes:
    """The document as .docx, dated `at`."""
    file, colours = docx.Document(), palette(house)
    _lay_out(file, colours, document.language)
    _tell_properties(file, document, at)
    _foot(file, document, colours)
    file.add_paragraph(f"{document.house}  ·  {document.over}", style="Subtitle")
    file.add_paragraph(document.title, style="Title")
    _line(file, document.status, colours.muted)
    for block in document.blocks:
        match block:
            case Heading(text=text, level=level):
                file.add_heading(text, level - 1)
            case Prose(paragraphs=paragraphs):
                _prose(file, paragraphs)
            case Facts(rows=rows):
                _facts(file, rows, colours)
            case Table():
                _table(file, block, colours)
            case Notice(text=text):
                _boxed(file.add_paragraph(text), colours.line, "")
            case Verdict():
                _verdict(file, block, colours)
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def _lay_out(file: File, colours: Palette, language: str) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin, page.footer_distance = Mm(24), Mm(28), Mm(10)
    sizes = {"Normal": 10, "Title": 20, "Subtitle": 10, "Heading 1": 14, "Heading 2": 11, "Caption": 8.5}
    inks = {"Title": colours.title, "Subtitle": colours.accent, "Heading 1": colours.title}
    inks |= {"Heading 2": colours.accent, "Caption": colours.muted}
    spaces = {"Normal": (0, 6), "Title": (0, 4), "Subtitle": (0, 4), "Heading 1": (18, 6), "Heading 2": (12, 4)}
    for name, size in sizes.items():
        style = file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.italic = False
        style.font.bold = name in {"Title", "Heading 1", "Heading 2", "Subtitle"}
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:cs"), FONT)
        ink = inks.get(name, colours.text)
        style.font.color.rgb = RGBColor.from_string(ink[1:].upper())
        before, after = spaces.get(name, (6, 3))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    title = file.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    for told in file.styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), LANGUAGES[language])


def _tell_properties(file: File, document: Document, at: datetime) -> None:
    told = file.core_properties
    told.title, told.subject, told.author, told.last_modified_by = document.title, document.over, document.house, ""
    told.comments, told.keywords, told.language = "", "", LANGUAGES[document.language]
    told.created = told.modified = at.astimezone(UTC).replace(tzinfo=None)


def _foot(file: File, document: Document, colours: Palette) -> None:
    foot = file.sections[0].footer.paragraphs[0]
    foot.style = file.styles["Normal"]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    with override(document.language):
        page, of = _("Page"), _("of")
    foot.add_run(f"{document.foot}\t{page} ")
    _field(foot, "PAGE")
    foot.add_run(f" {of} ")
    _field(foot, "NUMPAGES")
    foot.add_run().add_break()
    foot.add_run(document.proof)
    for number, run in enumerate(foot.runs):
        run.font.size = Pt(6.5 if number == len(foot.runs) - 1 else 8)
        run.font.color.rgb = RGBColor.from_string(colours.muted[1:].upper())


def _field(line: Line, code: str) -> None:
    """A number that Word works out; 1 until it has."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        element = OxmlElement({"code": "w:instrText", "shown": "w:t"}.get(kind, "w:fldChar"))
        if kind in {"code", "shown"}:
            element.text = code if kind == "code" else "1"
        else:
            element.set(qn("w:fldCharType"), kind)
        line.add_run()._r.append(element)


def _line(file: File, text: str, ink: str) -> None:
    run = file.add_paragraph().add_run(text)
    run.font.color.rgb = RGBColor.from_string(ink[1:].upper())


def _prose(file: File, paragraphs: Sequence[Paragraph]) -> list[Line]:
    made = []
    for paragraph in paragraphs:
        line = file.add_paragraph(style="List Bullet" if paragraph.mark == "•" else None)
        if paragraph.mark not in ("", "•"):
            line.add_run(f"{paragraph.mark} ")
        if paragraph.level:
            line.paragraph_format.left_indent = Mm(6 * (paragraph.level + 1))
        for run in paragraph.runs:
            added = line.add_run(run.text)
            added.bold, added.italic = run.bold or None, run.italic or None
        made.append(line)
    return made


def _facts(file: File, rows: Sequence[tuple[str, str]], colours: Palette) -> list[Line]:
    """Each fact a line of its own: its label, and what it says beside it."""
    made = []
    for label, text in rows:
        line = file.add_paragraph()
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(50), Mm(-50)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(50))
        line.paragraph_format.space_after = Pt(3)
        name = line.add_run(f"{label}\t")
        name.bold, name.font.color.rgb = True, RGBColor.from_string(colours.title[1:].upper())
        said = line.add_run(" ".join(text.split()))
        if len(text) == HASH and " " not in text:
            said.font.size = Pt(7.5)
        made.append(line)
    return made


def _table(file: File, told: Table, colours: Palette) -> None:
    caption = file.add_paragraph(told.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    grid = file.add_table(rows=1, cols=len(told.columns))
    grid.autofit = False
    _describe(grid, told.caption, colours)
    for cell, name in zip(grid.rows[0].cells, told.columns, strict=True):
        run = cell.paragraphs[0].add_run(name)
        run.bold, run.font.color.rgb = True, RGBColor.from_string(colours.title[1:].upper())
    _as_header(grid, colours)
    for row in told.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text)
    widths = [Mm((WIDTH - 4) * share / sum(told.shares)) for share in told.shares]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for line in grid.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            cell.paragraphs[0].paragraph_format.space_before = Pt(2)
    file.add_paragraph().paragraph_format.space_after = Pt(2)


def _describe(grid: Grid, caption: str, colours: Palette) -> None:
    """Lines under the rows, and the caption for those who listen."""
    line = colours.line[1:]
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{line}"/>' for side in ("top", "bottom", "insideH")
    )
    properties = grid._tbl.tblPr
    properties.append(parse_xml(f'<w:tblInd {_SPACES} w:w="108" w:type="dxa"/>'))
    properties.append(parse_xml(f"<w:tblBorders {_SPACES}>{sides}</w:tblBorders>"))
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    properties.append(described)


def _as_header(grid: Grid, colours: Palette) -> None:
    """Let the first row be the header, on every page the table goes on to."""
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in grid.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {_SPACES} w:val="clear" w:color="auto" w:fill="{colours.tint[1:]}"/>')
        )


def _verdict(file: File, told: Verdict, colours: Palette) -> None:
    title = file.add_paragraph()
    run = title.add_run(told.title)
    run.bold, run.font.size = True, Pt(12)
    run.font.color.rgb = RGBColor.from_string(colours.title[1:].upper())
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = Pt(8)
    lines = [title, *_prose(file, told.paragraphs), *_facts(file, told.rows, colours)]
    for line in lines:
        _boxed(line, colours.accent, colours.tint)
        line.paragraph_format.keep_together = True
        line.paragraph_format.keep_with_next = line is not lines[-1]


def _boxed(line: Line, edge: str, fill: str) -> None:
    """A mark at the left of the paragraph, and a ground behind it."""
    properties = line._p.get_or_add_pPr()
    border = f'<w:left w:val="single" w:sz="18" w:space="8" w:color="{edge[1:]}"/>'
    if fill:
        around = f'w:val="single" w:sz="4" w:space="5" w:color="{fill[1:]}"'
        border = f"<w:top {around}/>{border}<w:bottom {around}/>"
    properties.append(parse_xml(f"<w:pBdr {_SPACES}>{border}</w:pBdr>"))
    if fill:
        properties.append(parse_xml(f'<w:shd {_SPACES} w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>'))
