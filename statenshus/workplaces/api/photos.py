"""The API of photos of workplaces. The picture itself stands at /workplaces/places/<key>/photo/."""

from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Field, File, Form, Schema, Status
from ninja.files import UploadedFile

from statenshus.kernel.middleware import HouseRequest
from statenshus.workplaces.api import Title, router
from statenshus.workplaces.models import Photo, Workplace
from statenshus.workplaces.queries.pictures import LARGEST
from statenshus.workplaces.usecases import photos as acts


class PhotoOut(Schema):
    """What is seen, and the size in pixels."""

    alt: str
    width: int
    height: int


@router.post("/places/{slug:key}/set_photo", response={201: PhotoOut}, operation_id="set_photo")
def set_photo(
    request: HouseRequest, key: str, file: File[UploadedFile], alt: Form[Annotated[Title, Field(min_length=1)]]
) -> Status[Photo]:
    """Show what a workplace looks like, sent as multipart/form-data."""
    place = get_object_or_404(Workplace.objects.visible_to(request.actor), key=key)
    return Status(201, acts.set_photo(place, content=file.read(LARGEST + 1), alt=alt, by=request.actor))


@router.post("/places/{slug:key}/remove_photo", response={204: None}, operation_id="remove_photo")
def remove_photo(request: HouseRequest, key: str) -> Status[None]:
    """Show no photo any more."""
    rows = Photo.objects.visible_to(request.actor).select_related("workplace__house")
    acts.remove_photo(get_object_or_404(rows, workplace__key=key), by=request.actor)
    return Status(204, None)
