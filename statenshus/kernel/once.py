"""Requests that may be sent twice: the first answer is kept under the request's key and given again."""

import hashlib
import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"
KEPT = timedelta(days=7)
LARGEST = 1024 * 1024
KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Trigger", "HX-Location", "Content-Disposition")
_SHAPE = re.compile(r"\A[A-Za-z0-9_-]{16,100}\Z")


class Answer(models.Model):
    """The answer that a request got, kept for those who send it again."""

    house_id = models.BigIntegerField()
    asker = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    told = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house_id", "asker", "key"], name="kernel_answer_once")]
        indexes = [models.Index(fields=["at"], name="kernel_answer_age")]

    def __str__(self) -> str:
        return f"{self.asker} {self.key}"

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """Remember what was answered, with the sentences that wait for the next page.

        Raises ValueError for an answer that is streamed or larger than a megabyte: a write answers briefly.
        """
        if response.streaming or len(response.content) > LARGEST:
            raise ValueError("A write answers briefly; let it lead to the page that gives the rest.")
        self.status, self.body = response.status_code, response.content
        self.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        self.told = [[message.level, str(message.message), message.extra_tags] for message in _waiting(request)]
        self.save(update_fields=["status", "body", "headers", "told"])

    def again(self, request: HttpRequest) -> HttpResponse:
        """The answer once more, marked as such."""
        for level, said, tags in self.told:
            messages.add_message(request, level, said, extra_tags=tags or "", fail_silently=True)
        return HttpResponse(
            bytes(self.body), status=self.status, headers={**self.headers, "Idempotency-Replayed": "true"}
        )


def _waiting(request: HttpRequest) -> list[Any]:
    """The messages that this request has added so far; Django has no public name for them."""
    return list(getattr(messages.get_messages(request), "_queued_messages", ()))


def start_over(request: HttpRequest) -> None:
    """Put the request back as it came, for a second try: nothing said, files at their beginning."""
    getattr(messages.get_messages(request), "_queued_messages", []).clear()
    for name in request.FILES:
        for file in request.FILES.getlist(name):
            file.seek(0)


def key_of(request: HttpRequest) -> str | None:
    """The request's key, from the header or the form field; None when absent or out of shape."""
    key = request.headers.get(HEADER) or request.POST.get(FIELD, "")
    return key if _SHAPE.match(key) else None


def fingerprint_of(request: HttpRequest) -> str:
    """A hash of what is asked for, without what differs between two sendings of the same form."""
    form = {name: request.POST.getlist(name) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"}
    files = [
        (name, str(file), _hash_of(file)) for name in sorted(request.FILES) for file in request.FILES.getlist(name)
    ]
    body = b"" if form or files else request.body
    said = json.dumps([request.method, request.path, request.GET.urlencode(), form, files]).encode() + body
    return hashlib.sha256(said).hexdigest()


def _hash_of(file: Any) -> str:
    """A hash of an uploaded file, which is left at its beginning."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def forget_old(now: datetime) -> None:
    """Let go of answers that nobody will ask for again. At most a thousand a call; never waits for another's."""
    old = Answer.objects.filter(at__lt=now - KEPT).select_for_update(skip_locked=True).values("pk")[:1000]
    Answer.objects.filter(pk__in=old).delete()
