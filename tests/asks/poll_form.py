"""A form that a link may open, as capabilities above have them."""

from django import forms
from django.db import transaction
from django.utils import timezone

from statenshus.asks.models import Ask


class PollForm(forms.Form):
    """Which day suits."""

    template = "asks/answer_form.html"
    day = forms.ChoiceField(choices=[("mon", "mandag"), ("tue", "tirsdag")])

    def __init__(self, data=None, *, ask, by):
        super().__init__(data)
        self.ask, self.by = ask, by

    @transaction.atomic
    def answer(self):
        """The act of a capability: locks the ask, and ends it."""
        ask = Ask.objects.select_for_update().get(pk=self.ask.pk)
        ask.ended, ask.ended_at = Ask.Ended.ANSWERED, timezone.now()
        ask.answer, ask.answered_by, ask.answered_rank = self.cleaned_data["day"], self.by.person, 0
        ask.save()
        assert self.by.scopes == frozenset({"link"})
        return ask.answer
