"""What is looked for in the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Decision
from statenshus.decisions.queries.register import years_of
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body
from statenshus.ui.forms import listed


class RegisterForm(forms.Form):
    """Words, and by what the register is narrowed."""

    q = forms.CharField(
        label=_("Search in decisions and cases"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        None, label=_("Decided in"), to_field_name="key", required=False, empty_label=_("All bodies")
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("All outcomes")), *listed(Decision.Outcome)]
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(by)  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years_of(by))]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What is looked for; what is no choice is passed over."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in ("q", "body", "year", "outcome")}
