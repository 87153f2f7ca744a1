"""How votes are counted: quorum, outcome, and whether it can still change. Plain Python, no table.

The stand-alone verifier counts anew by its own code; a test holds the two against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

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

    @property
    def disagrees(self) -> bool:
        """Has said something, but not that it may be decided in writing."""
        return bool(self.choice) and not self.agrees


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
    outcome: Outcome = Outcome.NOT_QUORATE
    by_chair: bool = False
    """The votes were even, and the chair's decided."""

    @property
    def voted(self) -> int:
        """Votes cast; who abstains has cast none."""
        return self.for_ + self.against + self.blank


def required(quorum: str, base: int) -> int:
    """How many of so many seats must vote: at least half of them, more than half, at least two thirds, or all."""
    return {"half": (base + 1) // 2, "more_than_half": base // 2 + 1, "two_thirds": -(-2 * base // 3), "all": base}[
        quorum
    ]


def count(casts: Sequence[Cast], rules: Rules, *, written: bool, secret: bool = False, pulled: bool = False) -> Count:
    """Count what the seats have said, as if the voting were closed now. One cast a seat of the frozen base."""
    said = {choice: sum(cast.choice == choice for cast in casts) for choice in CHOICES}
    silent = sum(not cast.choice and not cast.out for cast in casts)
    needed = required(rules.quorum, len(casts))
    counted = Count(len(casts), needed, said["for"], said["against"], said["blank"], said["abstain"], silent)
    if written and (pulled or not _form_holds(counted, sum(cast.disagrees for cast in casts), rules)):
        return replace(counted, outcome=Outcome.TO_MEETING)
    in_favour = counted.for_ + (silent if written and rules.written == "silence" else 0)
    voted = in_favour + counted.against + counted.blank
    if voted < needed:
        return replace(counted, outcome=Outcome.NOT_QUORATE)
    is_adopted, by_chair = {
        "simple": lambda: _more(in_favour, counted.against, casts, rules, secret),
        "of_votes": lambda: _more(in_favour, counted.against + counted.blank, casts, rules, secret),
        "of_seats": lambda: (2 * in_favour > counted.base, False),
        "two_thirds": lambda: (in_favour > 0 and in_favour >= 2 * counted.against, False),
        "nobody_against": lambda: (in_favour > 0 and counted.against == 0, False),
    }[rules.majority]()
    return replace(counted, outcome=Outcome.ADOPTED if is_adopted else Outcome.REJECTED, by_chair=by_chair)


def _more(in_favour: int, others: int, casts: Sequence[Cast], rules: Rules, secret: bool) -> tuple[bool, bool]:
    """Whether more are for than not, and whether it was the chair's vote that said so, where they are as many.

    Of two who chair together, neither decides.
    Where blank votes count among those cast, they stand with those against. Were they left out when it is even, one who
    votes blank could bring down what one who votes against could not.
    """
    chairs = [cast.choice for cast in casts if cast.chair]
    by_chair = in_favour == others and rules.tie == "chair" and not secret and chairs in (["for"], ["against"])
    return in_favour > others or (by_chair and chairs == ["for"]), by_chair


def _form_holds(counted: Count, disagree: int, rules: Rules) -> bool:
    """Whether what the mandate asks of a written procedure is met by those who may vote."""
    if rules.written == "majority":
        return True
    if disagree:
        return False
    if rules.written == "unanimous":
        return counted.for_ > 0 and not (counted.against or counted.blank or counted.abstain or counted.silent)
    if rules.written == "form":
        return not counted.silent and counted.voted + counted.abstain > 0
    return rules.written == "silence" and not counted.against


def is_settled(casts: Sequence[Cast], rules: Rules, *, written: bool, secret: bool = False) -> bool:
    """Whether the outcome is the same whatever those say who have said nothing; what is cast stands as it is.

    It is enough to try that all of them say nothing, or for, or against. If any answers would have it adopted, so would
    all for; not adopted, so would all against; no quorum, so would nothing. And where all must agree to deciding in
    writing, all for keeps the form if it can still hold, and nothing, or all against, breaks it.

    What may still be pulled to a meeting is not settled by this: to pull is another thing than to vote.
    """
    outcomes = set()
    for answer in ("", "for", "against"):
        said = [cast if cast.choice or cast.out else replace(cast, choice=answer) for cast in casts]
        outcomes.add(count(said, rules, written=written, secret=secret).outcome)
    return len(outcomes) == 1
