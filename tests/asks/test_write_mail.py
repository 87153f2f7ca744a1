"""Writing a mail: a row and a job in the act's own transaction."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from statenshus.asks.models import Mail
from statenshus.asks.usecases.mails import write_mail
from tests.asks.mailing import TUESDAY, clock, jobs, mails
from tests.people.acting import refused

pytestmark = pytest.mark.usefixtures("quiet")


def write(filled, who="member", **changes):
    said = {"subject": "Noe venter", "text": "Hei", "html": "<p>Hei</p>", **changes}
    return write_mail(filled.persons[who], **said, by=clock(filled))


def test_a_mail_is_a_row_and_a_job_that_waits(filled):
    mail = write(filled)

    assert (mail.to, mail.subject, mail.language, mail.send_after) == (
        "member@vaarthus.example",
        "Noe venter",
        "nb",
        TUESDAY,
    )
    assert re.fullmatch(r"<[0-9a-f-]{36}@vaarthus\.127\.0\.0\.1>", mail.message_id)
    assert [(job.task_name, job.args, job.status) for job in jobs(filled)] == [
        ("asks.send_mail", {"house_id": filled.house.pk, "mail_id": mail.pk}, "todo")
    ]


def test_it_is_written_in_the_language_that_the_person_reads(filled):
    account = filled.persons["member"].account
    account.language = "nn"
    account.save()

    assert write(filled).language == "nn"


def test_whoever_has_no_address_gets_none(filled):
    person = filled.persons["member"]
    person.email, person.account = "", None
    person.save()

    assert write(filled) is None
    assert (mails(filled), jobs(filled)) == ([], [])


def test_a_job_is_undone_with_the_act_that_wanted_it(filled):
    with transaction.atomic():
        write(filled)
        transaction.set_rollback(True)

    assert (mails(filled), jobs(filled)) == ([], [])


def test_a_subject_is_one_line_so_no_header_can_be_slipped_in(filled):
    mail = write(filled, subject="Viktig\r\nBcc: alle@example.org\r\n\r\nHei")

    assert mail.subject == "Viktig Bcc: alle@example.org Hei"


def test_hidden_characters_are_refused(filled):
    with refused("invalid"):
        write(filled, subject="Vik\x00tig")


def test_a_mail_may_wait_for_its_hour(filled):
    later = TUESDAY + timedelta(hours=3)

    mail = write(filled, send_after=later)

    assert (mail.send_after, [job.scheduled_at for job in jobs(filled)]) == (later, [later])


def test_there_is_one_mail_of_reminders_a_person_and_day(filled):
    write(filled, digest_on=date(2023, 1, 31))

    with refused("already"):
        write(filled, digest_on=date(2023, 1, 31))
    write(filled, digest_on=date(2023, 2, 1))
    write(filled, who="chair", digest_on=date(2023, 1, 31))
    assert len(mails(filled)) == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(digest_on=date(2023, 2, 1)).update(digest_on=date(2023, 1, 31))
