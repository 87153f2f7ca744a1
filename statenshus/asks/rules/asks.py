"""Who may ask, and answer."""

from django.db import models

from statenshus.asks.models import Ask
from statenshus.asks.models.asks import seats_of
from statenshus.asks.queries.turns import holding_for
from statenshus.kernel.actors import Actor, Role
from statenshus.people.models import Person, Seat
from statenshus.people.rules import keeps_record


def see(by: Actor, ask: Ask) -> bool:
    """An ask is seen by the person asked; one to a seat by those who sit in it, and by those who keep the record."""
    if ask.seat_id is None:
        return by.person is not None and ask.person_id == by.person.pk
    return keeps_record(by) or seats_of(by).filter(seat=ask.seat_id).exists()


def ask(by: Actor, subject: models.Model, *who: Seat | Person) -> bool:
    """Every member of the house may ask, by an act that asks and has rules of its own."""
    return Role.MEMBER in by.roles


def settle(by: Actor, subject: models.Model, *who: Seat | Person) -> bool:
    """Every member of the house may, by an act that answers and has rules of its own."""
    return Role.MEMBER in by.roles


def answer_ask(by: Actor, ask: Ask) -> bool:
    """The person asked may answer, or whoever in the seat asked has the turn, or holds it."""
    if ask.seat_id is None:
        return by.person is not None and ask.person_id == by.person.pk
    return holding_for(by, ask) is not None


def withdraw_asks(by: Actor, subject: models.Model) -> bool:
    """Every member of the house may, by an act that makes the ask needless and has rules of its own."""
    return Role.MEMBER in by.roles


def lapse_asks(by: Actor, subject: models.Model) -> bool:
    """Every member of the house may, by an act after which it is too late to answer and that has rules of its own."""
    return Role.MEMBER in by.roles


def pass_over(by: Actor, subject: models.Model, person: Person) -> bool:
    """Every member of the house may, by an act that disqualifies somebody and has rules of its own."""
    return Role.MEMBER in by.roles
