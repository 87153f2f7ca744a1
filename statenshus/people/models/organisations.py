"""Organisations and how they take part in the house."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def valid_orgnr(number: str) -> bool:
    """Nine digits whose last is the check digit, modulo 11 with weights 3 2 7 6 5 4 3 2 (Enhetsregisteret)."""
    if not (len(number) == 9 and number.isascii() and number.isdigit()):
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11
    return (11 - rest) % 11 == int(number[8])


def check_orgnr(number: str) -> None:
    """Raise ValidationError unless the number is an organisation number."""
    if not valid_orgnr(number):
        raise ValidationError(
            _("%(number)s is not an organisation number: nine digits, the last a check digit."),
            params={"number": number},
        )


class OrganisationQuerySet(HouseQuerySet):
    """Organisations."""


class Organisation(HouseOwned):
    """An agency, municipality, university or company, with its card in its own words."""

    class Kind(models.TextChoices):
        STATE_AGENCY = "state_agency", _("state agency")
        MUNICIPALITY = "municipality", _("municipality")
        COUNTY = "county", _("county")
        UNIVERSITY = "university", _("university")
        COMPANY = "company", _("company")
        MINISTRY = "ministry", _("ministry")

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    name = models.CharField(_("official name"), max_length=200)
    short_name = models.CharField(_("what people call it"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    orgnr = models.CharField(_("organisation number"), max_length=9, blank=True, validators=[check_orgnr])
    address = models.CharField(_("address"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)

    who_we_are = models.TextField(_("who we are"), blank=True)
    what_we_do = models.TextField(_("what we do here"), blank=True)
    whom_to_call = models.TextField(_("whom to call"), blank=True)
    what_we_can_share = models.TextField(_("what we can share"), blank=True)
    what_we_struggle_with = models.TextField(_("what we struggle with"), blank=True)

    register_name = models.CharField(max_length=300, blank=True)
    register_form = models.CharField(max_length=100, blank=True)
    register_read_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="people_organisation_key"),
            models.UniqueConstraint(
                fields=["house", "orgnr"], condition=~Q(orgnr=""), name="people_organisation_orgnr"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.key])


class ParticipationQuerySet(ValidQuerySet, HouseQuerySet):
    """Participations; in the house's own order."""


class Participation(HouseOwned, Valid):
    """That an organisation takes part in the house, in one kind, from day to day."""

    class Kind(models.TextChoices):
        ACTIVE = "active", _("active participant")
        SUPPORT = "support", _("support")
        PROJECT_MANAGEMENT = "project_management", _("project management")
        COMMISSIONER = "commissioner", _("commissioner")
        OBSERVER = "observer", _("observer")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="participations")
    kind = models.CharField(_("takes part as"), max_length=20, choices=Kind)
    position = models.PositiveIntegerField(default=0)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            ordered_period("people_participation_period"),
            no_overlap("people_participation_overlap", "organisation", "kind"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"
