"""The page with the mails to oneself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from statenshus.asks.models import Mail
from statenshus.asks.queries.links import address_of
from statenshus.asks.rules.mails import see
from statenshus.asks.usecases.links import make_link
from tests.architecture.visits import ROLES
from tests.asks.mailing import asked, clock
from tests.asks.test_write_mail import write

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def written(filled, other):
    """A mail to each person of both houses."""
    for house in (filled, other):
        for who in house.persons:
            write(house, who, subject=f"Til {who} i {house.house.slug}", html=f"<p>Brev til {who}</p>")


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("who", ROLES)
def test_the_list_is_what_the_rule_lets_one_see(filled, written, settings, who, demo):
    settings.DEMO = demo
    by = filled.actor(who)

    listed = set(Mail.objects.visible_to(by))

    assert listed == {mail for mail in Mail.objects.all() if by.may(see, mail)}
    assert len(listed) == (6 if demo and who in {"manager", "admin"} else 1)


def test_one_reads_the_mails_to_oneself_and_no_others(filled, written, enter):
    client = enter(filled, "chair")
    mine, theirs = (Mail.objects.get(person=filled.persons[who]) for who in ("chair", "admin"))

    page = client.get("asks/mailbox/").content.decode()

    assert ("Til chair i vaarthus" in page, "Til admin" in page, "(demo)" in page) == (True, False, False)
    assert "<p>Brev til chair</p>" in client.get(f"asks/mailbox/{mine.pk}/").content.decode()
    assert client.get(f"asks/mailbox/{theirs.pk}/").status_code == 404


def test_in_the_demonstration_it_is_a_mailbox_whose_links_work(filled, enter, settings):
    settings.DEMO, settings.BASE_URL = True, ""
    by = clock(filled, timezone.now())
    link = address_of(make_link(asked(filled, "chair", kind="vote"), person=filled.persons["chair"], by=by))
    mail = write(filled, "chair", html=f'<p><a href="{link}">Stem</a></p>')
    client = enter(filled, "manager")

    assert "Postkasse (demo)" in client.get("asks/mailbox/").content.decode()
    page = client.get(f"asks/mailbox/{mail.pk}/").content.decode()
    link = page.split('href="/answer/')[1].split('"')[0]
    assert "Møtedag i mars" in client.get(f"/answer/{link}").content.decode()


def test_a_mail_that_is_not_to_go_yet_is_not_there_yet(filled, enter):
    mail = write(filled, "chair", send_after=timezone.now() + timedelta(hours=1))
    client = enter(filled, "chair")

    assert mail.subject not in client.get("asks/mailbox/").content.decode()
    assert client.get(f"asks/mailbox/{mail.pk}/").status_code == 404


def test_nothing_active_in_a_mail_is_shown(filled, enter):
    html = (
        '<title>Tittel</title><p onclick="x()" style="color:red">Hei<script>alert(1)</script><img src="https://sporing.example/1.gif">'
        '<a href="javascript:alert(1)">her</a><a href="https://hus.example/">der</a></p>'
    )
    mail = write(filled, "chair", html=html)

    page = enter(filled, "chair").get(f"asks/mailbox/{mail.pk}/").content.decode()

    assert "Tittel" not in page
    assert '<p>Hei<a>her</a><a href="https://hus.example/">der</a></p>' in page
