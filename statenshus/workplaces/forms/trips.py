"""Forms of travel that was spared."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.ui.forms import DayField, EndForm, listed
from statenshus.workplaces.models import Mode


class StateTripForm(forms.Form):
    """How far one would have travelled, and how."""

    mode = forms.ChoiceField(label=_("How you would have travelled"), choices=listed(Mode), widget=forms.RadioSelect)
    km = forms.IntegerField(label=_("Kilometres, there and back"), min_value=1, max_value=20_000)
    hours = forms.DecimalField(
        label=_("Hours, there and back"), min_value=0, max_value=160, max_digits=5, decimal_places=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Hours as minutes."""
        said = super().clean() or {}
        said["minutes"] = int((said.pop("hours", None) or Decimal(0)) * 60)
        return said


class SetTravelFactorForm(forms.Form):
    """What a kilometre costs, and where the number is from."""

    mode = forms.ChoiceField(label=_("How one travels"), choices=listed(Mode))
    grams_per_km = forms.IntegerField(label=_("Grams of CO₂ a kilometre, for one person"), min_value=0, max_value=2000)
    source = forms.CharField(
        label=_("Where the number is from"), max_length=200, help_text=_("Who publishes it, its title and year.")
    )
    valid_from = DayField(label=_("First day"))


class EndTravelFactorForm(EndForm):
    """The last day of a factor."""
