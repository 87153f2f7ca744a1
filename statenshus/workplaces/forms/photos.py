"""The form by which a workplace gets a photo."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SetPhotoForm(forms.Form):
    """A picture, and what is seen in it."""

    file = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, at most 10 MB, with nobody in it. Where and when it was taken is left out."),
    )
    alt = forms.CharField(label=_("What is seen, for those who do not see it"), max_length=200)
