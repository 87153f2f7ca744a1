"""Where a seat stands before the case is decided."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask, HandOver
from statenshus.decisions.models import Position
from statenshus.decisions.queries.positions import picture
from statenshus.decisions.usecases.cases import draft_case, publish_case, revise_case, withdraw_case
from statenshus.decisions.usecases.positions import give_position
from statenshus.decisions.usecases.recusals import recuse
from statenshus.decisions.usecases.votings import open_written
from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import SeatHolding
from tests.decisions.conftest import LATER
from tests.houses import NOW, TODAY
from tests.people.acting import refused, told


@pytest.fixture
def case(group):
    made = draft_case(group.body, title="Sak", proposal="Ja", by=group.leader)
    publish_case(made, by=group.leader)
    made.refresh_from_db()
    return made


def shown(case, by, day=TODAY):
    return picture(case, case.versions.filter(published_at__isnull=False).last(), by, day)


def test_it_answers_what_is_asked_of_the_seat(group, case):
    made = give_position(case, seat=group.seat(2), stand="for", comment=" Ja takk ", by=group.actor(2))

    assert (made.stand, made.comment, made.person, made.rank, made.version.number) == (
        "for",
        "Ja takk",
        group.person(2),
        0,
        1,
    )
    asks = Ask.objects.about(case).of_kind("position").filter(seat=group.seat(2))
    assert list(asks.values_list("ended", "answered_by__key")) == [("answered", "p2-0")]


def test_the_log_tells_that_somebody_took_a_position_and_not_which(group, case):
    give_position(case, seat=group.seat(2), stand="against", comment="Nei", by=group.actor(2))

    assert told(group.filled, "decisions.give_position") == [
        (f"{case.called} Sak", {"seat": "seat-2", "organisation": "Tax vaarthus"})
    ]


def test_the_group_sees_the_picture_and_who_is_silent_as_a_number(group, case):
    give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))
    give_position(case, seat=group.seat(3), stand="against", comment="For dyrt", by=group.actor(3))
    give_position(case, seat=group.seat(2), stand="unsure", by=group.actor(2))

    seen = shown(case, group.actor(4))

    assert [(name, count) for name, _label, count in seen.stands] == [("for", 0), ("against", 1), ("unsure", 1)]
    assert (seen.seats, seen.unanswered) == (5, 3)
    assert [(each.seat.key, each.stand, each.comment) for each in seen.answers] == [
        ("seat-2", "unsure", ""),
        ("seat-3", "against", "For dyrt"),
    ]
    assert [(mine.seat.key, mine.is_my_turn) for mine in seen.mine] == [("seat-4", True)]


def test_an_answer_to_an_earlier_version_stands_apart(group, case):
    give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))
    revise_case(case, title="Sak", proposal="Nei", changed="Alt", by=group.leader)
    publish_case(case, by=group.leader)

    seen = shown(case, group.leader)

    assert [count for _name, _label, count in seen.stands] == [0, 0, 0]
    assert ([each.seat.key for each in seen.earlier], seen.unanswered) == (["seat-2"], 5)


def test_the_picture_is_as_of_the_day(group, case):
    give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))
    give_position(case, seat=group.seat(2), stand="against", by=group.actor(2, now=NOW + timedelta(days=1)))

    assert [each.stand for each in shown(case, group.leader).answers] == ["for"]
    later = group.at(NOW + timedelta(days=1))
    assert [each.stand for each in shown(case, later, later.today).answers] == ["against"]


def test_a_question_is_put_to_whoever_prepares_the_case(group, case):
    give_position(case, seat=group.seat(2), stand="unsure", question="Hva koster det?", by=group.actor(2))
    give_position(case, seat=group.seat(3), stand="unsure", question="Hva koster det?", by=group.actor(3))
    give_position(case, seat=group.seat(3), stand="for", question="Hva koster det?", by=group.actor(3))

    asks = Ask.objects.about(case).of_kind("question").open().order_by("pk")
    assert list(asks.values_list("person__key", "text")) == [
        ("manager", f"{group.person(2)}: Hva koster det?"),
        ("manager", f"{group.person(3)}: Hva koster det?"),
    ]


def test_whoever_prepares_it_does_not_ask_themself(group):
    case = draft_case(group.body, title="Vår", proposal="Ja", by=group.actor(2))
    publish_case(case, by=group.leader)

    give_position(case, seat=group.seat(2), stand="for", question="Hm?", by=group.actor(2))

    assert not Ask.objects.about(case).of_kind("question").exists()


def test_a_deputy_answers_when_it_is_their_turn(group, case):
    with refused("not_your_turn"):
        give_position(case, seat=group.seat(2), stand="for", by=group.actor(2, 1))
    ask = Ask.objects.about(case).open().get(seat=group.seat(2), kind="position")
    HandOver.objects.create(
        house=group.house, seat=group.seat(2), by=group.person(2), to=group.person(2, 1), ask=ask, at=NOW
    )

    made = give_position(case, seat=group.seat(2), stand="for", by=group.actor(2, 1))

    assert (made.person, made.rank) == (group.person(2, 1), 1)
    ask.refresh_from_db()
    assert ask.ended == "handed_over"


def test_nobody_answers_for_a_seat_that_is_not_theirs(group, case):
    with refused("not_in_seat"):
        give_position(case, seat=group.seat(3), stand="for", by=group.actor(2))
    other = group.filled.bodies["working"].seats.get()
    with refused("not_in_seat"):
        give_position(case, seat=other, stand="for", by=group.actor(2))


def test_whose_seat_ended_yesterday_does_not_answer(group, case):
    SeatHolding.objects.filter(person=group.person(2)).update(valid_to=TODAY)

    with pytest.raises(NotAllowed):
        give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))


def test_who_is_disqualified_does_not_answer_and_the_deputy_does(group, case):
    recuse(case, seat=group.seat(2), ground="Part", by=group.actor(2))

    with refused("recused"):
        give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))
    assert give_position(case, seat=group.seat(2), stand="for", by=group.actor(2, 1)).rank == 1


def test_there_are_three_stands(group, case):
    with refused("stand"):
        give_position(case, seat=group.seat(2), stand="perhaps", by=group.actor(2))


def test_what_was_read_must_be_what_is_answered_to(group, case):
    revise_case(case, title="Sak", proposal="Nei", changed="Alt", by=group.leader)
    publish_case(case, by=group.leader)

    with refused("changed"):
        give_position(case, seat=group.seat(2), stand="for", version=1, by=group.actor(2))
    assert give_position(case, seat=group.seat(2), stand="for", version=2, by=group.actor(2)).version.number == 2


def test_not_before_it_is_published_nor_after_it_has_ended(group, case):
    draft = draft_case(group.body, title="Utkast", by=group.leader)
    with refused("not_open"):
        give_position(draft, seat=group.seat(2), stand="for", by=group.actor(2))
    withdraw_case(case, reason="Uaktuell", by=group.leader)
    with refused("not_open"):
        give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))


def test_not_while_it_is_voted_on(group, case):
    open_written(case, closes_at=LATER, by=group.leader)

    with refused("voting"):
        give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))


def test_nobody_takes_a_position_on_information(group):
    case = draft_case(group.body, kind="information", title="Til orientering", by=group.leader)
    publish_case(case, by=group.leader)

    with refused("information"):
        give_position(case, seat=group.seat(2), stand="for", by=group.actor(2))


def test_only_those_in_the_body_may(group, case, other):
    for who in (group.filled.actor("member"), group.filled.actor("manager"), other.actor("chair")):
        with pytest.raises(NotAllowed):
            give_position(case, seat=group.seat(2), stand="for", by=who)


def test_a_member_answers_with_one_tap_from_the_page_of_the_case(group, case, enter):
    client = enter(group.filled, "chair")
    page = client.get(f"decisions/cases/{case.key}/").content.decode()
    assert 'name="stand" value="for"' in page

    sent = {"seat": "steering-1", "version": "1", "stand": "for", "comment": "", "question": ""}
    answer = client.post(f"decisions/cases/{case.key}/give_position/", sent)

    assert answer["Location"] == f"/h/vaarthus/decisions/cases/{case.key}/"
    assert Position.objects.get(case=case).stand == "for"
    assert "Du har svart: <strong>for</strong>" in client.get(f"decisions/cases/{case.key}/").content.decode()


def test_what_was_written_is_kept_when_it_is_refused(group, case, enter):
    sent = {"seat": "seat-3", "stand": "for", "comment": "Min merknad"}

    answer = enter(group.filled, "chair").post(f"decisions/cases/{case.key}/give_position/", sent)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert ("Du sitter ikke på den plassen i dag" in page, "Min merknad" in page) == (True, True)


def test_those_outside_the_group_see_no_position(group, case, enter):
    give_position(case, seat=group.seat(2), stand="against", comment="KANARI", by=group.actor(2))

    seen = {
        who: "KANARI" in enter(group.filled, who).get(f"decisions/cases/{case.key}/").content.decode()
        for who in ("manager", "chair", "deputy", "member", "commissioner")
    }

    assert seen == {"manager": True, "chair": True, "deputy": True, "member": False, "commissioner": False}
