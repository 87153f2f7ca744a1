"""Forms of meetings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.queries.meetings import SeatInMeeting, asked_now
from statenshus.meetings.usecases import attendances as usecases
from statenshus.people.models import Organisation, Person, Seat
from statenshus.ui.forms import MomentField, ProseField, listed


class LinkField(forms.URLField):
    """The link by which one takes part in a meeting."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"label": _("Link"), "help_text": _("Seen by those who sit in the body.")}
        super().__init__(**{**said, "max_length": 200, "required": False, "assume_scheme": "https", **kwargs})


class CallMeetingForm(forms.Form):
    """When a body meets, and where. It ends on the day that it begins, where no other is given."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"), help_text=_("Without a day it ends on the day that it begins."))
    format = forms.ChoiceField(label=_("Form"), choices=listed(Meeting.Format), widget=forms.RadioSelect)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    link = LinkField()
    host: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("Host"), to_field_name="key", required=False, empty_label=_("None in particular")
    )
    needs_access = forms.BooleanField(label=_("Everybody must get in, also in a wheelchair"), required=False)

    def __init__(self, data: Any = None, *args: Any, by: Actor, **kwargs: Any) -> None:
        if data is not None and data.get("ends_at_time") and not data.get("ends_at_day"):
            data = data.copy()
            data["ends_at_day"] = data.get("starts_at_day", "")
        super().__init__(data, *args, **kwargs)
        self.fields["host"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class CallOffMeetingForm(forms.Form):
    """Why a meeting is called off."""

    reason = ProseField(label=_("Reason"), rows=3, max_length=1000)


class AnswerNoticeForm(forms.Form):
    """Whether a seat comes."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Seen by those who sit in the body.")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = _answers_to(meeting)  # type: ignore[attr-defined]


def _answers_to(meeting: Meeting) -> list[tuple[str, Any]]:
    return [(answer.value, capfirst(answer.label)) for answer in meeting.answers]


class NoteAttendanceForm(forms.Form):
    """Who came, for every seat that somebody sits in, in one go."""

    def __init__(self, *args: Any, seats: Sequence[SeatInMeeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = [each for each in seats if each.sitting]
        for each in self.seats:
            persons = {str(holding.person.key): holding.person for holding in each.sitting}
            now = each.attendance
            known = str(now.person.key) if now and now.person else ""
            self.fields[f"person_{each.seat.pk}"] = forms.TypedChoiceField(
                label=_g("Who sits for %(seat)s") % {"seat": each.name},
                choices=[
                    (key, f"{person.name} ({_g('deputy')})" if holding.rank else person.name)
                    for (key, person), holding in zip(persons.items(), each.sitting, strict=True)
                ],
                coerce=persons.__getitem__,
                required=False,
                initial=known if known in persons else None,
            )
            self.fields[f"came_{each.seat.pk}"] = forms.ChoiceField(
                label=_g("Whether %(seat)s came") % {"seat": each.name},
                choices=listed(Attendance.Came),
                widget=forms.RadioSelect,
                required=False,
                initial=now.came if now else "",
            )

    def rows(self) -> list[tuple[SeatInMeeting, Any, Any]]:
        """Each seat with its two fields."""
        return [(each, self[f"person_{each.seat.pk}"], self[f"came_{each.seat.pk}"]) for each in self.seats]

    def changed(self) -> list[tuple[Seat, Person | None, str]]:
        """What is said otherwise than it stands; first who is absent, so that they may be noted in another seat."""
        found = []
        for each in self.seats:
            came = self.cleaned_data[f"came_{each.seat.pk}"]
            person = self.cleaned_data[f"person_{each.seat.pk}"] or each.sitting[0].person
            there = person if came != Attendance.Came.ABSENT else None
            now = each.attendance
            is_same = now is not None and now.came == came and (there is None or now.person_id == there.pk)
            if came and not is_same:
                found.append((each.seat, there, came))
        return sorted(found, key=lambda row: row[1] is not None)


class AttendanceAskForm(forms.Form):
    """Whether a seat comes, answered where the ask stands."""

    template = "meetings/asks/attendance.html"
    attends = forms.ChoiceField(label=_("Your answer"))

    def __init__(
        self, data: Any = None, *, ask: Ask, by: Actor, known: Mapping[str, Meeting] | None = None, **kwargs: Any
    ) -> None:
        self.ask, self.by = ask, by
        self.meeting = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, **kwargs)
        if self.meeting is not None:
            self.fields["attends"].choices = _answers_to(self.meeting)  # type: ignore[attr-defined]

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Meeting]:
        """The meetings that are asked about. One query."""
        rows = Meeting.objects.visible_to(by).filter(key__in={ask.subject_key for ask in asks})
        return {row.key: row for row in rows.select_related("body")}

    def answer(self) -> str:
        """Answer, and say what comes of it."""
        if self.meeting is None or self.ask.seat is None:
            return _g("The meeting is no longer there.")
        said = self.cleaned_data["attends"]
        usecases.answer_notice(self.meeting, seat=self.ask.seat, answer=said, by=self.by)
        return told(self.meeting, self.ask.seat, said, self.by)


def told(meeting: Meeting, seat: Seat, answer: str, by: Actor) -> str:
    """What came of an answer, in a sentence."""
    if answer != Attendance.Answer.REGRETS:
        return _g("Your answer is noted.")
    following = asked_now(meeting, seat, by)
    if following is None:
        return _g("Your regrets are noted. There is nobody else in the seat to ask.")
    return _g("Your regrets are noted. %(name)s is asked now.") % {"name": following.name}
