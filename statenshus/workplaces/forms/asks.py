"""What is asked of people about places, answered where it waits."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Booking, Transfer, Waiting
from statenshus.workplaces.usecases import bookings, transfers, waiting

YES, NO = "accepted", "declined"


class YesOrNo(forms.Form):
    """Yes or no, to something with a key."""

    answer_is = forms.ChoiceField(label=_("Your answer"), choices=[(YES, _("Yes")), (NO, _("No"))])

    def __init__(self, data: Any = None, *, ask: Ask, by: Actor, known: Any = None, **kwargs: Any) -> None:
        self.ask, self.by = ask, by
        self.subject = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, **kwargs)

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Any]:
        """What is asked about, by key. One query."""
        raise NotImplementedError

    @property
    def says_yes(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.cleaned_data["answer_is"] == YES)


class OfferAskForm(YesOrNo):
    """Whether a place that came free is taken."""

    template = "workplaces/asks/offer.html"

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Any]:
        """What is waited for. One query."""
        rows = Waiting.objects.visible_to(by).filter(key__in=[ask.subject_key for ask in asks])
        return {row.key: row for row in rows.select_related("offer__workplace")}

    @property
    def wait(self) -> Waiting | None:
        """What is waited for."""
        return self.subject

    def answer(self) -> str:
        """Take it, or let it go."""
        if self.wait is None:
            return _g("It is no longer there.")
        if self.says_yes:
            waiting.accept_offer(self.wait, by=self.by)
            return _g("It is yours.")
        waiting.decline_offer(self.wait, by=self.by)
        return _g("It goes to the next who waits.")


class TransferAskForm(YesOrNo):
    """Whether a booking is taken over."""

    template = "workplaces/asks/transfer.html"

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Any]:
        """What is offered. One query."""
        rows = Transfer.objects.visible_to(by).filter(key__in=[ask.subject_key for ask in asks])
        return {row.key: row for row in rows.select_related("booking__workplace", "giver", "in_return")}

    @property
    def transfer(self) -> Transfer | None:
        """What is offered."""
        return self.subject

    def answer(self) -> str:
        """Take it over, or say no."""
        if self.transfer is None:
            return _g("It is no longer there.")
        if self.says_yes:
            transfers.accept_transfer(self.transfer, by=self.by)
            return _g("It is yours.")
        transfers.decline_transfer(self.transfer, by=self.by)
        return _g("It stays where it was.")


class BookingAskForm(YesOrNo):
    """Whether a booking is approved."""

    template = "workplaces/asks/booking.html"

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Any]:
        """What waits for approval. One query."""
        rows = Booking.objects.in_house(by.house).filter(key__in=[ask.subject_key for ask in asks])
        return {row.key: row for row in rows.select_related("workplace", "organisation")}

    @property
    def booking(self) -> Booking | None:
        """What waits for approval."""
        return self.subject

    def answer(self) -> str:
        """Approve it, or decline it."""
        if self.booking is None:
            return _g("It is no longer there.")
        if self.says_yes:
            bookings.approve_booking(self.booking, by=self.by)
            return _g("The booking is approved.")
        bookings.decline_booking(self.booking, by=self.by)
        return _g("The booking is declined, and the place is free.")
