"""Taking turns, medians, and the table."""

import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Work = Callable[[], Any]


@dataclass
class Row:
    """One measurement."""

    what: str
    milliseconds: float
    beside: str = ""
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None
    more: dict[str, Any] = field(default_factory=dict)


def taking_turns(*works: Work, rounds: int = 31, warm: int = 3) -> list[float]:
    """The median time of each work in milliseconds; the works take turns, so that a busy moment hits all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(warm):
        for work in works:
            work()
    gc.collect()
    for _ in range(rounds):
        for number, work in enumerate(works):
            begun = time.perf_counter()
            work()
            taken[number].append((time.perf_counter() - begun) * 1000)
    return [statistics.median(times) for times in taken]


def once(work: Work) -> tuple[float, Any]:
    """The time of one long work in milliseconds, and what it gave."""
    gc.collect()
    begun = time.perf_counter()
    given = work()
    return (time.perf_counter() - begun) * 1000, given


def told(rows: list[Row]) -> str:
    """The measurements as a table."""
    lines = [("what", "ms", "ratio", "beside", "aim", "")]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.1f}×"
        met = {None: "", True: "met", False: "NOT MET"}[row.met]
        more = ", ".join(f"{name} {value}" for name, value in row.more.items())
        lines.append((row.what, f"{row.milliseconds:.1f}", ratio, row.beside or more, row.aim, met))
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in (1, 2) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def keep(rows: list[Row], surroundings: dict[str, Any], path: Path) -> None:
    """The measurements as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**surroundings, "rows": [asdict(row) for row in rows]}, indent=2) + "\n")
