"""Logging in, and what stands around it."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

PASSWORD = "en lang og god setning"


@pytest.fixture
def account(filled):
    account = filled.persons["member"].account
    account.set_password(PASSWORD)
    account.save()
    return account


def log_in(client, account, password, **extra):
    return client.post("/accounts/login/", {"login": account.email, "password": password, **extra})


def test_one_logs_in_and_comes_to_where_one_was_going(account):
    client = Client()
    sent_away = client.get("/h/vaarthus/people/directory/?on=2023-01-31")

    answer = log_in(client, account, PASSWORD, next="/h/vaarthus/people/directory/?on=2023-01-31")

    assert sent_away["Location"] == "/accounts/login/?next=%2Fh%2Fvaarthus%2Fpeople%2Fdirectory%2F%3Fon%3D2023-01-31"
    assert (answer.status_code, answer["Location"]) == (302, "/h/vaarthus/people/directory/?on=2023-01-31")


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(account):
    def told(**form):
        html = Client().post("/accounts/login/", form).content.decode()
        return re.findall(r"<ds-error-summary.*?</ds-error-summary>", html, re.S)

    wrong = told(login=account.email, password="feil")

    assert len(wrong) == 1
    assert wrong == told(login="ukjent@vaarthus.example", password="feil")


def test_guessing_is_stopped_for_all_web_processes_together(account):
    for _ in range(5):
        log_in(Client(), account, "gjetning")

    html = log_in(Client(), account, PASSWORD).content.decode()

    assert "For mange mislykkede forsøk." in html
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"


def test_nobody_signs_up_by_themselves(db):
    client = Client()

    page = client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": "ny@vaarthus.example", "password1": PASSWORD, "password2": PASSWORD})

    assert "Du blir invitert" in page
    assert log_in(client, type("A", (), {"email": "ny@vaarthus.example"}), PASSWORD).status_code == 200


def test_the_address_of_an_account_is_not_changed_on_one_s_own(filled, enter):
    answer = enter(filled, "member").post("/accounts/email/", {"action_add": "", "email": "ny@vaarthus.example"})

    assert (answer.status_code, answer["Location"]) == (302, "/account/")


def test_a_new_password_is_asked_for_by_mail_without_telling_who_has_an_account(account, mailoutbox):
    known = Client().post("/accounts/password/reset/", {"email": account.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "ukjent@vaarthus.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert account.email in [to for mail in mailoutbox for to in mail.to]


def test_the_account_page_tells_how_one_logs_in(filled, enter):
    html = enter(filled, "member").get("/account/").content.decode()

    assert "member@vaarthus.example" in html
    assert "Du har ikke noe passord." in html


def test_a_stranger_has_no_account_page(db):
    assert Client().get("/account/")["Location"] == "/accounts/login/?next=/account/"


def test_no_page_of_login_carries_a_script_that_the_policy_would_refuse(filled, enter):
    client = enter(filled, "member")
    addresses = [
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/totp/activate/",
    ]

    pages = [client.get(address, follow=True).content.decode() for address in addresses]
    pages.append(Client().get("/accounts/login/").content.decode())

    inline = [tag for page in pages for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag]
    assert [tag for tag in inline if "application/json" not in tag] == []
    assert [page for page in pages if re.search(r"\sstyle=|\son[a-z]+=", page)] == []


@pytest.mark.parametrize("urlconf", ["config.urls", "config.house_urls"])
@pytest.mark.parametrize(
    ("status", "words"), [(403, "Vi finner ikke siden"), (404, "Vi finner ikke siden"), (500, "Noe gikk galt")]
)
def test_what_goes_wrong_is_told_in_the_house_s_look(rf, urlconf, status, words):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    view = get_resolver(urlconf).resolve_error_handler(status)

    answer = view(request) if status == 500 else view(request, Exception())

    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_a_form_whose_proof_is_gone_is_told_in_plain_words(db):
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "nn"})

    assert (answer.status_code, "Siden sto åpen for lenge" in answer.content.decode()) == (403, True)
