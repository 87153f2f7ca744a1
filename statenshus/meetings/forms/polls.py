"""Forms of polls: finding dates, putting them, answering and choosing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.meetings.forms.meetings import LinkField
from statenshus.meetings.models import Meeting, Poll, PollDate
from statenshus.meetings.queries.candidates import LONGEST_DAYS, Candidate, Wanted
from statenshus.meetings.queries.polls import own_answers, own_seats
from statenshus.meetings.usecases import poll_answers as usecases
from statenshus.meetings.usecases.polls import LONGEST, SHORTEST
from statenshus.people.models import Person, Seat
from statenshus.ui.forms import WEEKDAYS, DayField, LastDayField, MomentField, ProseField, listed
from statenshus.workplaces.models import Kind, Workplace

_Asked = tuple[Poll, list[PollDate], dict[int, str]]
EXTRA = 3
"""How many dates of one's own there are fields for."""


class FindDatesForm(forms.Form):
    """When the meeting might be."""

    first_on = DayField(label=_("First day"))
    until_on = LastDayField(label=_("Last day"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=WEEKDAYS[:5], coerce=int, widget=forms.CheckboxSelectMultiple
    )
    opens = forms.TimeField(label=_("Begins at the earliest"), widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=_("Ends at the latest"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=SHORTEST, max_value=LONGEST)

    def clean(self) -> dict[str, Any]:
        """The days and hours are in order, and few enough to be looked through."""
        said = super().clean() or {}
        first, until = said.get("first_on"), said.get("until_on")
        if first and until and not timedelta() < until - first <= timedelta(days=LONGEST_DAYS):
            self.add_error("until_on", _g("Choose at most a year, the last day after the first."))
        if said.get("opens") and said.get("closes") and said["opens"] >= said["closes"]:
            self.add_error("closes", _g("The day must end after it begins."))
        return said

    def wanted(self) -> Wanted:
        """What is asked for. Only where the form is valid."""
        return Wanted(**self.cleaned_data)


class MomentsField(forms.MultipleChoiceField):
    """Some moments, each sent as it is written in a house file."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """What was proposed a moment ago may be sent, also if it would not be now; the act refuses what cannot be."""
        return _moment(value) is not None

    def clean(self, value: Any) -> list[datetime]:
        return [moment for each in super().clean(value) if (moment := _moment(each)) is not None]


def _moment(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None and 1800 <= found.year <= 2999 else None


class OpenPollForm(forms.Form):
    """Which dates are put, and what kind of meeting it is to be."""

    dates = MomentsField(label=_("Dates"), required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    minutes = forms.IntegerField(widget=forms.HiddenInput, min_value=SHORTEST, max_value=LONGEST)
    answers_by = MomentField(label=_("Answer by"))
    format = forms.ChoiceField(label=_("Form"), choices=listed(Meeting.Format), widget=forms.RadioSelect)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    room: "forms.ModelChoiceField[Workplace]" = forms.ModelChoiceField(
        None,
        label=_("Room"),
        to_field_name="key",
        required=False,
        empty_label=_("None of the house"),
        help_text=_("It is held on each date until one is chosen."),
    )
    needs_chair = forms.BooleanField(label=_("Not without the chair"), required=False)
    preparer: "forms.ModelChoiceField[Person]" = forms.ModelChoiceField(
        None, label=_("Nor without"), to_field_name="key", required=False, empty_label=_("Nobody else in particular")
    )

    def __init__(self, *args: Any, by: Actor, proposed: Sequence[Candidate] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        self.fields["dates"].choices = [(each.starts_at.isoformat(), "") for each in proposed]  # type: ignore[attr-defined]
        for n in range(EXTRA):
            self.fields[f"extra_{n}"] = MomentField(label=_g("A date of your own"), required=False)
        rooms = Workplace.objects.visible_to(by).at(by.today).filter(kind=Kind.ROOM)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        persons = Person.objects.visible_to(by).present(by.today)
        self.fields["preparer"].queryset = persons  # type: ignore[attr-defined]

    def offered(self) -> list[tuple[str, datetime, Candidate | None, bool]]:
        """Each date that was proposed or sent: as it is sent, when it is, what is known of it, whether it is chosen."""
        known = {each.starts_at.isoformat(): each for each in self.proposed}
        chosen = [each for each in self["dates"].value() or [] if _moment(each) is not None]
        every = {value: at for value in [*known, *chosen] if (at := _moment(value)) is not None}
        rows = sorted(every.items(), key=lambda row: row[1])
        return [(value, at, known.get(value), value in chosen) for value, at in rows]

    def rest(self) -> list[Any]:
        """The fields that are drawn one after the other, without the dates."""
        return [field for field in self if field.name != "dates" and not field.name.startswith("extra_")]

    def extras(self) -> list[Any]:
        """The fields of one's own dates."""
        return [self[f"extra_{n}"] for n in range(EXTRA)]

    def clean(self) -> dict[str, Any]:
        """One's own dates are dates like the others."""
        said = super().clean() or {}
        own = [said.pop(f"extra_{n}", None) for n in range(EXTRA)]
        said["dates"] = [*said.get("dates", []), *(each for each in own if each)]
        if not said["dates"] and not self.errors:
            self.add_error("dates", _g("Choose at least one date."))
        return said


class ChangePollForm(forms.Form):
    """More time to answer, and more dates."""

    answers_by = MomentField(label=_("Answer by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(EXTRA):
            self.fields[f"extra_{n}"] = MomentField(label=_g("One more date"), required=False)

    def clean(self) -> dict[str, Any]:
        """The dates that were given."""
        said = super().clean() or {}
        own = [said.pop(f"extra_{n}", None) for n in range(EXTRA)]
        return {**said, "dates": [each for each in own if each]}


class ChooseDateForm(forms.Form):
    """Which date, and what is to be said of where."""

    starts_at = forms.CharField(widget=forms.HiddenInput)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    link = LinkField()

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if poll.format == Meeting.Format.PHYSICAL:
            del self.fields["link"]
        if poll.format == Meeting.Format.REMOTE:
            del self.fields["place"]

    def clean_starts_at(self) -> datetime:
        """A moment."""
        found = _moment(self.cleaned_data["starts_at"])
        if found is None:
            raise ValidationError(_g("Choose one of the dates."))
        return found


class CallOffPollForm(forms.Form):
    """Why no date is chosen."""

    reason = ProseField(label=_("Reason"), rows=3, max_length=1000)


class AnswerPollForm(forms.Form):
    """What somebody says of each date to come. Buttons say the same of all at once."""

    def __init__(
        self,
        *args: Any,
        poll: Poll,
        dates: Sequence[PollDate],
        known: Mapping[int, str],
        clashes: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.poll, self.dates, self.clashes = poll, dates, clashes or {}
        self.is_answered = bool(dates) and all(known.get(each.pk) for each in dates)
        choices = [(each.value, capfirst(each.label)) for each in poll.answers]
        for each in dates:
            self.fields[f"date_{each.pk}"] = forms.ChoiceField(
                choices=choices, widget=forms.RadioSelect, required=False, initial=known.get(each.pk, "")
            )

    def clean(self) -> dict[str, Any]:
        """A button says one of the answers."""
        every = self.data.get("all")
        if every and every not in self.poll.answers:
            raise ValidationError(_g("Choose one of the answers."))
        return super().clean() or {}

    def rows(self) -> list[tuple[PollDate, Any, str | None]]:
        """Each date with its field, and what one has then: a meeting of the house, or something that is not known."""
        return [(each, self[f"date_{each.pk}"], self.clashes.get(each.pk)) for each in self.dates]

    def answers(self) -> dict[datetime, str]:
        """What is said of each date; of all the same, where a button said so."""
        every = self.data.get("all")
        if every in self.poll.answers:
            return {each.starts_at: str(every) for each in self.dates}
        return {each.starts_at: self.cleaned_data[f"date_{each.pk}"] for each in self.dates}


class PollAskForm(AnswerPollForm):
    """The same, answered where the ask stands."""

    template = "meetings/asks/poll.html"

    def __init__(self, data: Any = None, *, ask: Ask, by: Actor, known: "Mapping[str, _Asked] | None" = None) -> None:
        self.ask, self.by = ask, by
        found = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        self.seat: Seat | None = ask.seat
        self.is_there = found is not None
        poll, dates, own = found or (Poll(), [], {})
        super().__init__(data, poll=poll, dates=dates, known=own)

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> "dict[str, _Asked]":
        """The polls that are asked about, with their dates to come and what one has said of those. Two queries."""
        keys = {ask.subject_key for ask in asks}
        rows = PollDate.objects.visible_to(by).filter(poll__key__in=keys, starts_at__gt=by.now)
        dates = list(rows.select_related("poll__body", "poll__preparer"))
        own, found = own_answers(dates, by), dict[str, _Asked]()
        for row in dates:
            found.setdefault(row.poll.key, (row.poll, [], own))[1].append(row)
        return found

    def answer(self) -> str:
        """Answer, and say what comes of it."""
        if not self.is_there:
            return _g("The poll is no longer there.")
        seat = self.seat or next(iter(own_seats(self.poll, self.by)), None)
        usecases.answer_poll(self.poll, answers=self.answers(), seat=seat, by=self.by)
        return _g("Your answers are noted.")
