"""Tokens and invitations, through HTTP."""

import re
import secrets
from datetime import timedelta

import pytest
from django.test import Client

from statenshus.kernel import clock
from statenshus.kernel.once import Answer
from statenshus.people.models import ApiToken
from statenshus.people.usecases.persons import add_person

PASSWORD = "en lang setning om fjell"


def secret_on(page):
    found = re.search(r'id="secret" readonly value="([^"]*)"', page.content.decode())
    return found and found[1].replace("&amp;", "&")


def issue(client, **said):
    day = (clock.now().date() + timedelta(days=30)).isoformat()
    return client.post(
        "people/tokens/issue_token/", {"name": "Uttrekk", "scopes": ["people:read"], "expires_on": day, **said}
    )


def test_the_secret_is_shown_once_and_opens_the_api(filled, enter):
    client = enter(filled, "member")
    first, second = client.get(issue(client).url), client.get("people/tokens/")
    secret = secret_on(first)

    headers = {"Authorization": f"Bearer {secret}"}
    answer = Client().get("/h/vaarthus/api/v1/people/persons", headers=headers)

    assert (answer.status_code, secret_on(second)) == (200, None)
    assert filled.persons["member"].tokens.get().last_used_on is not None


def test_the_secret_rests_nowhere(filled, enter):
    client = enter(filled, "member")
    secret = secret_on(client.get(issue(client).url))

    kept = [bytes(answer.body).decode() + str(answer.headers) for answer in Answer.objects.all()]
    assert kept != []
    assert secret not in "".join(kept) + str(list(ApiToken.objects.values()))


def test_the_secret_is_not_shown_to_another_in_the_same_browser(filled, enter):
    client = enter(filled, "member")
    issue(client)
    client.force_login(filled.persons["chair"].account)

    assert secret_on(client.get("people/tokens/")) is None


def test_a_revoked_token_opens_nothing_at_once(filled, enter):
    client = enter(filled, "member")
    secret = secret_on(client.get(issue(client).url))

    revoked = client.post(f"people/tokens/{filled.persons['member'].tokens.get().pk}/revoke_token/")

    answer = Client().get("/h/vaarthus/api/v1/people/persons", headers={"Authorization": f"Bearer {secret}"})
    assert (revoked.status_code, answer.status_code) == (303, 401)
    assert "Trukket tilbake" in client.get("people/tokens/").content.decode()


def test_nobody_sees_or_revokes_anothers_tokens(filled, enter):
    issue(enter(filled, "member"))
    token, admin = filled.persons["member"].tokens.get(), enter(filled, "admin")

    assert "Uttrekk" not in admin.get("people/tokens/").content.decode()
    assert admin.post(f"people/tokens/{token.pk}/revoke_token/").status_code == 404


@pytest.mark.parametrize(
    "said", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"expires_on": "2020-01-01"}, {"expires_on": "x"}]
)
def test_what_cannot_be_a_token_is_told(filled, enter, said):
    assert issue(enter(filled, "member"), **said).status_code == 422
    assert not ApiToken.objects.in_house(filled.house).exists()


@pytest.fixture
def link(filled, enter):
    """The link that the manager hands over to a newcomer."""
    add_person(name="Ny Person", by=filled.actor())
    client = enter(filled, "manager")
    made = client.post("people/persons/ny-person/invite_person/", {"email": "ny@example.org"})
    return secret_on(client.get(made.url)).removeprefix("http://testserver")


def choose(client, link, password=PASSWORD, again=PASSWORD):
    return client.post(link, {"password": password, "again": again, "idempotency_key": secrets.token_urlsafe(18)})


def test_the_invited_choose_a_password_and_are_in(filled, link):
    client = Client()

    page, chosen = client.get(link), choose(client, link)

    assert "Velkommen, Ny Person" in page.content.decode()
    assert (chosen.status_code, chosen.url) == (302, "/h/vaarthus/")
    assert client.get("/h/vaarthus/").status_code == 200
    assert Client().login(email="ny@example.org", password=PASSWORD)


def test_a_used_link_opens_nothing(link):
    choose(Client(), link)

    again = choose(Client(), link, "noe helt annet her", "noe helt annet her")

    assert "Invitasjonen kan ikke brukes" in again.content.decode()
    assert Client().login(email="ny@example.org", password=PASSWORD)


@pytest.mark.parametrize(
    ("password", "again"), [("kort", "kort"), (PASSWORD, "en annen setning"), ("passord12345", "passord1234")]
)
def test_a_password_that_does_not_do_is_told(link, password, again):
    assert choose(Client(), link, password, again).status_code == 422
    assert not Client().login(email="ny@example.org", password=password)


@pytest.mark.parametrize("link", ["/invitation/", "/invitation/?link=x", "/invitation/?link=%00"])
def test_what_is_no_invitation_is_told(db, link):
    assert "Invitasjonen kan ikke brukes" in Client().get(link).content.decode()


def test_somebody_known_next_door_gets_no_link(filled, other, enter):
    add_person(name="Ny Person", by=filled.actor())
    client = enter(filled, "manager")

    made = client.post("people/persons/ny-person/invite_person/", {"email": other.persons["member"].email})

    page = client.get(made.url)
    assert "logger inn med den som vanlig" in page.content.decode()
    assert secret_on(page) is None
