"""The status deck, beside the bare library making as many boxes of the same text."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import typst
from django.template import engines
from pptx import Presentation
from pptx.util import Inches

from bench.timing import Row, taking_turns
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.reports.files import write_deck

DAY = date(2023, 1, 31)
LIST = "<!doctype html>{% for text in texts %}<p>{{ text }}</p>{% endfor %}"


def measured(folder: Path) -> Iterator[Row]:
    from bench.houses import NOW

    by = Actor.operator(House.objects.get(slug="narvik"), NOW)

    def ours(ending: str) -> Path:
        return write_deck(folder / f"deck.{ending}", day=DAY, by=by)

    slides = [
        [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        for slide in Presentation(str(ours("pptx"))).slides
    ]
    texts = [text for slide in slides for text in slide]
    template = engines["django"].from_string(LIST)
    baselines = {
        "pptx": lambda: _slides(slides),
        "pdf": lambda: _pages(texts),
        "html": lambda: template.render({"texts": texts}),
    }
    for ending, bare in baselines.items():
        made, theirs = taking_turns(lambda ending=ending: ours(ending), bare, rounds=9, warm=1)
        yield Row(f"bare {ending} of {len(texts)} boxes", theirs)
        yield Row(f"deck as {ending}", made, "bare library", made / theirs, "< 2 s", made < 2000)


def _slides(slides: list[list[str]]) -> None:
    deck = Presentation()
    for texts in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        for number, text in enumerate(texts):
            slide.shapes.add_textbox(Inches(1), Inches(0.3 * number), Inches(4), Inches(0.3)).text_frame.text = text
    deck.save(io.BytesIO())


def _pages(texts: list[str]) -> None:
    source = "\n\n".join(f"#box[#{_quoted(text)}]" for text in texts)
    typst.compile(source.encode())


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
