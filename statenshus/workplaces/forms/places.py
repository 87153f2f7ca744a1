"""Forms of places, and of what holds for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation
from statenshus.ui.forms import WEEKDAYS, DayField, EndForm, MomentField, ProseField, listed
from statenshus.workplaces.forms.bookings import clock
from statenshus.workplaces.models import Equipment, Kind, Policy, Workplace, Zone

LARGEST = 2000


def decimetres(label: Any, least: int = 0, **kwargs: Any) -> forms.IntegerField:
    """A length in the plan."""
    return forms.IntegerField(label=label, min_value=least, max_value=LARGEST, **kwargs)


class SiteForm(forms.Form):
    """A building, and how to get in."""

    name = forms.CharField(label=_("Name"), max_length=100)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    about = ProseField(label=_("How to get in, and where to park"), required=False)


class FloorForm(forms.Form):
    """A floor, and the size of its plan."""

    name = forms.CharField(label=_("Name"), max_length=100)
    level = forms.IntegerField(label=_("Level"), min_value=-5, max_value=50, initial=1)
    width = decimetres(_("Width of the plan, in decimetres"), 10, initial=300)
    depth = decimetres(_("Depth of the plan, in decimetres"), 10, initial=200)


class DrawnForm(forms.Form):
    """Where something stands in the plan."""

    x = decimetres(_("From the left, in decimetres"), initial=0)
    y = decimetres(_("From the top, in decimetres"), initial=0)
    width = decimetres(_("Width, in decimetres"), 1, initial=16)
    depth = decimetres(_("Depth, in decimetres"), 1, initial=8)


class ZoneForm(DrawnForm):
    """A zone, and for whom it opens."""

    field_order = ("name", "kind", "about", "organisations")

    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind of place"), choices=listed(Zone.Kind))
    about = ProseField(label=_("What holds here"), required=False, rows=3)
    organisations: "forms.ModelMultipleChoiceField[Organisation]" = forms.ModelMultipleChoiceField(
        None,
        label=_("Opens only for"),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none, and it opens for all."),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]

    def clean_organisations(self) -> list[Organisation]:
        """Those that were chosen."""
        return list(self.cleaned_data["organisations"])


class EditWorkplaceForm(DrawnForm):
    """What a workplace is called and has."""

    field_order = ("name", "kind", "part_of", "capacity", "equipment", "accessible", "network", "note", "valid_from")

    name = forms.CharField(label=_("Name"), max_length=100)
    capacity = forms.IntegerField(label=_("For how many"), min_value=1, max_value=2000, initial=1)
    equipment = forms.MultipleChoiceField(
        label=_("Equipment"), choices=listed(Equipment), required=False, widget=forms.CheckboxSelectMultiple
    )
    accessible = forms.BooleanField(label=_("Universally accessible"), required=False)
    network = forms.ChoiceField(label=_("Network"), choices=listed(Workplace.Network))
    note = forms.CharField(label=_("Good to know"), max_length=200, required=False)


class AddWorkplaceForm(EditWorkplaceForm):
    """A new workplace."""

    kind = forms.ChoiceField(label=_("Kind of place"), choices=listed(Kind))
    part_of: "forms.ModelChoiceField[Workplace]" = forms.ModelChoiceField(
        None, label=_("Part of"), to_field_name="key", required=False, empty_label=_("Nothing: it is a whole")
    )
    valid_from = DayField(label=_("In use from"))

    def __init__(self, *args: Any, zone: Zone, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wholes = Workplace.objects.visible_to(by).filter(zone=zone, part_of=None)
        self.fields["part_of"].queryset = wholes  # type: ignore[attr-defined]


class RetireWorkplaceForm(EndForm):
    """The last day of a workplace."""


class CloseWorkplaceForm(forms.Form):
    """When a workplace is closed, and why."""

    starts_at = MomentField(label=_("Closes at"))
    ends_at = MomentField(label=_("Opens again"))
    reason = forms.CharField(label=_("Why it is closed"), max_length=200)


class SetPolicyForm(forms.Form):
    """What holds for a kind of workplace."""

    unit = forms.ChoiceField(label=_("Booked"), choices=listed(Policy.Unit), widget=forms.RadioSelect)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens_at = clock(label=_("Opens"))
    midday_at = clock(label=_("The afternoon begins"))
    closes_at = clock(label=_("Closes at"))
    buffer_minutes = forms.IntegerField(label=_("Minutes between two bookings"), min_value=0, max_value=240)
    days_ahead = forms.IntegerField(label=_("How many days ahead"), min_value=0, max_value=730)
    longest_minutes = forms.IntegerField(label=_("At most so many minutes"), min_value=15, max_value=1440)
    most_open = forms.IntegerField(label=_("How many bookings ahead a person may have"), min_value=1, max_value=500)
    approval = forms.ChoiceField(label=_("Approval"), choices=listed(Policy.Approval), widget=forms.RadioSelect)
    claim_minutes = forms.IntegerField(
        label=_("Let go when nobody has checked in after so many minutes"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=_("Leave empty, and it is never let go."),
    )
    offer_minutes = forms.IntegerField(label=_("Minutes an offer stands"), min_value=5, max_value=2880)


class SetOfficeForm(forms.Form):
    """How long it is remembered who was where."""

    forget_after_days = forms.IntegerField(
        label=_("Days until it is forgotten who was where"), min_value=7, max_value=90
    )


class IssueRulesForm(forms.Form):
    """The rules of the office, and that they were discussed with the employees' representatives."""

    text = ProseField(label=_("Rules"), rows=10, help_text=_("You may use Markdown."))
    consulted_on = DayField(label=_("Discussed on"), required=False)
    consulted_with = ProseField(label=_("With whom"), required=False, rows=2)
    consultation = ProseField(label=_("What the discussion came to"), required=False, rows=4)
