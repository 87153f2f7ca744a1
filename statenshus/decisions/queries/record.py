"""The record of what was decided, as a file that can be checked without the program: tools/verify_record.py does."""

from collections.abc import Iterator
from typing import Any

from statenshus.decisions.models import CaseVersion, ChainLink, Decision, Exemption, Minutes, Pull, Reservation, Voting
from statenshus.decisions.models.cases import fingerprint
from statenshus.decisions.models.chain import BEGINNING
from statenshus.decisions.queries.chain import said_in
from statenshus.kernel.actors import Actor
from statenshus.people.models import Seat

FORMAT = "statenshus-record"


def record_of(by: Actor, *, public: bool = False) -> dict[str, Any]:
    """The house's chain, and the texts by the hashes that stand in it.

    With `public`, what tells of a case that is exempt today, in its text or a file, is left out; its hashes stay. About
    ten queries, and one a version of a case.
    """
    links = ChainLink.objects.in_house(by.house).order_by("number")
    chain = [{**link.told(), "hash": link.hash} for link in links]
    exempt = _exempt_cases(by) if public else set()
    texts: dict[str, Any] = {}
    hidden: set[str] = set()
    for said, cases in _texts(by):
        texts[fingerprint(said)] = said
        if cases & exempt:
            hidden.add(fingerprint(said))
    return {
        "format": FORMAT,
        "version": 1,
        "house": by.house.slug,
        "name": by.house.name,
        "written_at": by.now.isoformat(),
        "public": public,
        "links": len(chain),
        "head": chain[-1]["hash"] if chain else BEGINNING,
        "bodies": _bodies(by),
        "chain": chain,
        "texts": {hashed: said for hashed, said in sorted(texts.items()) if hashed not in hidden},
    }


def _exempt_cases(by: Actor) -> set[str]:
    rows = Exemption.objects.in_house(by.house).filter(lifted_at=None, until__gte=by.today)
    return set(rows.values_list("case__key", flat=True))


def _texts(by: Actor) -> Iterator[tuple[Any, set[str]]]:
    """Each text whose hash is in the chain, with the keys of the cases that it tells of."""
    house = by.house
    versions = CaseVersion.objects.in_house(house).exclude(published_at=None).select_related("case")
    for version in versions.order_by("pk"):
        yield version.says(), {version.case.key}
        if version.changed:
            yield version.changed, {version.case.key}
    votings = Voting.objects.in_house(house).exclude(closed_at=None).exclude(called_off_because="")
    for said, case in votings.values_list("called_off_because", "case__key"):
        yield said, {case}
    pulls = Pull.objects.in_house(house).exclude(voting__closed_at=None).exclude(reason="")
    for said, case in pulls.values_list("reason", "voting__case__key"):
        yield said, {case}
    for decision in Decision.objects.in_house(house).select_related("case"):
        yield said_in(decision), {decision.case.key}
    for said, case in Reservation.objects.in_house(house).values_list("text", "decision__case__key"):
        yield said, {case}
    minutes = Minutes.objects.in_house(house).exclude(approved_at=None).prefetch_related("answers")
    for each in minutes:
        cases = {str(item.get("case")) for item in each.content.get("items", [])}
        yield each.content, cases
        for answer in each.answers.all():
            if answer.remark:
                yield answer.remark, cases


def _bodies(by: Actor) -> list[dict[str, Any]]:
    """The bodies that have taken something up, with their seats, so that the keys in the chain can be understood."""
    seats = Seat.objects.in_house(by.house).filter(body__cases__isnull=False).distinct()
    bodies: dict[str, dict[str, Any]] = {}
    for seat in seats.select_related("body", "organisation").order_by("body__key", "position", "pk"):
        body = bodies.setdefault(seat.body.key, {"body": seat.body.key, "name": seat.body.name, "seats": []})
        organisation = seat.organisation
        body["seats"].append(
            {
                "seat": seat.key,
                "role": seat.role,
                "organisation": organisation.key if organisation else None,
                "name": organisation.name if organisation else "",
            }
        )
    return list(bodies.values())
