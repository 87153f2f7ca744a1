"""Answering what a seat asks about a case."""

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.usecases.cases import draft_case, publish_case
from statenshus.decisions.usecases.positions import give_position, reply
from statenshus.kernel.errors import NotAllowed
from tests.houses import NOW
from tests.people.acting import refused, told


@pytest.fixture
def case(group):
    made = draft_case(group.body, title="Sak", proposal="Ja", prepared_by=group.person(4), by=group.leader)
    publish_case(made, by=group.leader)
    return made


@pytest.fixture
def asked(group, case):
    return give_position(case, seat=group.seat(2), stand="unsure", question="Hva koster det?", by=group.actor(2))


def waiting(case):
    return list(Ask.objects.about(case).of_kind("question").open().values_list("text", flat=True))


def test_the_answer_stands_for_all_to_read_and_nothing_waits(group, case, asked):
    made = reply(asked, reply=" Ti kroner ", by=group.actor(4))

    assert (made.reply, made.replied_by, made.replied_at) == ("Ti kroner", group.person(4), NOW)
    assert waiting(case) == []
    assert told(group.filled, "decisions.reply") == [(f"{case.called} Sak", {"organisation": "Tax vaarthus"})]


def test_of_two_questions_the_one_that_is_answered_ends(group, case, asked):
    give_position(case, seat=group.seat(3), stand="unsure", question="Når?", by=group.actor(3))

    reply(asked, reply="Ti kroner", by=group.actor(4))

    assert waiting(case) == [f"{group.person(3)}: Når?"]


def test_those_who_lead_the_work_may_answer_instead(group, asked):
    assert reply(asked, reply="Ti kroner", by=group.leader).replied_by == group.filled.persons["manager"]
    assert Ask.objects.of_kind("question").get(house=group.house).ended == "handed_over"


def test_not_twice_nor_with_nothing_nor_where_nothing_was_asked(group, case, asked):
    with refused("empty"):
        reply(asked, reply=" ", by=group.leader)
    reply(asked, reply="Ti kroner", by=group.leader)
    with refused("answered"):
        reply(asked, reply="Elleve", by=group.leader)
    silent = give_position(case, seat=group.seat(3), stand="for", by=group.actor(3))
    with refused("no_question"):
        reply(silent, reply="Hva?", by=group.leader)


@pytest.mark.parametrize("who", ["member", "deputy", "commissioner"])
def test_not_by_others(group, asked, who):
    with pytest.raises(NotAllowed):
        reply(asked, reply="Nei", by=group.filled.actor(who))


def test_the_asker_sees_the_answer_on_the_page(group, case, asked, enter):
    enter(group.filled).post(f"decisions/positions/{asked.pk}/reply/", {"reply": "Ti kroner"})

    page = enter(group.filled, "chair").get(f"decisions/cases/{case.key}/").content.decode()

    assert ("Hva koster det?" in page, "Ti kroner" in page) == (True, True)
