"""Reminding: one mail a person a day at most, of all that waits, in the person's own language."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.asks.models import Link, ReminderRules
from statenshus.asks.usecases.reminders import remind
from statenshus.kernel.errors import NotAllowed
from tests.asks.mailing import TUESDAY, asked, at, chooses, clock, forget_jobs, jobs, mails, still
from tests.houses import fill
from tests.people.acting import told

pytestmark = pytest.mark.usefixtures("quiet")


def run(filled, now=TUESDAY):
    return [mail.person.key for mail in remind(filled.house, by=clock(filled, now))]


def test_one_mail_tells_of_all_that_waits_newest_first(filled):
    old = asked(filled, subject_name="Gammel sak", kind="position", opened_at=at(20, month=1), due_at=at(30, month=1))
    new = asked(filled, subject_name="Ny sak", minutes=7, due_at=at(3, 12), body=filled.bodies["steering"])

    assert run(filled) == ["manager"]

    [mail] = mails(filled)
    assert (mail.subject, mail.digest_on) == ("2 ting venter på deg (omtrent 8 minutter)", date(2023, 1, 31))
    assert mail.text.index("STEERING VAARTHUS") < mail.text.index("Ny sak") < mail.text.index("Gammel sak")
    assert "Frist fredag 3. februar 2023 kl. 12.00." in mail.text
    assert "Over fristen, som var mandag 30. januar 2023 kl. 10.00." in mail.text
    assert mail.unsubscribe in mail.text and mail.unsubscribe in mail.html
    assert f"http://127.0.0.1:8000/h/{filled.house.slug}/asks/" in mail.text
    for ask in (old, new):
        link = Link.objects.get(ask=ask)
        assert f"/answer/{link.pk}." in mail.text and f"/answer/{link.pk}." in mail.html
    assert [job.task_name for job in jobs(filled)] == ["asks.send_mail"]
    assert told(filled, "asks.remind") == [("Huset vaarthus", {"persons": 1})]


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("nn", "1 ting ventar på deg (om lag 1 minutt)", "Frist fredag 3. februar 2023 kl. 12.00."),
        ("en", "1 thing waits for you (about 1 minute)", "Due Friday 3 February 2023, 12:00."),
    ],
)
def test_each_reads_it_in_their_own_language(filled, language, subject, line):
    account = filled.persons["manager"].account
    account.language = language
    account.save()
    asked(filled, due_at=at(3, 12))

    run(filled)

    [mail] = mails(filled)
    assert (mail.subject, line in mail.text, mail.language) == (subject, True, language)


def test_what_people_write_is_escaped_in_html_and_not_in_text(filled):
    asked(filled, subject_name='<script>alert("x")</script> & <b>fet</b>')

    run(filled)

    [mail] = mails(filled)
    assert '<script>alert("x")</script> & <b>fet</b>' in mail.text
    assert "<script" not in mail.html and "<b>" not in mail.html


def test_nobody_is_reminded_of_what_is_answered_or_waits_for_others(filled):
    asked(filled, "chair")
    asked(filled, ended="withdrawn", ended_at=TUESDAY)

    assert run(filled) == ["chair"]


def test_a_second_run_writes_nothing_and_the_next_day_needs_news(filled):
    asked(filled)

    assert [run(filled, at(31, hour, 1)) for hour in (7, 8, 9, 17)] == [[], ["manager"], [], []]
    assert run(filled, at(1)) == []
    asked(filled, opened_at=at(1, 11), subject_key="working")
    assert run(filled, at(1, 12)) == ["manager"]
    assert "2 ting" in mails(filled)[-1].subject


def test_of_what_is_due_one_is_reminded_before_and_after(filled):
    asked(filled, due_at=at(10))

    days = [day for day in range(1, 25) if run(filled, at(day))]

    # Told on the 1st; due Friday the 10th: three days and one before; one (Saturday, so Monday), three and seven after.
    assert days == [1, 7, 9, 13, 17]


def test_a_day_without_a_worker_loses_no_reminder(filled):
    asked(filled, due_at=at(10))
    run(filled, at(1))

    assert run(filled, at(8)) == ["manager"]


def test_whoever_wants_it_weekly_is_told_on_mondays_of_the_week_to_come(filled):
    chooses(filled, "manager", "weekly")
    asked(filled, due_at=at(10))

    assert [day for day in range(1, 22) if run(filled, at(day))] == [6, 13]


def test_whoever_wants_none_gets_none(filled):
    chooses(filled, "manager", "never")
    asked(filled)

    assert run(filled) == []


def test_weekends_holidays_and_quiet_hours_are_left_in_peace(filled):
    asked(filled)

    assert [run(filled, now) for now in (at(4), at(5), at(6, month=4), at(31, 19, 1))] == [[], [], [], []]


def test_the_house_sets_the_hour(filled):
    ReminderRules.objects.create(house=filled.house, hour="12:00")
    asked(filled)

    assert [run(filled), run(filled, at(31, 12, 1))] == [[], ["manager"]]


def test_a_seat_is_reminded_by_whoever_is_asked_in_it(filled):
    asked(filled, person=None, seat=filled.bodies["steering"].seats.get(), body=filled.bodies["steering"])
    filled.bodies["steering"].seats.get().holdings.filter(rank=0).update(valid_to=date(2023, 2, 1))

    assert [run(filled), run(filled, at(1)), run(filled, at(2))] == [["chair"], ["deputy"], []]


def test_whoever_has_no_address_keeps_nobody_from_theirs(filled):
    person = filled.persons["chair"]
    person.email, person.account = "", None
    person.save()
    asked(filled, "chair")
    asked(filled)

    assert run(filled) == ["manager"]


def test_only_the_house_itself_reminds_and_only_in_its_own(filled, other):
    asked(other)

    with pytest.raises(NotAllowed):
        remind(filled.house, by=filled.actor("admin"))
    with pytest.raises(NotAllowed):
        remind(other.house, by=clock(filled))
    assert (run(filled), mails(other)) == ([], [])


def test_it_costs_the_same_to_find_out_for_many(filled, django_assert_num_queries):
    for who in filled.persons:
        asked(filled, who)
    run(filled)
    with django_assert_num_queries(20, exact=False):
        assert run(filled, TUESDAY + timedelta(hours=1)) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_remind_at_once_write_one_mail():
    house = still(fill("kapplop"))
    for who in house.persons:
        asked(house, who)
    start, written = Barrier(2), []

    def work():
        try:
            start.wait()
            written.extend(run(house))
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(written) == sorted(house.persons)
    assert len({mail.person_id for mail in mails(house)}) == len(mails(house)) == len(house.persons)
    forget_jobs()
