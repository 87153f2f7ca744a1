"""One form sent by eight at once, over real connections, is done once and answered alike."""

import secrets
import threading
import urllib.error
import urllib.parse
import urllib.request

from django.conf import settings

from statenshus.kernel.events import Event
from tests.architecture.visits import Forms


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_args, **_kwargs):
        return None


def fetched(request):
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=30) as answer:
            return answer.status, answer.headers.get("Location"), answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("Location"), answer.read().decode()


def test_a_form_sent_by_eight_at_once_is_done_once(filled, enter, live_server):
    client = enter(filled)
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    address = f"{live_server.url}/h/{filled.house.slug}/people/organisations/registers/join/"
    secret = secrets.token_hex(16)
    cookies[settings.CSRF_COOKIE_NAME] = secret
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    _status, _to, page = fetched(urllib.request.Request(address, headers=headers))
    form = next(form for form in Forms(page).found if "kind" in form.values)
    sent = urllib.parse.urlencode({**form.values, "kind": "support", "valid_from": "2023-02-01"}).encode()
    answers, gate = [], threading.Barrier(8)

    def send():
        gate.wait(30)
        answers.append(fetched(urllib.request.Request(address, sent, headers))[:2])

    threads = [threading.Thread(target=send) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert (len(answers), len(set(answers)), answers[0][0]) == (8, 1, 303)
    assert filled.organisations["registers"].participations.filter(kind="support").count() == 1
    assert Event.objects.in_house(filled.house).filter(act="people.join").count() == 1
