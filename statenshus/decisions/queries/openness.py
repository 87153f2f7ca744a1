"""What is public of cases, and who may read the rest.

Everybody in the house reads a case in its public variant: under its public title, without what is exempt. The whole is
read by those who sit in the body, as holder or deputy, by whoever prepared it, and by those who keep the record.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from statenshus.decisions.models import Case, Exemption
from statenshus.decisions.models.cases import sits_in
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, SeatHolding
from statenshus.people.rules import keeps_record

WHOLE = ""
"""How an exemption calls the case's own text, as against one of its files."""

Exempted = dict[str, str]
"""By which paragraph each part of a case is exempt: its own text under WHOLE, and its files by name."""


def exempt_at(rows: "QuerySet[Exemption]", day: date) -> "QuerySet[Exemption]":
    """Those in force on the day: not lifted, and not past their last day."""
    return rows.filter(lifted_at=None, until__gte=day)


def exempted(by: Actor, cases: Iterable[Case]) -> dict[str, Exempted]:
    """Of each case by its key, which parts are exempt today. One query."""
    rows = exempt_at(Exemption.objects.in_house(by.house), by.today).filter(case__in=list(cases))
    told: dict[str, Exempted] = {}
    for key, file_name, paragraph in rows.values_list("case__key", "file_name", "paragraph"):
        told.setdefault(key, {})[file_name] = paragraph
    return told


def is_exempt_today(by: Actor, case: str) -> Exists:
    """The condition, on a row that leads to a case by `case`, that the case's own text is exempt today."""
    rows = exempt_at(Exemption.objects.in_house(by.house), by.today)
    return Exists(rows.filter(case=OuterRef(case), file_name=WHOLE))


def reads_whole(by: Actor, case: str = "") -> Q | None:
    """The condition that the actor may read the whole of the case at the prefix; None where they may of every case.

    One query, or none for those who keep the record.
    """
    if keeps_record(by):
        return None
    if by.person is None:
        return Q(pk__in=[])
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk)
    bodies = set(sitting.values_list("seat__body", flat=True))
    return Q(**{f"{case}body__in": bodies}) | Q(**{f"{case}prepared_by": by.person.pk})


def may_read_whole(by: Actor, case: Case) -> bool:
    """Whether the actor may read the whole of the case. At most one query."""
    if keeps_record(by) or (by.person is not None and case.prepared_by_id == by.person.pk):
        return True
    return sits_in(by, case.body)


def may_read_all_of(by: Actor, body: Body) -> bool:
    """Whether the actor may read the whole of everything the body takes up. At most one query."""
    return keeps_record(by) or sits_in(by, body)


def exempt_sentence(paragraph: str) -> str:
    """What stands where something exempt is left out."""
    return _("Exempt from public access, cf. offentleglova %(paragraph)s") % {"paragraph": paragraph}
