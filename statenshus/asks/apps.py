from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


class AsksConfig(AppConfig):
    name = "statenshus.asks"

    def ready(self) -> None:
        register(mail_goes_out, deploy=True)


def mail_goes_out(**_: Any) -> list[CheckMessage]:
    """In production mail has a server to go by, a sender people know, and links that lead somewhere."""
    faults: list[CheckMessage] = []
    if not settings.MAIL_SERVER:
        faults.append(Warning("EMAIL_URL is not set: mails wait in the outbox.", id="statenshus.W001"))
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost>"):
        faults.append(Warning("MAIL_FROM is not set: mail is from nobody's address.", id="statenshus.W002"))
    if settings.BASE_URL.startswith("http://127.0.0.1"):
        faults.append(
            Warning("BASE_URL is not set: links in mail lead to the reader's own machine.", id="statenshus.W003")
        )
    return faults
