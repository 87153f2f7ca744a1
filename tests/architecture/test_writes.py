"""Reading changes nothing; each write carries its key, and is done once however often it is sent."""

import re
import secrets
import threading

import pytest
from django.db import connections

from statenshus.kernel.events import Event
from tests.architecture.visits import Forms, addresses, everything, filled_in
from tests.turns import in_turn

OUTSIDE = ("/", "/account/", "/accounts/login/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/")


def forms_of(client, filled, addresses):
    """Every form of every page: its page's path, and itself."""
    for address in addresses:
        path = address.of(filled)
        answer = client.get(path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            for form in Forms(answer.content.decode()).found:
                yield f"/h/{filled.house.slug}/{path}", form


def test_one_letter_that_is_another_is_seen_and_a_row_that_is_gone(filled):
    first = everything()
    filled.persons["member"].name += "."
    filled.persons["member"].save()
    second = everything()
    filled.poll.dates.first().answers.first().delete()

    assert len({str(sorted(each.items())) for each in (first, second, everything())}) == 3


def test_reading_changes_nothing(filled, enter):
    client = enter(filled, "admin")
    before = everything()

    for address in addresses():
        for method in (client.get, client.head, client.options):
            method(f"/h/{filled.house.slug}/{address.of(filled)}")
    for path in OUTSIDE:
        for method in (client.get, client.head, client.options):
            method(path)

    assert everything() == before


@pytest.fixture
def in_roles(filled, enter):
    """The forms of every page, as those who keep the record see it, and the administrators or the chair in turn."""
    manager, *others = (enter(filled, who) for who in ("manager", "admin", "chair"))
    return [
        (client, page, form)
        for number, address in enumerate(addresses())
        for client in (manager, *in_turn(others, number))
        for page, form in forms_of(client, filled, [address])
    ]


def test_no_address_takes_a_write_without_a_key(filled, enter):
    client = enter(filled, "admin")

    answers = {
        a.name: client.post(a.of(filled), {"idempotency_key": ""}).status_code for a in addresses() if not a.is_api
    }

    assert set(answers.values()) == {400}


def test_every_form_that_writes_carries_its_key_and_its_proof_and_sent_twice_has_one_effect_and_one_answer(in_roles):
    lacking, unlike = [], []

    for client, page, form in in_roles:
        action = form.action or page
        if form.method != "post":
            continue
        names = {"csrfmiddlewaretoken", "idempotency_key"} if action.startswith("/h/") else {"csrfmiddlewaretoken"}
        lacking += [(page, action, name) for name in names if not form.values.get(name)]
        if not action.startswith("/h/"):
            continue
        sent = {**filled_in(form), "idempotency_key": secrets.token_urlsafe(18)}
        first = client.post(action, sent)
        between = everything()
        second = client.post(action, sent)
        if everything() != between:
            unlike.append((action, "changed something again"))
        if outcome(first) != outcome(second):
            unlike.append((action, outcome(first), outcome(second)))

    assert (lacking, unlike) == ([], [])


def outcome(answer):
    """What an answer says, without what is new in every page."""
    body = re.sub(r'value="[\w-]{20,}"', "", answer.content.decode())
    body = re.sub(r'<div role="status" class="messages">.*', "", body)  # what was done before is told once
    return answer.status_code, answer.headers.get("Location"), body


def test_a_page_form_sent_twice_at_once_is_done_once(transactional_db, filled, enter):
    clients, answers = [enter(filled), enter(filled)], []
    sent = {"kind": "support", "valid_from": "2023-02-01", "idempotency_key": "the-same-key-both-times"}

    def send(client):
        try:
            answers.append(client.post("people/organisations/registers/join/", sent))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert filled.organisations["registers"].participations.filter(kind="support").count() == 1
    assert Event.objects.in_house(filled.house).filter(act="people.join").count() == 1
