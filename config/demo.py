"""What has happened in the demonstration's house, done by the ordinary acts at its first start.

The seed tells that the steering group discussed going from four subprojects to three on 1 December 2022, and that
three were proposed after that. What else stands here is invented, and says so. The written procedure is opened when
the demonstration is, so that its deadline is to come.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.asks.queries.reminders import working_day
from statenshus.asks.usecases import handing
from statenshus.asks.usecases.mails import choose_mail
from statenshus.decisions.models import Case, Mandate
from statenshus.decisions.models.mandates import template_of
from statenshus.decisions.usecases import agenda, cases, decisions, mandates, minutes, positions, votings
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.houses import House
from statenshus.meetings.models import Meeting
from statenshus.meetings.queries.candidates import Wanted, propose
from statenshus.meetings.usecases import attendances, meetings, poll_answers, polls, rotas
from statenshus.people.models import Body, Person, Seat, SeatHolding
from statenshus.people.roles import roles_of
from statenshus.portfolio.models import Restructuring
from statenshus.portfolio.usecases import restructurings

DISCUSSED = datetime(2022, 12, 1, 8, 0, tzinfo=UTC)
PROPOSED = datetime(2023, 1, 31, 8, 0, tzinfo=UTC)
CAME = ("demo-fjell", "demo-fjord", "demo-skog", "demo-elv", "demo-foss", "demo-strand", "demo-myr")
DAYS_TO_VOTE = 10


@transaction.atomic
def begin(house: House, now: datetime) -> bool:
    """Let it happen, once, in a house that has the demonstration's persons; whether it did."""
    body = Body.objects.in_house(house).filter(key="styringsgruppen").first()
    subject = Restructuring.objects.in_house(house).filter(key="fire-til-tre", case=None).first()
    people = {person.key: person for person in Person.objects.in_house(house).filter(fictitious=True)}
    if body is None or subject is None or "demo-prosjektleder" not in people or Case.objects.in_house(house).exists():
        return False
    lead = people["demo-prosjektleder"]
    _decide_by(body, _actor(lead, DISCUSSED))
    discussed = _discuss(body, people, lead)
    proposed = _propose(subject, body, discussed, _actor(lead, PROPOSED))
    _take_positions(proposed, people, now)
    _vote_in_writing(proposed, people, now)
    _ask_when(body, people, _actor(lead, now))
    _take_turns(body, _actor(lead, now))
    return True


def _decide_by(body: Body, by: Actor) -> None:
    """Rules like kommuneloven's, but that let the group decide in writing by its ordinary majority."""
    said = {**template_of("municipal"), "written": Mandate.Written.MAJORITY, "written_days": 5, "reservation_days": 7}
    said["note"] = "Oppdiktet for demonstrasjonen: Kilden sier ikke hvilke regler styringsgruppen har."
    said["source"] = f"{said['source']}; tilpasset for demonstrasjonen"
    mandates.set_mandate(body, valid_from=date(2022, 1, 1), by=by, **said)  # type: ignore[arg-type]


def _discuss(body: Body, people: dict[str, Person], lead: Person) -> Case:
    """The meeting of 1 December 2022: what was discussed is the seed's, day and words; the rest is invented."""
    before = _actor(lead, DISCUSSED - timedelta(days=14))
    meeting = meetings.call_meeting(
        body,
        title="Styringsgruppemøte 1. desember",
        starts_at=DISCUSSED,
        ends_at=DISCUSSED + timedelta(hours=2),
        place="Ukjent (klokkeslett, sted og hvem som møtte, er oppdiktet for demonstrasjonen)",
        by=before,
    )
    case = cases.draft_case(
        body,
        kind=Case.Kind.DISCUSSION,
        title="Reduksjon fra fire til tre delprosjekter",
        text="Drøfting av en reduksjon fra 4 til 3 delprosjekter.",
        by=before,
    )
    cases.publish_case(case, by=before)
    agenda.put_on_agenda(meeting, case=case, by=before)
    after = _actor(lead, DISCUSSED + timedelta(hours=3))
    _note_who_came(meeting, people, after)
    case.refresh_from_db()
    told = "I styringsgruppemøte 1. desember ble det diskutert en reduksjon fra 4 til 3 delprosjekter."
    decisions.conclude(case, outcome="discussed", meeting=meeting, text=told, by=after)
    written = minutes.write_minutes(meeting, by=_actor(lead, DISCUSSED + timedelta(days=1)))
    minutes.settle_minutes(written, by=Actor.clock(lead.house, written.reading_until))
    return case


def _propose(subject: Restructuring, body: Body, discussed: Case, by: Actor) -> Case:
    """The proposal of January 2023, as a case that follows the one in which it was discussed."""
    case = restructurings.put_to_decision(subject, body=body, by=by)
    said = case.versions.get()
    cases.edit_case(
        case,
        kind=case.kind,
        title=case.title,
        text=said.text,
        proposal=said.proposal,
        effective_on=said.effective_on,
        follows=discussed,
        urgent=True,
        by=by,
    )
    cases.publish_case(case, by=by)
    return case


