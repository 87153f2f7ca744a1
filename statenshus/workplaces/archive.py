"""The part of the house file that tells of the shared office: places, what holds, and what is booked."""

from statenshus.kernel.archive import Part

PARTS: tuple[Part, ...] = ()
