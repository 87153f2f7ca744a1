"""The pictures of the user guide, taken of the example house. make pictures keeps them.

Each carries the words of its page; when the page says something else, the picture is stale and the test fails.
"""

import hashlib
import io
import re

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.browser.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

GUIDE, KEPT, MADE = ROOT / "docs/bruk", ROOT / "docs/bruk/bilder", ROOT / "build/pictures"
LARGEST = 150_000
DAY = "?on=2023-01-31"
WIDE, PHONE = (1280, 800), (390, 780)
# name: who looks (None: a stranger), at what, how large the window is.
PICTURES: dict[str, tuple[str | None, str, tuple[int, int]]] = {
    "innlogging": (None, "/", WIDE),
    "forside": ("Demo Prosjektleder", f"/h/narvik/{DAY}", WIDE),
    "forside-telefon": ("Demo Fjell", f"/h/narvik/{DAY}", PHONE),
    "forslag": ("Demo Fjell", f"/h/narvik/portfolio/restructurings/fire-til-tre/{DAY}", (1280, 1000)),
    "erfaringer": ("Demo Prosjektleder", f"/h/narvik/portfolio/experiences/{DAY}", WIDE),
    "presentasjon": ("Demo Prosjektleder", f"/h/narvik/reports/deck/{DAY}", WIDE),
    "deltakere": ("Demo Saksbehandler", f"/h/narvik/people/organisations/{DAY}", WIDE),
    "personer": ("Demo Saksbehandler", f"/h/narvik/people/directory/{DAY}", WIDE),
    "organ": ("Demo Fjell", f"/h/narvik/people/bodies/{DAY}", WIDE),
    "innstillinger": ("Demo Saksbehandler", "/account/", WIDE),
    "venter": ("Demo Skog", "/h/narvik/asks/", PHONE),
    "sak": ("Demo Prosjektleder", "/h/narvik/decisions/cases/2023-1/", (1280, 1000)),
    "vedtak": ("Demo Prosjektleder", "/h/narvik/decisions/decisions/2022-1/", WIDE),
}
NUMBERED = re.compile(r".*\d.*")
"""Lines with days and hours that move with the day on which the demonstration begins."""


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_guide_shows_what_the_page_says(browser, example, name):
    who, at, (width, height) = PICTURES[name]
    context = browser.new_context(
        base_url=example.url, locale="nb-NO", viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    if who:
        context.add_cookies([{"name": "session", "value": example.sessions[who], "url": example.url}])
    page = context.new_page()
    answer = page.goto(at)
    page.evaluate("document.fonts.ready")
    text = page.locator("main").inner_text()
    text = text if "on=" in at else NUMBERED.sub("", text)
    words = hashlib.sha256(text.encode()).hexdigest()
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    context.close()
    carried = PngInfo()
    carried.add_text("words", words)
    MADE.mkdir(parents=True, exist_ok=True)
    shot.save(MADE / f"{name}.png", optimize=True, pnginfo=carried)

    assert answer.status == 200
    assert (MADE / f"{name}.png").stat().st_size < LARGEST
    kept = Image.open(KEPT / f"{name}.png").text["words"] if (KEPT / f"{name}.png").exists() else "none yet"
    assert kept == words, "the page has changed since its picture was taken: make pictures"


def test_the_guide_names_the_pictures_that_are_made_and_no_others():
    named = {name for page in GUIDE.glob("*.md") for name in re.findall(r"\(bilder/([\w-]+)\.png\)", page.read_text())}

    assert named == set(PICTURES)
    assert {path.stem for path in KEPT.glob("*.png")} == named


def test_every_picture_of_the_guide_has_words_for_those_who_do_not_see_it():
    pictures = [text for page in GUIDE.glob("*.md") for text in re.findall(r"!\[([^\]]*)\]\(bilder/", page.read_text())]

    assert pictures
    assert [text for text in pictures if len(text) < 20] == []
