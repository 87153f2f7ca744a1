"""Forms of the days for which no meeting is proposed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.ui.forms import DayField, LastDayField


class EnterRecessForm(forms.Form):
    """Days for which no meeting is proposed."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("Such as “Winter holidays”."))
    first_on = DayField(label=_("First day"))
    until_on = LastDayField(label=_("Last day"))
