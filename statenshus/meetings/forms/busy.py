"""Forms of calendars that are read."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddCalendarForm(forms.Form):
    """Where a calendar stands."""

    address = forms.CharField(
        label=_("The secret address of your calendar"),
        max_length=1000,
        help_text=_("In Outlook: Settings, Shared calendars, Publish, “Can view when I’m busy”, the ICS link."),
    )


class AddCalendarFileForm(forms.Form):
    """A file with a calendar."""

    content = forms.FileField(label=_("Or a file (.ics)"), help_text=_("It is read once, and not kept."))
