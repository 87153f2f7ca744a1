"""Forms of arenas, and of what is held there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Arena
from statenshus.people.models import Body, Organisation
from statenshus.ui.forms import MomentField, ProseField


class ProposeArenaForm(forms.Form):
    """A place to meet that is proposed."""

    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=Arena.Kind.choices)
    about = ProseField(label=_("What it is, and for whom"), rows=4, required=False)
    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        None, label=_("Whose meetings count too"), to_field_name="key", required=False
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(by).at(by.today)  # type: ignore[attr-defined]


class TakeUpArenaForm(forms.Form):
    """How often it is to be held."""

    yearly_goal = forms.IntegerField(label=_("How many times a year"), min_value=1, max_value=366)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why?"), max_length=200)


class AnnounceGatheringForm(forms.Form):
    """What is held, when and where."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    host: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("Host"), to_field_name="key", required=False
    )
    capacity = forms.IntegerField(
        label=_("Room for how many"), min_value=1, max_value=10_000, required=False, help_text=_("Empty if for all.")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]
