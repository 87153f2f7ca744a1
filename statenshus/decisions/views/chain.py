"""The page of the chain: its head, its links, whether it holds, and how to check it from outside."""

from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.http import HttpResponse

from statenshus.decisions.models import ChainLink
from statenshus.decisions.queries.verdict import KINDS, MOST_AT_ONCE, verify
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import page

A_PAGE = 50


def chain(request: HouseRequest) -> HttpResponse:
    """The links, the latest first; a chain that is not long is verified while the page is made."""
    by = request.actor
    links = ChainLink.objects.visible_to(by).order_by("-number")
    found = Paginator(links, A_PAGE).get_page(request.GET.get("page"))
    is_short = found.paginator.count <= MOST_AT_ONCE
    context = {
        "section": "register",
        "found": found,
        "links": [(link, _called(link), *_stands(link)) for link in found],
        "last": links.first(),
        "verdict": verify(by.house) if is_short else None,
        "most": MOST_AT_ONCE,
    }
    return page(request, "decisions/chain.html", context)


def _called(link: ChainLink) -> str:
    return str(KINDS[link.kind].name) if link.kind in KINDS else link.kind


def _stands(link: ChainLink) -> tuple[str, str]:
    """Which page shows what the link tells of, and of which key; empty where none does."""
    page_of = {
        "case": "case",
        "voting": "case",
        "decision": "decision",
        "reservation": "decision",
        "minutes": "minutes",
    }
    name = page_of.get(link.kind, "")
    key = link.payload.get(name) if name and isinstance(link.payload, dict) else None
    return (f"decisions:{name}", key) if isinstance(key, str) and slug_re.match(key) else ("", "")
