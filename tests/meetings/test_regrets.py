"""When whoever is asked cannot come, the next in the seat is asked at once, whatever was said or handed over before."""

from datetime import date, timedelta

from statenshus.asks.models import Ask
from statenshus.asks.queries.turns import turns
from statenshus.asks.usecases.handing import be_absent, hand_over
from statenshus.meetings.models import Attendance
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.meetings import send_notice
from tests.asks.asking import add_deputy
from tests.meetings.calling import called, open_asks, waiting


def standing(meeting, seat):
    row = Attendance.objects.get(meeting=meeting, seat=seat)
    return row.answer, row.person.key, row.note


def test_so_too_when_they_had_said_that_they_would_come(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    assert waiting(filled, meeting) == ["deputy"]


def test_whoever_handed_the_notice_over_is_not_asked_again(filled, meeting, seat):
    add_deputy(filled, "member")
    hand_over(open_asks(filled, meeting)[0], by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("deputy"))

    assert waiting(filled, meeting) == ["member"]


def test_whoever_handed_the_whole_meeting_over_and_then_regrets_leaves_the_deputy_asked_once(filled, meeting, seat):
    asked = open_asks(filled, meeting)
    hand_over(asked[0], reach="occasion", by=filled.actor("chair"))

    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    assert (open_asks(filled, meeting), waiting(filled, meeting)) == (asked, ["deputy"])
    assert standing(meeting, seat) == ("regrets", "chair", "")


def test_regrets_before_the_notice_ask_nobody_until_it_is_sent(filled, seat):
    meeting = called(filled)
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    assert waiting(filled, meeting) == []

    send_notice(meeting, by=filled.actor())

    assert waiting(filled, meeting) == ["deputy"]


def test_said_again_they_ask_nobody_again(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    asked = open_asks(filled, meeting)

    answer_notice(meeting, seat=seat, answer="regrets", note="På reise", by=filled.actor("chair"))

    assert (open_asks(filled, meeting), waiting(filled, meeting)) == (asked, ["deputy"])
    assert standing(meeting, seat) == ("regrets", "chair", "På reise")


def test_said_again_they_do_not_undo_what_the_deputy_has_answered(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))

    made = answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    assert (made.answer, made.person.key) == standing(meeting, seat)[:2] == ("comes", "deputy")
    assert waiting(filled, meeting) == []


def test_deputies_are_asked_in_their_order_and_after_the_last_nobody_is(filled, meeting, seat):
    add_deputy(filled, "member")
    for who, following in (("chair", ["deputy"]), ("deputy", ["member"]), ("member", [])):
        answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor(who))
        assert waiting(filled, meeting) == following

    assert standing(meeting, seat) == ("regrets", "member", "")
    ended = Ask.objects.in_house(filled.house).about(meeting).order_by("pk").values_list("ended", "answered_rank")
    assert list(ended) == [("answered", 0), ("handed_over", 1), ("handed_over", 2)]


def test_a_deputy_who_is_away_is_not_asked_and_neither_is_the_holder_again(filled, meeting, seat):
    later = date(2023, 6, 1)
    be_absent(seat, valid_from=date(2023, 1, 31), valid_to=later, person=filled.persons["deputy"], by=filled.actor())

    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    assert (waiting(filled, meeting), standing(meeting, seat)) == ([], ("regrets", "chair", ""))


def test_a_deputy_may_answer_anew_until_the_holder_does(filled, meeting, seat):
    hand_over(open_asks(filled, meeting)[0], by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))

    made = answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("deputy", now=later(filled)))

    assert (made.answer, made.person.key) == ("regrets", "deputy")


def later(filled):
    return filled.actor().now + timedelta(hours=1)


def test_all_else_that_belongs_to_the_meeting_is_the_deputys_too(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    vote = Ask.objects.create(
        house=filled.house,
        kind="vote",
        seat=seat,
        body=seat.body,
        subject_type="decisions.case",
        subject_key="2023-1",
        subject_name="Sak",
        path="decisions/cases/2023-1/",
        occasion=meeting.occasion,
        minutes=3,
        opened_at=filled.actor().now,
    )

    assert turns([vote], filled.actor())[vote.pk].person.key == "deputy"
