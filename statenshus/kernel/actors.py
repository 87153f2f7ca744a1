"""The actor: a person acting in one house, in roles, at one moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

from django.utils import translation

from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.houses import House

OSLO = ZoneInfo("Europe/Oslo")


class Role(StrEnum):
    """What a person is in a house on a day. The sentence of each stands in people.roles.

    Who leads a subproject is no role of the house: portfolio.rules asks the record for that.
    """

    MEMBER = "member"
    STEERING = "steering"
    DEPUTY = "deputy"
    MANAGEMENT = "management"
    COMMISSIONER = "commissioner"
    HOST = "host"
    ADMINISTRATOR = "administrator"


class Somebody(Protocol):
    """What the kernel knows of a person."""

    pk: Any
    name: str


@dataclass(frozen=True)
class Actor:
    """A person acting in one house, in roles, at one moment. Every act and query begins here."""

    house: House
    now: datetime
    person: Somebody | None
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[str] | None = field(default=None)
    """What an API token may do at most; None where the person is signed in as such."""
    title: str = "operator"
    """What nobody in particular is called in the record."""

    @property
    def today(self) -> date:
        """The day of `now` in Norway."""
        return self.now.astimezone(OSLO).date()

    @property
    def name(self) -> str:
        """The person's name, or that the operator acted at the command line, or the house itself."""
        return self.person.name if self.person else self.title

    def may(self, rule: "Rule", *subjects: Any) -> bool:
        """Whether the rule lets the actor; never for a subject of another house."""
        return all(self._is_at_home(subject) for subject in subjects) and rule(self, *subjects)

    def must(self, rule: "Rule", *subjects: Any) -> None:
        """Raise NotAllowed unless the rule lets the actor."""
        if not self.may(rule, *subjects):
            raise NotAllowed(rule.__name__)

    def _is_at_home(self, subject: Any) -> bool:
        """Whether the subject belongs to the actor's house, is that house, or belongs to none."""
        if isinstance(subject, House):
            return bool(subject.pk == self.house.pk)
        return bool(getattr(subject, "house_id", self.house.pk) == self.house.pk)

    @classmethod
    def operator(cls, house: House, now: datetime) -> Self:
        """Whoever sits at the command line of the machine: may all, is nobody."""
        return cls(house, now, None, frozenset(Role))

    @classmethod
    def clock(cls, house: House, now: datetime) -> Self:
        """What happens by itself at its time: may all, is nobody, and is named in the language of the house."""
        with translation.override(house.language):
            return cls(house, now, None, frozenset(Role), title=translation.gettext("The house itself"))


Rule = Callable[..., bool]
