"""Mandates: a body's own rules for how it decides, in versions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models.counting import Rules, required
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.people.models import Body, Person


class MandateQuerySet(ValidQuerySet, HouseQuerySet):
    """Mandates of a house."""


class Mandate(HouseOwned, Valid):
    """The rules by which a body decides, from one day to another: its own. `template` is what they began as."""

    class Template(models.TextChoices):
        MUNICIPAL = "municipal", _("like kommuneloven")
        PROJECT = "project", _("like Prosjektveiviseren")
        CONSENSUS = "consensus", _("consensus")

    class Decides(models.TextChoices):
        GROUP = "group", _("the group")
        OWNER = "owner", _("the project owner, on the group's advice")

    class Quorum(models.TextChoices):
        HALF = "half", _("at least half of the seats")
        MORE_THAN_HALF = "more_than_half", _("more than half of the seats")
        TWO_THIRDS = "two_thirds", _("at least two thirds of the seats")
        ALL = "all", _("all seats")

    class Majority(models.TextChoices):
        SIMPLE = "simple", _("more for than against")
        OF_VOTES = "of_votes", _("more than half of the votes cast, blank ones counted")
        OF_SEATS = "of_seats", _("more than half of all seats")
        TWO_THIRDS = "two_thirds", _("at least twice as many for as against")
        NOBODY_AGAINST = "nobody_against", _("nobody against")

    class Tie(models.TextChoices):
        CHAIR = "chair", _("the chair's vote decides")
        FALLS = "falls", _("the proposal falls")

    class Written(models.TextChoices):
        NEVER = "never", _("never")
        UNANIMOUS = "unanimous", _("if all agree both to the proposal and to deciding in writing")
        FORM = "form", _("if all agree to deciding in writing; then by the ordinary majority")
        MAJORITY = "majority", _("by the ordinary quorum and majority")
        SILENCE = "silence", _("whoever has said nothing by the deadline agrees; one who is against stops it")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="mandates")
    template = models.CharField(_("begun as"), max_length=12, choices=Template, blank=True)
    decides = models.CharField(_("who decides"), max_length=10, choices=Decides, default=Decides.GROUP)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project owner")
    )
    quorum = models.CharField(_("quorum"), max_length=20, choices=Quorum, default=Quorum.HALF)
    majority = models.CharField(_("majority"), max_length=20, choices=Majority, default=Majority.SIMPLE)
    tie = models.CharField(_("when votes are even"), max_length=10, choices=Tie, default=Tie.CHAIR)
    written = models.CharField(_("in writing"), max_length=12, choices=Written, default=Written.UNANIMOUS)
    written_days = models.PositiveSmallIntegerField(_("least days for answering in writing"), default=7)
    pull_members = models.PositiveSmallIntegerField(
        _("how many members may have a case taken to a meeting"), null=True, blank=True, default=1
    )
    notice_days = models.PositiveSmallIntegerField(_("days of notice of a meeting"), default=7)
    reservation_days = models.PositiveSmallIntegerField(_("days in which absentees may make a reservation"), default=0)
    reading_days = models.PositiveSmallIntegerField(_("days for reading the minutes"), default=7)
    note = models.TextField(_("note"), blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            ordered_period("decisions_mandate_period"),
            no_overlap("decisions_mandate_overlap", "body"),
            models.CheckConstraint(
                name="decisions_mandate_owner",
                condition=Q(decides="group", owner=None) | Q(decides="owner", owner__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.body)

    @property
    def rules(self) -> Rules:
        """What counts when votes are counted."""
        return Rules(self.quorum, self.majority, self.tie, self.written)

    def required(self, seats: int) -> int:
        """How many of so many seats must vote."""
        return required(self.quorum, seats)


def template_of(name: str) -> dict[str, object]:
    """The rules of a template as fields of a Mandate, with their source. They bind nobody before a body takes them.

    municipal: kommuneloven 2018 § 11-8 (in writing only if all agree to both), § 11-9 (half of the members; the
    chair's vote on a tie). project: prosjektveiviseren.no, roles: the board advises, the owner decides.
    consensus: no law; the practice of deciding when nobody is against.
    """
    own: dict[str, dict[str, object]] = {
        "municipal": {"written": "unanimous", "source": "Kommuneloven 2018 kapittel 11, brukt som mal"},
        "project": {
            "decides": "owner",
            "quorum": "half",
            "tie": "falls",
            "written": "majority",
            "written_days": 5,
            "pull_members": 2,
            "reservation_days": 7,
            "source": "Prosjektveiviseren, roller: prosjektstyre og prosjekteier, brukt som mal",
        },
        "consensus": {
            "quorum": "two_thirds",
            "majority": "nobody_against",
            "tie": "falls",
            "written": "silence",
            "written_days": 10,
            "source": "Konsensus som arbeidsform; ingen lov",
        },
    }
    usual: dict[str, object] = {
        field.name: field.get_default()
        for field in Mandate._meta.concrete_fields
        if field.has_default() and field.name not in {"id", "source"}
    }
    return {**usual, **own[name], "template": name}
