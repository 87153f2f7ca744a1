"""Forms of meetings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.queries.meetings import SeatInMeeting
from statenshus.meetings.usecases import attendances as usecases
from statenshus.people.models import Organisation, Person, Seat
from statenshus.ui.forms import MomentField, ProseField, listed


class CallMeetingForm(forms.Form):
    """When a body meets, and where."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    format = forms.ChoiceField(label=_("Form"), choices=listed(Meeting.Format), widget=forms.RadioSelect)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(label=_("Link"), max_length=200, required=False, assume_scheme="https")
    host: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("Host"), to_field_name="key", required=False, empty_label=_("None in particular")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class CallOffMeetingForm(forms.Form):
    """Why a meeting is called off."""

    reason = ProseField(label=_("Reason"), rows=3, max_length=1000)


class AnswerNoticeForm(forms.Form):
    """Whether a seat comes."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=listed(Attendance.Answer), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class NoteAttendanceForm(forms.Form):
    """Who came, for every seat in one go."""

    def __init__(self, *args: Any, seats: Sequence[SeatInMeeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(seats)
        for each in self.seats:
            persons = {str(holding.person.key): holding.person for holding in each.sitting}
            now = each.attendance
            name = str(each.seat.organisation or each.seat.get_role_display())
            self.fields[f"person_{each.seat.pk}"] = forms.TypedChoiceField(
                label=_g("Who sits for %(seat)s") % {"seat": name},
                choices=[(key, person.name) for key, person in persons.items()],
                coerce=persons.__getitem__,
                initial=now.person.key if now and now.person else None,
            )
            self.fields[f"came_{each.seat.pk}"] = forms.ChoiceField(
                label=_g("Whether %(seat)s came") % {"seat": name},
                choices=[("", _g("Not noted")), *listed(Attendance.Came)],
                required=False,
                initial=now.came if now else "",
            )

    def rows(self) -> list[tuple[SeatInMeeting, Any, Any]]:
        """Each seat with its two fields."""
        return [(each, self[f"person_{each.seat.pk}"], self[f"came_{each.seat.pk}"]) for each in self.seats]

    def changed(self) -> list[tuple[Seat, Person, str]]:
        """What is said otherwise than it stands."""
        found = []
        for each in self.seats:
            person, came = self.cleaned_data[f"person_{each.seat.pk}"], self.cleaned_data[f"came_{each.seat.pk}"]
            now = each.attendance
            is_same = now is not None and (now.came, now.person_id) == (came, person.pk)
            if came and not is_same:
                found.append((each.seat, person, came))
        return found


class AttendanceAskForm(forms.Form):
    """Whether a seat comes, answered where the ask stands."""

    template = "meetings/asks/attendance.html"
    attends = forms.ChoiceField(choices=Attendance.Answer.choices)

    def __init__(
        self, data: Any = None, *, ask: Ask, by: Actor, known: Mapping[str, Meeting] | None = None, **kwargs: Any
    ) -> None:
        self.ask, self.by = ask, by
        self.meeting = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, **kwargs)

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
        if said == Attendance.Answer.REGRETS:
            return _g("Your regrets are noted. If the seat has a deputy, they are asked now.")
        return _g("Your answer is noted.")
