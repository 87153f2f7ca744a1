"""Forms of quotas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation
from statenshus.ui.forms import DayField, EndForm, listed
from statenshus.workplaces.models import Kind, Quota


class SetQuotaForm(forms.Form):
    """How much of a kind an agency may use, and what happens when it is used up."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("Agency"), to_field_name="key"
    )
    kind = forms.ChoiceField(label=_("Kind of place"), choices=listed(Kind))
    per = forms.ChoiceField(label=_("Counted"), choices=listed(Quota.Per), widget=forms.RadioSelect)
    amount = forms.IntegerField(
        label=_("Days or hours"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Days for what is booked by half-day, hours for the rest. Give this or a share."),
    )
    share_percent = forms.IntegerField(label=_("Per cent of all there is"), min_value=0, max_value=100, required=False)
    over = forms.ChoiceField(label=_("When it is used up"), choices=listed(Quota.Over), widget=forms.RadioSelect)
    lifted_days = forms.IntegerField(
        label=_("Days before, from which it no longer counts"),
        min_value=0,
        max_value=60,
        help_text=_("What nobody has taken by then is free for all."),
    )
    valid_from = DayField(label=_("First day"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class EndQuotaForm(EndForm):
    """The last day of a quota."""
