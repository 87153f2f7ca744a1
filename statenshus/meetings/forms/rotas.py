"""Forms of the rota: who takes turns, where, and what comes of a turn."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Turn
from statenshus.meetings.usecases import turns as usecases
from statenshus.people.models import Organisation
from statenshus.ui.forms import DayField, LastDayField, ProseField


class PremisesForm(forms.Form):
    """Where an organisation has guests."""

    place = forms.CharField(
        label=_("Address and room"), max_length=200, help_text=_("As it is to stand in the notice of a meeting.")
    )
    capacity = forms.IntegerField(label=_("Room for how many"), min_value=1, max_value=1000)
    is_accessible = forms.BooleanField(label=_("Everybody gets in, also in a wheelchair"), required=False)
    way_in = ProseField(label=_("The way there, the door and parking"), rows=4, required=False)
    about = ProseField(
        label=_("Ten minutes about you"),
        rows=6,
        required=False,
        help_text=_("What you want to tell guests of who you are and what you do."),
    )


def _of(organisations: Iterable[Organisation], by: Actor) -> Any:
    return Organisation.objects.visible_to(by).filter(pk__in=[each.pk for each in organisations])


class OrganisationForm(forms.Form):
    """One of some organisations."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("Organisation"), to_field_name="key"
    )

    def __init__(self, *args: Any, among: Iterable[Organisation], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _of(among, by)  # type: ignore[attr-defined]


class HandOverTurnForm(forms.Form):
    """To whom a turn is given."""

    to: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(None, label=_("To whom"), to_field_name="key")

    def __init__(self, *args: Any, among: Iterable[Organisation], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = _of(among, by)  # type: ignore[attr-defined]


class SwapTurnsForm(forms.Form):
    """With which turn another is swapped."""

    other: "forms.ModelChoiceField[Turn]" = forms.ModelChoiceField(None, label=_("With"), to_field_name="key")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = among  # type: ignore[attr-defined]


class SkipTurnForm(forms.Form):
    """Why a turn passes."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class NoteAwayForm(forms.Form):
    """When an organisation cannot be host."""

    first_on = DayField(label=_("First day"))
    until_on = LastDayField(label=_("Last day"))
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)


class HostAskForm(forms.Form):
    """Whether an organisation is host, answered where the ask stands."""

    template = "meetings/asks/host.html"
    hosts = forms.ChoiceField(
        label=_("Your answer"), choices=[("yes", _("Yes, we are host")), ("no", _("Not this time"))]
    )
    why = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(
        self, data: Any = None, *, ask: Ask, by: Actor, known: Mapping[str, Turn] | None = None, **kwargs: Any
    ) -> None:
        self.ask, self.by = ask, by
        self.turn = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, **kwargs)

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Turn]:
        """The turns that are asked about. One query."""
        rows = Turn.objects.visible_to(by).filter(key__in={ask.subject_key for ask in asks})
        return {row.key: row for row in rows.select_related("meeting__body", "organisation")}

    def clean(self) -> dict[str, Any]:
        """Whoever lets it pass says why."""
        said = super().clean() or {}
        if said.get("hosts") == "no" and not said.get("why", "").strip():
            self.add_error("why", _g("Say why it cannot."))
        return said

    def answer(self) -> str:
        """Take the turn or let it pass, and say what comes of it."""
        if self.turn is None:
            return _g("The turn is no longer there.")
        if self.cleaned_data["hosts"] == "yes":
            usecases.accept_turn(self.turn, by=self.by)
            return _g("You are host. Thank you!")
        usecases.skip_turn(self.turn, reason=self.cleaned_data["why"], by=self.by)
        return _g("You are not host this time.")
