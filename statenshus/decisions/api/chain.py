"""The API of the chain: its links, as the record holds them."""

from typing import Any

from ninja import Query, Schema

from statenshus.decisions.api import router
from statenshus.decisions.models import ChainLink
from statenshus.decisions.models.chain import head_of
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.said import PartOfList


class LinkOut(Schema):
    """A link: what was frozen, by keys, counts and hashes. Its hash is over the other fields, `at` as it is written."""

    number: int
    kind: str
    subject: str
    at: str
    payload: dict[str, Any]
    previous: str
    hash: str


class ChainOut(Schema):
    """A part of the chain from its beginning, how long the whole is, and the hash of its last link."""

    count: int
    head: str
    items: list[LinkOut]


@router.get("/chain", response=ChainOut, operation_id="chain")
def chain(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The links of the chain, the first first. Three queries."""
    by = request.actor
    links = ChainLink.objects.visible_to(by).order_by("number")
    part = links[wanted.offset : wanted.offset + wanted.limit]
    items = [{**link.told(), "hash": link.hash} for link in part]
    return {"count": links.count(), "head": head_of(by.house), "items": items}
