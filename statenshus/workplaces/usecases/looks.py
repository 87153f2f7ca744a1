"""Acts on looks: that somebody has read where another is."""

from collections.abc import Collection

from django.db import transaction

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Look


@transaction.atomic
def note_looks(*, persons: Collection[int], where: str, by: Actor) -> None:
    """Note that the actor has read, today, where these persons are or will be; once a day for each. One query.

    Part of every page that tells a name, so that whoever chose to be shown sees to whom.
    """
    if by.person is not None and persons:
        Look.objects.bulk_create(
            (
                Look(house=by.house, at=by.today, person_id=person, by_id=by.person.pk, where=where)
                for person in sorted(persons)
            ),
            ignore_conflicts=True,
        )
