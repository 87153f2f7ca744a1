"""Forms of the plan of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.meetings.models.years import MOST_MEETINGS
from statenshus.meetings.usecases.polls import LONGEST, SHORTEST
from statenshus.people.models import Body
from statenshus.ui.forms import WEEKDAYS, DayField, LastDayField


class OpenYearForm(forms.Form):
    """A new plan."""

    name = forms.CharField(label=_("Name"), max_length=100)
    first_on = DayField(label=_("First day"))
    until_on = LastDayField(label=_("Last day"))


class PlanBodyForm(forms.Form):
    """How often a body is to meet."""

    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(None, label=_("Who"), to_field_name="key")
    count = forms.IntegerField(label=_("How many meetings"), min_value=1, max_value=MOST_MEETINGS)
    least_days = forms.IntegerField(label=_("Least days between"), min_value=1, max_value=400)
    most_days = forms.IntegerField(label=_("Most days between"), min_value=1, max_value=400)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=WEEKDAYS[:5], coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=SHORTEST, max_value=LONGEST)
    format = forms.ChoiceField(label=_("Form"), choices=Meeting.Format.choices)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("The host may say otherwise later.")
    )
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(by).at(by.today)  # type: ignore[attr-defined]


class EnterFixedDateForm(forms.Form):
    """A date that is given."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Such as “Budget” or “Letter of allocation”."))
    on_day = DayField(label=_("Day"))
    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        None,
        label=_("Who is to meet before it"),
        to_field_name="key",
        required=False,
        empty_label=_("Nobody: no one meets on that day"),
    )
    days_before = forms.IntegerField(label=_("How many days before, at most"), min_value=0, max_value=200, initial=14)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(by).at(by.today)  # type: ignore[attr-defined]


class MovePlannedDateForm(forms.Form):
    """To which day a date is moved."""

    on = DayField(
        label=_("Day"), required=False, help_text=_("Leave it empty, and it may be moved again when others are.")
    )
