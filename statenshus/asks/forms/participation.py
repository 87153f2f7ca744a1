"""Which period is looked at."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.ui.forms import DayField, LastDayField


class ParticipationForm(forms.Form):
    """From a first day to a last; the last twelve months where nothing is chosen."""

    first = DayField(label=_("First day"))
    last = LastDayField(label=_("Last day"))

    def __init__(self, data: Any, *, today: date) -> None:
        # The same day a year ago, or the last of February.
        before = today + timedelta(days=1)
        ago = before.replace(year=before.year - 1, day=min(before.day, 28) if before.month == 2 else before.day)
        self.usual = (ago, before)
        is_chosen = "first" in data or "last" in data
        super().__init__(data if is_chosen else None, initial={"first": ago, "last": before})

    def clean(self) -> dict[str, Any]:
        """The first day comes before the last."""
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["last"] <= said["first"]:
            self.add_error("last", _g("The last day is before the first."))
        return said

    def period(self) -> tuple[date, date]:
        """What is chosen, or the last twelve months: [first, after)."""
        return (self.cleaned_data["first"], self.cleaned_data["last"]) if self.is_valid() else self.usual
