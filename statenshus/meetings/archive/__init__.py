"""The part of the house file that tells when bodies meet, who came, when they can, and who is host."""

from statenshus.meetings.archive import arenas, meetings, polls, rotas, years

PARTS = (*meetings.PARTS, *polls.PARTS, *rotas.PARTS, *years.PARTS, *arenas.PARTS)
