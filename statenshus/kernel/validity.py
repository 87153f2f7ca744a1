"""Periods: what is asked for as of a day is a row a period, [valid_from, valid_to).

`valid_from` is the first day, or empty where nobody knows it; `valid_to` is the first day after, or empty
while it lasts. That rows of the same thing do not overlap is a constraint of the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.fields.ranges import DateRangeField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.errors import Refused, refusing


class ValidQuerySet(models.QuerySet):
    """Rows with a period."""

    def at(self, day: date) -> Self:
        """Those in force on the day."""
        return self.filter(in_force(day))

    def standing(self) -> Self:
        """Those without an end."""
        return self.filter(valid_to=None)


def in_force(day: date, prefix: str = "") -> Q:
    """The condition that a related row is in force on the day: `in_force(day, "seats__")`."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    lasting = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": day})
    return begun & lasting


class Valid(models.Model):
    """A fact that holds from one day to another."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_at(self, day: date) -> bool:
        """In force on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


def ordered_period(name: str) -> models.CheckConstraint:
    """The period is not empty and does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(valid_from__lt=F("valid_to")) | Q(valid_from=None) | Q(valid_to=None), name=name
    )


def no_overlap(name: str, *same: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows that agree on the fields `same` have a day in common."""
    period: Any = Func(F("valid_from"), F("valid_to"), function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[(period, RangeOperators.OVERLAPS), *((field, RangeOperators.EQUAL) for field in same)],
        condition=condition,
    )


def make_room(standing: ValidQuerySet, on: date) -> None:
    """Let what holds on the day end on it, and what begins on it never hold, so that something else may from then on.

    The rows are locked. A query, and one for each of them.
    """
    for row in standing.select_for_update().at(on):
        if row.valid_from == on:
            row.delete()
        else:
            row.valid_to = on
            row.save(update_fields=["valid_to"])


@contextmanager
def ending(row: Valid, on: date) -> Iterator[None]:
    """Set the row's end to `on`, its first day after; what saves it stands inside.

    Raises Refused, at the field `on`, with code:
        ended      it has already ended by then
        backwards  it would end before it begins
    """
    if row.valid_to is not None and row.valid_to <= on:
        raise Refused("ended", _("It has already ended by that day."), "on")
    row.valid_to = on
    backwards = Refused("backwards", _("The last day is before the first."), "on")
    with refusing({f"{row._meta.db_table}_period": backwards}):
        yield
