"""The part of the house file that tells what was put to bodies, and what they decided, one file a noun."""

from statenshus.decisions.archive import cases, chain, decisions, mandates, minutes, votings
from statenshus.kernel.archive import Part

PARTS: tuple[Part, ...] = (
    *mandates.PARTS,
    *cases.PARTS,
    *votings.PARTS,
    *decisions.PARTS,
    *minutes.PARTS,
    *chain.PARTS,
)
