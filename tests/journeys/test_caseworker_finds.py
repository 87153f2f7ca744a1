"""A caseworker finds a colleague by what they can, in the language of their choice."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_caseworker_finds_a_colleague_by_skill_and_reads_the_page_in_three_languages(at_house):
    page = at_house("Demo Saksbehandler", viewport={"width": 1280, "height": 900})
    page.goto("/h/narvik/")
    page.locator(".house-nav").get_by_role("link", name="Personer").click()
    page.get_by_label("Kompetanse").fill("asylsaker")
    page.get_by_role("button", name="Finn").click()
    page.get_by_text("2 personer").wait_for()
    found = page.locator(".directory > li a[href*='/persons/']").all_inner_texts()
    page.get_by_role("link", name="Demo Skog").click()
    page.wait_for_url("**/persons/demo-skog/")

    headings = {"nb": page.locator("h2").all_inner_texts()}
    for language, name in (("nn", "Nynorsk"), ("en", "English")):
        page.locator("footer").get_by_role("button", name=name).click()
        page.locator(f"html[lang={language}]").wait_for()
        headings[language] = page.locator("h2").all_inner_texts()

    assert found == ["Demo Dal", "Demo Skog"]
    assert page.locator("h1").inner_text().startswith("Demo Skog")
    assert page.url.endswith("/h/narvik/people/persons/demo-skog/")
    assert headings == {
        "nb": ["I huset", "Kontakt", "Kompetanse", "Arbeider hos"],
        "nn": ["I huset", "Kontakt", "Kompetanse", "Arbeider hos"],
        "en": ["In the house", "Contact", "Skills", "Works at"],
    }
