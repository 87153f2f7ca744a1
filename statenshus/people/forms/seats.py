"""Forms about seats."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation, Person, Seat, SeatHolding
from statenshus.ui.forms import EndForm, PeriodForm, listed


class AddSeatForm(PeriodForm):
    """A place in a body."""

    field_order = ("organisation", "role", "valid_from", "valid_to")

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None,
        label=_("Organisation"),
        to_field_name="key",
        required=False,
        empty_label=_("None in particular"),
        help_text=_("Only those who work there can sit in the seat."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=listed(Seat.Role), initial=Seat.Role.MEMBER)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class RemoveSeatForm(EndForm):
    """The last day of a seat."""


class SeatPersonForm(PeriodForm):
    """Who sits in a seat, and how."""

    field_order = ("person", "deputy", "valid_from", "valid_to")

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(None, label=_("Person"), to_field_name="key")
    deputy = forms.TypedChoiceField(
        label=_("Sits as"),
        choices=[("holder", _("Holder of the seat")), ("deputy", _("Deputy, called last"))],
        coerce=lambda said: said == "deputy",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: Actor, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persons = Person.objects.visible_to(by)
        if seat.organisation_id:
            persons = persons.working_at(seat.organisation_id)
        self.fields["person"].queryset = persons  # type: ignore[attr-defined]


class UnseatPersonForm(EndForm):
    """The last day in a seat."""


class ReorderDeputiesForm(forms.Form):
    """A number for each deputy, and the first day of the new order."""

    def __init__(self, *args: Any, deputies: list[SeatHolding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = {f"place_{holding.person_id}": holding.person for holding in deputies}
        numbers = [(n, _("Deputy %d") % n) for n in range(1, len(deputies) + 1)]
        for n, (field, person) in enumerate(self.persons.items(), 1):
            self.fields[field] = forms.TypedChoiceField(label=person.name, choices=numbers, coerce=int, initial=n)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if len(said) == len(self.persons) and len(set(said.values())) != len(said):
            raise ValidationError(_("Give each deputy a number of their own."))
        return said

    def order(self) -> list[Person]:
        """The deputies in the order asked for."""
        return sorted(self.persons.values(), key=lambda person: self.cleaned_data[f"place_{person.pk}"])
