"""Writing at once of what is urgent, to those who want it."""

import pytest

from statenshus.asks.usecases.asks import ask
from statenshus.asks.usecases.reminders import tell_at_once
from tests.asks.mailing import TUESDAY, asked, at, chooses, clock, jobs, mails
from tests.asks.test_remind import run

pytestmark = pytest.mark.usefixtures("quiet")


def test_whoever_wants_it_is_told_at_once_of_what_is_urgent(filled):
    chooses(filled, "manager", "daily", urgent_at_once=True)

    mail = tell_at_once(asked(filled, urgent=True), by=filled.actor("admin", TUESDAY))

    assert (mail.subject, mail.send_after, mail.digest_on) == ("Haster: Møtedag i mars", TUESDAY, None)
    assert "Dette haster" in mail.text
    assert [job.args["mail_id"] for job in jobs(filled)] == [mail.pk]


def test_in_quiet_hours_it_waits_until_they_end(filled):
    chooses(filled, "manager", "never", urgent_at_once=True)

    mail = tell_at_once(asked(filled, urgent=True), by=clock(filled, at(25, 22, 3)))

    assert mail.send_after == at(26, 7, 3)  # the night before summer time begins


def test_others_and_what_is_not_urgent_wait_for_the_mail_of_the_day(filled):
    chooses(filled, "manager", "daily", urgent_at_once=True)

    told = [
        tell_at_once(asked(filled), by=clock(filled)),
        tell_at_once(asked(filled, "chair", urgent=True), by=clock(filled)),
    ]

    assert (told, mails(filled)) == ([None, None], [])


def test_what_was_told_at_once_is_no_news_the_next_morning_but_stands_there_when_there_is_some(filled):
    chooses(filled, "manager", "daily", urgent_at_once=True)
    tell_at_once(asked(filled, urgent=True), by=clock(filled, at(31, 12, 1)))

    assert run(filled, at(1)) == []
    asked(filled, subject_key="working")
    assert run(filled, at(2)) == ["manager"]
    assert "2 ting" in mails(filled)[-1].subject


def test_whoever_has_no_address_is_not_taken_for_told(filled):
    chooses(filled, "manager", "daily", urgent_at_once=True)
    person, ask = filled.persons["manager"], asked(filled, urgent=True)
    person.email, person.account = "", None
    person.save()

    assert tell_at_once(ask, by=clock(filled)) is None
    assert ask.links.count() == 0


def test_the_act_that_asks_tells_at_once(filled):
    chooses(filled, "manager", "daily", urgent_at_once=True)

    for urgent in (True, False):
        ask(
            filled.bodies["steering"],
            kind="acceptance",
            path="people/bodies/steering/",
            person=filled.persons["manager"],
            text=f"Haster: {urgent}",
            urgent=urgent,
            by=filled.actor("admin", TUESDAY),
        )

    assert [mail.subject for mail in mails(filled)] == ["Haster: Steering vaarthus"]
