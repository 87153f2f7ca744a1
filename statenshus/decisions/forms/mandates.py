"""Forms of mandates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Mandate
from statenshus.kernel.actors import Actor
from statenshus.people.models import Person
from statenshus.ui.forms import DayField, ProseField, listed


class DaysField(forms.IntegerField):
    """A number of days within a year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 365, **kwargs})


class SetMandateForm(forms.Form):
    """The rules by which a body decides, and from when."""

    valid_from = DayField(label=_("These rules hold from"))
    template = forms.ChoiceField(choices=listed(Mandate.Template), widget=forms.HiddenInput, required=False)
    decides = forms.ChoiceField(label=_("Who decides"), choices=listed(Mandate.Decides), widget=forms.RadioSelect)
    owner: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None,
        label=_("Project owner"),
        to_field_name="key",
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Needed where the project owner decides."),
    )
    quorum = forms.ChoiceField(label=_("How many must vote"), choices=listed(Mandate.Quorum))
    majority = forms.ChoiceField(label=_("What a proposal needs"), choices=listed(Mandate.Majority))
    tie = forms.ChoiceField(label=_("When votes are even"), choices=listed(Mandate.Tie))
    notice_days = DaysField(label=_("Days of notice of a meeting"))
    written = forms.ChoiceField(label=_("Deciding in writing"), choices=listed(Mandate.Written))
    written_days = DaysField(label=_("Least days for answering in writing"))
    pull_members = forms.IntegerField(
        label=_("How many members may have a case taken to a meeting"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Leave empty where they cannot."),
    )
    reservation_days = DaysField(
        label=_("Days in which those who were absent may make a reservation"), help_text=_("0 where they cannot.")
    )
    reading_days = DaysField(label=_("Days for remarks on the minutes"))
    note = ProseField(label=_("Note"), required=False, rows=3, max_length=2000)
    source = ProseField(
        label=_("Source"), required=False, rows=2, max_length=2000, help_text=_("Where the rules come from.")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.visible_to(by)  # type: ignore[attr-defined]
