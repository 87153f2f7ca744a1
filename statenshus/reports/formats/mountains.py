"""The mountains on the title slide: our own drawing, as points that every format can draw."""

Ridge = tuple[str, tuple[tuple[float, float], ...]]

RIDGES: tuple[Ridge, ...] = (
    (
        "far",
        ((0, 1), (0, 0.52), (0.07, 0.36), (0.12, 0.47), (0.22, 0.12), (0.28, 0.33), (0.33, 0.24), (0.43, 0.55))
        + ((0.52, 0.3), (0.57, 0.4), (0.68, 0.0), (0.75, 0.27), (0.79, 0.19), (0.9, 0.5), (0.95, 0.4), (1, 0.48), (1, 1)),
    ),
    (
        "middle",
        ((0, 1), (0, 0.78), (0.06, 0.66), (0.1, 0.71), (0.17, 0.45), (0.24, 0.68), (0.31, 0.58), (0.38, 0.77))
        + ((0.47, 0.5), (0.53, 0.66), (0.59, 0.46), (0.69, 0.75), (0.78, 0.48), (0.84, 0.63), (0.89, 0.56), (1, 0.8), (1, 1)),
    ),
    (
        "near",
        ((0, 1), (0, 0.93), (0.1, 0.83), (0.16, 0.89), (0.27, 0.72), (0.35, 0.87), (0.44, 0.8), (0.55, 0.92))
        + ((0.66, 0.76), (0.74, 0.88), (0.83, 0.79), (0.92, 0.9), (1, 0.84), (1, 1)),
    ),
)
"""From the farthest to the nearest: the name of its colour, and its corners in shares of width and height."""

PLACE = (0.0, 318.0, 960.0, 222.0)
"""Where they stand on the title slide: left, top, width and height in points."""
