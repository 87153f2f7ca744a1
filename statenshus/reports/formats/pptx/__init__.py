"""The deck for PowerPoint and LibreOffice: native text in real placeholders, nothing as a picture.

Each shape of page gets a layout of its own with a placeholder where each box is, so the outline view has all
text, the reading order is the order told, and "reset slide" changes nothing.
"""

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart
from pptx.util import Emu

from statenshus.reports.formats.mountains import PLACE, RIDGES
from statenshus.reports.formats.pages import Page, pages
from statenshus.reports.formats.pages.model import BOTTOM, INNER, LEFT, Box, Style, titled
from statenshus.reports.formats.pptx import xml
from statenshus.reports.queries.slides import Deck
from statenshus.ui.colours import palette

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def render(deck: Deck) -> bytes:
    """The deck as .pptx."""
    with override(deck.house.language):
        return _Presentation(deck).written()


class _Presentation:
    def __init__(self, deck: Deck) -> None:
        self.deck, self.palette = deck, palette(deck.house)
        self.language = LANGUAGES[deck.house.language]
        self.file = Presentation()
        self.layouts: dict[object, object] = {}

    def written(self) -> bytes:
        self._dress()
        for page in pages(self.deck):
            self._add(page)
        out = BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _dress(self) -> None:
        """The package's own empty presentation, made the house's: size, theme, master, no layouts, properties."""
        self.file.slide_width, self.file.slide_height = (Emu(side) for side in xml.SIZE)
        for old in list(self.file.slide_layouts):
            self.file.slide_layouts.remove(old)
        master = self.file.slide_masters[0]
        look = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        look._blob = xml.theme(look.blob, self.palette)
        body = Box(LEFT, 96, INNER, BOTTOM - 96, (Style(18), Style(16, bullet=True)), ())
        ground = parse_xml(xml.master_slide(titled(" "), body, self.palette))
        master.element.replace(master.element.cSld, ground)
        for text in self.file.element.iter(f"{_A}defRPr"):
            text.set("lang", self.language)
        about = self.file.core_properties
        about.title, about.author, about.language = self.deck.title, self.deck.author, self.language
        about.subject, about.keywords, about.last_modified_by = _("Status"), "", self.deck.author
        about.created = about.modified = self.deck.made_at.replace(tzinfo=None)
        about.revision = 1

    def _layout(self, page: Page) -> object:
        """The layout for a page of this shape, made the first time."""
        is_title = page.kind == "TitleSlide"
        shape = tuple(
            (box.x, box.y, box.w, box.h, box.styles, box.fill, box.edge, box.pad, box.middle)
            for box in (page.title, *page.boxes)
        )
        if shape not in self.layouts:
            master = self.file.slide_masters[0]
            number = len(self.layouts) + 1
            written = xml.layout(page.name[:80], is_title, page.title, page.boxes, self.palette)
            part = SlideLayoutPart.load(
                PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml"),
                CONTENT_TYPE.PML_SLIDE_LAYOUT,
                self.file.part.package,
                written.encode(),
            )
            part.relate_to(master.part, RELATIONSHIP_TYPE.SLIDE_MASTER)
            listed = master.element.get_or_add_sldLayoutIdLst()
            entry = etree.SubElement(listed, f"{{{listed.nsmap['p']}}}sldLayoutId")
            entry.set("id", str(2147483700 + number))
            entry.set(f"{{{listed.nsmap['r']}}}id", master.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT))
            self.layouts[shape] = part.slide_layout
        return self.layouts[shape]

    def _add(self, page: Page) -> None:
        slide = self.file.slides.add_slide(self._layout(page))
        title, *bodies = slide.placeholders
        _name(title, page.name)
        self._write(title, page.title)
        for shape, box in zip(bodies, page.boxes, strict=True):
            _name(shape, box.paragraphs[0].text if box.paragraphs else "–")
            self._write(shape, box)
        for one, other in page.lines:
            self._connect(slide, bodies[one], bodies[other])
        if page.kind == "TitleSlide":
            self._mountains(slide)
        else:
            self._small_print(slide)
        if page.sources:
            notes = slide.notes_slide.notes_text_frame
            notes.text = "\n".join([f"{_('Sources')}:", *(f"{fact} – {source}" for fact, source in page.sources)])
            _speak(notes, self.language)

    def _write(self, shape: object, box: Box) -> None:
        frame = shape.text_frame  # type: ignore[attr-defined]
        for place, paragraph in enumerate(box.paragraphs):
            written = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            written.level = paragraph.level
            written.add_run().text = paragraph.text
        _speak(frame, self.language)

    def _connect(self, slide: object, one: object, other: object) -> None:
        """A line with an arrow that stays when the boxes are moved."""
        line = slide.shapes.add_connector(MSO_CONNECTOR.CURVE, 0, 0, 0, 0)  # type: ignore[attr-defined]
        line.begin_connect(one, 3)
        line.end_connect(other, 1)
        names = {"before": one.text_frame.paragraphs[0].text, "after": other.text_frame.paragraphs[0].text}  # type: ignore[attr-defined]
        line.name = told = _("From %(before)s to %(after)s") % names
        line._element.nvCxnSpPr.cNvPr.set("descr", told)
        ink = f"<a:solidFill>{xml.colour('accent', self.palette)}</a:solidFill>"
        line._element.spPr.append(
            parse_xml(
                f'<a:ln {xml.SPACES} w="19050">{ink}<a:round/><a:tailEnd type="triangle" w="med" len="med"/></a:ln>'
            )
        )

    def _mountains(self, slide: object) -> None:
        group = slide.shapes.add_group_shape()  # type: ignore[attr-defined]
        for ridge in range(len(RIDGES)):
            group._element.append(
                parse_xml(xml.freeform(200 + ridge, f"Fjell {ridge + 1}", ridge, PLACE, self.palette))
            )
        group._element.recalculate_extents()
        group.name = _("A stylised silhouette of mountain ranges in the house's colours")
        group._element.nvGrpSpPr.cNvPr.set("descr", group.name)

    def _small_print(self, slide: object) -> None:
        """Footer and slide number, which python-pptx does not take over from the layout."""
        for shape in slide.slide_layout.placeholders:  # type: ignore[attr-defined]
            if shape.placeholder_format.idx not in (90, 91):
                continue
            written = parse_xml(etree.tostring(shape._element))
            written.spPr.clear()
            body = written.txBody
            for style in body.iterchildren(f"{_A}lstStyle"):
                style.clear()
            written.nvSpPr.cNvPr.set("id", str(400 + shape.placeholder_format.idx))
            if shape.placeholder_format.idx == 90:
                next(body.iter(f"{_A}t")).text = self.deck.title
            for run in body.iter(f"{_A}rPr"):
                run.set("lang", self.language)
            slide.shapes._spTree.append(written)  # type: ignore[attr-defined]


def _name(shape: object, text: str) -> None:
    shape.name = text[:80]  # type: ignore[attr-defined]


def _speak(frame: object, language: str) -> None:
    """Say in which language the runs are, for spelling and for screen readers."""
    for paragraph in frame.paragraphs:  # type: ignore[attr-defined]
        for run in paragraph.runs:
            run.font._element.set("lang", language)
