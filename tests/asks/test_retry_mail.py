"""Having a failed mail sent after all, from the outbox."""

import pytest

from statenshus.asks.usecases.mails import retry_mail
from statenshus.kernel.errors import NotAllowed
from tests.asks.mailing import TUESDAY, forget_jobs, jobs
from tests.asks.test_send_mail import send
from tests.asks.test_write_mail import write
from tests.people.acting import refused, told

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def failed(filled, server):
    """A mail whose address the server would not know of."""
    server.answers["RCPT"] = "550 5.1.1 No such user"
    mail = send(filled, write(filled))
    server.answers.clear()
    forget_jobs()
    return mail


def test_a_failed_mail_is_put_in_line_and_goes_with_the_same_name(filled, server, failed):
    mail = retry_mail(failed, by=filled.actor("admin"))

    assert [job.args["mail_id"] for job in jobs(filled)] == [mail.pk]
    assert send(filled, mail).sent_at == TUESDAY
    assert [got["Message-ID"] for got in server.mails] == [failed.message_id]
    assert told(filled, "asks.retry_mail") == [
        ("member@vaarthus.example: Noe venter", {"to": "member@vaarthus.example"})
    ]


def test_one_that_has_not_failed_is_left_alone(filled, server):
    with refused("not_failed"):
        retry_mail(send(filled, write(filled)), by=filled.actor())


def test_only_those_who_keep_the_record_may(filled, other, failed):
    for by in (filled.actor("member"), other.actor("admin")):
        with pytest.raises(NotAllowed):
            retry_mail(failed, by=by)


def test_the_outbox_tells_what_failed_and_not_what_mails_say(filled, failed, enter):
    write(filled, who="chair", text="Hemmelig innhold", html="<p>Hemmelig innhold</p>")
    client = enter(filled, "admin")

    page = client.get("asks/outbox/").content.decode()

    assert page.index("550 5.1.1 No such user") < page.index("chair@vaarthus.example")
    assert "Hemmelig innhold" not in page
    answer = client.post(f"asks/outbox/{failed.pk}/retry_mail/")
    assert (answer.status_code, len(jobs(filled))) == (303, 2)
    assert enter(filled, "member").get("asks/outbox/").status_code == 404
