"""Forms of experiences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.portfolio.forms import SourceField
from statenshus.portfolio.queries.experiences import State
from statenshus.ui.forms import DayField, ProseField, listed


class RecordExperienceForm(forms.Form):
    """What was found, when, about what, and where it is known from."""

    found_on = DayField(label=_("Found on"))
    theme = forms.CharField(label=_("Theme"), max_length=100)
    text = ProseField(label=_("What was found"))
    source = SourceField()


class EditExperienceForm(RecordExperienceForm):
    """The same once more."""


class AddOutcomeForm(forms.Form):
    """What an experience led to."""

    text = ProseField(label=_("What it led to"), rows=3)
    on = DayField(label=_("Day"), required=False, help_text=_("Leave empty where the day is not known."))
    source = SourceField()


class SettleExperienceForm(forms.Form):
    """When and how."""

    settled_on = DayField(label=_("Settled on"))
    settled_by = ProseField(label=_("How it was settled"), rows=3)


class ReopenExperienceForm(forms.Form):
    """Nothing but a yes."""


class FilterForm(forms.Form):
    """Which experiences are shown. What it does not know, it leaves out."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *listed(State)], required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data: Any, *, themes: list[str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["theme"].choices = [("", _("All")), *((theme, theme) for theme in themes)]  # type: ignore[attr-defined]
        self.full_clean()

    def chosen(self, name: str) -> str:
        """The choice, empty where there is none that the form knows."""
        return str(self.cleaned_data.get(name, ""))
