"""Acts on minutes: written from the record, read by those who took part, approved or written anew."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.queries.turns import sitting_for
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Mandate, Minutes, MinutesAnswer, Voting
from statenshus.decisions.models.cases import fingerprint
from statenshus.decisions.models.chain import freeze, head_of
from statenshus.decisions.queries.chain import minutes_payload
from statenshus.decisions.queries.minutes import content_of, readers_in, remarks_on
from statenshus.decisions.rules import minutes as rules
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body, Seat

READING_DAYS = 7
"""Where the body has no rules on record."""


@transaction.atomic
def write_minutes(
    subject: Meeting | Voting, *, language: str = "", reading_until: datetime | None = None, by: Actor
) -> Minutes:
    """Write the minutes of a meeting, or of a written procedure, from what is on record, and ask those who took part.

    In the house's language unless another is chosen. Until they are approved newer ones may replace them, after a
    remark or when the record was put right: those are asked about again, and the remarks stand in them. Without
    `reading_until` the reading time is that of the body's rules, to the end of its last day.

    Raises NotAllowed by rules.write_minutes, and Refused with code:
        not_held    the meeting has not begun, or was called off
        open        a voting is still open
        in_meeting  the voting was held in a meeting; its minutes are those of the meeting
        approved    its minutes are approved, so they stand
        past        the reading time would be over already
    """
    by.must(rules.write_minutes, subject)
    subject = _locked(subject, by)
    earlier = list(Minutes.objects.in_house(by.house).filter(**_of(subject)).order_by("version"))
    if any(each.approved_at for each in earlier):
        raise Refused("approved", _("The minutes are approved. They stand as they are."))
    body = subject.body if isinstance(subject, Meeting) else subject.case.body
    until = reading_until or _reading_until(body, by)
    if until <= by.now:
        raise Refused("past", _("That moment has passed. Give them time to read."), "reading_until")
    previous = earlier[-1] if earlier else None
    if previous is not None:
        previous.replaced_at = by.now
        previous.save(update_fields=["replaced_at"])
        ask_acts.withdraw_asks(previous, kinds=(KindOfAsk.MINUTES,), by=by)
    language = language or by.house.language
    content = {**content_of(subject, language=language, by=by), "remarks": remarks_on(previous)}
    made = Minutes.objects.create(
        house=by.house,
        key=f"{subject.key}-p{len(earlier) + 1}",
        body=body,
        **_of(subject),
        version=len(earlier) + 1,
        language=language,
        content=content,
        hash=fingerprint(content),
        chain_head=head_of(by.house),
        written_at=by.now,
        reading_until=until,
    )
    for seat in Seat.objects.filter(house=by.house, key__in=readers_in(content)).select_related("body"):
        path = f"decisions/minutes/{made.key}/"
        ask_acts.ask(made, kind=KindOfAsk.MINUTES, seat=seat, path=path, due_at=until, by=by)
    record(by, "decisions.write_minutes", made, version=made.version, reading_until=until.isoformat())
    return made


@transaction.atomic
def answer_minutes(minutes: Minutes, *, seat: Seat, approves: bool, remark: str = "", by: Actor) -> MinutesAnswer:
    """Approve the minutes for a seat that took part, or remark what is wrong; the latest of a seat counts.

    When all who took part have approved, the minutes are approved at once.

    Raises NotAllowed by rules.answer_minutes, and Refused with code:
        settled        they are approved, or newer ones have replaced them
        late           the reading time is over
        not_asked      the seat took no part
        not_your_turn  the actor does not answer for the seat now
        remark         it is not said what is wrong
    """
    by.must(rules.answer_minutes, minutes, seat)
    minutes = _locked_minutes(minutes)
    if by.now >= minutes.reading_until:
        raise Refused("late", _("The reading time is over."))
    asked = readers_in(minutes.content)
    if seat.key not in asked:
        raise Refused("not_asked", _("That seat took no part, so it is not asked about the minutes."), "seat")
    holding = sitting_for(by, seat, minutes)
    if holding is None:
        raise Refused("not_your_turn", _("It is another's turn to answer for that seat."), "seat")
    if not approves and not remark.strip():
        raise Refused("remark", _("Say what is wrong, so that it can be put right."), "remark")
    told = {
        "person": holding.person,
        "rank": holding.rank,
        "approves": approves,
        "remark": remark.strip(),
        "at": by.now,
    }
    answer, _made = MinutesAnswer.objects.update_or_create(
        minutes=minutes, seat=seat, defaults=told, create_defaults={**told, "house": by.house}
    )
    said = _("Approved") if approves else _("Remarked")
    ask_acts.settle(minutes, kind=KindOfAsk.MINUTES, answer=said, seat=seat, by=by)
    record(by, "decisions.answer_minutes", minutes, organisation=str(seat.organisation or ""), approves=approves)
    if _all_approve(minutes):
        _approve(minutes, by)
    return answer


@transaction.atomic
def settle_minutes(minutes: Minutes, *, by: Actor) -> Minutes:
    """Approve the minutes when the reading time is over and nobody has remarked; they go into the chain.

    Raises NotAllowed by rules.settle_minutes, and Refused with code:
        settled  they are approved, or newer ones have replaced them
        remarks  somebody has remarked, so newer ones must be written
        reading  the reading time is not over, and not all have approved
    """
    by.must(rules.settle_minutes, minutes)
    minutes = _locked_minutes(minutes)
    if minutes.answers.filter(approves=False).exists():
        message = _("Somebody has remarked on the minutes. Put the record right, and write them anew.")
        raise Refused("remarks", message)
    if by.now < minutes.reading_until and not _all_approve(minutes):
        raise Refused("reading", _("The reading time is not over, and not all have approved."))
    _approve(minutes, by)
    return minutes


def _approve(minutes: Minutes, by: Actor) -> None:
    minutes.approved_at = by.now
    minutes.save(update_fields=["approved_at"])
    ask_acts.lapse_asks(minutes, kinds=(KindOfAsk.MINUTES,), by=by)
    freeze("minutes", minutes.key, minutes_payload(minutes), by=by)
    answered = minutes.answers.count()
    record(by, "decisions.settle_minutes", minutes, answered=answered, asked=len(readers_in(minutes.content)))


def _all_approve(minutes: Minutes) -> bool:
    """Whether each seat that took part has approved; never where none did."""
    asked = readers_in(minutes.content)
    approving = set(minutes.answers.filter(approves=True).values_list("seat__key", flat=True))
    return bool(asked) and set(asked) <= approving


def _locked_minutes(minutes: Minutes) -> Minutes:
    """The minutes, held until the transaction ends, so that those who settle them wait for each other."""
    minutes = (
        Minutes.objects.select_for_update(of=("self",)).select_related("body", "meeting", "voting").get(pk=minutes.pk)
    )
    if minutes.approved_at or minutes.replaced_at:
        raise Refused("settled", _("The minutes are approved already, or newer ones have replaced them."))
    return minutes


def _locked(subject: Meeting | Voting, by: Actor) -> Meeting | Voting:
    """What the minutes are of, held until the transaction ends, so that those who write them wait for each other."""
    open_voting = Refused("open", _("A voting is still open. Minutes are written when it has ended."))
    if isinstance(subject, Meeting):
        held = Meeting.objects.select_for_update(of=("self",)).select_related("body", "host").get(pk=subject.pk)
        if not held.has_begun(by.now):
            raise Refused("not_held", _("The meeting has not begun, or was called off."))
        if Voting.objects.filter(meeting=held, closed_at=None).exists():
            raise open_voting
        return held
    voting = Voting.objects.select_for_update(of=("self",)).select_related("case__body", "version").get(pk=subject.pk)
    if not voting.is_written:
        raise Refused("in_meeting", _("This was voted on in a meeting. Write the minutes of the meeting."))
    if voting.closed_at is None:
        raise open_voting
    return voting


def _of(subject: Meeting | Voting) -> dict[str, Meeting | Voting]:
    return {"meeting": subject} if isinstance(subject, Meeting) else {"voting": subject}


def _reading_until(body: Body, by: Actor) -> datetime:
    """The end of the last day of the reading time, as the body's rules have it today."""
    mandate = Mandate.objects.filter(house=by.house, body=body).at(by.today).first()
    days = mandate.reading_days if mandate else READING_DAYS
    return datetime.combine(by.today + timedelta(days=days), time(23, 59), tzinfo=OSLO)
