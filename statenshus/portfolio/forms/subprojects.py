"""Forms of subprojects."""

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.portfolio.forms import SourceField
from statenshus.ui.forms import LastDayField, PeriodForm, ProseField


class DescribeSubprojectForm(forms.Form):
    """What it is called and about."""

    name = forms.CharField(label=_("Name"), max_length=200)
    summary = ProseField(label=_("What it is about"), required=False)
    source = SourceField()


class StartSubprojectForm(DescribeSubprojectForm, PeriodForm):
    """A new subproject."""

    field_order = ["name", "summary", "valid_from", "valid_to", "source"]


class EndSubprojectForm(forms.Form):
    """Its last day."""

    valid_to = LastDayField(label=_("Last day"))
