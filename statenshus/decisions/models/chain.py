"""The chain: each thing that is frozen, with a hash over it and the one before, so a later change shows."""

from datetime import UTC
from typing import Any

from django.db import models, transaction

from statenshus.decisions.models.cases import fingerprint
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House, HouseOwned, HouseQuerySet

BEGINNING = "0" * 64


class ChainLink(HouseOwned):
    """A link: what was frozen, told by keys, counts and hashes alone, so that nothing exempt stands in it."""

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=80)
    at = models.DateTimeField()
    payload = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["house", "number"], name="decisions_chainlink_number"),
            models.UniqueConstraint(fields=["house", "hash"], name="decisions_chainlink_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.subject}"

    def computed(self) -> str:
        """The hash as what it holds makes it."""
        return fingerprint(self.told())

    def told(self) -> dict[str, Any]:
        """What its hash is over: its own fields, with the moment in UTC, and the hash of the link before it."""
        return {
            "number": self.number,
            "kind": self.kind,
            "subject": self.subject,
            "at": self.at.astimezone(UTC).isoformat(),
            "payload": self.payload,
            "previous": self.previous,
        }


def head_of(house: House) -> str:
    """The hash of the last link; zeros where there is none. One query."""
    last = ChainLink.objects.in_house(house).order_by("-number").values_list("hash", flat=True).first()
    return last or BEGINNING


@transaction.atomic
def freeze(kind: str, subject: str, payload: dict[str, Any], *, by: Actor) -> ChainLink:
    """Put a link at the end of the house's chain. Locks the house, so that links come one at a time. Three queries."""
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    last = ChainLink.objects.in_house(by.house).order_by("-number").first()
    number, previous = (last.number + 1, last.hash) if last else (1, BEGINNING)
    link = ChainLink(
        house=by.house, number=number, kind=kind, subject=subject, at=by.now, payload=payload, previous=previous
    )
    link.hash = link.computed()
    link.save()
    return link
