"""Decks as files, for the command line, the page and the API."""

import re
from itertools import pairwise

import pytest

from statenshus.kernel.errors import Refused
from statenshus.reports import files
from tests.houses import TODAY

STARTS = {"pptx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}


@pytest.mark.parametrize("ending", STARTS)
def test_a_deck_is_written_whole_with_its_steps_told(filled, tmp_path, ending):
    path, steps = tmp_path / f"deck.{ending.upper()}", []

    files.write_deck(path, day=TODAY, by=filled.actor(), progress=lambda *step: steps.append(step))

    assert path.read_bytes().startswith(STARTS[ending])
    assert [step[1:] for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused_and_names_those_there_are(filled, tmp_path):
    with pytest.raises(Refused) as refusal:
        files.write_deck(tmp_path / "deck.odp", day=TODAY, by=filled.actor())

    assert refusal.value.code == "ending"
    assert ".pptx, .pdf eller .html; deck.odp" in str(refusal.value)


def test_a_folder_that_is_not_there_is_refused(filled, tmp_path):
    with pytest.raises(Refused) as refusal:
        files.write_deck(tmp_path / "borte/deck.pdf", day=TODAY, by=filled.actor())

    assert refusal.value.code == "folder"


def test_a_file_that_cannot_be_written_leaves_what_stood_there(filled, tmp_path):
    path = tmp_path / "deck.html"
    path.mkdir()

    with pytest.raises(Refused) as refusal:
        files.write_deck(path, day=TODAY, by=filled.actor())

    assert refusal.value.code == "writing"
    assert [each.name for each in tmp_path.iterdir()] == ["deck.html"]


def test_the_page_shows_what_the_deck_says_and_offers_each_file(filled, enter):
    answer = enter(filled, "member").get("reports/deck/?on=2023-01-15")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Foreslåtte endringer i delprosjektene" in text
    assert [f"/h/vaarthus/reports/deck.{ending}?on=2023-01-15" in text for ending in STARTS] == [True] * 3


def test_the_page_has_one_first_heading_and_no_leap_between_headings(filled, enter):
    text = enter(filled, "member").get("reports/deck/").content.decode()

    levels = [int(level) for level in re.findall(r"<h([1-6])", text.partition("<main")[2])]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("ending", STARTS)
def test_a_file_is_downloaded_under_the_houses_name_and_the_day(filled, enter, ending):
    answer = enter(filled, "commissioner").get(f"reports/deck.{ending}?on=2023-01-31")

    assert answer.content.startswith(STARTS[ending])
    assert answer["Content-Disposition"] == f'attachment; filename="vaarthus-2023-01-31.{ending}"'
    assert answer["Content-Type"] == files.CONTENT_TYPES[ending]


def test_there_is_no_other_ending(filled, enter):
    assert enter(filled).get("reports/deck.odp").status_code == 404


def test_the_api_gives_the_same_file(filled, enter):
    client = enter(filled, "member")

    by_page = client.get("reports/deck.html?on=2023-01-31")
    by_api = client.get("api/v1/reports/deck?format=html&on=2023-01-31")

    assert by_api.content == by_page.content
    assert by_api["Content-Disposition"] == by_page["Content-Disposition"]
    assert client.get("api/v1/reports/deck?format=odp").status_code == 422


def test_the_file_for_a_browser_needs_nothing_from_outside(filled, enter):
    text = enter(filled).get("reports/deck.html").content.decode()

    assert [word for word in ("src=", "href=", "@import", "url(", "<script") if word in text] == []
    assert '<html lang="nb">' in text
