"""Forms of answering, and of letting another answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.asks.queries.seats import Place
from statenshus.asks.usecases import asks as usecases
from statenshus.kernel.actors import Actor
from statenshus.people.models import Person, Seat
from statenshus.ui.forms import DayField, LastDayField

NEXT, NO_CHANGE = "-next", "-same"  # no person's key begins so
_WHO_READS = _("Seen by those who sit in the seat, and those who keep the record.")


class AnswerAskForm(forms.Form):
    """Yes or no, answered where the ask stands."""

    template = "asks/acceptance.html"
    answer_is = forms.ChoiceField(label=_("Your answer"), choices=[("accepted", _("Yes")), ("declined", _("No"))])

    def __init__(self, data: Any = None, *, ask: Ask, by: Actor, **kwargs: Any) -> None:
        self.ask, self.by = ask, by
        super().__init__(data, **kwargs)

    def answer(self) -> str:
        """Accept or decline, and say that it is done."""
        said = self.cleaned_data["answer_is"]
        usecases.answer_ask(self.ask, answer=said, by=self.by)
        return _g("You have said yes.") if said == "accepted" else _g("You have said no.")


class HandOverForm(forms.Form):
    """How much is handed over, to whom, and why."""

    reach = forms.ChoiceField(label=_("What shall another answer?"), widget=forms.RadioSelect)
    valid_from = DayField(label=_("First day"), required=False)
    valid_to = LastDayField(label=_("Last day"), required=False, help_text=_("Leave empty while it lasts."))
    to = forms.TypedChoiceField(label=_("Who answers instead?"))
    reason = forms.CharField(label=_("Why"), required=False, max_length=200, help_text=_WHO_READS)

    def __init__(
        self, *args: Any, ask: Ask, deputies: Sequence[Person], following: Person | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = [("occasion", _g("All that belongs to %(name)s") % {"name": ask.occasion_name})] if ask.occasion else []
        reach: Any = self.fields["reach"]
        reach.choices = [
            ("ask", _g("Only this: %(name)s") % {"name": ask.subject_name}),
            *whole,
            ("period", _g("All that the seat is asked in a period")),
        ]
        _choose(self.fields["to"], deputies, following)

    def clean(self) -> dict[str, Any]:
        """Days count for a period only."""
        said = super().clean() or {}
        if said.get("reach") != "period":
            said["valid_from"] = said["valid_to"] = None
        if said.get("to") == NEXT:
            said["to"] = None
        return said


class BeAbsentForm(forms.Form):
    """When somebody is away, and who answers instead in each of their seats."""

    valid_from = DayField(label=_("First day"))
    valid_to = LastDayField(
        label=_("Last day"), required=False, help_text=_("Leave empty if you do not know when it ends.")
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=200, help_text=_WHO_READS)

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            field: Any = forms.TypedChoiceField(label=_g("Who answers in %(seat)s?") % {"seat": place.seat})
            _choose(field, place.deputies, place.deputies[0] if place.deputies and not place.rank else None)
            if not place.deputies:
                field.choices = [(NEXT, _g("Nobody: the deputy is just not asked"))]
            field.choices = [*field.choices, (NO_CHANGE, _g("No change in this seat"))]
            self.fields[f"to_{place.seat.pk}"] = field
        self.order_fields(["valid_from", "valid_to", *(f"to_{place.seat.pk}" for place in places)])

    def chosen(self) -> list[tuple[Seat, Person | None]]:
        """The seats in which another answers, and who: None is the next deputy."""
        said = [(place.seat, self.cleaned_data[f"to_{place.seat.pk}"]) for place in self.places]
        return [(seat, None if to == NEXT else to) for seat, to in said if to != NO_CHANGE]

    def clean(self) -> dict[str, Any]:
        """There must be a seat in which another answers."""
        said = super().clean() or {}
        if all(said.get(f"to_{place.seat.pk}") == NO_CHANGE for place in self.places):
            self.add_error(None, _g("Choose who answers in at least one of the seats."))
        return said


def _choose(field: Any, deputies: Sequence[Person], following: Person | None) -> None:
    """Let a field choose among the deputies; first that it be whoever is next."""
    persons = {str(person.key): person for person in deputies}
    first = _g("The next deputy, now %(name)s") % {"name": following.name} if following else _g("The next deputy")
    field.choices = [(NEXT, first), *((key, person.name) for key, person in persons.items())]
    field.coerce = lambda key: persons.get(key, key)
