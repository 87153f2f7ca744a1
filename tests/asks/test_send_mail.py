"""Sending a mail: handed over first, then noted."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connections

from statenshus.asks.jobs import send_mail as send_job
from statenshus.asks.jobs import send_waiting
from statenshus.asks.models import Mail
from statenshus.asks.usecases.mails import MOST_ATTEMPTS, send_mail
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.jobs import Later
from tests.asks.mailing import TUESDAY, clock, forget_jobs, jobs, mails, still
from tests.asks.test_write_mail import write
from tests.houses import fill

pytestmark = pytest.mark.usefixtures("quiet")


def send(filled, mail, now=TUESDAY):
    return send_mail(mail, by=clock(filled, now))


def test_a_mail_goes_as_text_and_html_with_what_mail_programs_ask_for(filled, server, settings):
    settings.DEFAULT_FROM_EMAIL = "Våre hus <hus@example.no>"
    mail = write(filled, subject="Møte på fredag", html="<p>Hei æøå</p>", unsubscribe="https://hus.example/stop/1/")

    sent = send(filled, mail)

    [got] = server.mails
    assert (sent.sent_at, sent.attempts, sent.fault) == (TUESDAY, 1, "")
    assert (got["Subject"], got["From"], got["To"]) == (
        "Møte på fredag",
        "Våre hus <hus@example.no>",
        "member@vaarthus.example",
    )
    assert got["Message-ID"] == mail.message_id
    assert got["Date"].datetime == TUESDAY
    assert {name: got[name] for name in ("Auto-Submitted", "Content-Language", "List-Unsubscribe")} == {
        "Auto-Submitted": "auto-generated",
        "Content-Language": "nb",
        "List-Unsubscribe": "<https://hus.example/stop/1/>",
    }
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got.get_content_type() == "multipart/alternative"
    assert [(part.get_content_type(), part.get_content().strip()) for part in got.iter_parts()] == [
        ("text/plain", "Hei"),
        ("text/html", "<p>Hei æøå</p>"),
    ]


def test_it_is_sent_once(filled, server):
    mail = write(filled)

    send(filled, mail)
    send(filled, mail)

    assert len(server.mails) == 1


def test_nobody_but_the_house_itself_sends(filled, server):
    mail = write(filled)

    for who in ("admin", "member"):
        with pytest.raises(NotAllowed):
            send_mail(mail, by=filled.actor(who))
    assert server.mails == []


@pytest.mark.parametrize(
    ("stage", "answer", "lasting"),
    [
        ("RCPT", "550 5.1.1 No such user", True),
        ("RCPT", "450 4.2.1 Try later", False),
        ("DATA", "554 5.7.1 Looks like spam", True),
        ("DATA", "451 4.3.0 Try later", False),
        ("MAIL", "550 5.7.1 You may not", False),
    ],
)
def test_what_the_server_says_for_good_of_the_mail_ends_it_and_the_rest_may_pass(
    filled, server, stage, answer, lasting
):
    server.answers[stage] = answer

    sent = send(filled, write(filled))

    assert (sent.sent_at, sent.failed_at is not None, sent.fault, sent.attempts) == (None, lasting, answer, 1)
    server.answers.clear()
    assert (send(filled, sent).sent_at is None) == lasting


def test_a_server_that_is_gone_may_come_back(filled, server, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    mail = write(filled)

    assert "refused" in send(filled, mail).fault.lower()
    settings.EMAIL_PORT = port
    assert send(filled, mail).sent_at == TUESDAY


def test_it_comes_again_after_growing_waits_and_gives_up_after_days(filled, server):
    server.answers["RCPT"] = "450 4.2.1 Try later"
    mail, now, waits = write(filled), TUESDAY, []

    while Mail.objects.get(pk=mail.pk).failed_at is None:
        try:
            send_job(clock(filled, now), mail.pk)
        except Later as later:
            waits.append(later.at - now)
            now = later.at

    assert waits[:6] == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 240)]
    assert (len(waits), now - TUESDAY > timedelta(days=2.5)) == (MOST_ATTEMPTS - 1, True)


def test_it_waits_for_its_hour(filled, server):
    mail = write(filled, send_after=TUESDAY + timedelta(hours=1))

    with pytest.raises(Later) as later:
        send_job(clock(filled), mail.pk)

    assert (server.mails, later.value.at) == ([], TUESDAY + timedelta(hours=1))


def test_without_a_server_mail_waits_and_goes_once_there_is_one(filled, server, settings):
    settings.MAIL_SERVER = False
    mail = write(filled)
    assert send(filled, mail).is_waiting
    forget_jobs()
    send_waiting(clock(filled))
    assert jobs(filled) == []

    settings.MAIL_SERVER = True
    send_waiting(clock(filled))
    send_waiting(clock(filled))

    assert [job.args["mail_id"] for job in jobs(filled)] == [mail.pk]
    assert send(filled, mail).sent_at == TUESDAY


@pytest.mark.parametrize(("demo", "to", "taken"), [(True, "a@example.org", 1), (False, "a@demo.invalid", 0)])
def test_what_is_sent_to_invented_persons_never_leaves_the_program(filled, server, settings, demo, to, taken):
    settings.DEMO = demo
    person = filled.persons["member"]
    person.email = to
    person.save()

    sent = send(filled, write(filled))

    assert (sent.sent_at, len(server.mails)) == (TUESDAY, taken)


def test_a_demonstration_without_a_server_keeps_mail_for_its_own_page(filled, settings):
    settings.DEMO, settings.MAIL_SERVER = True, False

    assert send(filled, write(filled)).sent_at == TUESDAY


def test_no_header_can_be_slipped_in_by_what_is_told(filled, server):
    mail = write(filled, subject="Viktig\nBcc: alle@example.org", text="Hei\r\n.\r\nMAIL FROM:<x@example.org>")

    send(filled, mail)

    [got] = server.mails
    assert (got["Bcc"], got["Subject"]) == (None, "Viktig Bcc: alle@example.org")
    assert got.get_body(("plain",)).get_content().split() == ["Hei", ".", "MAIL", "FROM:<x@example.org>"]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_send_at_once_one_does(server):
    house = still(fill("kapplop"))
    mail = write(house)

    def work():
        try:
            send(house, mail)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(server.mails), [mail.attempts for mail in mails(house)]) == (1, [1])
    forget_jobs()
