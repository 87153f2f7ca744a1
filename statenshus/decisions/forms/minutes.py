"""Forms of minutes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.decisions.models import Minutes, Voting
from statenshus.decisions.usecases import minutes as usecases
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Seat
from statenshus.ui.forms import MomentField, ProseField

LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk")]


class WriteMinutesForm(forms.Form):
    """Of what, in which language, and until when they are read."""

    of = forms.TypedChoiceField(label=_("Minutes of"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    reading_until = MomentField(
        label=_("To be read by"),
        required=False,
        help_text=_("Left empty, the body's own rules for reading time apply."),
    )

    def __init__(self, *args: Any, subjects: Sequence[Meeting | Voting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {f"{each._meta.model_name}:{each.key}": each for each in subjects}
        self.fields["of"].choices = [(name, called(each)) for name, each in named.items()]  # type: ignore[attr-defined]
        self.fields["of"].coerce = named.__getitem__  # type: ignore[attr-defined]


def called(subject: Meeting | Voting) -> str:
    """What is minuted, in a line of a list."""
    if isinstance(subject, Meeting):
        day = date_format(subject.starts_at.astimezone(OSLO).date(), "DATE_FORMAT")
        return _g("Meeting %(called)s, %(body)s, %(day)s") % {
            "called": subject.called,
            "body": subject.body,
            "day": day,
        }
    told = {"called": subject.case.called, "body": subject.case.body, "title": subject.case.shown_title}
    return _g("Case %(called)s in writing, %(body)s: %(title)s") % told


class AnswerMinutesForm(forms.Form):
    """That the minutes are right, or what is wrong with them, for one of the seats that the actor sits in."""

    seat: "forms.ModelChoiceField[Seat]" = forms.ModelChoiceField(
        None, label=_("For which seat"), to_field_name="key", empty_label=None
    )
    remark = ProseField(
        label=_("What is wrong"),
        rows=3,
        required=False,
        max_length=2000,
        help_text=_("Only if something is wrong. Whoever writes the minutes then puts it right and asks again."),
    )
    approves = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Approve")), ("no", _("Send the remark"))],
        coerce=lambda said: said == "yes",
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = Seat.objects.in_house(by.house).filter(pk__in=[seat.pk for seat in seats])  # type: ignore[attr-defined]
        if len(seats) == 1:
            self.fields["seat"].widget = forms.HiddenInput()
            self.fields["seat"].initial = seats[0].key


class MinutesAskForm(forms.Form):
    """What a seat is asked of minutes, answered where the ask stands."""

    template = "decisions/asks/minutes.html"

    remark = AnswerMinutesForm.base_fields["remark"]
    approves = AnswerMinutesForm.base_fields["approves"]

    def __init__(
        self, data: Any = None, *, ask: Ask, by: Actor, known: Mapping[str, Minutes] | None = None, **kwargs: Any
    ) -> None:
        self.ask, self.by = ask, by
        self.minutes = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, **kwargs)

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Minutes]:
        """The minutes that are asked about. One query."""
        rows = Minutes.objects.visible_to(by).filter(key__in={ask.subject_key for ask in asks})
        return {row.key: row for row in rows}

    def answer(self) -> str:
        """Approve, or remark, and say which."""
        if self.minutes is None or self.ask.seat is None:
            return _g("The minutes are no longer there.")
        usecases.answer_minutes(self.minutes, seat=self.ask.seat, **self.cleaned_data, by=self.by)
        return _g("You approved the minutes.") if self.cleaned_data["approves"] else _g("Your remark is sent.")


class SettleMinutesForm(forms.Form):
    """That the minutes are approved."""
