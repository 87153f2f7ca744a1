"""Forms of what stands in a subproject."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation, Person
from statenshus.portfolio.forms import SourceField
from statenshus.portfolio.models import Item, Subproject
from statenshus.ui.forms import LastDayField, PeriodForm, ProseField, listed


class EditItemForm(forms.Form):
    """What the item is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=listed(Item.Kind))
    description = ProseField(label=_("Description"), required=False, rows=4)
    source = SourceField()


class AddItemForm(EditItemForm, PeriodForm):
    """A new item and how long it stands in the subproject."""

    field_order = ["name", "kind", "description", "valid_from", "valid_to", "source"]


class PlaceItemForm(PeriodForm):
    """In which subproject it is to stand, and how long."""

    subproject: "forms.ModelChoiceField[Subproject]" = forms.ModelChoiceField(
        None, label=_("Subproject"), to_field_name="key"
    )
    source = SourceField()
    field_order = ["subproject", "valid_from", "valid_to", "source"]

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lasting = Subproject.objects.visible_to(by).filter(Q(valid_to=None) | Q(valid_to__gt=by.today))
        self.fields["subproject"].queryset = lasting  # type: ignore[attr-defined]


class AppointLeadForm(PeriodForm):
    """Who leads, for whom, how long."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(None, label=_("Person"), to_field_name="key")
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("On behalf of"), to_field_name="key", required=False
    )
    source = SourceField()
    field_order = ["person", "organisation", "valid_from", "valid_to", "source"]

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.visible_to(by)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class AddMemberForm(AppointLeadForm):
    """Who is a member: a person, an organisation, or a person on behalf of one."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None,
        label=_("Person"),
        to_field_name="key",
        required=False,
        help_text=_("Leave empty where the organisation as such is the member."),
    )


class EndPlacementForm(forms.Form):
    """Its last day there."""

    valid_to = LastDayField(label=_("Last day"))
