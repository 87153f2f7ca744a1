"""The rules by which a body decides, told in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statenshus.decisions.models import Mandate
from statenshus.decisions.rules import mandates as rules
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body


@dataclass(frozen=True)
class Told:
    """One rule: what it is about, and the rule in a sentence."""

    about: str
    sentence: str


def told(mandate: Mandate) -> list[Told]:
    """Each of the rules in a sentence, in the order in which a case meets them. No query but for the owner's name."""
    return [Told(about, sentence) for about, sentence in _rules(mandate)]


def _rules(mandate: Mandate) -> Iterator[tuple[str, str]]:
    yield _("Who decides"), _who(mandate)
    yield _("Notice"), _notice(mandate.notice_days)
    yield _("Quorum"), _QUORUM[mandate.quorum]()
    yield _("Majority"), _MAJORITY[mandate.majority]()
    yield _("Even votes"), _TIE[mandate.tie]()
    yield _("In writing"), _written(mandate)
    if mandate.written != Mandate.Written.NEVER:
        yield _("To a meeting instead"), _pull(mandate.pull_members)
    yield _("Those who were absent"), _reservation(mandate.reservation_days)
    yield _("Minutes"), _reading(mandate.reading_days)


def _who(mandate: Mandate) -> str:
    if mandate.decides == Mandate.Decides.OWNER:
        return _("The group advises. %(owner)s decides, as project owner.") % {"owner": mandate.owner}
    return _("The group itself decides.")


def _notice(days: int) -> str:
    if not days:
        return _("A meeting may be called without notice.")
    said = ngettext(
        "A meeting is called at least %(days)d day before.", "A meeting is called at least %(days)d days before.", days
    )
    return said % {"days": days}


_QUORUM = {
    "half": lambda: _("The group can decide when at least half of its seats vote."),
    "more_than_half": lambda: _("The group can decide when more than half of its seats vote."),
    "two_thirds": lambda: _("The group can decide when at least two thirds of its seats vote."),
    "all": lambda: _("The group can decide only when all of its seats vote."),
}
_MAJORITY = {
    "simple": lambda: _("A proposal is adopted when more vote for it than against it."),
    "of_votes": lambda: _("A proposal is adopted when more than half of the votes are for it. Blank votes count."),
    "of_seats": lambda: _("A proposal is adopted when more than half of all seats vote for it."),
    "two_thirds": lambda: _("A proposal is adopted when at least twice as many vote for it as against it."),
    "nobody_against": lambda: _("A proposal is adopted when nobody votes against it."),
}
_TIE = {
    "chair": lambda: _("When votes are even, the vote of the chair decides."),
    "falls": lambda: _("When votes are even, the proposal falls."),
}
_WRITTEN = {
    "never": lambda: _("Nothing is decided in writing."),
    "unanimous": lambda: _("A case may be decided in writing if all agree both to that and to the proposal."),
    "form": lambda: _("A case may be decided in writing if all agree to that. The ordinary majority then decides."),
    "majority": lambda: _("A case may be decided in writing, by the same quorum and majority as in a meeting."),
    "silence": lambda: _(
        "A case may be decided in writing. Whoever has said nothing by the deadline agrees, and one who is against "
        "stops it."
    ),
}


def _written(mandate: Mandate) -> str:
    said = _WRITTEN[mandate.written]()
    if mandate.written == Mandate.Written.NEVER:
        return said
    days = ngettext(
        "There is at least %(days)d day for answering.",
        "There are at least %(days)d days for answering.",
        mandate.written_days,
    )
    return f"{said} {days % {'days': mandate.written_days}}"


def _pull(members: int | None) -> str:
    if members is None:
        return _("Members cannot have a case taken to a meeting once it is put to them in writing.")
    said = ngettext(
        "%(members)d member is enough to have a case taken to a meeting.",
        "%(members)d members together can have a case taken to a meeting.",
        members,
    )
    return said % {"members": members}


def _reservation(days: int) -> str:
    if not days:
        return _("Whoever did not take part cannot make a reservation afterwards.")
    said = ngettext(
        "Whoever did not take part may make a reservation within %(days)d day.",
        "Whoever did not take part may make a reservation within %(days)d days.",
        days,
    )
    return said % {"days": days}


def _reading(days: int) -> str:
    said = ngettext(
        "Members have %(days)d day to remark on the minutes. After that they count as approved.",
        "Members have %(days)d days to remark on the minutes. After that they count as approved.",
        days,
    )
    return said % {"days": days}


def quorum_of(body: Body, day: date, seats: int, by: Actor) -> int | None:
    """How many of so many seats must vote, by the rules of the body on the day; None where it has none. One query."""
    mandate = Mandate.objects.in_house(by.house).at(day).filter(body=body).first()
    return mandate.required(seats) if mandate else None


@dataclass(frozen=True)
class OfBody:
    """The rules of a body on a day, and whether the actor may set others."""

    mandate: Mandate | None
    rules: list[Told]
    may_set: bool


def of_body(by: Actor, body: Body, day: date) -> OfBody:
    """What the body's page says of its rules as of the day. One query."""
    mandate = Mandate.objects.visible_to(by).at(day).filter(body=body).select_related("owner").first()
    return OfBody(mandate, told(mandate) if mandate else [], day == by.today and by.may(rules.set_mandate, body))


def versions_of(body: Body, by: Actor, day: date) -> list[Mandate]:
    """The rules that the body had up to the day, and as of today those to come; the latest first. One query."""
    rows = Mandate.objects.visible_to(by).filter(body=body).select_related("owner")
    return list(rows if day == by.today else rows.filter(valid_from__lte=day))
