"""Every page: axe finds nothing, light and dark, on a phone or a desktop; nothing is wider than a small phone."""

from functools import cache

import pytest
from django.test import Client

from tests.browser.addresses import OUTSIDE, address, routes
from tests.browser.conftest import ROOT
from tests.turns import in_turn

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE, DESKTOP, SMALL = ({"width": width, "height": 800} for width in (390, 1280, 320))
DAYS = ["/h/vaarthus/?on=2023-01-31", "/h/vaarthus/?on=2020-01-01", "/h/vaarthus/?on=i-dag"]
WHO = ("manager", "admin", "chair", "member")


@cache
def axe():
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text()


def violations(page, only=None):
    options = {"runOnly": only} if only else {}
    found = page.evaluate("options => axe.run(document, options).then(found => found.violations)", options)
    return [f"{page.url} {fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def who_sees(served, where):
    """The first of the house's persons for whom there is a page; None where nobody gets one by asking."""
    for who in WHO:
        client = Client()
        client.force_login(served.house.persons[who].account)
        answer = client.get(where)
        if answer.status_code == 200 and b"<html" in answer.content[:100]:
            return who
        if answer.status_code != 404:
            return None
    raise AssertionError(f"{where} is there for none of {WHO}")


def look(served, where, who):
    page = served.page(who, viewport=DESKTOP)
    page.goto(where)
    page.evaluate(axe())
    found = []
    for size in in_turn((DESKTOP, PHONE), len(where)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, ["color-contrast"])
    page.set_viewport_size(SMALL)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert (found, wide) == ([], 320)


@pytest.mark.parametrize("route", sorted(set(routes())))
def test_a_page_of_the_house_is_for_everybody(served, route):
    where = address(route)

    if who := who_sees(served, where):
        look(served, where, who)


@pytest.mark.parametrize("where", DAYS)
def test_the_house_on_another_day_is_for_everybody(served, where):
    look(served, where, "member")


@pytest.mark.parametrize("where", OUTSIDE)
def test_a_page_outside_any_house_is_for_everybody(served, where):
    look(served, where, "admin" if where.startswith("/account") and "login" not in where else None)
