"""What the tests of mail have in common: asks that wait, a mail server on loopback, and a worker."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from statenshus.asks.models import Ask, HandOver, Link, Mail, MailChoice
from statenshus.kernel.actors import OSLO, Actor

TUESDAY = datetime(2023, 1, 31, 9, 0, tzinfo=UTC)  # ten o'clock in Norway


def at(day: int, hour: int = 10, month: int = 2, year: int = 2023, minute: int = 0) -> datetime:
    """A moment in Norway."""
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)


def clock(filled: Any, now: datetime = TUESDAY) -> Actor:
    """The house itself."""
    return Actor.clock(filled.house, now)


def asked(filled: Any, who: str = "manager", **changes: Any) -> Ask:
    """Something that waits for the person; a poll unless told otherwise."""
    said = {
        "kind": "poll",
        "person": filled.persons[who],
        "subject_type": "people.body",
        "subject_key": "steering",
        "subject_name": "Møtedag i mars",
        "path": "people/bodies/steering/",
        "minutes": 1,
        "opened_at": TUESDAY,
        "text": f"Hvilke dager passer? ({Ask.objects.count()})",
    }
    return Ask.objects.create(house=filled.house, **{**said, **changes})


def chooses(filled: Any, who: str, rhythm: str, urgent_at_once: bool = False) -> MailChoice:
    """How often the person wants mail."""
    return MailChoice.objects.create(
        house=filled.house, person=filled.persons[who], rhythm=rhythm, urgent_at_once=urgent_at_once
    )


def mails(filled: Any) -> list[Mail]:
    """The mails of the house, oldest first."""
    return list(Mail.objects.in_house(filled.house).order_by("pk"))


def jobs(filled: Any, **found: Any) -> list[ProcrastinateJob]:
    """The jobs of the house, oldest first."""
    return list(ProcrastinateJob.objects.filter(args__house_id=filled.house.pk, **found).order_by("pk"))


def still(filled: Any) -> Any:
    """The house with nothing that waits, no mails and no jobs."""
    for model in (Link, Mail, HandOver, Ask):
        model.objects.filter(house=filled.house).delete()
    ProcrastinateJob.objects.filter(args__house_id=filled.house.pk).delete()
    return filled


def forget_jobs() -> None:
    """Empty the queue; tests that commit leave jobs behind that no flush of the database takes away."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_periodic_defers, procrastinate_workers CASCADE")


@dataclass
class Taken:
    """A mail server that answers as told, by stage or recipient, and keeps what it took."""

    answers: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    at_stage: Any = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self._reach("MAIL")
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self._reach("RCPT")
        answer = self.answers.get(address) or self.answers.get("RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self._reach("DATA")
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("250"):
            with self.lock:
                self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self._reach("TAKEN")
        return answer

    def _reach(self, stage: str) -> None:
        if self.at_stage:
            self.at_stage(stage)


@contextmanager
def mail_server(settings: Any = None) -> Iterator[tuple[Taken, int]]:
    """A real mail server on loopback, and its port; the settings, where given, point to it."""
    taken = Taken()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(taken, hostname="127.0.0.1", port=port, ready_timeout=10)
    controller.start()
    if settings is not None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_SERVER = "127.0.0.1", port, True
        settings.EMAIL_TIMEOUT = 5
    try:
        yield taken, port
    finally:
        controller.stop()
