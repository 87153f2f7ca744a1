"""Requests that may be sent twice: the first answer is kept under the request's key and given again."""

import hashlib
import json
import re
from datetime import datetime, timedelta

from django.db import models
from django.http import HttpRequest, HttpResponse

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"
KEPT = timedelta(days=7)
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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house_id", "asker", "key"], name="kernel_answer_once")]
        indexes = [models.Index(fields=["at"], name="kernel_answer_age")]

    def __str__(self) -> str:
        return f"{self.asker} {self.key}"

    def keep(self, response: HttpResponse) -> None:
        """Remember what was answered."""
        self.status, self.body = response.status_code, response.content
        self.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        self.save(update_fields=["status", "body", "headers"])

    def again(self) -> HttpResponse:
        """The answer once more, marked as such."""
        return HttpResponse(
            bytes(self.body), status=self.status, headers={**self.headers, "Idempotency-Replayed": "true"}
        )


def key_of(request: HttpRequest) -> str | None:
    """The request's key, from the header or the form field; None when absent or out of shape."""
    key = request.headers.get(HEADER) or request.POST.get(FIELD, "")
    return key if _SHAPE.match(key) else None


def fingerprint_of(request: HttpRequest) -> str:
    """A hash of what is asked for, without what differs between two sendings of the same form."""
    form = {name: request.POST.getlist(name) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"}
    files = [(name, str(file), getattr(file, "size", 0)) for name, file in sorted(request.FILES.items())]
    body = b"" if form or files else request.body
    said = json.dumps([request.method, request.path, request.GET.urlencode(), form, files]).encode() + body
    return hashlib.sha256(said).hexdigest()


def forget_old(now: datetime) -> None:
    """Let go of answers that nobody will ask for again. At most a thousand a call."""
    old = Answer.objects.filter(at__lt=now - KEPT).values("pk")[:1000]
    Answer.objects.filter(pk__in=old).delete()
