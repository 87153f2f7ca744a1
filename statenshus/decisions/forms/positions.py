"""Forms of positions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Position
from statenshus.ui.forms import ProseField, listed


class GivePositionForm(forms.Form):
    """Where a seat stands, with a comment and a question."""

    stand = forms.ChoiceField(label=_("Where you stand"), choices=listed(Position.Stand), widget=forms.RadioSelect)
    comment = ProseField(label=_("Comment to the group"), required=False, rows=3, max_length=2000)
    question = ProseField(
        label=_("Question to whoever prepares the case"),
        required=False,
        rows=2,
        max_length=1000,
        help_text=_("It waits for their answer, which the whole group can read."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["stand", "comment", "question", "version"])


class ReplyForm(forms.Form):
    """An answer."""

    reply = ProseField(label=_("Answer"), rows=4, max_length=2000, help_text=_("The whole group can read it."))
