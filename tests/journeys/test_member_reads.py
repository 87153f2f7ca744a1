"""A steering member with a telephone finds what is proposed, and what will be shown, in a few taps."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"


def test_a_steering_member_reads_the_change_and_the_deck_in_three_taps_without_scrolling_sideways(at_house):
    page = at_house("Demo Fjell", **PHONE)
    page.goto("/h/narvik/?on=2023-01-31")
    seen, sideways = [page.locator("h1").inner_text()], [page.evaluate(SIDEWAYS)]

    for link in (
        page.get_by_role("link", name="Se hva som går hvor"),
        page.locator(".house-menu summary"),
        page.locator(".house-menu").get_by_role("link", name="Statuspresentasjon"),
    ):
        link.tap()
        page.wait_for_load_state()
        seen.append(page.locator("h1").inner_text())
        sideways.append(page.evaluate(SIDEWAYS))

    page.wait_for_url("**/reports/deck/?on=2023-01-31")
    change = "Foreslåtte endringer i delprosjektene"
    assert seen[:3] == ["Statens hus Narvik", change, change]
    assert page.locator("h1").inner_text() == "Statuspresentasjon"
    assert page.get_by_role("heading", name=change).count() == 1
    assert sideways == [False] * 4
    assert page.evaluate(SIDEWAYS) is False
