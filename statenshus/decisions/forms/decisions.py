"""Forms of decisions, and of what follows of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.decisions.models import Case, Decision, FollowUp
from statenshus.decisions.usecases import decisions as usecases
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Organisation, Person
from statenshus.ui.forms import DayField, ProseField, listed


class ConcludeForm(forms.Form):
    """What a case came to without a vote."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[pair for pair in listed(Decision.Outcome) if pair[0] in {"discussed", "noted"}],
        widget=forms.RadioSelect,
    )
    meeting: "forms.ModelChoiceField[Meeting]" = forms.ModelChoiceField(
        None, label=_("In which meeting"), to_field_name="key", required=False, empty_label=_("In no meeting")
    )
    text = ProseField(label=_("What shall stand"), required=False, rows=4)

    def __init__(self, *args: Any, case: Case, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.visible_to(by).filter(body=case.body_id, starts_at__lte=by.now, called_off_at=None)
        self.fields["meeting"].queryset = held  # type: ignore[attr-defined]


class DecideAsOwnerForm(forms.Form):
    """What the project owner decides."""

    outcome = forms.ChoiceField(
        label=_("The proposal"),
        choices=[pair for pair in listed(Decision.Outcome) if pair[0] in {"adopted", "rejected"}],
        widget=forms.RadioSelect,
    )
    text = ProseField(
        label=_("In other words than proposed"),
        required=False,
        rows=4,
        help_text=_("Needed where you decide otherwise than the group advised."),
    )
    effective_on = DayField(label=_("Takes effect on"), required=False)


class ReserveForm(forms.Form):
    """What somebody reserves themself against."""

    text = ProseField(label=_("Reservation"), rows=4, max_length=2000)


class AddFollowUpForm(forms.Form):
    """What shall be done, by whom, by when."""

    text = ProseField(label=_("What shall be done"), rows=3, max_length=1000)
    owner: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(None, label=_("Who does it"), to_field_name="key")
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("For the organisation"), to_field_name="key", required=False, empty_label=_("None in particular")
    )
    due_on = DayField(label=_("By the end of"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.visible_to(by)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class FinishFollowUpForm(forms.Form):
    """How it went."""

    note = ProseField(label=_("How it went"), required=False, rows=3, max_length=1000)


class OwnerDecisionAskForm(DecideAsOwnerForm):
    """What the project owner is asked to decide, answered where the ask stands."""

    template = "decisions/asks/owner_decision.html"

    def __init__(
        self, data: Any = None, *, ask: Ask, by: Actor, known: Mapping[str, Case] | None = None, **kwargs: Any
    ) -> None:
        self.by = by
        self.case = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, **kwargs)

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Case]:
        """The cases that are asked about. One query."""
        rows = Case.objects.visible_to(by).filter(key__in={ask.subject_key for ask in asks})
        return {row.key: row for row in rows}

    def answer(self) -> str:
        """Decide, and say that it is done."""
        if self.case is None:
            return _g("The case is no longer there.")
        usecases.decide_as_owner(self.case, **self.cleaned_data, by=self.by)
        return _g("The case is decided.")


class FollowUpAskForm(FinishFollowUpForm):
    """What somebody is asked to do because of a decision, answered where the ask stands."""

    template = "decisions/asks/follow_up.html"

    def __init__(
        self, data: Any = None, *, ask: Ask, by: Actor, known: Mapping[str, FollowUp] | None = None, **kwargs: Any
    ) -> None:
        self.by = by
        self.follow_up = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, **kwargs)

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, FollowUp]:
        """The follow-ups that are asked about. One query."""
        rows = FollowUp.objects.visible_to(by).filter(key__in={ask.subject_key for ask in asks})
        return {row.key: row for row in rows}

    def answer(self) -> str:
        """Say that it is done."""
        if self.follow_up is None:
            return _g("The follow-up is no longer there.")
        usecases.finish_follow_up(self.follow_up, **self.cleaned_data, by=self.by)
        return _g("It is noted that this is done.")
