"""Forms of agendas."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.forms.cases import ShownCaseField
from statenshus.decisions.models import AgendaItem, Case
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.ui.forms import ProseField


class MinutesField(forms.IntegerField):
    """How long something takes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": 480, **kwargs})


class PutOnAgendaForm(forms.Form):
    """Which case, and for how long."""

    case = ShownCaseField(None, label=_("Case"), empty_label=None)
    minutes = MinutesField(label=_("Minutes"), initial=10)

    def __init__(self, *args: Any, meeting: Meeting, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = Case.objects.visible_to(by).open().filter(body=meeting.body_id).exclude(items__meeting=meeting)
        self.fields["case"].queryset = left  # type: ignore[attr-defined]


class OrderAgendaForm(forms.Form):
    """A number and a time for each case."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        numbers = [(number, str(number)) for number in range(1, len(self.items) + 1)]
        for number, item in enumerate(self.items, 1):
            told = {"case": item.case.called}
            self.fields[f"place_{item.pk}"] = forms.TypedChoiceField(
                label=_g("Place of case %(case)s") % told, choices=numbers, coerce=int, initial=number
            )
            self.fields[f"minutes_{item.pk}"] = MinutesField(
                label=_g("Minutes for case %(case)s") % told, initial=item.minutes
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        places = [said.get(f"place_{item.pk}") for item in self.items]
        if None not in places and len(set(places)) != len(places):
            raise ValidationError(_g("Give each case a place of its own."))
        return said

    def rows(self) -> list[tuple[AgendaItem, Any, Any]]:
        """Each case with its two fields."""
        return [(item, self[f"place_{item.pk}"], self[f"minutes_{item.pk}"]) for item in self.items]

    def order(self) -> dict[str, Any]:
        """The cases in the order asked for, and the minutes of each."""
        ordered = sorted(self.items, key=lambda item: self.cleaned_data[f"place_{item.pk}"])
        return {
            "cases": [item.case for item in ordered],
            "minutes": [self.cleaned_data[f"minutes_{item.pk}"] for item in ordered],
        }


class NoteDiscussionForm(forms.Form):
    """What was said."""

    notes = ProseField(
        label=_("What was said"),
        required=False,
        rows=10,
        max_length=10_000,
        help_text=_("The minutes take it from here."),
    )
