"""The house: the tenant. Every fact belongs to exactly one."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.errors import must_be_valid

if TYPE_CHECKING:
    from statenshus.kernel.actors import Actor

KEY = RegexValidator(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Use small letters a–z, digits and single hyphens."))
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})
COLOUR = RegexValidator(r"\A#[0-9a-f]{6}\Z", _("Write a colour as #rrggbb."))

# Control characters but tab and line ends, and those that turn the direction of what follows them.
HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile(r"[\t\n\r]")


def check_text(text: str, *, one_line: bool = False) -> None:
    """Raise ValidationError at characters that nobody writes but that mislead readers or programs."""
    if HIDDEN.search(text):
        raise ValidationError(_("Take out the hidden control characters."))
    if one_line and _BREAK.search(text):
        raise ValidationError(_("Write this on one line, without tabs."))


def new_key() -> str:
    """A name for addresses that tells nothing and cannot be guessed."""
    return secrets.token_hex(8)


class House(models.Model):
    """A statens hus."""

    slug = models.CharField(max_length=40, unique=True, validators=[KEY])
    name = models.CharField(_("name"), max_length=100)
    place = models.CharField(_("place"), max_length=100, blank=True)
    municipality_number = models.CharField(
        _("municipality number"), max_length=4, blank=True, validators=[RegexValidator(r"\A[0-9]{4}\Z")]
    )
    first_year = models.PositiveSmallIntegerField(
        _("first year"), validators=[MinValueValidator(1900), MaxValueValidator(2200)]
    )
    language = models.CharField(
        _("language of documents"), max_length=2, default="nb", choices=[("nb", "bokmål"), ("nn", "nynorsk")]
    )
    main_colour = models.CharField(_("main colour"), max_length=7, default="#0f2b4c", validators=[COLOUR])
    accent_colour = models.CharField(_("accent colour"), max_length=7, default="#2f6fa7", validators=[COLOUR])
    source = models.TextField(_("source"), blank=True)

    def __str__(self) -> str:
        return self.name


class HouseQuerySet(models.QuerySet):
    """Rows that belong to a house."""

    def in_house(self, house: House) -> Self:
        """Those of one house."""
        return self.filter(house=house)

    def visible_to(self, by: "Actor") -> Self:
        """Those the actor may see: all of the own house, unless the model says less."""
        return self.filter(house=by.house)

    def free_key(self, house: House, name: str) -> str:
        """A short name for addresses, made of the name, that none of the house's rows has.

        Locks the house until the transaction ends, so two at once do not get the same. Two queries.
        """
        plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "-", plain)[:50].strip("-") or self.model._meta.model_name or "x"
        House.objects.select_for_update(no_key=True).get(pk=house.pk)
        taken = set(self.filter(house=house, key__startswith=stem).values_list("key", flat=True))
        return next(key for n in range(1, len(taken) + 2) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


class HouseOwned(models.Model):
    """A fact of one house, with the source that it rests on."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="+")
    source = models.TextField(_("source"), blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row. Raises Refused with code `invalid` if a field that is kept is not what it should be."""
        must_be_valid(self, kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse each field that is not what it should be, and characters that no text may have."""
        faults: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as fault:
            faults = fault.error_dict
        for field in self._meta.concrete_fields:
            kept = field.base_field if isinstance(field, ArrayField) else field
            if field.name in faults or field.name in (exclude or ()):
                continue
            if isinstance(kept, models.CharField | models.TextField):
                value = getattr(self, field.attname) or ""
                try:
                    for text in [value] if isinstance(value, str) else value:
                        self.check_text(field.name, text, one_line=isinstance(kept, models.CharField))
                except ValidationError as fault:
                    faults[field.name] = fault
        if faults:
            raise ValidationError(faults)

    def check_text(self, field: str, text: str, *, one_line: bool) -> None:
        """Raise ValidationError unless the field may say this; models add what they ask of their own texts."""
        check_text(text, one_line=one_line)
