"""Saying when one can: each for themselves, the deputy where the holder cannot, and then it is asked to choose."""

import pytest

from statenshus.asks.models import Ask
from statenshus.asks.usecases.handing import be_absent
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import PollAnswer
from statenshus.meetings.queries.polls import shown
from statenshus.meetings.usecases.poll_answers import answer_poll, ask_to_choose
from statenshus.meetings.usecases.polls import call_off_poll
from tests.asks.asking import add_deputy
from tests.houses import TODAY
from tests.meetings.polling import DATES, DEADLINE, asked_now, put, say, three_seats
from tests.people.acting import refused, told


def answers(poll):
    rows = PollAnswer.objects.filter(date__poll=poll).order_by("person__key", "date__starts_at")
    return list(rows.values_list("person__key", "answer"))


def test_an_answer_settles_the_ask_and_the_latest_counts(filled):
    seats = three_seats(filled)
    made = put(filled)

    say(filled, made, "member", seats[1], "yes", "no", "")
    say(filled, made, "member", seats[1], "if_needed")

    assert answers(made) == [("member", "if_needed"), ("member", "no")]
    assert asked_now(filled, made) == ["chair", "admin"]
    assert told(filled, "meetings.answer_poll")[0] == ("Styringsgruppemøte i mars", {"organisation": "Town vaarthus"})


def test_where_the_holder_cannot_the_deputy_is_asked_once_and_counts_for_the_seat(filled):
    seats = three_seats(filled)
    made = put(filled)

    say(filled, made, "chair", seats[0], "yes", "no", "yes")
    assert asked_now(filled, made) == ["member", "admin", "deputy"]
    say(filled, made, "chair", seats[0], "no", "no", "yes")
    assert asked_now(filled, made) == ["member", "admin", "deputy"]
    say(filled, made, "deputy", seats[0], "yes", "yes", "no")
    say(filled, made, "chair", seats[0], "no")

    assert asked_now(filled, made) == ["member", "admin"]
    told = [each.weighed for each in shown(made, filled.actor()).dates]
    assert [[says.name for _seat, says in each.by_deputy] for each in told] == [
        ["Deputy vaarthus"],
        ["Deputy vaarthus"],
        [],
    ]


def test_where_all_suit_no_deputy_is_asked_and_by_link_is_enough_where_there_is_one(filled):
    seats = three_seats(filled)
    in_room, hybrid = put(filled), put(filled, format="hybrid")

    say(filled, in_room, "chair", seats[0], "yes", "if_needed", "yes")
    say(filled, hybrid, "chair", seats[0], "yes", "remote", "yes")
    assert "deputy" not in asked_now(filled, in_room) + asked_now(filled, hybrid)
    say(filled, in_room, "chair", seats[0], "yes", "remote", "yes")
    assert "deputy" in asked_now(filled, in_room)


def test_a_deputy_who_is_away_is_passed_over(filled):
    seats = three_seats(filled)
    add_deputy(filled, "commissioner")
    be_absent(seats[0], valid_from=TODAY, valid_to=None, to=None, reason="", by=filled.actor("deputy"))
    made = put(filled)

    say(filled, made, "chair", seats[0], "no")

    assert asked_now(filled, made) == ["member", "admin", "commissioner"]


def test_a_deputy_may_answer_unasked_and_the_holder_is_still_asked(filled):
    seats = three_seats(filled)
    made = put(filled)

    say(filled, made, "deputy", seats[0], "yes")

    assert asked_now(filled, made) == ["chair", "member", "admin"]
    assert shown(made, filled.actor()).dates[0].weighed.can == 1


def test_whoever_prepares_answers_without_a_seat_and_one_who_sits_there_in_it(filled):
    seats = three_seats(filled)
    made = put(filled, preparer=filled.persons["manager"])
    seated = put(filled, preparer=filled.persons["chair"])

    say(filled, made, "manager", None, "no", "yes", "yes")
    say(filled, seated, "chair", seats[0], "no", "yes", "yes")

    assert [each.weighed.standing for each in shown(made, filled.actor()).dates] == ["lost", "open", "open"]
    assert [each.weighed.needed_cannot for each in shown(seated, filled.actor()).dates] == [["Chair vaarthus"], [], []]


def test_when_nobody_is_asked_any_more_it_is_asked_that_a_date_be_chosen(filled):
    seats = three_seats(filled)
    made = put(filled)

    say(filled, made, "chair", seats[0], "yes")
    say(filled, made, "member", seats[1], "yes")
    assert asked_now(filled, made, "choose_date") == []
    say(filled, made, "admin", seats[2], "no")
    say(filled, made, "admin", seats[2], "yes")
    assert asked_now(filled, made, "choose_date") == ["manager"]


def test_when_the_time_is_over_it_is_asked_once_that_a_date_be_chosen(filled):
    made = put(filled)

    with refused("early"):
        ask_to_choose(made, by=Actor.operator(filled.house, DEADLINE.replace(hour=1)))
    over = Actor.operator(filled.house, DEADLINE)
    assert (ask_to_choose(made, by=over), ask_to_choose(made, by=over)) == (True, False)
    assert asked_now(filled, made, "choose_date") == ["manager"]
    assert told(filled, "meetings.ask_to_choose") == [("Styringsgruppemøte i mars", {})]
    with pytest.raises(NotAllowed):
        ask_to_choose(made, by=filled.actor())
    call_off_poll(made, reason="Ingen saker", by=filled.actor())
    with refused("ended"):
        ask_to_choose(made, by=over)


def test_what_is_no_answer_is_refused(filled):
    seats = three_seats(filled)
    made, by_link = put(filled, preparer=filled.persons["chair"]), put(filled, format="remote")
    chair = filled.actor("chair")

    with refused("none"):
        say(filled, made, "chair", seats[0], "", "")
    with refused("answer"):
        say(filled, made, "chair", seats[0], "maybe")
    with refused("answer"):
        say(filled, by_link, "chair", seats[0], "remote")
    with refused("date"):
        answer_poll(made, answers={DEADLINE: "yes"}, seat=seats[0], by=chair)
    with refused("nobody"):
        say(filled, by_link, "chair", None, "yes")
    call_off_poll(made, reason="Ingen saker", by=filled.actor())
    with refused("ended"):
        say(filled, made, "chair", seats[0], "yes")
    assert answers(made) == [] and Ask.objects.about(by_link).filter(ended="answered").count() == 0


def test_only_those_who_sit_in_the_seat_answer_for_it(filled, other):
    seats = three_seats(filled)
    made = put(filled)

    for by in (filled.actor("member"), filled.actor("commissioner"), other.actor("chair")):
        with pytest.raises(NotAllowed):
            answer_poll(made, answers={DATES[0]: "yes"}, seat=seats[0], by=by)
