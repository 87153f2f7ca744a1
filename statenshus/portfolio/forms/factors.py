"""Forms of factors."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from statenshus.portfolio.forms import SourceField
from statenshus.portfolio.models import Factor
from statenshus.ui.forms import LastDayField, PeriodForm, listed

LONGEST = 300


class PointsField(forms.CharField):
    """Sub-points, one a line; empty lines count for nothing."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"label": _("Sub-points"), "help_text": _("One on each line.")}
        shown = {"widget": forms.Textarea(attrs={"rows": 5}), "max_length": 20 * LONGEST}
        super().__init__(**{"required": False, **said, **shown, **kwargs})

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(line) > LONGEST for line in lines):
            raise ValidationError(
                _("A sub-point may have %(longest)s characters at most."), params={"longest": LONGEST}
            )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class EditFactorForm(forms.Form):
    """The factor in the house's own words."""

    text = forms.CharField(label=_("Factor"), max_length=LONGEST)
    points = PointsField()
    source = SourceField()


class AddFactorForm(EditFactorForm, PeriodForm):
    """A new factor in one of the lists."""

    kind = forms.ChoiceField(label=_("List"), choices=listed(Factor.Kind))
    field_order = ["kind", "text", "points", "valid_from", "valid_to", "source"]


class RetireFactorForm(forms.Form):
    """Its last day on the list."""

    valid_to = LastDayField(label=_("Last day"))
