"""Forms of cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Case
from statenshus.decisions.queries.cases import DRAFTS, ENDED, OPEN
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Person, SeatHolding
from statenshus.people.rules import keeps_record
from statenshus.ui.forms import DayField, MomentField, ProseField, listed

LONGEST_TEXT = 50_000
LONGEST_PROPOSAL = 10_000


class WordsForm(forms.Form):
    """What a case says."""

    title = forms.CharField(label=_("Title"), max_length=200)
    proposal = ProseField(
        label=_("Proposal"),
        required=False,
        rows=4,
        max_length=LONGEST_PROPOSAL,
        help_text=_("What the body is asked to decide, word for word."),
    )
    text = ProseField(
        label=_("Background and reasons"),
        required=False,
        rows=14,
        max_length=LONGEST_TEXT,
        help_text=_("Markdown: # heading, - list, **bold**, [link](https://…)."),
    )
    effective_on = DayField(label=_("Proposed to take effect on"), required=False)
    basis = ProseField(label=_("Legal or budget basis"), required=False, rows=2, max_length=2000)


class ShownCaseField(forms.ModelChoiceField):
    """An earlier case, under the title that anybody may read."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Follows an earlier case"))
        super().__init__(queryset, to_field_name="key", **kwargs)

    def label_from_instance(self, obj: Case) -> str:
        return str(obj)


class EditCaseForm(WordsForm):
    """The draft of a case, with what is said of it."""

    field_order = ("body", "title", "kind", "proposal", "text", "effective_on", "basis", "public_title")

    kind = forms.ChoiceField(label=_("What the body is asked for"), choices=listed(Case.Kind), initial="decision")
    public_title = forms.CharField(
        label=_("Public title"),
        max_length=200,
        required=False,
        help_text=_("Shown instead of the title while the case is exempt from public access."),
    )
    prepared_by: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None, label=_("Prepared by"), to_field_name="key", required=False, empty_label=None
    )
    follows = ShownCaseField(None, required=False, empty_label=_("None"))
    urgent = forms.BooleanField(label=_("The case is urgent"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Actor, case: Case | None = None, may_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_name:
            self.fields["prepared_by"].queryset = Person.objects.visible_to(by)  # type: ignore[attr-defined]
        else:
            del self.fields["prepared_by"]
        earlier = Case.objects.visible_to(by)
        self.fields["follows"].queryset = earlier.exclude(pk=case.pk) if case else earlier  # type: ignore[attr-defined]


class DraftCaseForm(EditCaseForm):
    """The same, and before which body."""

    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(
        None, label=_("Before which body"), to_field_name="key", empty_label=None
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        bodies = Body.objects.visible_to(by).at(by.today)
        if not keeps_record(by):
            sitting = (
                SeatHolding.objects.in_house(by.house)
                .sitting(by.today)
                .filter(person=by.person.pk if by.person else None)
            )
            bodies = bodies.filter(pk__in=sitting.values("seat__body"))
        super().__init__(*args, by=by, may_name=any(leads(by, body) for body in bodies), **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        del self.fields["seen"]


class ReviseCaseForm(WordsForm):
    """The next version of a case, and what is changed in it."""

    field_order = ("changed", "title", "proposal", "text", "effective_on", "basis", "seen")

    changed = ProseField(
        label=_("What is changed"),
        rows=3,
        max_length=2000,
        help_text=_("In a few words, for those who have read the case before. They are asked anew."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class PublishCaseForm(forms.Form):
    """By when the seats say where they stand."""

    due_at = MomentField(label=_("Answer by"))

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["due_at"]


class WithdrawCaseForm(forms.Form):
    """Why a case is withdrawn."""

    reason = ProseField(label=_("Reason"), rows=3, max_length=2000)


class FilterForm(forms.Form):
    """Which cases are shown. What it does not know, it leaves out."""

    STATES = [(OPEN, _("Open")), (ENDED, _("Ended")), (DRAFTS, _("Drafts"))]

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *listed(Case.Kind)], required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)

    def __init__(self, data: Any, *, bodies: list[Body]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["body"].choices = [("", _("All")), *((body.key, body.name) for body in bodies)]  # type: ignore[attr-defined]
        self.full_clean()

    def chosen(self, name: str) -> str:
        """The choice, empty where there is none that the form knows."""
        return str(self.cleaned_data.get(name, ""))
