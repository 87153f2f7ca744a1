"""What may be told of a partition of which the sum is told: never so that a number with few behind it can be found."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

FEWEST = 5
"""So many people stand behind each number that is told."""


@dataclass(frozen=True)
class Cell:
    """How much was used, and by how many different people."""

    used: int
    persons: int


def told(cells: Mapping[Hashable, Cell], total: Cell) -> tuple[dict[Hashable, int | None], int | None]:
    """The number of each cell and of them all, or None where it is not told.

    `used` of each cell is at least its `persons`, and the cells, in the order in which they are published, add up to
    the total. Hidden are the cells with fewer than FEWEST people behind them, none of them a number too; and then, in
    order, as many of the rest as it takes for the sum of all that is hidden to be at least 4 for each of the former and
    5 for each of the latter. Whoever knows all that is told, and this rule, cannot tell for any of the former whether
    somebody was there or nobody: what could be moved from one hidden cell to another would have been told the same.
    Proved in ADR 17; tests/workplaces/test_differencing.py tries.
    """
    if total.persons < FEWEST:
        return dict.fromkeys(cells), None
    hidden = [key for key, cell in cells.items() if cell.persons < FEWEST]
    few = len(hidden)
    if few:
        for key in (key for key, cell in cells.items() if cell.persons >= FEWEST):
            hidden.append(key)
            needed = (FEWEST - 1) * few + FEWEST * (len(hidden) - few)
            if sum(cells[each].used for each in hidden) >= needed:
                break
    return {key: None if key in hidden else cell.used for key, cell in cells.items()}, total.used
