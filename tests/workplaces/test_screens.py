"""Screens beside doors, and cards with codes: what a corridor may know, and where a code leads."""

import re
from datetime import timedelta

import pytest

from statenshus.kernel import clock
from statenshus.workplaces.models import Look
from statenshus.workplaces.queries.screens import day_on_screen
from statenshus.workplaces.usecases.bookings import book
from statenshus.workplaces.usecases.feeds import make_feed, revoke_feed
from tests.workplaces.acting import NEXT, hours
from tests.workplaces.offices import at


@pytest.fixture
def ten(monkeypatch):
    moment = at(NEXT, 10)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def test_the_day_has_no_gap_and_tells_no_name(filled, places, ten):
    book(places["room"], **hours(9, 90), shown="name", title="Hemmelig", by=filled.actor("member"))
    book(places["left"], **hours(12), shown="agency", by=filled.actor("chair"))

    parts = day_on_screen(places["room"], filled.actor("member", now=ten))

    assert [(part.starts_at, part.ends_at) for part in parts] == [
        (at(NEXT, 0), at(NEXT, 9)),
        (at(NEXT, 9), at(NEXT, 10, 30)),
        (at(NEXT, 10, 30), at(NEXT, 12)),
        (at(NEXT, 12), at(NEXT, 13)),
        (at(NEXT, 13), at(NEXT + timedelta(days=1), 0)),
    ]
    assert [part.label for part in parts] == ["", "Opptatt", "", "Tax vaarthus", ""]
    assert [part.is_now for part in parts] == [False, True, False, False, False] and parts[-1].is_last


def test_the_screen_needs_only_its_address_and_tells_of_nobody(filled, places, client, ten):
    book(places["room"], **hours(9, 90), shown="name", title="Hemmelig", by=filled.actor("member"))
    feed, secret = make_feed(places["room"], by=filled.actor("manager"))

    answer = client.get(f"/screen/{secret}/")
    page = answer.content.decode()

    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert re.search(r"Opptatt</strong>\s+til 10:30", page) and 'hx-trigger="every 30s"' in page
    assert filled.persons["member"].name not in page and "Hemmelig" not in page and not Look.objects.exists()
    region = client.get(f"/screen/{secret}/", headers={"HX-Request": "true"}).content.decode()
    assert region.strip().startswith('<div id="screen"') and "<html" not in region
    revoke_feed(feed, by=filled.actor("manager"))
    assert client.get(f"/screen/{secret}/").status_code == 404


def test_the_address_of_one_s_own_bookings_is_no_screen(filled, places, client):
    _feed, secret = make_feed(None, by=filled.actor("member"))

    assert client.get(f"/screen/{secret}/").status_code == 404


def test_a_card_leads_to_where_one_checks_in(filled, places, enter, ten):
    client = enter(filled, "member")
    page = client.get("workplaces/floors/floor/cards/").content.decode()
    assert page.count('class="code"') == 7
    one = client.get("workplaces/floors/floor/cards/?place=desk-1").content.decode()
    assert one.count('class="code"') == 1 and places["desk-1"].name in one
