"""Markdown as paragraphs: emphasis and lists are kept, everything else becomes plain text, HTML too."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from statenshus.decisions.formats.document import Paragraph, Run

_READER = MarkdownIt("commonmark", {"html": False})


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs and points of a text in Markdown; headings in it are bold paragraphs."""
    return tuple(_paragraphs(_READER.parse(text)))


def _paragraphs(tokens: list[Token]) -> Iterator[Paragraph]:
    lists: list[int] = []  # of each list around: the next number, or 0 for bullets
    mark, bold = "", False
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(0)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                mark = f"{lists[-1]}." if lists[-1] else "•"
                lists[-1] += 1 if lists[-1] else 0
            case "heading_open":
                bold = True
            case "heading_close":
                bold = False
            case "inline":
                yield Paragraph(tuple(_runs(token.children or [], bold)), mark, max(len(lists) - 1, 0))
                mark = ""
            case "fence" | "code_block":
                yield from (Paragraph((Run(line),)) for line in token.content.splitlines() if line.strip())


def _runs(tokens: list[Token], bold: bool) -> Iterator[Run]:
    strong = italic = 0
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "softbreak" | "hardbreak":
                yield Run(" ")
            case _:
                if token.content:
                    yield Run(token.content, bold or strong > 0, italic > 0)
