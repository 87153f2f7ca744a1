"""How votes are counted: quorum, outcome, and whether it can still change. Plain Python, no table.

The stand-alone verifier counts anew by its own code; a test holds the two against each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

CHOICES = ("for", "against", "blank", "abstain")
VOTES = ("for", "against", "blank")
"""What counts as a vote cast; who abstains has not voted, and does not count towards the quorum."""


class Outcome(StrEnum):
    """What a voting came to."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NOT_QUORATE = "not_quorate"
    TO_MEETING = "to_meeting"
    """Could not be decided in writing: not all agreed to the form, somebody broke the silence, or it was pulled."""
    CALLED_OFF = "called_off"
    """Stopped before its end, so that what was cast does not count. Never what a count comes to."""


@dataclass(frozen=True)
class Rules:
    """What of a mandate counts when votes are counted. The words are those of models.mandates."""

    quorum: str
    majority: str
    tie: str
    written: str


@dataclass(frozen=True)
class Cast:
    """What one seat has said: `choice` is empty where it has said nothing; `out` where nobody may vote for it."""

    choice: str = ""
    agrees: bool = True
    chair: bool = False
    out: bool = False


@dataclass(frozen=True)
class Count:
    """A voting counted."""

    base: int
    required: int
    for_: int
    against: int
    blank: int
    abstain: int
    silent: int
    """Seats that somebody may vote for and that have said nothing."""
    outcome: Outcome
    by_chair: bool = False
    """The votes were even, and the chair's decided."""

    @property
    def voted(self) -> int:
        """Votes cast; who abstains has cast none."""
        return self.for_ + self.against + self.blank


def required(quorum: str, base: int) -> int:
    """How many of so many seats must vote: half of them, more than half, two thirds, or all."""
    return {"half": (base + 1) // 2, "more_than_half": base // 2 + 1, "two_thirds": -(-2 * base // 3), "all": base}[
        quorum
    ]


@dataclass(frozen=True)
class _Said:
    """What the seats have said, in numbers; of the chair alone it matters who said what."""

    base: int
    for_: int = 0
    against: int = 0
    blank: int = 0
    abstain: int = 0
    silent: int = 0
    disagree: int = 0
    """Those who have said something, and do not agree to deciding in writing."""
    chair: str = ""

    def after(self, choice: str, agrees: bool, many: int = 1) -> "_Said":
        """The same when so many of the silent have said this."""
        if not choice:
            return self
        field = "for_" if choice == "for" else choice
        told: dict[str, Any] = {field: getattr(self, field) + many, "silent": self.silent - many}
        return replace(self, **told, disagree=self.disagree + (0 if agrees else many))


def _said(casts: Sequence[Cast]) -> _Said:
    said = {choice: sum(cast.choice == choice for cast in casts) for choice in CHOICES}
    return _Said(
        len(casts),
        said["for"],
        said["against"],
        said["blank"],
        said["abstain"],
        sum(not cast.choice and not cast.out for cast in casts),
        sum(bool(cast.choice) and not cast.agrees for cast in casts),
        next((cast.choice for cast in casts if cast.chair), ""),
    )


def count(casts: Sequence[Cast], rules: Rules, *, written: bool, secret: bool = False, pulled: bool = False) -> Count:
    """Count what the seats have said, as if the voting were closed now. One cast a seat of the frozen base."""
    said = _said(casts)
    outcome, by_chair = _outcome(said, rules, written, secret, pulled)
    needed = required(rules.quorum, said.base)
    return Count(said.base, needed, said.for_, said.against, said.blank, said.abstain, said.silent, outcome, by_chair)


def _outcome(said: _Said, rules: Rules, written: bool, secret: bool, pulled: bool = False) -> tuple[Outcome, bool]:
    if written and (pulled or not _form_holds(said, rules)):
        return Outcome.TO_MEETING, False
    in_favour = said.for_ + (said.silent if written and rules.written == "silence" else 0)
    if in_favour + said.against + said.blank < required(rules.quorum, said.base):
        return Outcome.NOT_QUORATE, False
    if rules.majority == "simple" and in_favour == said.against and in_favour:
        by_chair = rules.tie == "chair" and not secret and said.chair in ("for", "against")
        return (Outcome.ADOPTED if by_chair and said.chair == "for" else Outcome.REJECTED), by_chair
    is_adopted = {
        "simple": in_favour > said.against,
        "of_votes": 2 * in_favour > in_favour + said.against + said.blank,
        "of_seats": 2 * in_favour > said.base,
        "two_thirds": in_favour > 0 and in_favour >= 2 * said.against,
        "nobody_against": in_favour > 0 and said.against == 0,
    }[rules.majority]
    return (Outcome.ADOPTED if is_adopted else Outcome.REJECTED), False


def _form_holds(said: _Said, rules: Rules) -> bool:
    """Whether what the mandate asks of a written procedure is met by those who may vote."""
    if rules.written == "majority":
        return True
    if said.disagree:
        return False
    if rules.written == "unanimous":
        return said.for_ > 0 and not (said.against or said.blank or said.abstain or said.silent)
    if rules.written == "form":
        return not said.silent and said.for_ + said.against + said.blank + said.abstain > 0
    return rules.written == "silence" and not said.against


def is_settled(casts: Sequence[Cast], rules: Rules, *, written: bool, secret: bool = False) -> bool:
    """Whether the outcome is the same whatever those say who have said nothing; what is cast stands as it is.

    Tries every way the silent can share themselves among the answers, and stops at the first that differs. It may not
    be asked of those who could still have the case taken to a meeting: that is another thing than a vote.
    """
    said, first = _said(casts), None
    for each in _completions(said, any(cast.chair and not cast.choice and not cast.out for cast in casts), written):
        outcome, _by_chair = _outcome(each, rules, written, secret)
        first = first or outcome
        if outcome != first:
            return False
    return True


def _completions(said: _Said, chair_waits: bool, written: bool) -> Iterator[_Said]:
    """Each way in which the silent may yet answer, by numbers; the chair, if silent, for itself."""
    answers = [(choice, True) for choice in ("", *CHOICES)] + ([("for", False)] if written else [])
    for chair in answers if chair_waits else [("", True)]:
        begun = replace(said.after(*chair), chair=chair[0]) if chair_waits else said
        waiting = said.silent - int(chair_waits)
        for shares in _shares(waiting, len(answers)):
            each = begun
            for answer, many in zip(answers, shares, strict=True):
                each = each.after(*answer, many) if many else each
            yield each


def _shares(many: int, kinds: int) -> Iterator[tuple[int, ...]]:
    """Every way to share so many among so many kinds; the extremes first, for they differ first."""
    if kinds == 1:
        yield (many,)
        return
    for first in dict.fromkeys((many, *range(many))):
        for rest in _shares(many - first, kinds - 1):
            yield (first, *rest)
