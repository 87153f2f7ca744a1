"""Publishing a case: frozen with its hash, put in the chain, and the seats are asked where they stand."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from statenshus.asks.models import Ask
from statenshus.decisions.models import CaseVersion, ChainLink
from statenshus.decisions.queries.chain import case_payload
from statenshus.decisions.usecases.cases import draft_case, publish_case, revise_case, withdraw_case
from statenshus.decisions.usecases.positions import give_position
from statenshus.decisions.usecases.recusals import recuse
from statenshus.decisions.usecases.votings import close_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW
from tests.people.acting import refused, told


@pytest.fixture
def draft(group):
    return draft_case(group.body, title="Tre delprosjekter", text="Bakgrunn", proposal="Tre", by=group.leader)


def waiting(case):
    asks = Ask.objects.in_house(case.house).open().about(case).of_kind("position").order_by("seat__position", "pk")
    return list(asks.values_list("seat__key", "due_at", "path"))


def test_what_it_says_is_frozen_with_its_hash_and_stands_in_the_chain(group, draft):
    version = publish_case(draft, by=group.leader)

    version, link = CaseVersion.objects.get(pk=version.pk), ChainLink.objects.in_house(group.house).last()
    assert (version.published_at, version.published_by, version.hash) == (
        NOW,
        group.filled.persons["manager"],
        version.fingerprint(),
    )
    assert (link.kind, link.subject, link.payload) == ("case", draft.key, case_payload(version))
    draft.refresh_from_db()
    assert (draft.published_at, draft.is_open) == (NOW, True)
    assert told(group.filled, "decisions.publish_case") == [(f"{draft.called} Tre delprosjekter", {"version": 1})]


def test_every_seat_is_asked_where_it_stands(group, draft):
    publish_case(draft, due_at=LATER, by=group.leader)

    path = f"decisions/cases/{draft.key}/"
    assert waiting(draft) == [(seat.key, LATER, path) for seat in group.seats]


def test_there_are_seven_days_unless_it_is_said(group, draft):
    publish_case(draft, by=group.leader)

    assert {due for _seat, due, _path in waiting(draft)} == {NOW + timedelta(days=7)}


def test_nobody_is_asked_about_information(group):
    case = draft_case(group.body, kind="information", title="Orientering", by=group.leader)

    publish_case(case, by=group.leader)

    assert waiting(case) == []


def test_a_new_version_is_asked_about_again_where_somebody_had_answered(group, draft):
    publish_case(draft, due_at=LATER, by=group.leader)
    give_position(draft, seat=group.seat(2), stand="for", by=group.actor(2))
    revise_case(draft, title="To delprosjekter", proposal="To", changed="To, ikke tre", by=group.leader)
    until = LATER + timedelta(days=3)

    publish_case(draft, due_at=until, by=group.leader)

    due = {seat: due for seat, due, _path in waiting(draft)}
    assert due == {seat.key: until if seat.key == "seat-2" else LATER for seat in group.seats}
    draft.refresh_from_db()
    assert draft.title == "To delprosjekter"


def test_a_seat_with_nobody_left_is_not_asked(group, draft):
    publish_case(draft, by=group.leader)
    for rank in range(2):
        recuse(draft, seat=group.seat(2), ground="Part", by=group.actor(2, rank))
    Ask.objects.in_house(group.house).delete()
    revise_case(draft, title="Ny", proposal="Ny", changed="Alt", by=group.leader)

    publish_case(draft, by=group.leader)

    assert "seat-2" not in {seat for seat, _due, _path in waiting(draft)}


def test_not_while_it_is_voted_on(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    revise_case(group.case, title="Ny", proposal="Ny", changed="Alt", by=group.leader)

    with refused("voting"):
        publish_case(group.case, by=group.leader)

    for number in range(1, 6):
        vote(voting, seat=group.seat(number), choice="against", by=group.actor(number))
    close_voting(voting, by=group.leader)
    with refused("ended"):
        publish_case(group.case, by=group.leader)


def test_not_while_the_project_owner_has_yet_to_decide(filled):
    group = Group(filled, decides="owner", owner=filled.persons["manager"])
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    for number in range(1, 6):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))
    close_voting(voting, by=group.leader)
    revise_case(group.case, title="Ny", proposal="Ny", changed="Alt", by=group.leader)

    with refused("advised"):
        publish_case(group.case, by=group.leader)


def test_what_is_for_decision_must_propose_something(group):
    case = draft_case(group.body, title="Uten forslag", proposal="  ", by=group.leader)

    with refused("empty"):
        publish_case(case, by=group.leader)


def test_not_twice_nor_after_it_has_ended_nor_with_a_deadline_that_has_passed(group, draft):
    with refused("past"):
        publish_case(draft, due_at=NOW, by=group.leader)
    publish_case(draft, by=group.leader)
    with refused("not_draft"):
        publish_case(draft, by=group.leader)
    withdraw_case(draft, reason="Uaktuell", by=group.leader)
    with refused("ended"):
        publish_case(draft, by=group.leader)


def test_not_by_whoever_only_prepares_it(group):
    case = draft_case(group.body, title="Vårt", proposal="Ja", by=group.actor(2))

    with pytest.raises(NotAllowed):
        publish_case(case, by=group.actor(2))
    assert publish_case(case, by=group.actor(1)).number == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Annet"},
        {"text": "Annet"},
        {"proposal": "Annet"},
        {"basis": "Annet"},
        {"changed": "Annet"},
        {"effective_on": NOW.date()},
        {"hash": "0" * 64},
        {"published_at": LATER},
        {"number": 9},
        {"published_at": None, "hash": ""},
    ],
    ids=lambda change: " and ".join(change),
)
def test_the_database_itself_refuses_to_change_what_is_published(group, draft, change):
    version = publish_case(draft, by=group.leader)

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        CaseVersion.objects.filter(pk=version.pk).update(**change)
    assert CaseVersion.objects.get(pk=version.pk).fingerprint() == version.hash


@transaction.atomic
def take_away(version):
    """As whoever reaches the database might, to the end of their transaction."""
    CaseVersion.objects.filter(pk=version.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_and_to_take_it_away(group, draft):
    version = publish_case(draft, by=group.leader)

    with pytest.raises(IntegrityError, match="frozen"):
        take_away(version)
    assert CaseVersion.objects.filter(pk=version.pk).exists()


def test_a_draft_may_be_taken_away(group, draft):
    draft.versions.all().delete()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not CaseVersion.objects.filter(case=draft).exists()
