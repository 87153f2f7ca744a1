"""Forms of seasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.ui.forms import WEEKDAYS, DayField, LastDayField, listed
from statenshus.workplaces.models import Kind, Policy, Season, Shown, Workplace, Zone, policies_of
from statenshus.workplaces.queries.seasons import places_of


class OpenSeasonForm(forms.Form):
    """What is given out, for which days, and until when one may wish."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Such as “Spring 2027”."))
    kind = forms.ChoiceField(label=_("Kind of place"))
    first_on = DayField(label=_("First day"))
    until_on = LastDayField(label=_("Last day"))
    wishes_by = DayField(label=_("Last day for wishes"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        halves = {kind for kind, policy in policies_of(by.house).items() if policy.unit == Policy.Unit.HALF_DAY}
        self.fields["kind"].choices = [pair for pair in listed(Kind) if pair[0] in halves]  # type: ignore[attr-defined]


def _open_weekdays(season: Season, by: Actor) -> list[tuple[int, Any]]:
    open_days = policies_of(by.house)[season.kind].weekdays
    return [(number, name) for number, name in WEEKDAYS if number in open_days]


class WishForm(forms.Form):
    """Which weekdays, which others would do, and where."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("House hosts see what you wish for, and nobody else."),
    )
    or_weekdays = forms.TypedMultipleChoiceField(
        label=_("Days that would also do"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("You get no more days than you wish for; these are taken instead where the others are full."),
    )
    zone: "forms.ModelChoiceField[Zone]" = forms.ModelChoiceField(
        None, label=_("Where you would rather be"), to_field_name="key", required=False, empty_label=_("Any place")
    )
    accessible = forms.BooleanField(label=_("It must be a place that is accessible to all"), required=False)
    shown = forms.ChoiceField(label=_("Others see"), choices=listed(Shown), widget=forms.RadioSelect)

    def __init__(self, *args: Any, season: Season, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("weekdays", "or_weekdays"):
            self.fields[name].choices = _open_weekdays(season, by)  # type: ignore[attr-defined]
        rows = Zone.objects.visible_to(by).filter(workplaces__kind=season.kind).distinct()
        self.fields["zone"].queryset = rows  # type: ignore[attr-defined]


class SetAllotmentForm(forms.Form):
    """Which place somebody gets on a weekday, or none."""

    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int)
    workplace: "forms.ModelChoiceField[Workplace]" = forms.ModelChoiceField(
        None, label=_("Place"), to_field_name="key", required=False, empty_label=_("None that day")
    )

    def __init__(self, *args: Any, season: Season, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].choices = _open_weekdays(season, by)  # type: ignore[attr-defined]
        self.fields["workplace"].queryset = places_of(season)  # type: ignore[attr-defined]
