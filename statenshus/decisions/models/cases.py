"""Cases: what is put to a body, in frozen versions, with what is attached and what is exempt."""

import hashlib
import json
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models.searching import Searchable
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.people.models import Body, Person, Seat, SeatHolding
from statenshus.people.rules import keeps_record

LARGEST_ATTACHMENT = 10 * 1024 * 1024
MOST_ATTACHMENTS = 20


def fingerprint(said: Any) -> str:
    """SHA-256 of what is said, written as JSON in one way: keys in order, no spaces, UTF-8."""
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


class CaseQuerySet(HouseQuerySet):
    """Cases of a house."""

    def visible_to(self, by: Actor) -> Self:
        """Those that are published; drafts for those who lead the body's work and whoever prepares them."""
        here = self.in_house(by.house)
        if keeps_record(by):
            return here
        if by.person is None:
            return here.filter(published_at__isnull=False)
        chairs = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk, rank=0)
        chaired = Q(body__in=chairs.filter(seat__role=Seat.Role.CHAIR).values("seat__body"))
        return here.filter(Q(published_at__isnull=False) | Q(prepared_by=by.person.pk) | chaired)

    def open(self) -> Self:
        """Those that are published and have not ended."""
        return self.filter(published_at__isnull=False, ended_at=None)


class OfCaseQuerySet(HouseQuerySet):
    """What belongs to a case, by its field `case`."""

    def visible_to(self, by: Actor) -> Self:
        """That of the cases the actor may see."""
        return self.in_house(by.house).filter(case__in=Case.objects.visible_to(by))


class Case(HouseOwned):
    """A case (sak nn/yyyy) before a body: for a decision, a discussion, or information."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("for decision")
        DISCUSSION = "discussion", _("for discussion")
        INFORMATION = "information", _("for information")

    class Ended(models.TextChoices):
        CONCLUDED = "concluded", _("concluded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.CharField(max_length=60, validators=[KEY])
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DECISION)
    title = models.CharField(_("title"), max_length=200)
    public_title = models.CharField(_("public title"), max_length=200, blank=True)
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by"))
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows")
    )
    urgent = models.BooleanField(_("urgent"), default=False)
    must_meet = models.BooleanField(_("must be taken in a meeting"), default=False)
    """Somebody has had it taken to a meeting, or it could not be decided in writing."""
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(_("withdrawn because"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="decisions_case_key"),
            models.UniqueConstraint(fields=["house", "year", "number"], name="decisions_case_number"),
            models.CheckConstraint(
                name="decisions_case_ended",
                condition=Q(ended="", ended_at=None) | (~Q(ended="") & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["body", "-year", "-number"], name="decisions_case_of_body")]

    def __str__(self) -> str:
        return f"{self.called} {self.shown_title}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:case", args=[self.key])

    @property
    def called(self) -> str:
        """Its number as people say it: 3/2023."""
        return f"{self.number}/{self.year}"

    @property
    def shown_title(self) -> str:
        """The title that anybody may read."""
        return self.public_title or self.title

    @property
    def is_open(self) -> bool:
        """Published and not ended."""
        return self.published_at is not None and self.ended_at is None

    @property
    def is_draft(self) -> bool:
        """Not yet published."""
        return self.published_at is None and self.ended_at is None


class CaseVersion(HouseOwned):
    """What a case says. Once published it is frozen, and its hash says so; a change is the next version."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    proposal = models.TextField(_("proposal"), blank=True)
    changed = models.TextField(_("what was changed"), blank=True)
    effective_on = models.DateField(_("proposed to take effect on"), null=True, blank=True)
    basis = models.TextField(_("legal or budget basis"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hash = models.CharField(max_length=64, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            GinIndex(
                Searchable("title", "text", "proposal", "basis"), fastupdate=False, name="decisions_version_searchable"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decisions_caseversion_number"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(published_at=None), name="decisions_caseversion_one_draft"
            ),
            models.CheckConstraint(
                name="decisions_caseversion_frozen",
                condition=Q(published_at=None, hash="") | (Q(published_at__isnull=False) & ~Q(hash="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} v{self.number}"

    def says(self) -> dict[str, Any]:
        """What its hash is over: what it says, and the hash of each file by name. One query, or none where fetched."""
        if "attachments" in getattr(self, "_prefetched_objects_cache", {}):
            files = [[each.name, each.document.sha256] for each in self.attachments.all()]
        else:
            files = [list(row) for row in self.attachments.values_list("name", "document__sha256")]
        return {
            "case": self.case.key,
            "version": self.number,
            "title": self.title,
            "text": self.text,
            "proposal": self.proposal,
            "basis": self.basis,
            "effective_on": self.effective_on.isoformat() if self.effective_on else None,
            "attachments": sorted(files),
        }

    def fingerprint(self) -> str:
        """The hash of what it says and of what is attached. One query."""
        return fingerprint(self.says())


class Document(HouseOwned):
    """A file, kept once a house, in the database: what is backed up together stays together."""

    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "sha256"], name="decisions_document_once")]

    def __str__(self) -> str:
        return self.sha256


class Attachment(HouseOwned):
    """A file in a version of a case, under its name there."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(CaseVersion, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="decisions_attachment_name")]

    def __str__(self) -> str:
        return self.name


class Exemption(HouseOwned):
    """That a case's text, or one of its files by name, is not public, by which paragraph, why, and until when."""

    class Paragraph(models.TextChoices):
        DUTY = "§ 13", _("§ 13 duty of confidentiality")
        INTERNAL = "§ 14", _("§ 14 internal document")
        OBTAINED = "§ 15", _("§ 15 obtained from outside for internal use")
        PROCEEDINGS = "§ 18", _("§ 18 court proceedings")
        BARGAINING = "§ 23", _("§ 23 the public body's bargaining position")
        SECURITY = "§ 24", _("§ 24 control measures and security")
        RECRUITING = "§ 25", _("§ 25 appointments")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="exemptions")
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    """Which attachment; empty for the case's own text."""
    paragraph = models.CharField(_("paragraph of offentleglova"), max_length=10, choices=Paragraph)
    reason = models.TextField(_("reason"))
    until = models.DateField(_("until"))
    recorded_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "file_name"], condition=Q(lifted_at=None), name="decisions_exemption_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph}: {self.file_name or self.case}"


def sits_in(by: Actor, body: Body) -> bool:
    """Whether the actor sits in the body today, as holder or deputy. One query."""
    if by.person is None:
        return False
    return (
        SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk, seat__body=body).exists()
    )
