"""A date that is put to a body, told in plain words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from statenshus.meetings.queries.dates import Standing, Weighed


def verdict(date: Weighed) -> str:
    """Whether it is enough, in one sentence."""
    said = {"can": date.can, "required": date.required}
    if date.needed_cannot:
        return _("%(names)s must be there, and cannot.") % {"names": joined(date.needed_cannot)}
    if date.standing == Standing.LOST:
        return _("Too few can: %(can)d, and %(required)d are needed to decide.") % said
    if date.standing == Standing.MET:
        return _("Enough to decide: %(can)d can, and %(required)d are needed.") % said
    if date.can >= date.required:
        return _("Enough can, but %(names)s has not answered.") % {"names": joined(date.needed_waiting)}
    return _("Not clear yet: %(can)d can, and %(required)d are needed to decide.") % said


def reasons(date: Weighed, told: Sequence[str] = ()) -> list[str]:
    """By whom seats count, who is missing, what a link would change, and the estimate, each in a sentence.

    Who has not answered is left out where just those are `told` already.
    """
    return list(_reasons(date, told))


def _reasons(date: Weighed, known: Sequence[str]) -> Iterator[str]:
    if date.by_deputy:
        told = [f"{seat.name} ({says.name})" for seat, says in date.by_deputy]
        yield _("By a deputy: %(names)s.") % {"names": joined(told)}
    if date.reluctant:
        yield _("%(count)d only if need be.") % {"count": date.reluctant}
    if date.remote:
        yield _("%(count)d by link.") % {"count": date.remote}
    if date.cannot:
        yield _("Cannot: %(names)s.") % {"names": joined(date.cannot)}
    if date.waiting and sorted(date.waiting) != sorted(known):
        yield _("Have not answered: %(names)s.") % {"names": joined(date.waiting)}
    if date.by_link and date.can < date.required <= date.can + len(date.by_link):
        yield _("With a link it would be enough: %(names)s can take part in that way.") % {
            "names": joined(date.by_link)
        }
    if date.standing == Standing.OPEN:
        yield _("As people are wont to come, %(odds)s that it is enough.") % {"odds": odds(date.chance)}


def odds(chance: float) -> str:
    """A chance as one says it, in tenths: an estimate is no more exact than that."""
    tenths = round(chance * 10)
    if tenths == 0:
        return _("under one in ten")
    if tenths == 10:
        return _("over nine in ten")
    return _("about %(tenths)d in ten") % {"tenths": tenths}


def joined(names: Sequence[str]) -> str:
    """Names in a row, each once: one that is there twice, as an agency with two seats, with how many."""
    times = Counter(names)
    names = [name if times[name] == 1 else f"{name} ({times[name]})" for name in times]
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
