"""Organisations and how they take part in the house."""

import re
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
NO_NAME = re.compile(r"[<>\\]|\.\.|\A\s*/")


def valid_orgnr(number: str) -> bool:
    """Nine digits whose last is the check digit, modulo 11 with weights 3 2 7 6 5 4 3 2 (Enhetsregisteret).

    None begins with 0, though the check digit of nine zeros is right.
    """
    if not (len(number) == 9 and number.isascii() and number.isdigit() and number[0] != "0"):
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


def check_name(name: str) -> None:
    """Raise ValidationError at what is markup or a path rather than a name."""
    if NO_NAME.search(name):
        raise ValidationError(_("A name has no < or >, no backslash, no two dots in a row, and does not begin with /."))


class OrganisationQuerySet(HouseQuerySet):
    """Organisations."""

    def taking_part(self, day: date) -> Self:
        """Those that take part in the house in any way on the day."""
        return self.filter(Exists(Participation.objects.at(day).filter(organisation=OuterRef("pk"))))

    def staying_out(self, day: date) -> Self:
        """Those on record that take no part in the house on the day."""
        return self.exclude(Exists(Participation.objects.at(day).filter(organisation=OuterRef("pk"))))

    def alphabetical(self) -> Self:
        """By the names that are shown, in the Norwegian alphabet."""
        from statenshus.people.models.persons import Alphabet

        return self.order_by(Alphabet(Coalesce(NullIf("short_name", Value("")), "name")), "pk")


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

    FACTS = ("name", "short_name", "kind", "orgnr", "address", "website", "source")
    CARD = ("who_we_are", "what_we_do", "whom_to_call", "what_we_can_share", "what_we_struggle_with")
    CARD_LENGTH = 4000

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

    def check_text(self, field: str, text: str, *, one_line: bool) -> None:
        """A name is a name, and a text of the card can be read on a screen or two."""
        super().check_text(field, text, one_line=one_line)
        if field in ("name", "short_name"):
            check_name(text)
        if field in self.CARD and len(text) > self.CARD_LENGTH:
            raise ValidationError(_("Write at most %(limit)d characters."), params={"limit": self.CARD_LENGTH})

    @property
    def card(self) -> list[tuple[str, str]]:
        """The card's headings, each with what the organisation says."""
        fields = (field for field in self._meta.concrete_fields if field.name in self.CARD)
        return [(str(field.verbose_name), getattr(self, field.name)) for field in fields]

    @property
    def spaced_orgnr(self) -> str:
        """The number in groups of three, as it is written in Norway."""
        return "\N{NO-BREAK SPACE}".join((self.orgnr[:3], self.orgnr[3:6], self.orgnr[6:])) if self.orgnr else ""


class ParticipationQuerySet(ValidQuerySet, HouseQuerySet):
    """Participations; in the house's own order."""

    def latest_first(self) -> Self:
        """Those that last first, then by their last day; those that never had a first day last."""
        return self.order_by(F("valid_to").desc(nulls_first=True), F("valid_from").desc(nulls_last=True), "pk")


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
