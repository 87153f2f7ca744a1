"""The door of a house."""

import hashlib
import re
from datetime import UTC, date, datetime

import pytest

from config.middleware import POLICY
from statenshus.people.models import Account, ApiToken
from tests.houses import NOW

PAST = datetime(2023, 1, 1, tzinfo=UTC)
GUARDS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def token(house, who="manager", **changes):
    """The secret of a new token of a person."""
    secret = f"secret of {who} in {house.house.slug}"
    ApiToken.objects.create(
        house=house.house,
        person=house.persons[who],
        name="test",
        hash=hashlib.sha256(secret.encode()).hexdigest(),
        **{"scopes": ["people:read", "openapi.json:read"], "created_at": NOW, **changes},
    )
    return secret


def words(answer):
    """What is told, without the address asked for and the form's changing token."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
    return text.replace(answer.wsgi_request.path, "")


def test_the_front_page_opens_for_a_member(filled, enter):
    answer = enter(filled, "member").get("")

    assert answer.status_code == 200
    assert filled.house.name in answer.content.decode()


def test_another_house_is_answered_like_none(filled, other, enter):
    client = enter(filled, "manager")

    theirs = client.get(f"/h/{other.house.slug}/")
    none = client.get("/h/finnes-ikke/")

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert words(theirs) == words(none)


def test_whoever_is_not_signed_in_is_sent_to_do_so_whether_the_house_exists_or_not(filled, client):
    here = client.get(f"/h/{filled.house.slug}/people/directory/?q=x")
    none = client.get("/h/finnes-ikke/")

    assert (here.status_code, here["Location"]) == (
        302,
        f"/accounts/login/?next=%2Fh%2F{filled.house.slug}%2Fpeople%2Fdirectory%2F%3Fq%3Dx",
    )
    assert (none.status_code, none["Location"]) == (302, "/accounts/login/?next=%2Fh%2Ffinnes-ikke%2F")


def test_an_account_without_a_person_in_the_house_is_answered_like_one_of_no_house(filled, client):
    client.force_login(Account.objects.create_user("nobody@example.org"))

    assert client.get(f"/h/{filled.house.slug}/").status_code == 404


@pytest.mark.parametrize("day", ["2023-02-30", "i går", "31.01.2023", "0001-01-01", "9999-12-31", "2023-01-31T00:00"])
def test_a_day_that_is_none_is_told(filled, enter, day):
    client = enter(filled)

    page, api = client.get("", {"on": day}), client.get("api/v1/openapi.json", {"on": day})

    assert (page.status_code, api.status_code, api.json()["code"]) == (400, 400, "bad_day")


@pytest.mark.parametrize("day", ["<script>alert(1)</script>", "'\"><b>"])
def test_what_was_given_as_a_day_is_shown_as_text(filled, enter, day):
    answer = enter(filled).get("", {"on": day})

    assert (answer.status_code, day in answer.content.decode()) == (400, False)


def test_the_day_is_kept_on_the_request(filled, enter):
    client = enter(filled)

    assert client.get("", {"on": "2022-06-01"}).wsgi_request.on == date(2022, 6, 1)
    assert (request := client.get("").wsgi_request).on == request.actor.today


def test_a_missing_slash_is_mended_inside_the_house(filled, enter):
    answer = enter(filled).get("people/directory")

    assert (answer.status_code, answer["Location"]) == (301, f"/h/{filled.house.slug}/people/directory/")


@pytest.mark.parametrize(
    "path", ["", "people/directory/", "finnes-ikke/", "api/v1/openapi.json", "../../accounts/login/"]
)
def test_every_answer_carries_the_headers_that_guard_it(filled, enter, path):
    answer = enter(filled).get(path)

    assert {name: answer.headers.get(name) for name in GUARDS} == GUARDS


def test_answers_outside_a_house_are_guarded_too(client, db):
    for path in ("/finnes-ikke/", "/h/", "/h/finnes-ikke/", "/accounts/login/"):
        headers = client.get(path).headers
        assert "no-store" in headers["Cache-Control"]
        assert {name: headers.get(name) for name in GUARDS} == {**GUARDS, "Cache-Control": headers["Cache-Control"]}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_session_may_only_read_the_api(filled, enter, method):
    answer = getattr(enter(filled), method)(f"/h/{filled.house.slug}/api/v1/people/organisations")

    assert (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"]) == (401, "unauthorised", "Bearer")


@pytest.mark.parametrize("scheme", ["Basic eDp5", "Bearer ", "Bearer wrong", "bearer", "Token x"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_session_does_not_help_a_wrong_token(filled, enter, method, scheme):
    client = enter(filled)

    for slug in (filled.house.slug, "finnes-ikke"):
        answer = getattr(client, method)(f"/h/{slug}/api/v1/openapi.json", headers={"Authorization": scheme})
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")


def test_a_token_is_of_no_use_on_pages(filled, client):
    secret = token(filled)

    answer = client.get(f"/h/{filled.house.slug}/", headers={"Authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)


def test_a_good_token_opens_its_own_house_and_no_other(filled, other, client):
    headers = {"Authorization": f"Bearer {token(filled)}"}

    own, theirs, none = (
        client.get(f"/h/{slug}/api/v1/openapi.json", headers=headers)
        for slug in (filled.house.slug, other.house.slug, "finnes-ikke")
    )

    assert (own.status_code, theirs.status_code, none.status_code) == (200, 404, 404)
    assert theirs.json() == none.json() == {"code": "not_found", "message": "There is nothing here."}


@pytest.mark.parametrize("changes", [{"revoked_at": PAST}, {"expires_at": PAST}], ids=["revoked", "over its time"])
def test_a_token_that_is_one_no_longer_is_told_so(filled, client, changes):
    answer = client.get(
        f"/h/{filled.house.slug}/api/v1/openapi.json", headers={"Authorization": f"Bearer {token(filled, **changes)}"}
    )

    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
