"""Forms of restructurings."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Organisation, Person
from statenshus.portfolio.forms import SourceField
from statenshus.portfolio.models import Placement, Restructuring, Subproject, Successor
from statenshus.portfolio.queries.restructurings import Change, Move
from statenshus.ui.forms import DayField, ProseField


class EditRestructuringForm(forms.Form):
    """What the change is, why, and from which day on it is proposed to be in effect."""

    title = forms.CharField(label=_("Title"), max_length=200)
    reason = ProseField(label=_("Reason"), required=False, rows=4)
    effective_on = DayField(
        label=_("Proposed to take effect on"), required=False, help_text=_("Leave empty while it is not proposed.")
    )
    note = ProseField(label=_("Note"), required=False, rows=3)
    source = SourceField()


class DraftRestructuringForm(EditRestructuringForm):
    """The same, and when it was begun."""

    on = DayField(label=_("Begun on"), help_text=_("Later stages cannot be earlier than this day."))


class CloseInForm(forms.Form):
    """Which subproject closes."""

    subproject: "forms.ModelChoiceField[Subproject]" = forms.ModelChoiceField(
        label=_("Subproject that closes"), queryset=None
    )

    def __init__(self, *args: Any, restructuring: Restructuring, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subproject"].queryset = free_subprojects(restructuring, by)  # type: ignore[attr-defined]


class AddSuccessorForm(forms.Form):
    """A subproject after the change: a new name, or one that goes on."""

    name = forms.CharField(label=_("Name of a new subproject"), max_length=200, required=False)
    summary = ProseField(label=_("What it is about"), required=False, rows=3)
    subproject: "forms.ModelChoiceField[Subproject]" = forms.ModelChoiceField(
        label=_("Or a subproject that goes on"),
        queryset=None,
        required=False,
        empty_label=_("None: it is new"),
    )

    def __init__(self, *args: Any, restructuring: Restructuring, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subproject"].queryset = free_subprojects(restructuring, by)  # type: ignore[attr-defined]


class EditSuccessorForm(forms.Form):
    """What a subproject after the change is called, and is about."""

    name = forms.CharField(label=_("Name"), max_length=200)
    summary = ProseField(label=_("What it is about"), required=False, rows=3)


class PairLeadForm(forms.Form):
    """Which subproject a proposed lead shall lead."""

    successor: "forms.ModelChoiceField[Successor]" = forms.ModelChoiceField(
        label=_("Subproject"), queryset=None, required=False, empty_label=_("Not stated")
    )

    def __init__(self, *args: Any, restructuring: Restructuring, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = (  # type: ignore[attr-defined]
            Successor.objects.visible_to(by).filter(restructuring=restructuring)
        )


class ProposeLeadForm(PairLeadForm):
    """Who, for which organisation, and of what."""

    person: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(label=_("Person"), queryset=None)
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=_("For the organisation"), queryset=None, required=False
    )
    field_order = ["person", "organisation", "successor"]

    def __init__(self, *args: Any, restructuring: Restructuring, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, restructuring=restructuring, by=by, **kwargs)
        self.fields["person"].queryset = Person.objects.visible_to(by)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class SetDestinationForm(forms.Form):
    """Where everything goes: a row for each thing, with the successors to tick, or why it ends."""

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moves = [
            move
            for side in change.before
            for move in side.moves
            if side.closing or move.placement.kind == Placement.Kind.LEAD
        ]
        self.successors = {side.successor.key: side.successor for side in change.after}
        closing = {side.subproject.pk for side in change.before if side.closing}
        for move in self.moves:
            label = str(move.placement)
            if move.placement.subproject_id in closing:
                self.fields[f"to_{move.placement.pk}"] = forms.MultipleChoiceField(
                    label=_g("%(thing)s goes to") % {"thing": label},
                    choices=[(key, successor.name) for key, successor in self.successors.items()],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    initial=[successor.key for successor in move.successors],
                )
            self.fields[f"ends_{move.placement.pk}"] = forms.CharField(
                label=_g("%(thing)s ends because") % {"thing": label},
                max_length=500,
                required=False,
                initial=move.ends_because,
            )

    def rows(self) -> Iterator[tuple[Move, BoundField | None, BoundField]]:
        """Each thing with its two fields; the lead of a subproject that goes on can only end."""
        for move in self.moves:
            to, ends = f"to_{move.placement.pk}", f"ends_{move.placement.pk}"
            yield move, self[to] if to in self.fields else None, self[ends]

    def clean(self) -> dict[str, Any]:
        for move in self.moves:
            if self._to(move) and self._ends(move):
                self.add_error(f"ends_{move.placement.pk}", _("Choose either where it goes or why it ends, not both."))
        return self.cleaned_data

    def changed(self) -> Iterator[tuple[Placement, list[Successor], str]]:
        """What is said otherwise than before."""
        for move in self.moves:
            if (self._to(move), self._ends(move)) != (list(move.successors), move.ends_because):
                yield move.placement, self._to(move), self._ends(move)

    def _to(self, move: Move) -> list[Successor]:
        chosen = self.cleaned_data.get(f"to_{move.placement.pk}", [])
        return [successor for key, successor in self.successors.items() if key in chosen]

    def _ends(self, move: Move) -> str:
        return str(self.cleaned_data.get(f"ends_{move.placement.pk}", ""))


class StageForm(forms.Form):
    """When, in which body, and what is to be remembered of it."""

    on = DayField(label=_("Day"))
    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        label=_("Body"), queryset=None, required=False, empty_label=_("No body of the house")
    )
    note = ProseField(label=_("Note"), required=False, rows=3)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(by)  # type: ignore[attr-defined]


class PutToDecisionForm(forms.Form):
    """Which body decides."""

    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        label=_("Body"), queryset=None, to_field_name="key", empty_label=None
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(by).at(by.today)  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """From which day on what was decided is in effect."""

    effective_on = DayField(label=_("Takes effect on"), help_text=_("The first day that the change applies."))


def free_subprojects(restructuring: Restructuring, by: Actor) -> Any:
    """Subprojects that stand on the day of the change, or today, and have no part in it."""
    day = restructuring.effective_on or by.today
    return (
        Subproject.objects.visible_to(by)
        .at(day)
        .exclude(closings__restructuring=restructuring)
        .exclude(comes_from__restructuring=restructuring)
    )
