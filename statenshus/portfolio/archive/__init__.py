"""The part of the house file that tells what the house works on, one file a noun."""

from statenshus.kernel.archive import Part
from statenshus.portfolio.archive import experiences, restructurings, subprojects

PARTS: tuple[Part, ...] = (*subprojects.PARTS, *restructurings.PARTS, *experiences.PARTS)
