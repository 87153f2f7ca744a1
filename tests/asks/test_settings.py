"""What the surroundings say of mail."""

import pytest

from config import env
from statenshus.asks.apps import mail_goes_out


@pytest.mark.parametrize(
    ("given", "server"),
    [
        ("smtp://post.example.no", ("post.example.no", 25, "", "", False, False)),
        ("smtp://hus:p%40ss%2F@post.example.no:587/?tls=1", ("post.example.no", 587, "hus", "p@ss/", False, True)),
        ("smtps://hus:x@post.example.no", ("post.example.no", 465, "hus", "x", True, False)),
    ],
)
def test_a_mail_server_is_one_address(monkeypatch, given, server):
    monkeypatch.setenv("EMAIL_URL", given)

    assert env.mail_server() == server


def test_without_one_there_is_none(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "")

    assert env.mail_server() is None


@pytest.mark.parametrize("given", ["post.example.no", "http://post.example.no", "smtp://"])
def test_what_is_no_such_address_is_said_so(monkeypatch, given):
    monkeypatch.setenv("EMAIL_URL", given)

    with pytest.raises(ValueError, match="EMAIL_URL"):
        env.mail_server()


def test_a_production_that_cannot_mail_is_told_what_is_missing(settings):
    settings.MAIL_SERVER, settings.DEFAULT_FROM_EMAIL = False, "Statens hus <statenshus@localhost>"
    missing = [fault.id for fault in mail_goes_out()]

    settings.MAIL_SERVER, settings.DEFAULT_FROM_EMAIL = True, "Huset <hus@example.no>"
    settings.BASE_URL = "https://hus.example.no"

    assert (missing, mail_goes_out()) == (["statenshus.W001", "statenshus.W002", "statenshus.W003"], [])
