"""The mountains on the title slide: our own drawing, as points that every format can draw."""

Ridge = tuple[str, tuple[tuple[float, float], ...]]


def _points(percents: str) -> tuple[tuple[float, float], ...]:
    pairs = (pair.split(",") for pair in percents.split())
    return tuple((int(x) / 100, int(y) / 100) for x, y in pairs)


_CORNERS = (
    "0,100 0,52 7,36 12,47 22,12 28,33 33,24 43,55 52,30 57,40 68,0 75,27 79,19 90,50 95,40 100,48 100,100",
    "0,100 0,78 6,66 10,71 17,45 24,68 31,58 38,77 47,50 53,66 59,46 69,75 78,48 84,63 89,56 100,80 100,100",
    "0,100 0,93 10,83 16,89 27,72 35,87 44,80 55,92 66,76 74,88 83,79 92,90 100,84 100,100",
)
RIDGES: tuple[Ridge, ...] = tuple(
    (name, _points(percents)) for name, percents in zip(("far", "middle", "near"), _CORNERS, strict=True)
)
"""From the farthest to the nearest: the name of its colour, and its corners in shares of width and height."""

PLACE = (0.0, 318.0, 960.0, 222.0)
"""Where they stand on the title slide: left, top, width and height in points."""