def _note_who_came(meeting: Meeting, people: dict[str, Person], by: Actor) -> None:
    for seat in Seat.objects.in_house(by.house).filter(body=meeting.body_id):
        sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat=seat).select_related("person")
        came = next((holding.person for holding in sitting if holding.person.key in CAME), None)
        attendances.note_attendance(meeting, seat=seat, person=came, came="room" if came else "absent", by=by)


def _take_positions(case: Case, people: dict[str, Person], now: datetime) -> None:
    said = [
        ("demo-fjord", "for", "Demo: Tre delprosjekter er lettere å følge opp.", ""),
        ("demo-foss", "for", "", ""),
        ("demo-strand", "unsure", "", "Demo: Hvem tar over samarbeidet med studiestedene når delprosjektet deles?"),
    ]
    for key, stand, comment, question in said:
        by = _actor(people[key], now)
        positions.give_position(
            case, seat=_seat_of(people[key]), stand=stand, comment=comment, question=question, by=by
        )


def _vote_in_writing(case: Case, people: dict[str, Person], now: datetime) -> None:
    """Opened now, so that its deadline is to come. Three have voted, one lets a deputy vote; the rest is open."""
    for key in ("demo-skog", "demo-vik", "demo-elv"):
        choose_mail(people[key], rhythm="daily", urgent_at_once=True, by=_actor(people[key], now))
    case.refresh_from_db()
    last_day = (now + timedelta(days=DAYS_TO_VOTE)).astimezone(OSLO).date()
    closes_at = datetime.combine(last_day, time(15), tzinfo=OSLO)
    chair = people["demo-fjell"]
    voting = votings.open_written(case, closes_at=closes_at, by=_actor(chair, now))
    for key, choice in (("demo-fjord", "for"), ("demo-foss", "for"), ("demo-vidde", "against")):
        votings.vote(voting, seat=_seat_of(people[key]), choice=choice, by=_actor(people[key], now))
    away = people["demo-strand"]
    asked = Ask.objects.in_house(case.house).open().about(case).get(kind=KindOfAsk.VOTE, seat=_seat_of(away))
    handing.hand_over(asked, reason="Demo: På reise.", by=_actor(away, now))


def _ask_when(body: Body, people: dict[str, Person], by: Actor) -> None:
    """Dates for the next meeting, put now, so that they are to come. Three have answered, one of them cannot always."""
    first = working_day(by.today + timedelta(days=14))
    wanted = Wanted(first, first + timedelta(days=21), (1, 2, 3, 4), time(9), time(15), 120)
    dates = [each.starts_at for each in propose(body, wanted, by, most=4)]
    deadline = datetime.combine(working_day(by.today + timedelta(days=7)), time(12), tzinfo=OSLO)
    asked = polls.open_poll(
        body, title="Demo: Neste styringsgruppemøte", minutes=120, dates=dates, answers_by=deadline, by=by
    )
    for key, answers in (
        ("demo-fjord", ("yes", "yes", "if_needed", "yes")),
        ("demo-foss", ("no", "yes", "yes", "yes")),
        ("demo-vidde", ("yes", "yes", "remote", "no")),
    ):
        said = dict(zip(dates, answers, strict=False))
        poll_answers.answer_poll(asked, answers=said, seat=_seat_of(people[key]), by=_actor(people[key], by.now))


def _take_turns(body: Body, by: Actor) -> None:
    """The agencies of the body take turns at being host; what they have for guests is invented, and says so."""
    seats = Seat.objects.in_house(by.house).at(by.today).filter(body=body, organisation__isnull=False)
    hosts = {seat.organisation for seat in seats.select_related("organisation").order_by("position", "pk")}
    for n, host in enumerate(sorted(hosts, key=lambda each: each.key if each else "")):
        if host is not None:
            said = {"place": "Demo: Møterommet", "capacity": 8 + 2 * n, "is_accessible": n % 3 != 1}
            about = "Demo: Oppdiktet. Her forteller verten i ti minutter hvem de er."
            rotas.set_premises(host, **said, way_in="Demo: Oppdiktet. Ring på.", about=about, by=by)  # type: ignore[arg-type]
            rotas.join_rota(body, organisation=host, by=by)


def _seat_of(person: Person) -> Seat:
    holding = SeatHolding.objects.in_house(person.house).filter(
        person=person, rank=0, seat__body__key="styringsgruppen"
    )
    return holding.select_related("seat__body", "seat__organisation").get().seat


def _actor(person: Person, now: datetime) -> Actor:
    return Actor(person.house, now, person, roles_of(person, now.astimezone(OSLO).date()))
