"""Forms by which a case is exempt from public access."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Exemption
from statenshus.decisions.queries.openness import WHOLE
from statenshus.ui.forms import DayField, ProseField, listed

TEXT = "text"
"""How the case's own text is chosen in the form, beside its files by name."""


class ExemptForm(forms.Form):
    """What is exempt, by which paragraph, why and until when."""

    parts = forms.MultipleChoiceField(label=_("What is exempt"), widget=forms.CheckboxSelectMultiple)
    paragraph = forms.ChoiceField(label=_("By which paragraph of offentleglova"), choices=listed(Exemption.Paragraph))
    reason = ProseField(
        label=_("Reason"),
        rows=3,
        max_length=2000,
        help_text=_("Why this must be kept from the public. Only those who may read the case see it."),
    )
    until = DayField(
        label=_("Up to and including"),
        help_text=_("After that day it is public by itself. Choose it no later than needed."),
    )
    public_title = forms.CharField(
        label=_("Public title"),
        max_length=200,
        required=False,
        help_text=_("The title is public all the same. Write one that tells nothing that is exempt."),
    )

    def __init__(self, *args: Any, files: Sequence[str], has_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(f"file:{name}", _g("The file %(name)s") % {"name": name}) for name in files]
        text = [(TEXT, _g("The text, the proposal and the positions"))] if has_text else []
        self.fields["parts"].choices = [*text, *named]  # type: ignore[attr-defined]
        self.fields["parts"].initial = [value for value, _label in [*text, *named]]

    def chosen(self) -> list[str]:
        """What is exempt, as an exemption calls it."""
        return [WHOLE if each == TEXT else each.removeprefix("file:") for each in self.cleaned_data["parts"]]


class LiftExemptionForm(forms.Form):
    """Nothing but a yes."""
