"""Choosing how often one gets mail, and stopping it by the address in each."""

import pytest

from statenshus.asks.models import MailChoice
from statenshus.asks.queries.mails import stop_address, to_be_stopped
from statenshus.asks.usecases.mails import choose_mail
from statenshus.kernel.errors import NotAllowed
from tests.architecture.visits import everything
from tests.people.acting import refused, told

pytestmark = pytest.mark.usefixtures("quiet")


def chosen(filled, who="member"):
    return list(MailChoice.objects.filter(person=filled.persons[who]).values_list("rhythm", "urgent_at_once"))


def choose(filled, who="member", rhythm="weekly", urgent_at_once=True, by=None):
    return choose_mail(filled.persons[who], rhythm=rhythm, urgent_at_once=urgent_at_once, by=filled.actor(by or who))


def path(filled, who="member"):
    return stop_address(filled.persons[who]).removeprefix("http://127.0.0.1:8000")


def test_one_chooses_for_oneself_and_may_choose_again(filled):
    choose(filled)
    choose(filled, rhythm="daily", urgent_at_once=False)

    assert chosen(filled) == [("daily", False)]
    assert [data["rhythm"] for _name, data in told(filled, "asks.choose_mail")] == ["weekly", "daily"]


def test_nobody_chooses_for_another(filled, other):
    with pytest.raises(NotAllowed):
        choose(filled, by="admin")
    with pytest.raises(NotAllowed):
        choose_mail(other.persons["member"], rhythm="daily", urgent_at_once=False, by=filled.actor("member"))


def test_there_are_three_rhythms(filled):
    with refused("invalid"):
        choose(filled, rhythm="hourly")


def test_the_page_keeps_the_choice(filled, enter):
    client = enter(filled, "member")

    answer = client.post("asks/mail/", {"rhythm": "weekly", "urgent_at_once": "yes"})

    assert (answer.status_code, answer["Location"]) == (303, "/h/vaarthus/asks/mail/")
    assert chosen(filled) == [("weekly", True)]
    page = client.get("asks/mail/").content.decode()
    assert "member@vaarthus.example" in page
    assert client.post("asks/mail/", {"rhythm": "x"}).status_code == 422


def test_the_address_in_the_mail_asks_first_and_then_stops_all(filled, client):
    before = everything()

    page = client.get(path(filled)).content.decode()

    assert "Stoppe e-post fra Huset vaarthus?" in page
    assert (client.head(path(filled)).status_code, everything() == before) == (200, True)
    assert "Du får ikke mer e-post" in client.post(path(filled)).content.decode()
    assert chosen(filled) == [("never", False)]


def test_a_mail_program_stops_it_with_one_click(filled):
    from django.test import Client

    program = Client(enforce_csrf_checks=True)

    answer = program.post(path(filled), {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, answer.cookies.keys() & {"session"}, chosen(filled)) == (200, set(), [("never", False)])


def test_a_forged_address_stops_nothing(filled, client):
    address = path(filled)
    number, _, signature = address.split("/")[-2].partition(".")

    for forged in (f"{int(number) + 1}.{signature}", f"{number}.{signature[:-1]}", number, "x"):
        answer = client.post(f"/answer/stop/{forged}/")
        assert (answer.status_code, "vaarthus" in answer.content.decode()) == (404, False)
    assert MailChoice.objects.count() == 0
    assert to_be_stopped(address.split("/")[-2]) == filled.persons["member"]
