"""A house's addresses, and a few that only test the door."""

import threading
from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from config.house_urls import handler404, handler500
from config.house_urls import urlpatterns as real
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.events import Event, record

__all__ = ["handler404", "handler500"]

MEETING: dict[str, Any] = {}


def note(request):
    """Records one event; `answer` says how the request is answered."""
    record(request.actor, "kernel.note", request.actor.house, text=request.POST.get("text", ""))
    match request.POST.get("answer", ""):
        case "refused":
            raise Refused("no", "The house says no.")
        case "not_allowed":
            raise NotAllowed("note")
        case "crash":
            raise RuntimeError("in the middle")
        case "faulty":
            return HttpResponse("mend this", status=422)
        case "streamed":
            return StreamingHttpResponse([b"a", b"b"])
        case "large":
            return HttpResponse(b"x" * (1024 * 1024 + 1))
        case "told":
            messages.success(request, "It is done.")
            return HttpResponse(status=303, headers={"Location": request.path})
    return HttpResponse(f"{Event.objects.filter(act='kernel.note').count()} notes", headers={"HX-Trigger": "noted"})


def upload(request):
    record(request.actor, "kernel.note", request.actor.house, text=request.FILES["file"].read().decode())
    return HttpResponse("taken")


def cross(request):
    """Locks two rows in the order asked for; two that cross each other deadlock, once."""
    with connection.cursor() as cursor:
        for number, pk in enumerate(request.POST["order"].split(",")):
            cursor.execute("UPDATE people_person SET about = about || 'x' WHERE id = %s", [pk])
            if number == 0 and not request.tried:
                MEETING["point"].wait(timeout=10)
    record(request.actor, "kernel.note", request.actor.house)
    MEETING["tries"].append(request.tried)
    return HttpResponse("both")


def undone(request):
    """Is undone by the database as many times as asked for, as a write is that another one stands in the way of."""
    record(request.actor, "kernel.note", request.actor.house)
    if request.tried < int(request.POST["times"]):
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE deadlock_detected; END $$")
    return HttpResponse("done")


def meet(parties: int) -> None:
    MEETING.update(point=threading.Barrier(parties), tries=[])


urlpatterns = [
    *real,
    path("door/note/", note),
    path("door/upload/", upload),
    path("door/cross/", cross),
    path("door/undone/", undone),
]
