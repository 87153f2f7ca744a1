"""Forms by which somebody stands down from a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Case
from statenshus.kernel.actors import Actor
from statenshus.people.models import SeatHolding
from statenshus.ui.forms import ProseField


class GroundForm(forms.Form):
    """On which ground."""

    ground = ProseField(
        label=_("Ground"),
        rows=4,
        max_length=2000,
        help_text=_("Such as being a party, kin to one, or leading a company that is. It stands in the minutes."),
    )


class FindDisqualifiedForm(GroundForm):
    """Who, and on which ground."""

    field_order = ("holding", "ground")
    holding: "forms.ModelChoiceField[SeatHolding]" = forms.ModelChoiceField(None, label=_("Who"), empty_label=None)

    def __init__(self, *args: Any, case: Case, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=case.body_id)
        left = sitting.exclude(person__in=case.recusals.values("person"))
        self.fields["holding"].queryset = left.select_related(  # type: ignore[attr-defined]
            "person", "seat__body", "seat__organisation"
        ).order_by("seat__position", "rank")
