"""A group with something of each kind in its chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction

from statenshus.decisions.models import AgendaItem, Minutes, MinutesAnswer, Voting
from statenshus.decisions.models.cases import fingerprint
from statenshus.decisions.models.chain import freeze, head_of
from statenshus.decisions.queries.chain import minutes_payload
from statenshus.decisions.usecases.decisions import reserve
from statenshus.decisions.usecases.votings import (
    call_off_voting,
    close_voting,
    open_voting,
    open_written,
    pull,
    record_vote,
    vote,
)
from tests.decisions.conftest import LATER
from tests.houses import NOW

BEFORE = 0
"""How many links a house of the tests has before."""
ALL = BEFORE + 15


def say(group, voting, *words, now=NOW):
    """Let the seats vote in their order; an empty word is silence, a capital letter does not agree to the form."""
    for number, word in enumerate(words, 1):
        if word:
            agrees = word == word.lower()
            vote(voting, seat=group.seat(number), choice=word.lower(), agrees=agrees, by=group.actor(number, now=now))


def decide_all(group):
    """Five cases: adopted in a meeting, secretly not adopted in writing, pulled, called off, closed early; and minutes.

    The links, after those that the house has, are: 1 the first case, 2 to 5 the others, 6 the voting, 7 the decision,
    8 the reservation, 9 and 10 the secret voting and its decision, 11 the pulled one, 12 the one called off, 13 and 14
    the early one and its decision, 15 the minutes.
    """
    cases = [group.case, *(group.publish(f"2023-{number}", number) for number in range(2, 6))]
    meeting = group.meeting()
    AgendaItem.objects.create(house=group.house, meeting=meeting, case=cases[0])
    shown = open_voting(cases[0], meeting=meeting, by=group.leader)
    say(group, shown, "for", "against", "for", "blank")
    record_vote(shown, seat=group.seat(2), person=group.person(2), choice="against", by=group.leader)
    close_voting(shown, by=group.leader)
    cases[0].refresh_from_db()
    reserve(cases[0].decision, seat=group.seat(5), text=f"Enig, men ikke nå {group.house.slug}", by=group.actor(5))

    secret = open_written(cases[1], closes_at=LATER, secret=True, by=group.leader)
    say(group, secret, "for", "AGAINST", "against", "abstain")
    close_voting(secret, by=group.at(LATER))

    pulled = open_written(cases[2], closes_at=LATER, by=group.leader)
    say(group, pulled, "for")
    pull(pulled, seat=group.seat(3), reason="Vil snakke om det", by=group.actor(3))

    stopped = open_written(cases[3], closes_at=LATER, by=group.leader)
    say(group, stopped, "for", "for")
    call_off_voting(stopped, reason="Nye opplysninger", by=group.leader)

    early = open_written(cases[4], closes_at=LATER, by=group.leader)
    say(group, early, "for", "for", "for")
    close_voting(early, by=group.leader)

    approve_minutes(group, meeting)
    return Voting.objects.in_house(group.house).order_by("pk")


def approve_minutes(group, meeting):
    content = {"title": f"Referat {group.house.slug}", "items": [{"case": "2023-1", "title": "Sak"}]}
    made = Minutes.objects.create(
        house=group.house,
        key=f"{meeting.key}-1",
        body=group.body,
        meeting=meeting,
        language="nb",
        content=content,
        hash=fingerprint(content),
        chain_head=head_of(group.house),
        written_at=NOW,
        reading_until=LATER,
        approved_at=NOW + timedelta(days=1),
    )
    MinutesAnswer.objects.create(
        house=group.house, minutes=made, seat=group.seat(1), person=group.person(1), rank=0, approves=True, at=NOW
    )
    MinutesAnswer.objects.create(
        house=group.house,
        minutes=made,
        seat=group.seat(2),
        person=group.person(2),
        rank=0,
        approves=False,
        remark="Tiden er feil",
        at=NOW,
    )
    freeze("minutes", made.key, minutes_payload(made), by=group.leader)
    return made


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is undone after, and nothing of the database's own checks stands in its way."""
    point = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
