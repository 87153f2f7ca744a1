"""Forms of attachments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.queries.files import KINDS

ENDINGS = ",".join(f".{each}" for each in [*KINDS, "jpeg"])


class AttachForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=500,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, picture, text or CSV. At most 10 MB."),
    )
