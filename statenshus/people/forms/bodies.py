"""Forms about bodies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.people.models import Body
from statenshus.ui.forms import EndForm, PeriodForm, listed


class DescribeBodyForm(forms.Form):
    """What a body is called and what it is for."""

    name = forms.CharField(label=_("Name"), max_length=200)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class FoundBodyForm(DescribeBodyForm, PeriodForm):
    """A new body."""

    field_order = ("name", "kind", "purpose", "valid_from", "valid_to")

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=listed(Body.Kind),
        help_text=_("The kind decides what its members may do in the house. It cannot be changed later."),
    )


class DissolveBodyForm(EndForm):
    """The last day of a body."""
