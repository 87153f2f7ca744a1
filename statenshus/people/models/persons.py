"""Persons, where they work, and the roles they are given."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Self, cast

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.people.models.organisations import Organisation


class Plain(Func):
    """A text in small letters without marks, as one searches for it: "Åse Ødegård" is "ase odegard"."""

    function = "people_plain"
    output_field = TextField()


class Alphabet(Func):
    """A text as it stands in the Norwegian alphabet, where æ, ø and å come last; the database knows none itself."""

    function = "people_alphabet"
    output_field = TextField()


class PersonQuerySet(HouseQuerySet):
    """Persons of a house."""

    def visible_to(self, by: Actor) -> Self:
        """All but guests, of whom only whoever invited them and the house hosts know."""
        return super().visible_to(by).filter(is_guest=False)

    def present(self, day: date) -> Self:
        """Those who work or sit somewhere on the day, and those of whom no workplace is on record."""
        from statenshus.people.models.bodies import SeatHolding

        works = Affiliation.objects.filter(person=OuterRef("pk"))
        sits = SeatHolding.objects.sitting(day).filter(person=OuterRef("pk"))
        return self.filter(Exists(works.at(day)) | Exists(sits) | ~Exists(works))

    def working_at(self, organisation_id: int, day: date | None = None) -> Self:
        """Those who work at the organisation on the day, or at any time."""
        works = Affiliation.objects.filter(person=OuterRef("pk"), organisation=organisation_id)
        return self.filter(Exists(works if day is None else works.at(day)))

    def with_places(self, day: date) -> Self:
        """Each with `works` and `sits`: where they work and what they sit in on the day. Two queries more."""
        from statenshus.people.models.bodies import SeatHolding

        works = Affiliation.objects.at(day).select_related("organisation").order_by("organisation__name")
        sits = SeatHolding.objects.sitting(day).select_related("seat__body", "seat__organisation")
        return self.prefetch_related(
            Prefetch("affiliations", works, to_attr="works"),
            Prefetch("holdings", sits.order_by("seat__body__position", "rank", "pk"), to_attr="sits"),
        )

    def named(self, text: str) -> Self:
        """Those in whose name a word begins with each word of the text, whatever the case and marks."""
        found = self.alias(plain=Plain("name"))
        for word in text.split():
            start = Plain(Value(word))
            found = found.filter(Q(plain__startswith=start) | Q(plain__contains=Concat(Value(" "), start)))
        return found

    def like(self, text: str) -> Self:
        """Those in whose name there is something like one of the words, the likest first."""
        name, sought = Plain("name"), cast("str", Plain(Value(text)))
        alike = [Q(plain__trigram_word_similar=Plain(Value(word))) for word in text.split()]
        found = self.alias(plain=name).filter(reduce(or_, alike, Q()))
        return found.order_by(TrigramWordSimilarity(sought, name).desc(), Alphabet("name"), "pk")


class Person(HouseOwned):
    """Somebody in the house. `fictitious` marks the invented of a demonstration, `is_guest` those on a visit."""

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    about = models.TextField(_("about"), blank=True)
    skills = ArrayField(models.CharField(max_length=60), verbose_name=_("skills"), default=list, blank=True)
    fictitious = models.BooleanField(_("invented for a demonstration"), default=False)
    is_guest = models.BooleanField(_("on a visit"), default=False)
    account = models.ForeignKey(
        "people.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="persons"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = [Alphabet("name"), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="people_person_key"),
            models.UniqueConstraint(fields=["house", "account"], name="people_person_account"),
        ]
        indexes = [
            models.Index("house", Alphabet("name"), "id", name="people_person_alphabet"),
            GinIndex(OpClass(Plain("name"), name="gin_trgm_ops"), name="people_person_plain"),
            GinIndex(fields=["skills"], name="people_person_skills"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.key])

    def check_text(self, field: str, text: str, *, one_line: bool) -> None:
        """An address is written without spaces and with one @, though a standard lets more be quoted."""
        super().check_text(field, text, one_line=one_line)
        if field == "email" and '"' in text:
            raise ValidationError(EmailValidator.message)


class PersonPeriodQuerySet(ValidQuerySet, HouseQuerySet):
    """Rows about a person with a period."""


class AffiliationQuerySet(PersonPeriodQuerySet):
    """Who works where."""

    def cover(self, first: date | None, after: date | None) -> bool:
        """Whether these rows, of one person at one organisation, hold on every day of [first, after). One query."""
        day = first or date.min
        row: Any
        for row in self.order_by(F("valid_from").asc(nulls_first=True)):
            if not row.holds_at(day):
                continue
            if row.valid_to is None or (after is not None and after <= row.valid_to):
                return True
            day = row.valid_to
        return False


class Affiliation(HouseOwned, Valid):
    """That a person works at an organisation, as what, from day to day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    title = models.CharField(_("title"), max_length=100, blank=True)

    objects = AffiliationQuerySet.as_manager()

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
        HOST = "host", _("house host")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = PersonPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            ordered_period("people_rolegrant_period"),
            no_overlap("people_rolegrant_overlap", "person", "role"),
            models.CheckConstraint(condition=Q(role__in=["administrator", "host"]), name="people_rolegrant_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
