"""What a voting comes to, said once more in plain Python, so that tests have something to hold the program against."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

QUORUMS = ("half", "more_than_half", "two_thirds", "all")
MAJORITIES = ("simple", "of_votes", "of_seats", "two_thirds", "nobody_against")
TIES = ("chair", "falls")
WRITTEN = ("never", "unanimous", "form", "majority", "silence")
SHARES = {"half": Fraction(1, 2), "two_thirds": Fraction(2, 3), "all": Fraction(1)}

Seat = tuple[str, bool, bool, bool]
"""What it says ("" for nothing), whether it agrees to deciding in writing, is it the chair's, is it out."""


def is_enough(quorum: str, voted: int, seats: int) -> bool:
    if quorum == "more_than_half":
        return Fraction(voted) > Fraction(seats, 2)
    return Fraction(voted) >= SHARES[quorum] * seats


def outcome(
    seats: list[Seat],
    quorum: str,
    majority: str,
    tie: str,
    written: str | None,
    secret: bool = False,
    pulled: bool = False,
) -> tuple[str, bool]:
    """What it comes to, and whether the chair's vote made it so; `written` is None in a meeting."""
    able = [seat for seat in seats if not seat[3]]
    said = [seat[0] for seat in able if seat[0]]
    if written is not None:
        against_form = [seat for seat in able if seat[0] and not seat[1]]
        if pulled or written == "never" or (written != "majority" and against_form):
            return "to_meeting", False
        if written == "unanimous" and (set(said) != {"for"} or len(said) < len(able)):
            return "to_meeting", False
        if written == "form" and (not said or len(said) < len(able)):
            return "to_meeting", False
        if written == "silence":
            if "against" in said:
                return "to_meeting", False
            said += ["for"] * (len(able) - len(said))
    votes = [word for word in said if word != "abstain"]
    if not is_enough(quorum, len(votes), len(seats)):
        return "not_quorate", False
    yes, no = votes.count("for"), votes.count("against")
    if majority in ("simple", "of_votes"):
        others = len(votes) - yes if majority == "of_votes" else no
        chair = [word for word, _agrees, is_chair, _out in able if is_chair and word in ("for", "against")]
        decides = bool(chair) and tie == "chair" and not secret and yes == others
        return ("adopted" if yes > others or (decides and chair == ["for"]) else "rejected"), decides
    holds = {
        "of_seats": Fraction(yes) > Fraction(len(seats), 2),
        "two_thirds": yes > 0 and Fraction(yes, yes + no) >= Fraction(2, 3),
        "nobody_against": yes > 0 and no == 0,
    }
    return ("adopted" if holds[majority] else "rejected"), False


def ways_on(seats: list[Seat], in_writing: bool) -> Iterator[list[Seat]]:
    """Every way in which those who have said nothing may yet answer, seat by seat."""
    words = ("for", "against", "blank", "abstain")
    answers = [("", True), *product(words, (True, False) if in_writing else (True,))]
    each = [[seat] if seat[0] or seat[3] else [(*answer, *seat[2:]) for answer in answers] for seat in seats]
    return map(list, product(*each))


def is_settled(seats: list[Seat], *rules: str | None, secret: bool = False) -> bool:
    ways = ways_on(seats, rules[3] is not None)
    settled = outcome(next(ways), *rules, secret=secret)[0]
    return all(outcome(way, *rules, secret=secret)[0] == settled for way in ways)
