"""Looking up in Enhetsregisteret from a page."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.people import registers
from statenshus.people.forms.organisations import LookUpForm
from statenshus.people.models import Organisation
from statenshus.people.registers import Entry, NotRead
from statenshus.ui.templatetags.ui import day


@dataclass
class Found:
    """What a page says of a look-up: entries with whom of ours they already are, or why there are none."""

    form: LookUpForm
    asked: bool = False
    hits: list[tuple[Entry, Organisation | None]] = field(default_factory=list)
    fault: str = ""
    chosen: Entry | None = None
    initial: dict[str, Any] = field(default_factory=dict)


def look_up(request: HouseRequest) -> Found:
    """Ask the register what ?look_up= says, a number or a name, or for the one chosen by ?orgnr=; else ask nothing."""
    if request.method != "GET":
        return Found(LookUpForm())
    try:
        if number := request.GET.get("orgnr"):
            return _chosen(registers.find(number), request)
        return _asked(request)
    except NotRead as fault:
        return Found(LookUpForm(request.GET if "look_up" in request.GET else None), asked=True, fault=str(fault))


def _asked(request: HouseRequest) -> Found:
    found = Found(LookUpForm(request.GET if "look_up" in request.GET else None))
    if not found.form.is_bound or not found.form.is_valid():
        return found
    wanted = found.form.cleaned_data["look_up"]
    number = re.sub(r"\s", "", wanted)
    entries = [registers.find(number)] if re.fullmatch(r"[0-9]{9}", number) else registers.search(wanted)
    numbers = [entry.orgnr for entry in entries]
    ours = {o.orgnr: o for o in Organisation.objects.visible_to(request.actor).filter(orgnr__in=numbers)}
    found.asked, found.hits = True, [(entry, ours.get(entry.orgnr)) for entry in entries]
    return found


def _chosen(entry: Entry, request: HouseRequest) -> Found:
    source = _("Enhetsregisteret, read %(day)s") % {"day": day(request.actor.today)}
    facts = {"name": entry.name, "orgnr": entry.orgnr, "address": entry.address, "kind": entry.kind, "source": source}
    return Found(LookUpForm(), chosen=entry, initial=facts)
