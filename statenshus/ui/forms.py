"""Fields for prose, moments and days: people give a last day that is included; the record keeps the first day after."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Choices
from django.utils.dates import WEEKDAYS as DAYS
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import OSLO

EARLIEST, LATEST = date(1800, 1, 1), date(2999, 12, 31)
WEEKDAYS = [(number + 1, lazy(capfirst, str)(name)) for number, name in DAYS.items()]
"""As ISO numbers them, with the names that Django has for them."""


def by_clock(shown: datetime) -> datetime:
    """The moment at which the clock of Norway shows this, with its zone; of two such, in autumn, the first.

    Raises ValidationError for a time that the clock jumps over in spring.
    """
    moment = shown.replace(tzinfo=OSLO, fold=0)
    if moment.astimezone(UTC).astimezone(OSLO).replace(tzinfo=None) != shown:
        raise ValidationError(_("The clock is put forward that night, so that time does not exist. Choose another."))
    return moment


def listed(kinds: type[Choices]) -> list[tuple[Any, Any]]:
    """The choices of a list. Their labels stand in sentences too, so there they begin with a small letter."""
    return [(value, capfirst(label)) for value, label in kinds.choices]


class DayField(forms.DateField):
    """A day in the browser's own calendar, within the years that a record can be about."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y"])
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise ValidationError(_("Write a day between the years 1800 and 2999."))
        return day


class LastDayField(DayField):
    """The last day as people give it; its value is the first day after, as the record keeps it."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        return day + timedelta(days=1) if day else None

    def prepare_value(self, value: Any) -> Any:
        return value - timedelta(days=1) if isinstance(value, date) else value


class ProseField(forms.CharField):
    """Some lines of text."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 5000, "widget": forms.Textarea(attrs={"rows": rows}), **kwargs})


class MomentWidget(forms.MultiWidget):
    """The browser's own calendar and clock, side by side."""

    template_name = "ui/moment.html"
    use_fieldset = True

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(
            {
                "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                "time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            },
            attrs,
        )

    def decompress(self, value: datetime | None) -> list[Any]:
        local = value.astimezone(OSLO) if value else None
        return [local.date(), local.time()] if local else [None, None]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Each of the two says which it is."""
        context = super().get_context(name, value, attrs)
        for each, said in zip(context["widget"]["subwidgets"], (_("Day"), _("Time")), strict=True):
            each["attrs"]["aria-label"] = said
        return context

    def id_for_label(self, id_: str) -> str:
        """What a fault leads to: the first of the two."""
        return f"{id_}_0"


class MomentField(forms.MultiValueField):
    """A day and a time by the clock of Norway; its value carries the zone.

    A time that the clock jumps over in spring is refused; of one that it passes twice in autumn it is the first, and
    the filter `moment` says so wherever it is shown.
    """

    widget = MomentWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (DayField(), forms.TimeField(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"]))
        super().__init__(fields=fields, require_all_fields=True, **kwargs)

    def compress(self, data_list: list[Any]) -> datetime | None:
        day, time = data_list or [None, None]
        if (day is None) != (time is None):
            raise ValidationError(_("Give both the day and the time."))
        return by_clock(datetime.combine(day, time)) if day is not None else None


class PeriodForm(forms.Form):
    """From a first day to a last, or with no end in sight."""

    valid_from = DayField(label=_("First day"))
    valid_to = LastDayField(label=_("Last day"), required=False, help_text=_("Leave empty while it lasts."))


class EndForm(forms.Form):
    """The last day of something that ends."""

    on = LastDayField(label=_("Last day"))
