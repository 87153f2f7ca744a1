"""The API of travel that was spared."""

from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.said import Day, Said
from statenshus.workplaces.api import EndIn, Title, router
from statenshus.workplaces.models import Booking, Mode, TravelFactor, Trip
from statenshus.workplaces.usecases import trips as acts


class TripOut(Schema):
    """The journey, there and back, that a booking spares one."""

    booking: str = Field(alias="booking.key")
    mode: Mode
    km: int
    minutes: int


class FactorOut(Schema):
    """Grams of CO₂ a kilometre, from where, and for the days of [valid_from, valid_to)."""

    id: int = Field(alias="pk")
    mode: Mode
    grams_per_km: int
    source: str
    valid_from: date
    valid_to: date | None


class StateTripIn(Said):
    """How far one would have travelled, and how."""

    mode: Mode
    km: Annotated[int, Field(ge=1, le=20_000)]
    minutes: Annotated[int, Field(ge=0, le=10_000)] = 0


class SetFactorIn(Said):
    """What a kilometre costs, and where the number is from."""

    mode: Mode
    grams_per_km: Annotated[int, Field(ge=0, le=2000)]
    source: Title
    valid_from: Day


@router.post("/bookings/{slug:key}/state_trip", response=TripOut, operation_id="state_trip")
def state_trip(request: HouseRequest, key: str, said: StateTripIn) -> Trip:
    """Say what journey a booking spares one."""
    booking = get_object_or_404(Booking.objects.visible_to(request.actor).select_related("house"), key=key)
    return acts.state_trip(booking, **said.dict(), by=request.actor)


@router.post("/bookings/{slug:key}/withdraw_trip", response={204: None}, operation_id="withdraw_trip")
def withdraw_trip(request: HouseRequest, key: str) -> Status[None]:
    """Take back what one has said of one's travel."""
    rows = Trip.objects.visible_to(request.actor).select_related("booking__house")
    acts.withdraw_trip(get_object_or_404(rows, booking__key=key), by=request.actor)
    return Status(204, None)


@router.get("/travel_factors", response=list[FactorOut], operation_id="travel_factors")
def travel_factors(request: HouseRequest) -> Any:
    """Every factor there was. One query."""
    return TravelFactor.objects.visible_to(request.actor)


@router.post("/travel_factors", response={201: FactorOut}, operation_id="set_travel_factor")
def set_travel_factor(request: HouseRequest, said: SetFactorIn) -> Status[TravelFactor]:
    """Say what a kilometre costs from a day on."""
    return Status(201, acts.set_travel_factor(**said.dict(), by=request.actor))


@router.post("/travel_factors/{int:pk}/end_travel_factor", response=FactorOut, operation_id="end_travel_factor")
def end_travel_factor(request: HouseRequest, pk: int, said: EndIn) -> TravelFactor:
    """End a factor."""
    shown = get_object_or_404(TravelFactor.objects.visible_to(request.actor), pk=pk)
    return acts.end_travel_factor(shown, on=said.valid_to, by=request.actor)
