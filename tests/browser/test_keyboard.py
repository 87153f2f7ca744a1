"""A keyboard alone can do everything that a mouse can."""

import pytest

from tests.browser.test_every_page import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FRONT = "/h/vaarthus/?on=2023-01-31"
# What a keyboard stands on, and whether a ring or another outline is drawn around it.
FOCUSED = """() => {
    const at = document.activeElement
    const style = getComputedStyle(at)
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none"
    const box = at.getBoundingClientRect()
    return {name: (at.innerText || at.getAttribute("aria-label") || at.name || at.id).trim(), tag: at.tagName,
            visible: drawn, seen: box.width > 0 && box.height > 0}
}"""


def walk(page, steps=80):
    """Everything that Tab comes to, in order, until it leaves the page."""
    stops = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            break
        # The parts of a date are stops of one field; on its calendar button Chromium draws a ring of its own.
        if stop["tag"] == "INPUT" and stops and stops[-1]["name"] == stop["name"]:
            continue
        stops.append(stop)
    return stops


def test_the_skip_link_comes_first_and_leads_past_the_menu(served):
    page = served.page("member", viewport=DESKTOP)
    page.goto(FRONT)

    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('main') !== null")

    assert (first["name"], first["seen"], inside) == ("Hopp til hovedinnhold", True, True)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_tab_comes_to_everything_and_shows_where_it_is(served, viewport):
    page = served.page("member", viewport=viewport)
    page.goto(FRONT)
    links = page.locator("main a:visible").all_inner_texts()

    stops = walk(page)

    assert [stop["name"] for stop in stops if not (stop["visible"] and stop["seen"])] == []
    assert [name for name in links if name.strip() not in [stop["name"] for stop in stops]] == []


def test_the_menu_of_a_phone_opens_and_leads_on_by_keyboard(served):
    page = served.page("member", viewport=PHONE)
    page.goto(FRONT)
    menu = page.locator(".house-menu summary")

    assert page.locator(".house-menu nav").is_visible() is False
    menu.focus()
    page.keyboard.press("Enter")
    passed = []
    while "Delprosjekter" not in passed and len(passed) < 20:
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED)["name"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/portfolio/subprojects/**")

    assert (passed[0], passed[-1]) == ("Huset", "Delprosjekter")
    assert page.url.partition("?")[2] == "on=2023-01-31"


def test_the_person_s_menu_opens_and_closes_by_keyboard(served):
    page = served.page("member", viewport=DESKTOP)
    page.goto(FRONT)
    page.get_by_role("button", name="Member vaarthus").focus()

    page.keyboard.press("Enter")
    opened = page.locator("#person-menu").is_visible()
    page.keyboard.press("Escape")

    assert (opened, page.locator("#person-menu").is_visible()) == (True, False)


def test_a_day_is_chosen_by_keyboard_and_left_again(served):
    page = served.page("member", viewport=DESKTOP)
    page.goto("/h/vaarthus/")
    page.locator("#on").fill("2023-01-31")
    page.locator("#on").press("Enter")
    page.wait_for_url("**/?on=2023-01-31")
    said = page.locator(".day-bar__note strong").inner_text()
    page.get_by_role("link", name="Gå til i dag").press("Enter")
    page.wait_for_url(lambda url: "on=" not in url)

    assert said == "Dette er huset per 31. januar 2023, ikke i dag."
    assert page.locator(".day-bar__note").count() == 0


def test_a_faulty_login_is_told_at_once_and_leads_to_the_field(served):
    page = served.page(viewport=DESKTOP)
    page.goto("/accounts/login/")
    page.locator("#id_login").fill("ingen@vaarthus.example")
    page.locator("#id_password").fill("feil passord her")
    page.keyboard.press("Enter")
    page.locator("ds-error-summary").wait_for()

    told = page.evaluate("document.activeElement.tagName")

    assert told == "DS-ERROR-SUMMARY"


def test_an_empty_login_leads_to_the_first_field_at_fault(served):
    page = served.page(viewport=DESKTOP)
    page.goto("/accounts/login/")
    page.locator("#id_login").press("Enter")
    summary = page.locator("ds-error-summary")
    summary.wait_for()
    summary.locator("a").first.press("Enter")

    assert page.evaluate("document.activeElement.id") == "id_login"


def test_a_language_is_chosen_by_keyboard(served):
    page = served.page(viewport=DESKTOP)
    page.goto("/")
    page.get_by_role("button", name="Nynorsk").press("Enter")
    page.wait_for_selector("html[lang=nn]")

    assert page.locator("h1").inner_text() == "Fleire etatar under same tak"


def test_every_target_of_the_front_page_is_large_enough_for_a_thumb(served):
    """24 by 24 pixels, or inline in text (WCAG 2.2, 2.5.8)."""
    page = served.page("member", viewport=PHONE)
    page.goto(FRONT)

    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), summary, select")]
            .filter(at => at.checkVisibility() && !at.closest("p") && !at.matches(".ds-skip-link"))
            .map(at => [at.innerText || at.name, at.getBoundingClientRect()])
            .filter(([_, box]) => box.height < 24 || box.width < 24).map(([name]) => name)"""
    )

    assert small == []


def test_the_page_prints_without_menus(served):
    page = served.page("member", viewport=DESKTOP)
    page.goto(FRONT)
    page.emulate_media(media="print")

    shown = {at: page.locator(at).first.is_visible() for at in (".house-nav", ".house-footer", "#on", "h1", ".change")}
    told = page.locator(".day-bar__note strong").is_visible()

    assert shown == {".house-nav": False, ".house-footer": False, "#on": False, "h1": True, ".change": True}
    assert told
