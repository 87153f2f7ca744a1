"""Where the group stands before a case is decided: the picture, and who has not answered, as a number."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from statenshus.asks.queries.turns import sitting_for
from statenshus.decisions.models import Case, CaseVersion, Position, Voting
from statenshus.decisions.queries.electors import electorate
from statenshus.decisions.queries.stages import end_of
from statenshus.kernel.actors import Actor
from statenshus.people.models import Seat, SeatHolding


@dataclass(frozen=True)
class Mine:
    """A seat that the actor sits in: what it has answered, and whether the actor may answer for it now."""

    seat: Seat
    latest: Position | None
    is_my_turn: bool


@dataclass(frozen=True)
class Picture:
    """Where the seats stand on the version that is before them."""

    stands: list[tuple[str, str, int]]
    """For each stand: its name, what it is called, and how many seats stand there."""
    answers: list[Position]
    """The latest of each seat that has answered to this version."""
    earlier: list[Position]
    """The latest of each seat that has answered only to an earlier version."""
    questions: list[Position]
    """All that was asked, the unanswered first."""
    seats: int
    unanswered: int
    mine: list[Mine]
    takes_answers: bool

    @property
    def open_questions(self) -> int:
        """How many questions wait for an answer."""
        return sum(each.replied_at is None for each in self.questions)


def picture(case: Case, version: CaseVersion | None, by: Actor, day: date) -> Picture:
    """The picture as it was at the end of the day, for those who may read the whole of the case.

    Five queries; a few more a seat of the actor's own while answers are taken.
    """
    rows = Position.objects.visible_to(by).filter(case=case, at__lt=end_of(day))
    given = list(rows.select_related("seat__organisation", "seat__body", "person", "replied_by", "version"))
    latest: dict[int, Position] = {}
    for each in given:
        latest.setdefault(each.seat_id, each)
    answers = [each for each in latest.values() if version and each.version_id == version.pk]
    takes = _takes_answers(case, by, day)
    seats = [seat for seat, out in electorate(case, by) if not out] if takes else []
    answered = {each.seat_id for each in answers}
    counts = Counter(each.stand for each in answers)
    return Picture(
        [(stand.value, str(stand.label), counts[stand]) for stand in Position.Stand],
        sorted(answers, key=lambda each: (each.seat.position, each.seat_id)),
        [each for each in latest.values() if each.seat_id not in answered],
        sorted((each for each in given if each.question), key=lambda each: (each.replied_at is not None, each.at)),
        len(seats),
        sum(seat.pk not in answered for seat in seats),
        [Mine(seat, latest.get(seat.pk), sitting_for(by, seat, case) is not None) for seat in _own(case, by)]
        if takes
        else [],
        takes,
    )


def asked_by(position: Position) -> str:
    """The question as it is put to whoever prepares the case: with who asks, so that two alike are told apart."""
    return f"{position.person}: {position.question}"


def _takes_answers(case: Case, by: Actor, day: date) -> bool:
    """Whether somebody may say today where they stand."""
    if day != by.today or not case.is_open or case.kind == Case.Kind.INFORMATION:
        return False
    return not Voting.objects.visible_to(by).filter(case=case, closed_at=None).exists()


def _own(case: Case, by: Actor) -> list[Seat]:
    """The seats of the body that the actor sits in today."""
    if by.person is None:
        return []
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk)
    found = sitting.filter(seat__body=case.body_id).select_related("seat__organisation", "seat__body")
    return [holding.seat for holding in found.order_by("seat__position", "pk")]
