"""Persons, where they work, and the roles they are given."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.people.models.organisations import Organisation


class PersonQuerySet(HouseQuerySet):
    """Persons of a house."""


class Person(HouseOwned):
    """Somebody in the house. `fictitious` marks the invented persons of a demonstration."""

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    about = models.TextField(_("about"), blank=True)
    skills = ArrayField(models.CharField(max_length=60), verbose_name=_("skills"), default=list, blank=True)
    fictitious = models.BooleanField(_("invented for a demonstration"), default=False)
    account = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="persons"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="people_person_key"),
            models.UniqueConstraint(fields=["house", "account"], name="people_person_account"),
        ]
        indexes = [
            models.Index(fields=["house", "name"], name="people_person_name"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="people_person_name_trgm"),
            GinIndex(fields=["skills"], name="people_person_skills"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.key])


class PersonPeriodQuerySet(ValidQuerySet, HouseQuerySet):
    """Rows about a person with a period."""


class Affiliation(HouseOwned, Valid):
    """That a person works at an organisation, as what, from day to day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    title = models.CharField(_("title"), max_length=100, blank=True)

    objects = PersonPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            ordered_period("people_affiliation_period"),
            no_overlap("people_affiliation_overlap", "person", "organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


class RoleGrant(HouseOwned, Valid):
    """A role that follows from no seat: given to a person from day to day."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("administrator")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = PersonPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            ordered_period("people_rolegrant_period"),
            no_overlap("people_rolegrant_overlap", "person", "role"),
            models.CheckConstraint(condition=Q(role__in=["administrator"]), name="people_rolegrant_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
