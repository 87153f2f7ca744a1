"""Acts on factors: what goal attainment and lasting results depend on."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.portfolio.models import Factor, FactorPoint
from statenshus.portfolio.rules import factors as rules


@transaction.atomic
def add_factor(
    *,
    kind: str,
    text: str,
    points: Sequence[str] = (),
    valid_from: date | None,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Factor:
    """Put a factor with its sub-points last in one of the two lists, during [valid_from, valid_to).

    Raises NotAllowed by rules.add_factor, and Refused with code:
        backwards  it would leave the list before it comes
        twice      two of the sub-points are alike
    """
    by.must(rules.add_factor)
    _must_differ(points)
    last = Factor.objects.in_house(by.house).filter(kind=kind).aggregate(last=Max("position"))["last"]
    key = Factor.objects.free_key(by.house, text)
    with refusing(_refusals()):
        made = Factor.objects.create(
            house=by.house,
            key=key,
            kind=kind,
            text=text,
            valid_from=valid_from,
            valid_to=valid_to,
            source=source,
            position=0 if last is None else last + 1,
        )
    _write_points(made, points)
    record(by, "portfolio.add_factor", made, kind=kind, points=list(points))
    return made


@transaction.atomic
def edit_factor(factor: Factor, *, text: str, points: Sequence[str] = (), source: str = "", by: Actor) -> Factor:
    """Put the factor and its sub-points in other words, on every day it stands; a sub-point that stays is the same row.

    For a factor with another meaning from a day on: retire this one and add another.

    Raises NotAllowed by rules.edit_factor, and Refused with code:
        twice  two of the sub-points are alike
    """
    by.must(rules.edit_factor, factor)
    _must_differ(points)
    factor = _locked(factor, by)
    before = {"text": factor.text, "points": [point.text for point in factor.points.all()]}
    factor.text, factor.source = text, source
    factor.save(update_fields=["text", "source"])
    _write_points(factor, points)
    record(by, "portfolio.edit_factor", factor, before=before, points=list(points))
    return factor


@transaction.atomic
def retire_factor(factor: Factor, *, valid_to: date, by: Actor) -> Factor:
    """Take the factor off the list, `valid_to` being the first day without it; an end it already has may be moved.

    Raises NotAllowed by rules.retire_factor, and Refused with code:
        backwards  it would leave the list before it comes
    """
    by.must(rules.retire_factor, factor)
    factor = _locked(factor, by)
    factor.valid_to = valid_to
    with refusing(_refusals()):
        factor.save(update_fields=["valid_to"])
    record(by, "portfolio.retire_factor", factor, last_day=(valid_to - timedelta(days=1)).isoformat())
    return factor


def _locked(factor: Factor, by: Actor) -> Factor:
    return Factor.objects.in_house(by.house).select_for_update().get(pk=factor.pk)


def _must_differ(points: Sequence[str]) -> None:
    if len(set(points)) < len(points):
        raise Refused("twice", _("Two of the sub-points are the same. Write each only once."), "points")


def _write_points(factor: Factor, points: Sequence[str]) -> None:
    kept = {point.text: point for point in factor.points.filter(text__in=points)}
    factor.points.exclude(pk__in=[point.pk for point in kept.values()]).delete()
    for position, text in enumerate(points):
        point = kept.get(text) or FactorPoint(house=factor.house, factor=factor, text=text, source=factor.source)
        point.position = position
        point.save()


def _refusals() -> dict[str, Refused]:
    return {"portfolio_factor_period": Refused("backwards", _("The last day is before the first."), "valid_to")}
