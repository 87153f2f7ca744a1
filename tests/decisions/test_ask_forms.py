"""What is asked about a case is answered where the ask stands."""

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.forms.asks import PositionForm, QuestionForm
from statenshus.decisions.models import Position
from statenshus.decisions.usecases.cases import draft_case, publish_case
from statenshus.decisions.usecases.exemptions import exempt
from statenshus.decisions.usecases.positions import give_position
from statenshus.kernel.actors import Actor
from tests.houses import TODAY
from tests.people.acting import refused


@pytest.fixture
def case(group):
    made = draft_case(group.body, title="Sak", proposal="Ja", by=group.leader)
    publish_case(made, by=group.leader)
    return made


def ask_of(group, case, number):
    return Ask.objects.about(case).open().of_kind("position").select_related("seat").get(seat=group.seat(number))


def by_link(group, number):
    by = group.actor(number)
    return Actor(by.house, by.now, by.person, by.roles, frozenset({"link"}))


def test_a_position_is_given_with_one_button(group, case):
    form = PositionForm({"stand": "for", "version": "1"}, ask=ask_of(group, case, 2), by=group.actor(2))

    assert form.is_valid()
    assert form.answer() == "Standpunktet er notert. Du kan endre det til avstemningen åpner."
    assert Position.objects.get(case=case).stand == "for"


def test_it_is_given_by_the_link_in_a_mail_too(group, case):
    form = PositionForm({"stand": "for"}, ask=ask_of(group, case, 2), by=by_link(group, 2))

    assert form.is_valid()
    form.answer()
    assert Position.objects.get(case=case).person == group.person(2)


def test_what_is_exempt_is_not_shown_to_whoever_holds_a_link(group, case):
    exempt(case, paragraph="§ 13", reason="Personlig", until=TODAY, by=group.leader)
    ask = ask_of(group, case, 2)

    assert PositionForm(ask=ask, by=by_link(group, 2)).is_hidden
    assert not PositionForm(ask=ask, by=group.actor(2)).is_hidden


def test_a_refusal_comes_through(group, case):
    form = PositionForm({"stand": "for", "version": "9"}, ask=ask_of(group, case, 2), by=group.actor(2))

    assert form.is_valid()
    with refused("changed"):
        form.answer()


def test_many_are_prepared_with_the_same_queries_as_one(group, case, django_assert_num_queries):
    others = [draft_case(group.body, title=f"Sak {n}", proposal="Ja", by=group.leader) for n in range(2)]
    for other in others:
        publish_case(other, by=group.leader)
    asks, by = [ask_of(group, each, 2) for each in (case, *others)], group.actor(2)

    with django_assert_num_queries(7):
        PositionForm.prepare(asks[:1], by)
    with django_assert_num_queries(7):
        known = PositionForm.prepare(asks, by)
    with django_assert_num_queries(0):
        forms = [PositionForm(ask=each, by=by, known=known) for each in asks]
        assert [form.shown.title for form in forms] == ["Sak", "Sak 0", "Sak 1"]


def test_a_question_is_answered_in_place(group, case):
    asked = give_position(case, seat=group.seat(2), stand="unsure", question="Når?", by=group.actor(2))
    ask = Ask.objects.about(case).of_kind("question").get()

    form = QuestionForm({"reply": "I morgen"}, ask=ask, by=group.leader)

    assert form.is_valid()
    assert form.answer() == "Svaret ditt står på saken."
    asked.refresh_from_db()
    assert asked.reply == "I morgen"
    assert QuestionForm(ask=ask, by=group.leader).position is None
