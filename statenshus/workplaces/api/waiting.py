"""The API of series, of what one waits for, and of bookings that change hands."""

from datetime import date, datetime, time
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Person
from statenshus.ui.said import Day, Key, Moment, PartOfList, Said
from statenshus.workplaces.api import Title, router
from statenshus.workplaces.api.bookings import BookingOut
from statenshus.workplaces.models import Booking, Kind, Series, Shown, Transfer, Waiting, Workplace
from statenshus.workplaces.usecases import series as series_acts
from statenshus.workplaces.usecases import transfers as transfer_acts
from statenshus.workplaces.usecases import waiting as acts

Weekday = Annotated[int, Field(ge=1, le=7)]


class WaitingOut(Schema):
    """What one waits for, and the booking that is offered now."""

    key: str
    kind: Kind
    workplace: str | None = Field(None, alias="workplace.key")
    starts_at: datetime
    ends_at: datetime
    offer: str | None = Field(None, alias="offer.key")
    offered_until: datetime | None = Field(None, alias="offer.offered_until")
    ended: str


class WaitsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[WaitingOut]


class SkippedDayOut(Schema):
    """A day that a series could not have, and why."""

    on: date
    reason: str
    message: str


class SeriesOut(Schema):
    """The same hours on weekdays of every n-th week of [first_on, until_on), and the days it could not have."""

    key: str
    workplace: str = Field(alias="workplace.key")
    weekdays: list[int]
    every_weeks: int
    first_on: date
    until_on: date
    starts: time
    ends: time
    ended_at: datetime | None
    skipped: list[SkippedDayOut]

    @staticmethod
    def resolve_skipped(made: Series) -> Any:
        """In order of days."""
        return made.skipped.all()


class TransferOut(Schema):
    """That a booking is offered to somebody."""

    key: str
    booking: str = Field(alias="booking.key")
    in_return: str | None = Field(None, alias="in_return.key")
    giver: str = Field(alias="giver.key")
    to: str = Field(alias="to.key")
    offered_at: datetime
    ended: str


class TransfersOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[TransferOut]


class WaitForIn(Said):
    """When one would have the workplace, by its key, or any of the kind where none is named."""

    workplace: Key | None = None
    kind: Kind = Kind.DESK
    starts_at: Moment
    ends_at: Moment
    shown: Shown = Shown.BUSY


class BeginSeriesIn(Said):
    """Which weekdays and hours, in which weeks of [first_on, until_on)."""

    weekdays: list[Weekday] = Field(min_length=1, max_length=7)
    every_weeks: int = Field(1, ge=1, le=8)
    first_on: Day
    until_on: Day
    starts: time
    ends: time
    shown: Shown = Shown.BUSY
    title: Title = ""


class OfferTransferIn(Said):
    """To whom, by the person's key, and for which of their bookings."""

    to: Key
    in_return: Key | None = None


@router.get("/waiting", response=WaitsOut, operation_id="waits")
def waits(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """What one waits for. Two queries."""
    found = Waiting.objects.visible_to(request.actor).select_related("workplace", "offer")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/waiting", response={201: WaitingOut}, operation_id="wait_for")
def wait_for(request: HouseRequest, wanted: WaitForIn) -> Status[Waiting]:
    """Wait for a workplace, or for any of a kind."""
    said = wanted.dict()
    named = said.pop("workplace")
    place = _place(request, named) if named else None
    return Status(201, acts.wait_for(place, **said, by=request.actor))


@router.post("/waiting/{slug:key}/stop_waiting", response=WaitingOut, operation_id="stop_waiting")
def stop_waiting(request: HouseRequest, key: str) -> Waiting:
    """Wait no more."""
    return acts.stop_waiting(_wait(request, key), by=request.actor)


@router.post("/waiting/{slug:key}/accept_offer", response=BookingOut, operation_id="accept_offer")
def accept_offer(request: HouseRequest, key: str) -> Booking:
    """Take what is offered."""
    return acts.accept_offer(_wait(request, key), by=request.actor)


@router.post("/waiting/{slug:key}/decline_offer", response=WaitingOut, operation_id="decline_offer")
def decline_offer(request: HouseRequest, key: str) -> Waiting:
    """Let what is offered go to the next."""
    return acts.decline_offer(_wait(request, key), by=request.actor)


@router.post("/places/{slug:key}/begin_series", response={201: SeriesOut}, operation_id="begin_series")
def begin_series(request: HouseRequest, key: str, wanted: BeginSeriesIn) -> Status[Series]:
    """Book the same hours week after week."""
    return Status(201, series_acts.begin_series(_place(request, key), **wanted.dict(), by=request.actor))


@router.get("/series/{slug:key}", response=SeriesOut, operation_id="series")
def series(request: HouseRequest, key: str) -> Series:
    """A series of one's own, with the days it could not have."""
    return _series(request, key)


@router.post("/series/{slug:key}/end_series", response=SeriesOut, operation_id="end_series")
def end_series(request: HouseRequest, key: str) -> Series:
    """End a series."""
    return series_acts.end_series(_series(request, key), by=request.actor)


@router.post("/bookings/{slug:key}/offer_transfer", response={201: TransferOut}, operation_id="offer_transfer")
def offer_transfer(request: HouseRequest, key: str, wanted: OfferTransferIn) -> Status[Transfer]:
    """Offer a booking to somebody."""
    by = request.actor
    mine = get_object_or_404(Booking.objects.visible_to(by), key=key)
    to = get_object_or_404(Person.objects.visible_to(by), key=wanted.to)
    theirs = None
    if wanted.in_return:
        theirs = get_object_or_404(Booking.objects.in_house(by.house).filter(person=to), key=wanted.in_return)
    return Status(201, transfer_acts.offer_transfer(mine, to=to, in_return=theirs, by=by))


@router.get("/transfers", response=TransfersOut, operation_id="transfers")
def transfers(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """What one has offered, and is offered. Two queries."""
    found = Transfer.objects.visible_to(request.actor).select_related("booking", "in_return", "giver", "to")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/transfers/{slug:key}/accept_transfer", response=BookingOut, operation_id="accept_transfer")
def accept_transfer(request: HouseRequest, key: str) -> Booking:
    """Take a booking over."""
    return transfer_acts.accept_transfer(_transfer(request, key), by=request.actor)


@router.post("/transfers/{slug:key}/decline_transfer", response=TransferOut, operation_id="decline_transfer")
def decline_transfer(request: HouseRequest, key: str) -> Transfer:
    """Say no to a booking."""
    return transfer_acts.decline_transfer(_transfer(request, key), by=request.actor)


@router.post("/transfers/{slug:key}/withdraw_transfer", response=TransferOut, operation_id="withdraw_transfer")
def withdraw_transfer(request: HouseRequest, key: str) -> Transfer:
    """Take the offer of a booking back."""
    return transfer_acts.withdraw_transfer(_transfer(request, key), by=request.actor)


def _place(request: HouseRequest, key: str) -> Workplace:
    return get_object_or_404(Workplace.objects.visible_to(request.actor).select_related("zone"), key=key)


def _wait(request: HouseRequest, key: str) -> Waiting:
    return get_object_or_404(Waiting.objects.visible_to(request.actor), key=key)


def _series(request: HouseRequest, key: str) -> Series:
    return get_object_or_404(Series.objects.visible_to(request.actor).select_related("workplace"), key=key)


def _transfer(request: HouseRequest, key: str) -> Transfer:
    return get_object_or_404(Transfer.objects.visible_to(request.actor), key=key)
