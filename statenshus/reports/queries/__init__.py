"""The status deck, read out of the record."""

from datetime import date

from django.utils.translation import override

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.houses import House
from statenshus.reports.queries.changes import changes
from statenshus.reports.queries.days import in_words
from statenshus.reports.queries.findings import experiences, factors
from statenshus.reports.queries.participants import participants, title
from statenshus.reports.queries.slides import Deck, plain

__all__ = ["Deck", "deck"]


def deck(house: House, day: date, by: Actor) -> Deck:
    """The house's status deck as of the day, from what was on record for that day and nothing else.

    In the house's own language of documents, whatever language the asker reads. The same number of queries
    however much there is to tell. Raises NotAllowed for a house that is not the actor's.
    """
    if house.pk != by.house.pk:
        raise NotAllowed("deck")
    with override(house.language):
        slides = (
            title(day, by),
            participants(day, by),
            experiences(day, by),
            *changes(day, by),
            *factors(day, by),
        )
        return Deck(house, day, in_words(day), plain(house.name), by.now, slides)
