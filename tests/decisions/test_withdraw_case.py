"""Withdrawing a case: it ends without a decision, and keeps its number."""

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.usecases.cases import draft_case, publish_case, withdraw_case
from statenshus.decisions.usecases.votings import close_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW
from tests.people.acting import refused, told


def test_it_ends_with_its_reason_and_nothing_waits_any_more(group):
    case = draft_case(group.body, title="Sak", proposal="Ja", by=group.leader)
    publish_case(case, by=group.leader)

    withdraw_case(case, reason=" Uaktuell ", by=group.leader)

    case.refresh_from_db()
    assert (case.ended, case.ended_at, case.withdrawn_because) == ("withdrawn", NOW, "Uaktuell")
    assert set(Ask.objects.about(case).values_list("kind", "ended")) == {("position", "withdrawn")}
    assert told(group.filled, "decisions.withdraw_case") == [(f"{case.called} Sak", {})]


def test_its_number_is_not_given_again(group):
    first = draft_case(group.body, title="Sak", by=group.leader)
    withdraw_case(first, reason="Feil", by=group.leader)

    assert draft_case(group.body, title="Ny", by=group.leader).number == first.number + 1


def test_whoever_prepares_it_withdraws_its_draft_and_no_more(group):
    case = draft_case(group.body, title="Vårt", proposal="Ja", by=group.actor(2))
    other = draft_case(group.body, title="Vårt andre", by=group.actor(2))
    publish_case(case, by=group.leader)
    case.refresh_from_db()

    with pytest.raises(NotAllowed):
        withdraw_case(case, reason="Nei", by=group.actor(2))
    assert withdraw_case(other, reason="Nei", by=group.actor(2)).ended == "withdrawn"


def test_not_without_a_reason_nor_twice(group):
    with refused("reason"):
        withdraw_case(group.case, reason=" ", by=group.leader)
    withdraw_case(group.case, reason="Uaktuell", by=group.leader)
    with refused("ended"):
        withdraw_case(group.case, reason="Uaktuell", by=group.leader)


def test_not_while_it_is_voted_on(group):
    open_written(group.case, closes_at=LATER, by=group.leader)

    with refused("voting"):
        withdraw_case(group.case, reason="Uaktuell", by=group.leader)


def test_not_while_the_project_owner_has_yet_to_decide(filled):
    group = Group(filled, decides="owner", owner=filled.persons["manager"])
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    for number in range(1, 6):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))
    close_voting(voting, by=group.leader)

    with refused("advised"):
        withdraw_case(group.case, reason="Uaktuell", by=group.leader)


@pytest.mark.parametrize("who", ["member", "commissioner"])
def test_not_by_others(group, who):
    with pytest.raises(NotAllowed):
        withdraw_case(group.case, reason="Nei", by=group.filled.actor(who))
