"""A steering group that can decide: five seats, with deputies, rules and a published case."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from statenshus.decisions.models import Case, CaseVersion, Mandate
from statenshus.decisions.models.chain import freeze
from statenshus.decisions.queries.chain import case_payload
from statenshus.meetings.models import Meeting
from statenshus.people.models import Account, Affiliation, Person, Seat, SeatHolding
from statenshus.people.roles import roles_of
from tests.houses import NOW, START, fill

LATER = NOW + timedelta(days=10)


class Group:
    """A body that decides: `actor(2)` holds its second seat, `actor(2, 1)` is first deputy there; `leader` leads."""

    def __init__(self, filled, seats=5, **rules):
        self.filled, self.house = filled, filled.house
        self.body = filled.bodies["steering"]
        self.leader = filled.actor("manager")
        first = self.body.seats.get()
        Seat.objects.filter(pk=first.pk).update(role="chair")
        first.refresh_from_db()
        self.seats, self.persons = [first], [[filled.persons["chair"], filled.persons["deputy"]]]
        for number in range(2, seats + 1):
            self.add_seat(number)
        usual = {"quorum": "half", "majority": "simple", "tie": "chair", "written": "majority", "written_days": 5}
        self.mandate = Mandate.objects.create(
            house=self.house, body=self.body, valid_from=START, **{**usual, "reservation_days": 7, **rules}
        )
        self.case = self.publish("2023-1", 1)

    def add_seat(self, number):
        organisation = self.filled.organisations["tax"]
        seat = Seat.objects.create(
            house=self.house,
            key=f"seat-{number}",
            body=self.body,
            organisation=organisation,
            position=number,
            valid_from=START,
        )
        self.seats.append(seat)
        self.persons.append([self.add_person(seat, f"p{number}-{rank}", rank) for rank in range(2)])
        return seat

    def add_person(self, seat, key, rank):
        slug = self.house.slug
        account = Account.objects.create_user(f"{key}@{slug}.example")
        person = Person.objects.create(
            house=self.house, key=key, name=f"{key.title()} {slug}", email=account.email, account=account
        )
        Affiliation.objects.create(house=self.house, person=person, organisation=seat.organisation, valid_from=START)
        SeatHolding.objects.create(house=self.house, seat=seat, person=person, rank=rank, valid_from=START)
        return person

    @transaction.atomic
    def publish(self, key, number, **said):
        case = Case.objects.create(
            house=self.house,
            key=key,
            year=2023,
            number=number,
            body=self.body,
            title=f"Sak {number} {self.house.slug}",
            prepared_by=self.filled.persons["manager"],
            drafted_at=NOW,
            published_at=NOW,
            **said,
        )
        version = CaseVersion.objects.create(
            house=self.house, case=case, number=1, title=case.title, text="Tekst", proposal="Forslag"
        )
        version.hash, version.published_at = version.fingerprint(), NOW
        version.save(update_fields=["hash", "published_at"])
        freeze("case", case.key, case_payload(version), by=self.leader)
        return case

    def meeting(self, key="m2023-1", number=1, starts_at=NOW - timedelta(hours=1)):
        return Meeting.objects.create(
            house=self.house,
            key=key,
            year=2023,
            number=number,
            body=self.body,
            title=f"Møte {number}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3),
        )

    def seat(self, number):
        return self.seats[number - 1]

    def person(self, number, rank=0):
        return self.persons[number - 1][rank]

    def actor(self, number, rank=0, now=NOW):
        from statenshus.kernel.actors import Actor

        person = self.person(number, rank)
        return Actor(self.house, now, person, roles_of(person, now.date()))

    def at(self, now):
        return self.filled.actor("manager", now=now)


@pytest.fixture
def filled(other):
    """A house in which nothing has been taken up yet; `whole` is one in which something has."""
    return fill("vaarthus", decided=False)


@pytest.fixture
def whole(other):
    return fill("vaarthus")


@pytest.fixture
def group(filled):
    return Group(filled)


def moment(*parts):
    return datetime(*parts, tzinfo=UTC)
