"""Forms of organisations and how they take part."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.people.models import Organisation, Participation
from statenshus.people.registers import LONGEST_NAME
from statenshus.ui.forms import DayField, LastDayField, PeriodForm, listed

LONGEST_SOURCE = 2000


class OrgnrField(forms.CharField):
    """An organisation number, spaces allowed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(label=_("Organisation number"), max_length=20, **kwargs)

    def to_python(self, value: Any) -> str:
        return re.sub(r"\s", "", super().to_python(value) or "")


class DescribeOrganisationForm(forms.ModelForm):
    """The official facts."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose")), *listed(Organisation.Kind)])
    orgnr = OrgnrField(required=False, help_text=_("Nine digits, as in Enhetsregisteret."))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    source = forms.CharField(
        label=_("Source"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_("Where you know this from."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Organisation
        fields = Organisation.FACTS
        help_texts = {
            "short_name": _("The name that is shown in the house, such as UDI."),
        }


class RegisterOrganisationForm(DescribeOrganisationForm):
    """A new organisation."""


class WriteCardForm(forms.ModelForm):
    """The card, in the organisation's own words."""

    class Meta:
        model = Organisation
        fields = Organisation.CARD
        help_texts = {
            "who_we_are": _("Two or three sentences that a colleague in another agency understands."),
            "what_we_do": _("What your people in this house work with."),
            "whom_to_call": _("Name the role or the person, and when to call."),
            "what_we_can_share": _("Rooms, knowledge, systems, courses, people for a day."),
            "what_we_struggle_with": _("What others in the house might help with."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}


class LookUpForm(forms.Form):
    """What to look for in Enhetsregisteret."""

    look_up = forms.CharField(
        label=_("Organisation number or name"),
        max_length=LONGEST_NAME,
        min_length=2,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class CopyFromRegisterForm(forms.Form):
    """Which entry to take the facts from."""

    orgnr = OrgnrField(widget=forms.HiddenInput)


class JoinForm(PeriodForm):
    """How, and from which day to which."""

    kind = forms.ChoiceField(label=_("Takes part as"), choices=listed(Participation.Kind))
    source = forms.CharField(
        label=_("Source"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_("Where this was decided or agreed."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["kind", "valid_from", "valid_to", "source"]


class LeaveForm(forms.Form):
    """The last day."""

    valid_to = LastDayField(label=_("Last day"))


class CorrectParticipationForm(JoinForm):
    """How it should have been recorded."""

    valid_from = DayField(label=_("First day"), required=False, help_text=_("Leave empty if nobody knows."))
