"""The group decides the proposed change, the lead carries it out and takes it back: all of it by keyboard alone."""

from datetime import date, timedelta

import pytest
from pptx import Presentation

from statenshus.kernel import clock
from statenshus.kernel.actors import OSLO
from tests.journeys.conftest import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SEED_DAY = date(2023, 1, 31)
CHANGE = "Foreslåtte endringer i delprosjektene"
COMPETENCE = "Samhandling og kompetanseheving"
RECRUITING = "Vertskap, attraktivitet og rekruttering"
SERVICES = "Tjenesteutvikling og innovasjon"
LEADS = {"Gaute Skoglund": COMPETENCE, "Ida Mari Larsen": RECRUITING, "Bjørn Erik Rønhaug": SERVICES}
DESK = {"viewport": {"width": 1280, "height": 900}}


def said(page):
    return page.get_by_role("status").first.inner_text().strip()


def vote_for(at_house, who):
    """Vote for what waits, on the page of what waits; what is said, and what waits after that."""
    page = at_house(who, **DESK)
    by = Keyboard(page)
    page.goto("/h/narvik/")
    by.follow("Dette venter på deg")
    waited = page.locator(".ask__kind").all_inner_texts()
    by.come_to(page.get_by_role("button", name="For", exact=True))
    page.keyboard.press("Enter")
    page.get_by_text("Stemmen er avgitt").wait_for()
    return waited, page.get_by_role("button", name="For", exact=True).count()


def test_the_group_decides_and_the_lead_carries_it_out_and_undoes_it_with_a_keyboard_alone(at_house, tmp_path):
    page = at_house(**DESK)
    by = Keyboard(page)
    today = clock.now().astimezone(OSLO).date()
    effective = today + timedelta(days=30)

    page.goto("/")
    by.press(page.get_by_role("button", name="Demo Prosjektleder"))
    by.look_at(SEED_DAY)
    by.follow("Se hva som går hvor")
    told_then = (page.locator("h1").inner_text(), page.locator(".day-bar__note strong").inner_text())
    acts_then = page.get_by_role("link", name="Sett vedtaket i verk").count()
    by.follow("Gå til i dag")
    frozen = page.get_by_role("link", name="Legg til et delprosjekt").count()
    by.follow("Se saken")
    by.follow("Avslutt avstemningen")
    too_early = page.get_by_role("button", name="Avslutt og tell opp").count()

    voted = [vote_for(at_house, who) for who in ("Demo Skog", "Demo Bekk", "Demo Fjell")]

    page.reload()
    by.follow("Avslutt og tell opp", "button")
    closed = said(page)
    result = page.locator(".voting__result").inner_text()
    by.follow("Les vedtaket")
    decided = page.locator("h1").inner_text()

    by.follow("Venter på deg")
    waits = (
        page.locator(".ask", has=page.get_by_role("link", name="Gå og svar")).locator(".ask__text").first.inner_text()
    )
    by.press(page.get_by_role("link", name="Gå og svar"))
    by.follow("Oppgi hvor alt skal")
    open_ones = page.locator(".destinations__row--open")
    named = [legend.split("\n")[0] for legend in open_ones.locator("legend").all_inner_texts()]
    for row in range(open_ones.count()):
        by.tick(open_ones.nth(row).get_by_label(RECRUITING))
    by.follow("Lagre", "button")
    saved = said(page)
    for lead, subproject in LEADS.items():
        by.press(page.locator("main a[href*='/pair_lead/']", has_text=lead))
        by.choose("Delprosjekt", subproject)
        by.follow("Lagre", "button")
    obstacles = page.get_by_text("Dette må avklares før endringen kan tre i kraft").count()
    by.follow("Sett vedtaket i verk")
    by.write_day(page.locator("#id_effective_on"), effective)
    by.follow("Sett vedtaket i verk", "button")
    carried = said(page)

    by.look_at(effective)
    by.follow("Delprosjekter")
    standing = sorted(page.locator(".subproject-card h2").all_inner_texts())
    by.follow(COMPETENCE)
    came_from = page.locator("section[aria-labelledby=lineage] strong").all_inner_texts()
    by.press(
        page.locator("section[aria-labelledby=lineage]").get_by_role("link", name="Kompetanseheving og rekruttering")
    )
    became = page.locator("section[aria-labelledby=lineage] strong").all_inner_texts()

    by.follow("Statuspresentasjon")
    by.come_to(page.get_by_role("link", name="Last ned for PowerPoint"))
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    coming.value.save_as(tmp_path / "deck.pptx")
    slides = Presentation(str(tmp_path / "deck.pptx")).slides
    deck = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)

    by.follow("Gå til i dag")
    by.follow("Endringer")
    by.follow("Foreslåtte endringer")
    by.follow("Omgjør vedtaket")
    by.follow("Omgjør vedtaket", "button")
    undone = said(page)
    by.look_at(effective)
    by.follow("Delprosjekter")

    assert told_then == (CHANGE, "Dette er huset per 31. januar 2023, ikke i dag.")
    assert (acts_then, frozen, too_early) == (0, 0, 0)
    assert [(waited[0], left) for waited, left in voted] == [("Stemme · Styringsgruppen", 0)] * 3
    assert closed == "Avstemningen er avsluttet og talt opp."
    assert result.startswith("Vedtatt 5 mot 1")
    assert decided == CHANGE
    assert "Det er ikke oppgitt hvor dette skal" in waits
    assert len(named) == 2
    assert (saved, obstacles, carried) == ("Hvor alt skal, er lagret.", 0, "Vedtaket er satt i verk.")
    assert standing == sorted([COMPETENCE, RECRUITING, SERVICES])
    assert sorted(came_from) == ["Kompetanseheving og rekruttering", "Samarbeid og samhandling"]
    assert sorted(became) == [COMPETENCE, RECRUITING]
    assert [name for name in (*LEADS, *LEADS.values()) if name not in deck] == []
    assert undone == "Vedtaket er omgjort. Endringen er foreslått igjen."
    assert page.locator(".subproject-card h2").count() == 4
