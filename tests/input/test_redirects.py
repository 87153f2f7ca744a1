"""No form sends anybody out of the house, whatever the address it carries asks for."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client, override_settings

from statenshus.people.models import Account
from tests.houses import Filled

AWAY = [
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "HTTPS://evil.example",
    "http://testserver@evil.example/",
    "//testserver:x@evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/h/%0d%0aLocation:%20https://evil.example",
    "/x\r\nLocation: https://evil.example",
    "/\x00/evil.example",
    " //evil.example",
    "\u2028//evil.example",
]


def stays(answer):
    """Whether a browser would stay on this machine: to it backslashes are slashes, and tabs nothing."""
    to = answer.headers.get("Location", "/").replace("\\", "/").translate({9: None, 10: None, 13: None}).strip()
    return urlsplit(urljoin("http://testserver/x/", to)).netloc == "testserver"


@pytest.mark.parametrize("to", AWAY)
def test_the_choice_of_language_stays(db, to):
    answer = Client().post("/language/", {"language": "nn", "next": to})

    assert (answer.status_code, stays(answer)) == (302, True)


@pytest.mark.parametrize("to", AWAY)
def test_logging_in_stays(db, to):
    Account.objects.create_user("kari@hus.example", "et langt passord her")

    sent = {"login": "kari@hus.example", "password": "et langt passord her", "next": to}
    answer = Client().post("/accounts/login/", sent)

    assert (answer.status_code, stays(answer)) == (302, True)


@pytest.mark.parametrize("to", AWAY)
def test_stepping_into_a_demonstration_stays(filled: Filled, to):
    person = filled.persons["manager"]
    person.fictitious = True
    person.save()

    with override_settings(DEMO=True):
        answer = Client().post("/demo/enter/", {"person": str(person.pk), "next": f"/h/{filled.house.slug}/..{to}"})

    assert stays(answer)
    assert answer.status_code == 302
