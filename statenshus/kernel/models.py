"""The kernel's tables, gathered for Django."""

from statenshus.kernel.events import Event
from statenshus.kernel.houses import House
from statenshus.kernel.once import Answer

__all__ = ["Answer", "Event", "House"]
