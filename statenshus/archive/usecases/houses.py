"""Acts on whole houses."""

from contextlib import suppress
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from statenshus.archive.progress import Progress, silent
from statenshus.archive.reading.faults import Enough, one_of, shown
from statenshus.archive.reading.files import HouseFile
from statenshus.archive.rules import houses as rules
from statenshus.archive.writing.copying import copy
from statenshus.archive.writing.rows import Rows
from statenshus.kernel.actors import Actor
from statenshus.kernel.events import Event, record
from statenshus.kernel.houses import House


@transaction.atomic
def import_house(file: HouseFile, *, progress: Progress = silent, by: Actor) -> Event:
    """Write the house of the file, or add to it what the file says, whole or not at all.

    The actor stands in the house of the file: `by.house` is that house, or one not yet saved with its slug.

    Raises NotAllowed by rules.import_house, and Faulty, a Refused that tells every fault of the file.
    """
    by.must(rules.import_house)
    house = by.house
    is_new = house.pk is None
    _fit(file, house)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
    if is_new and not len(file.faults):
        house.save()
    rows = Rows(house, file, progress)
    with suppress(Enough):
        rows.gather()
    file.refuse_faults()
    try:
        with transaction.atomic():
            for model, coming in rows.tables.items():
                copy(model, coming, progress, len(coming))
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as fault:
        _told_by_database(file, fault)
    written = {model._meta.label_lower: len(coming) for model, coming in rows.tables.items() if coming}
    return record(by, "archive.import_house", house, file=file.name, is_new=is_new, rows=written)


def _fit(file: HouseFile, house: House) -> None:
    """What the file says of the house itself: all of a new one, nothing else of one that stands."""
    if file.house is None:
        return
    given = {name: value for name, value in file.house.model_dump(exclude_unset=True).items() if value is not None}
    if house.pk is None:
        for name in ("name", "first_year"):
            if name not in given:
                wrong, expected = _("it is missing"), _("a value: the house %(slug)s is new") % {"slug": house.slug}
                file.faults.add("missing", ("house", name), wrong, expected)
        for name, value in given.items():
            setattr(house, name, value)
        return
    for name, value in given.items():
        if getattr(house, name) != value:
            wrong = _("the house stands, with another value: %(value)s") % {"value": shown(getattr(house, name))}
            file.faults.add("house_differs", ("house", name), wrong, one_of([str(getattr(house, name))]))


def _told_by_database(file: HouseFile, fault: IntegrityError) -> None:
    """What was not foreseen, for instance since somebody wrote to the house meanwhile."""
    found: Any = getattr(fault.__cause__ or fault, "diag", None)
    name = getattr(found, "constraint_name", None) or "?"
    wrong = _("the database refuses the rows by its rule %(name)s") % {"name": shown(name)}
    file.faults.add(name, (), wrong, _("a file that fits the house as it stands now"))
    file.refuse_faults()
