"""Requests that may be sent twice."""

import threading
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from statenshus.kernel import once
from statenshus.kernel.events import Event
from statenshus.kernel.once import Answer
from tests.houses import NOW
from tests.kernel import urls

KEY = "a-key-of-sixteen-or-more"


@pytest.fixture(autouse=True)
def door(settings):
    settings.HOUSE_URLCONF = "tests.kernel.urls"


def notes():
    return list(Event.objects.filter(act="kernel.note").order_by("pk").values_list("data__text", flat=True))


def told(answer):
    return {name: answer[name] for name in once.KEPT_HEADERS if name in answer}


def in_threads(*works):
    """Run each in its own thread with its own connection; their results in order."""
    results = [None] * len(works)

    def run(number, work):
        try:
            results[number] = work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_a_repeat_gets_the_first_answer_and_changes_nothing(filled, enter):
    client = enter(filled)
    form = {"idempotency_key": KEY, "text": "hello"}

    first = client.post("door/note/", form)
    second = client.post("door/note/", form)

    assert (first.status_code, first.content) == (200, b"1 notes")
    assert (second.status_code, second.content, told(second)) == (200, b"1 notes", told(first))
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")
    assert notes() == ["hello"]


def test_a_repeat_tells_what_was_done_again(filled, enter):
    client = enter(filled)
    form = {"idempotency_key": KEY, "answer": "told"}

    first = client.post("door/note/", form)
    client.cookies.pop("messages")
    second = client.post("door/note/", form)

    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert [str(message) for message in get_messages(second.wsgi_request)] == ["It is done."]


def test_a_new_form_token_does_not_make_it_another_request(filled, enter):
    client = enter(filled)

    client.post("door/note/", {"idempotency_key": KEY, "text": "a", "csrfmiddlewaretoken": "one"})
    second = client.post("door/note/", {"idempotency_key": KEY, "text": "a", "csrfmiddlewaretoken": "two"})

    assert (second.status_code, notes()) == (200, ["a"])


@pytest.mark.parametrize("key", ["", "short", "with spaces in the key", "x" * 101, "æøå-æøå-æøå-æøå-æøå"])
def test_a_write_without_a_good_key_is_not_taken(filled, enter, key):
    answer = enter(filled).post("door/note/", {"idempotency_key": key})

    assert (answer.status_code, notes()) == (400, [])


def test_a_key_used_for_something_else_is_not_taken(filled, enter):
    client = enter(filled)

    client.post("door/note/", {"idempotency_key": KEY, "text": "one"})
    answer = client.post("door/note/", {"idempotency_key": KEY, "text": "two"})

    assert (answer.status_code, notes()) == (422, ["one"])


def test_a_key_used_for_another_file_of_the_same_name_and_size_is_not_taken(filled, enter):
    client = enter(filled)

    def send(content):
        return client.post("door/upload/", {"idempotency_key": KEY, "file": SimpleUploadedFile("f.txt", content)})

    assert (send(b"one").status_code, send(b"one").status_code, send(b"two").status_code) == (200, 200, 422)
    assert notes() == ["one"]


def test_one_key_is_another_for_another_person_and_another_house(filled, other, enter):
    form = {"idempotency_key": KEY, "text": "x"}

    for house, who in ((filled, "manager"), (filled, "chair"), (other, "manager")):
        enter(house, who).post("door/note/", form)

    assert notes() == ["x", "x", "x"]


@pytest.mark.parametrize(
    ("how", "status"), [("refused", 409), ("not_allowed", 404), ("faulty", 422)], ids=lambda value: str(value)
)
def test_an_answer_of_400_or_more_undoes_everything_and_the_key_may_be_used_again(filled, enter, how, status):
    client = enter(filled)

    refused = client.post("door/note/", {"idempotency_key": KEY, "answer": how})
    between = notes()
    mended = client.post("door/note/", {"idempotency_key": KEY, "text": "mended"})

    assert (refused.status_code, between) == (status, [])
    assert (mended.status_code, notes()) == (200, ["mended"])


@pytest.mark.parametrize("how", ["crash", "streamed", "large"])
def test_a_crash_in_the_middle_leaves_nothing(filled, enter, how):
    client = enter(filled)
    client.raise_request_exception = False

    answer = client.post("door/note/", {"idempotency_key": KEY, "answer": how})

    assert (answer.status_code, notes(), Answer.objects.count()) == (500, [], 0)


def test_two_at_once_with_one_key_have_one_effect_and_one_answer(transactional_db, filled, enter):
    clients = [enter(filled), enter(filled)]
    form = {"idempotency_key": KEY, "text": "once"}

    answers = in_threads(*(lambda client=client: client.post("door/note/", form) for client in clients))

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"1 notes")] * 2
    assert sorted("Idempotency-Replayed" in answer for answer in answers) == [False, True]
    assert notes() == ["once"]


def test_a_deadlock_is_tried_again(transactional_db, filled, enter):
    urls.meet(2)
    one, two = (str(filled.persons[who].pk) for who in ("manager", "chair"))
    orders = [f"{one},{two}", f"{two},{one}"]
    clients = [enter(filled), enter(filled)]

    answers = in_threads(
        *(
            lambda c=client, o=order: c.post("door/cross/", {"order": o})
            for client, order in zip(clients, orders, strict=True)
        )
    )

    assert [answer.status_code for answer in answers] == [200, 200]
    assert any(urls.MEETING["tries"])
    filled.persons["manager"].refresh_from_db()
    assert (filled.persons["manager"].about, len(notes())) == ("xx", 2)


@pytest.mark.parametrize(("times", "status", "kept"), [(1, 200, 1), (3, 200, 1), (4, 500, 0)])
def test_what_the_database_undoes_is_tried_four_times(filled, enter, times, status, kept):
    client = enter(filled)
    client.raise_request_exception = False

    answer = client.post("door/undone/", {"idempotency_key": KEY, "times": times})

    assert (answer.status_code, len(notes())) == (status, kept)


def test_old_answers_are_let_go(filled):
    mine = {"house_id": filled.house.pk, "asker": "1", "fingerprint": "", "status": 200}
    Answer.objects.create(**mine, key="old", at=NOW - timedelta(days=7, seconds=1))
    Answer.objects.create(**mine, key="new", at=NOW - timedelta(days=7))

    once.forget_old(NOW)

    assert list(Answer.objects.values_list("key", flat=True)) == ["new"]


def test_letting_go_does_not_wait_for_another_that_does_the_same(transactional_db, filled):
    from django.db import transaction

    Answer.objects.create(house_id=1, asker="1", key="old", at=NOW - timedelta(days=8))

    with transaction.atomic():
        once.forget_old(NOW)

        def beside():
            with transaction.atomic():
                once.forget_old(NOW)
            return Answer.objects.count()

        [seen] = in_threads(beside)

    assert (seen, Answer.objects.count()) == (1, 0)
