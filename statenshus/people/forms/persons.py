"""Forms about persons."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor, Role
from statenshus.people.models import Body, Organisation, RoleGrant
from statenshus.ui.forms import EndForm, PeriodForm, listed


class SkillsField(forms.CharField):
    """Skills with commas between them; its value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, **kwargs)

    def clean(self, value: Any) -> Any:
        skills = [skill.strip() for skill in super().clean(value).split(",") if skill.strip()]
        if any(len(skill) > 60 for skill in skills):
            raise ValidationError(_("Each skill may have at most 60 characters. Put a comma between them."))
        return skills

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class AddPersonForm(forms.Form):
    """Who a person is and how to reach them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.RegexField(
        r"\A[0-9+() ]*\Z",
        label=_("Telephone"),
        max_length=30,
        required=False,
        error_messages={"invalid": _("Write digits and spaces, and + before the country code.")},
    )
    about = forms.CharField(label=_("About"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    skills = SkillsField(
        label=_("Skills"), required=False, help_text=_("What others may ask about. Put a comma between them.")
    )


class EditPersonForm(AddPersonForm):
    """What is said of a person."""


class AffiliateForm(PeriodForm):
    """Where a person works."""

    field_order = ("organisation", "title", "valid_from", "valid_to")

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None, label=_("Organisation"), to_field_name="key"
    )
    title = forms.CharField(label=_("Title"), max_length=100, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]


class EndAffiliationForm(EndForm):
    """The last day at an organisation."""


class GrantRoleForm(PeriodForm):
    """A role, and when it is held."""

    field_order = ("role", "valid_from", "valid_to")

    role = forms.ChoiceField(label=_("Role"), choices=listed(RoleGrant.Role))


class WithdrawRoleForm(EndForm):
    """The last day in a role."""


class DirectoryForm(forms.Form):
    """What to look for in the directory. What is not understood is left out, with a word about it."""

    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        None,
        label=_("Works at"),
        to_field_name="key",
        required=False,
        empty_label=_("Anywhere"),
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    skill = forms.CharField(label=_("Skill"), max_length=60, required=False)
    everybody = forms.BooleanField(label=_("Also those who are not here on this day"), required=False)

    def __init__(self, *args: Any, by: Actor, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(by)  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", _("Any")),
            (_("In the house"), HouseRole.choices),
            *([(_("Sits in"), [(f"body:{body.key}", body.name) for body in bodies])] if bodies else []),
        ]
        self.fields["skill"].widget.attrs["list"] = "skills"

    def sought(self) -> dict[str, Any]:
        """What was understood, as arguments of queries.directory."""
        self.is_valid()
        said = {field: self.cleaned_data.get(field) for field in self.fields}
        return {**said, "name": said["name"] or "", "role": said["role"] or "", "skill": said["skill"] or ""}


class HouseRole(TextChoices):
    """The roles that one can look for."""

    STEERING = Role.STEERING.value, _("Steering group")
    DEPUTY = Role.DEPUTY.value, _("Deputy in the steering group")
    MANAGEMENT = Role.MANAGEMENT.value, _("Project management")
    COMMISSIONER = Role.COMMISSIONER.value, _("Commissioner")
    HOST = Role.HOST.value, _("House host")
    ADMINISTRATOR = Role.ADMINISTRATOR.value, _("Administrator")
