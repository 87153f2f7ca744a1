"""Forms about mail and reminders."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import MailChoice
from statenshus.ui.forms import listed


class DaysField(forms.CharField):
    """Numbers of days with commas between; its value is a list of numbers."""

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not re.fullmatch(r"\s*(\d{1,3}(\s*,\s*\d{1,3})*)?\s*", said):
            raise ValidationError(_("Write numbers of days with commas between, such as 3, 1."))
        return [int(number) for number in re.findall(r"\d+", said)]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(number) for number in value) if isinstance(value, list) else value


class HourField(forms.TimeField):
    """A time of day in hours and minutes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M"], widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs
        )


class ChooseMailForm(forms.Form):
    """How often one gets mail about what waits."""

    rhythm = forms.ChoiceField(
        label=_("Mail about what waits for you"), choices=listed(MailChoice.Rhythm), widget=forms.RadioSelect
    )
    urgent_at_once = forms.TypedChoiceField(
        label=_("When something is urgent"),
        choices=[("no", _("It can wait for the next mail")), ("yes", _("Write to me at once"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class SetReminderRulesForm(forms.Form):
    """When the house reminds."""

    hour = HourField(label=_("Time of day"), help_text=_("From then on the day's mail goes out, on working days."))
    before_days = DaysField(
        label=_("Days before something is due"),
        required=False,
        help_text=_("With commas between. A day that is no working day gives way to the one before."),
    )
    after_days = DaysField(
        label=_("Days after something was due"),
        required=False,
        help_text=_("With commas between. A day that is no working day gives way to the next."),
    )
    quiet_from = HourField(label=_("Quiet from"), help_text=_("In quiet hours no mail is sent, urgent or not."))
    quiet_to = HourField(label=_("Quiet until"))


class SetLinkRuleForm(forms.Form):
    """Whether a kind of ask may be answered by link alone."""

    by_link = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes")
