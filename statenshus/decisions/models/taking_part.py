"""How seats take part in a case before it is decided: who stands down, where each stands, and in which meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models.cases import Case, CaseVersion, OfCaseQuerySet
from statenshus.kernel.houses import HouseOwned
from statenshus.meetings.models import Meeting
from statenshus.people.models import Person, Seat


class Recusal(HouseOwned):
    """That somebody may not take part in a case: found by themself or by the body, on which ground."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    ground = models.TextField(_("ground"))
    citation = models.CharField(_("rule"), max_length=100, default="forvaltningsloven § 6")
    by_body = models.BooleanField(_("found by the body"), default=False)
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="decisions_recusal_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.case}"


class Position(HouseOwned):
    """Where a seat stands before the case is decided, with a comment or a question. The latest of a seat counts."""

    class Stand(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        UNSURE = "unsure", _("unsure")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="positions")
    version = models.ForeignKey(CaseVersion, on_delete=models.CASCADE, related_name="positions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    stand = models.CharField(_("stand"), max_length=10, choices=Stand)
    comment = models.TextField(_("comment"), blank=True)
    question = models.TextField(_("question to whoever prepares the case"), blank=True)
    at = models.DateTimeField()
    reply = models.TextField(_("answer"), blank=True)
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "seat", "-at"], name="decisions_position_latest")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_stand_display()}"


class AgendaItem(HouseOwned):
    """That a case is taken up in a meeting: in which place, for how long, and what was said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    notes = models.TextField(_("what was said"), blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "case"], name="decisions_agendaitem_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.case}"
