"""One file a noun; the fields that they share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SourceField(forms.CharField):
    """Where one knows it from."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"label": _("Source"), "help_text": _("Minutes, a letter, a conversation: where this is known from.")}
        super().__init__(**{"max_length": 1000, "required": False, **said, **kwargs})
