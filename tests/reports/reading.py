"""Reading decks back, as those who open them would."""

import re
from html.parser import HTMLParser
from io import BytesIO

from pptx import Presentation
from pypdf import PdfReader


def flat(text: str) -> str:
    """The text with every run of white space as one space, and without places to break."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def in_slides(content: bytes) -> str:
    """All text on the slides, in reading order; not the notes."""
    slides = Presentation(BytesIO(content)).slides
    return flat(" ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame))


def in_pdf(content: bytes) -> str:
    """All text on the pages."""
    return flat(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def in_html(content: bytes) -> str:
    """All text of the body."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(content.decode().partition("<body>")[2])
    return flat(" ".join(found))
