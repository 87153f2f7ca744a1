"""Forms about ways in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from statenshus.people.models import Account
from statenshus.people.usecases.accounts import SCOPES
from statenshus.ui.forms import LastDayField

SCOPE_LABELS = {
    "people:read": _("Read people, participants and bodies"),
    "people:write": _("Change people, participants and bodies"),
    "asks:read": _("Read what waits for me"),
    "asks:write": _("Answer what waits for me, and hand it over"),
    "workplaces:read": _("Read about desks and rooms, and one's own bookings"),
    "workplaces:write": _("Book desks and rooms"),
    "meetings:read": _("Read meetings"),
    "meetings:write": _("Call meetings, and answer notices"),
    "decisions:read": _("Read cases and decisions"),
    "decisions:write": _("Prepare cases, take positions and vote"),
    "portfolio:read": _("Read subprojects, changes and experiences"),
    "portfolio:write": _("Change subprojects, changes and experiences"),
    "reports:read": _("Make the status deck"),
}


class InvitePersonForm(forms.Form):
    """The address to log in with."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)


class AcceptInvitationForm(forms.Form):
    """A password of one's own choice, twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        help_text=lazy(password_validators_help_text_html, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("password") not in (None, again):
            raise ValidationError(_("The two passwords are not the same. Write them again."))
        return again


class IssueTokenForm(forms.Form):
    """What a program may do, and until when."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What the program may do"),
        choices=[(scope, SCOPE_LABELS[scope]) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may do yourself."),
    )
    expires_on = LastDayField(label=_("Last day"), help_text=_("At most a year from today."))
