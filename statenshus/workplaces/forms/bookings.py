"""Forms of bookings: when, by half-days or by the clock, and what others see."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation, Person
from statenshus.ui.forms import WEEKDAYS, DayField, LastDayField, by_clock, listed
from statenshus.ui.templatetags.ui import span
from statenshus.workplaces.models import Booking, Equipment, Kind, Policy, Shown
from statenshus.workplaces.queries.hours import halves

SLOTS = [("day", _("Whole day")), ("morning", _("Morning")), ("afternoon", _("Afternoon"))]


def clock(**kwargs: Any) -> forms.TimeField:
    """A time of the day in the browser's own clock."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


class WhenForm(forms.Form):
    """A day, and a half-day or hours of it; `when()` gives the two moments."""

    day = DayField(label=_("The day"))
    slot = forms.ChoiceField(label=_("At what time"), choices=SLOTS)
    starts = clock(label=_("From"))
    ends = clock(label=_("Until"))

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        for name in ["starts", "ends"] if policy.unit == Policy.Unit.HALF_DAY else ["slot"]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        said["starts_at"], said["ends_at"] = self._moments(said["day"], said)
        for name in ("day", "slot", "starts", "ends"):
            said.pop(name, None)
        return said

    def _moments(self, day: date, said: dict[str, Any]) -> tuple[datetime, datetime]:
        if self.policy.unit == Policy.Unit.HALF_DAY:
            found = {slot.name: slot for slot in halves(self.policy, day)}
            if not found:
                raise ValidationError({"day": _("It is closed that day.")})
            return found[said["slot"]].starts_at, found[said["slot"]].ends_at
        starts: time = said["starts"]
        return by_clock(datetime.combine(day, starts)), by_clock(datetime.combine(day, said["ends"]))


class FindForm(WhenForm):
    """What somebody looks for."""

    capacity = forms.IntegerField(label=_("For how many"), min_value=1, max_value=2000, required=False)
    near: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("Near"), to_field_name="key", required=False, empty_label=_("Any place")
    )
    equipment = forms.MultipleChoiceField(
        label=_("With"), choices=listed(Equipment), required=False, widget=forms.CheckboxSelectMultiple
    )
    accessible = forms.BooleanField(label=_("Universally accessible"), required=False)

    def __init__(self, *args: Any, by: Actor, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["near"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]
        if kind != Kind.ROOM:
            del self.fields["capacity"]

    @property
    def first(self) -> list[forms.BoundField]:
        """What everybody says."""
        return [self[name] for name in ("day", "slot", "starts", "ends", "capacity") if name in self.fields]

    @property
    def more(self) -> list[forms.BoundField]:
        """What some say too."""
        return [self[name] for name in ("near", "equipment", "accessible")]

    @property
    def is_narrowed(self) -> bool:
        """Whether any of that is said."""
        return any(field.data for field in self.more)


class BookForm(WhenForm):
    """When, and what others see of it."""

    shown = forms.ChoiceField(label=_("Others see"), choices=listed(Shown), widget=forms.RadioSelect)
    title = forms.CharField(label=_("What for"), max_length=100, required=False)
    accept_rules = forms.BooleanField(label=_("I have read the rules of the office, and accept them"))

    def __init__(self, *args: Any, asks_rules: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.policy.unit == Policy.Unit.HALF_DAY:
            del self.fields["title"]
        if not asks_rules:
            del self.fields["accept_rules"]


class ChangeBookingForm(BookForm):
    """Another time, and what others see of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, asks_rules=False, **kwargs)


class BeginSeriesForm(forms.Form):
    """Which weekdays, from when to when."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=WEEKDAYS[:5], coerce=int, widget=forms.CheckboxSelectMultiple
    )
    every_weeks = forms.TypedChoiceField(
        label=_("How often"),
        choices=[(1, _("Every week")), (2, _("Every second week")), (4, _("Every fourth week"))],
        coerce=int,
    )
    first_on = DayField(label=_("First day"))
    until_on = LastDayField(label=_("Last day"))
    slot = forms.ChoiceField(label=_("At what time"), choices=SLOTS)
    starts = clock(label=_("From"))
    ends = clock(label=_("Until"))
    shown = forms.ChoiceField(label=_("Others see"), choices=listed(Shown), widget=forms.RadioSelect)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        for name in ["starts", "ends"] if policy.unit == Policy.Unit.HALF_DAY else ["slot"]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        slot = said.pop("slot", None)
        if slot:
            morning, midday, evening = self.policy.opens_at, self.policy.midday_at, self.policy.closes_at
            said["starts"] = midday if slot == "afternoon" else morning
            said["ends"] = midday if slot == "morning" else evening
        return said


class WaitForForm(WhenForm):
    """When somebody would have a place."""


class TheirsField(forms.ModelChoiceField):
    """Which booking of another's one would have."""

    def label_from_instance(self, booking: Booking) -> str:
        """Whose it is, where and when."""
        return f"{booking.person}: {booking.workplace}, {span(booking.starts_at, booking.ends_at)}"


class OfferTransferForm(forms.Form):
    """To whom a booking is offered, and for which of theirs."""

    to: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None,
        label=_("To"),
        to_field_name="key",
        required=False,
        help_text=_("They must accept. Until then it stays yours."),
    )
    in_return = TheirsField(
        None,
        label=_("In return for"),
        to_field_name="key",
        required=False,
        empty_label=_("nothing"),
        help_text=_("Those who show their name can be asked to swap."),
    )

    def __init__(self, *args: Any, booking: Booking, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Person.objects.visible_to(by).exclude(pk=by.person.pk if by.person else 0)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]
        theirs = Booking.objects.in_house(by.house).standing().filter(shown=Shown.NAME, starts_at__gt=by.now)
        theirs = theirs.filter(offered_until=None, workplace__kind=booking.workplace.kind, person__in=others)
        theirs = theirs.select_related("person", "workplace").order_by("starts_at", "pk")
        self.fields["in_return"].queryset = theirs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever has what one wants in return is whom it is offered to."""
        said = super().clean() or {}
        if said.get("in_return") and not said.get("to"):
            said["to"] = said["in_return"].person
        if not said.get("to") and "to" not in self.errors:
            self.add_error("to", self.fields["to"].error_messages["required"])
        return said
