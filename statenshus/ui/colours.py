"""The house's two colours, and those made from them that can be read on each other."""

from dataclasses import dataclass

from statenshus.kernel.houses import House

# On any colour one of these two reaches READABLE; a black that is less than black would not.
WHITE, BLACK = "#ffffff", "#000000"
READABLE = 4.5
"""Contrast that WCAG 2.2 asks of text at level AA (criterion 1.4.3)."""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, into: str, share: float) -> str:
    """`share` of the second colour in the first."""
    pairs = zip(_channels(colour), _channels(into), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Between 1 and 21, by WCAG's formula of relative luminance."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    r, g, b = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def readable(colour: str, *grounds: str) -> str:
    """The colour, taken towards black or white no further than it must to be read on all the grounds."""
    towards = max((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(21):
        mixed = mix(colour, towards, step / 20)
        if all(contrast(mixed, ground) >= READABLE for ground in grounds):
            return mixed
    return towards


@dataclass(frozen=True)
class Palette:
    """What each thing on a slide is coloured in."""

    main: str
    """Ground of the title slide."""
    on_main: str
    muted_on_main: str
    text: str
    title: str
    accent: str
    """Small headings and marks on white and on the tint."""
    muted: str
    tint: str
    line: str
    far: str
    middle: str
    near: str
    """Mountains, from the farthest to the nearest."""


def palette(house: House) -> Palette:
    """The palette of a house. All text in it reaches READABLE on its ground, whatever the two colours are."""
    main, accent = house.main_colour, house.accent_colour
    strong = readable(accent, WHITE)
    tint = mix(strong, WHITE, 0.92)
    on_main = readable(WHITE, main)
    return Palette(
        main=main,
        on_main=on_main,
        muted_on_main=readable(mix(accent, on_main, 0.7), main),
        text=readable("#1b2430", WHITE, tint),
        title=readable(main, WHITE, tint),
        accent=readable(strong, WHITE, tint),
        muted=readable("#5b6673", WHITE, tint),
        tint=tint,
        line=mix(strong, WHITE, 0.5),
        far=mix(main, accent, 0.35),
        middle=mix(main, accent, 0.62),
        near=mix(accent, WHITE, 0.12),
    )
