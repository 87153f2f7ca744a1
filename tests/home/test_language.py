"""Which language a page is in: the person's, else the cookie's, else the browser's, else bokmål."""

import pytest
from django.test import Client

from statenshus.people.models import Account

SAID = {
    "nb": "Flere etater under samme tak",
    "nn": "Fleire etatar under same tak",
    "en": "Several public agencies under one roof",
}


def language_of(client, **headers):
    html = client.get("/", headers=headers).content.decode()
    return [code for code, words in SAID.items() if words in html and f'<html lang="{code}"' in html]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", "nb"),
        ("nb-NO,nb;q=0.9,en;q=0.8", "nb"),
        ("no", "nb"),
        ("no,en;q=0.5", "nb"),
        ("no-NO,en;q=0.5", "nb"),
        ("nn-NO,nb;q=0.9", "nn"),
        ("en-US,en;q=0.9", "en"),
        ("en-GB", "en"),
        ("de,fr;q=0.8", "nb"),
        ("de,en;q=0.8", "en"),
    ],
)
def test_the_browser_s_wish_is_followed(db, asked, given):
    assert language_of(Client(), accept_language=asked) == [given]


def test_the_choice_of_a_stranger_is_kept_in_a_cookie(db):
    client = Client()

    answer = client.post("/language/", {"language": "nn", "next": "/accounts/login/"})

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert language_of(client, accept_language="en") == ["nn"]


def test_the_choice_of_a_person_is_kept_on_the_account_and_goes_before_cookie_and_browser(filled, enter):
    client = enter(filled, "member")
    client.post("/language/", {"language": "nn", "next": "/account/"})

    there = enter(filled, "member")
    there.cookies["django_language"] = "en"
    html = there.get("/account/", headers={"accept-language": "en"}).content.decode()

    assert Account.objects.get(pk=filled.persons["member"].account.pk).language == "nn"
    assert "Innlogging og tryggleik" in html


@pytest.mark.parametrize("wrong", ["de", "", "../../etc/passwd", "nb\x00"])
def test_a_language_that_is_not_offered_changes_nothing(db, wrong):
    client = Client()

    assert client.post("/language/", {"language": wrong}).status_code == 302
    assert language_of(client) == ["nb"]


@pytest.mark.parametrize("away", ["https://ond.example/", "//ond.example/", "javascript:alert(1)"])
def test_the_choice_of_language_leads_nowhere_else(db, away):
    assert Client().post("/language/", {"language": "nb", "next": away})["Location"] == "/"


@pytest.mark.parametrize(
    ("asked", "theirs", "allauth"),
    [
        ("nb", "Feltet er påkrevet.", "Glemt passordet?"),
        ("nn", "Feltet er påkravd.", "Gløymt passordet?"),
        ("en", "This field is required.", "Forgot your password?"),
    ],
)
def test_the_texts_of_the_libraries_follow(db, asked, theirs, allauth):
    html = Client().post("/accounts/login/", {}, headers={"accept-language": asked}).content.decode()

    assert (theirs in html, allauth in html) == (True, True)
