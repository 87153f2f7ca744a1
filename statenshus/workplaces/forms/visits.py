"""The form by which a guest is invited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.ui.forms import DayField


class InviteGuestForm(forms.Form):
    """Who is invited, from where, and for which days."""

    name = forms.CharField(label=_("Name"), max_length=200)
    comes_from = forms.CharField(
        label=_("Comes from"), max_length=140, help_text=_("Agency and place, such as the police in Tromsø.")
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The link is sent there. Without it you give it to them yourself."),
    )
    first_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"))
