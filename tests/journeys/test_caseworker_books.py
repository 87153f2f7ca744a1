"""A caseworker gets a desk on a phone, and hands one over by keyboard; a screen outlives its network."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from config import demo_office
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.people.models import Person
from statenshus.people.roles import roles_of
from statenshus.workplaces.models import Booking, Floor, Workplace
from statenshus.workplaces.usecases.bookings import book
from statenshus.workplaces.usecases.feeds import make_feed
from statenshus.workplaces.usecases.visits import invite_guest
from tests.browser.test_every_page import axe, violations
from tests.journeys.conftest import Keyboard
from tests.workplaces.offices import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NOW = datetime(2026, 11, 4, 8, 0, tzinfo=UTC)
WEDNESDAY, THURSDAY = date(2026, 11, 4), date(2026, 11, 5)
PHONE, DESK = ({"viewport": {"width": width, "height": 844}} for width in (390, 1280))


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    """Nine o'clock in Norway, for the server too."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(scope="module")
def office(example, django_db_blocker):
    """The example house with its demonstration's office: a room with a screen, and a guest; the secrets of both."""
    with django_db_blocker.unblock():
        house = House.objects.get(slug="narvik")
        assert demo_office.furnish(house, NOW)
        room, lead = Workplace.objects.get(name="Rombaken"), Person.objects.get(key="demo-prosjektleder")
        by = Actor(house, NOW, lead, roles_of(lead, WEDNESDAY))
        book(room, starts_at=at(WEDNESDAY, 10), ends_at=at(WEDNESDAY, 11), shown="name", by=by)
        guest = {"name": "Demo Gjest", "comes_from": "Etaten, Tromsø", "first_on": WEDNESDAY, "until_on": THURSDAY}
        return SimpleNamespace(screen=make_feed(room, by=by)[1], guest=invite_guest(**guest, by=by)[1])


def said(page):
    return page.get_by_role("status").first.inner_text().strip()


def test_a_desk_today_is_two_taps_on_a_phone_and_coming_is_one(office, at_house):
    page = at_house("Demo Saksbehandler", **PHONE)
    page.goto("/h/narvik/workplaces/")
    page.locator(".place").first.get_by_role("button", name="Bestill").click()
    page.wait_for_url("**/bookings/*/")
    booked = said(page)

    page.get_by_role("button", name="Sjekk inn").click()
    page.get_by_text("Velkommen.").wait_for()

    assert booked == "Den er din."
    assert page.locator(".ds-tag", has_text="Sjekket inn").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_code_on_a_desk_checks_in_whoever_has_it(office, at_house):
    page = at_house("Demo Vidde", **PHONE)
    page.goto("/h/narvik/workplaces/")
    page.locator(".place").nth(1).get_by_role("button", name="Bestill").click()
    page.wait_for_url("**/bookings/*/")
    made = Booking.objects.select_related("workplace").get(key=page.url.rstrip("/").rpartition("/")[2])

    page.goto(f"/h/narvik/workplaces/places/{made.workplace.key}/here/")
    page.get_by_text("Velkommen.").wait_for()

    made.refresh_from_db()
    assert made.checked_in_at is not None


def test_a_desk_is_found_in_the_plan_booked_and_handed_over_by_keyboard_alone(office, at_house):
    giver, taker = at_house("Demo Fjord", **DESK), at_house("Demo Elv", **DESK)
    by = Keyboard(giver)
    giver.goto(f"/h/narvik/workplaces/floors/{Floor.objects.get().key}/?day={THURSDAY}")
    place = giver.locator("svg.plan a").first
    name = place.get_attribute("aria-label")
    by.press(place)
    opened = giver.locator("h1").inner_text()
    by.press(giver.locator(f"a[href*='day={THURSDAY}'][href*='slot=morning']"))
    by.follow("Bestill", "button")
    by.follow("Overlat")
    by.choose("Til", "Demo Elv")
    by.follow("Tilby den", "button")
    asked = said(giver)

    taker.goto("/h/narvik/")
    other = Keyboard(taker)
    other.follow("Dette venter på deg")
    other.press(taker.get_by_role("button", name="Ja"))

    made = Booking.objects.get(workplace__name=opened, starts_at=at(THURSDAY, 7))
    assert name == f"{opened}, ledig"
    assert asked == "De er spurt. Den er din til de sier ja."
    assert made.person == Person.objects.get(key="demo-elv") and made.shown == "busy"


def test_a_screen_goes_on_by_its_own_clock_while_the_network_is_lost(office, at_house):
    page = at_house(**DESK)
    page.clock.install(time=NOW)
    page.goto(f"/screen/{office.screen}/")
    shown = page.locator(".screen__now:visible")
    before = shown.inner_text()

    page.context.set_offline(True)
    page.clock.fast_forward("01:05:00")
    page.locator(".screen__lost").wait_for()
    during = shown.inner_text()
    page.clock.fast_forward("01:00:00")
    after = shown.inner_text()
    page.context.set_offline(False)
    page.clock.fast_forward("00:00:40")
    page.locator(".screen__lost").wait_for(state="hidden")

    assert [text.split() for text in (before, during, after)] == [
        ["Ledig", "til", "10:00"],
        ["Opptatt", "til", "11:00"],
        ["Ledig", "resten", "av", "dagen"],
    ]
    assert "Demo" not in page.locator("#screen").inner_text()


def test_a_guest_from_elsewhere_gets_a_desk_on_a_phone_by_the_link_alone(office, at_house):
    page = at_house(**PHONE)
    page.goto(f"/visit/{office.guest}/")
    page.get_by_label("Jeg har lest reglene").check()
    page.get_by_role("button", name="Bestill").first.click()
    page.get_by_text("Den er din.").wait_for()
    page.get_by_role("button", name="Sjekk inn").click()
    page.get_by_text("Velkommen. Plassen er din.").wait_for()

    assert page.locator("#yours ~ ul > li").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_seen_without_logging_in_is_for_everybody(office, at_house, scheme):
    for size in (PHONE, DESK):
        page = at_house(**size, color_scheme=scheme)
        for where in (f"/visit/{office.guest}/", "/visit/nei/", f"/screen/{office.screen}/"):
            page.goto(where)
            page.evaluate(axe())
            assert violations(page) == []
