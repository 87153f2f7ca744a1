"""Telling what an experience led to."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.queries.experiences import finding
from statenshus.portfolio.usecases.experiences import add_outcome
from tests.houses import TODAY
from tests.portfolio.acting import refused, told


def test_it_is_told_from_its_day_on(filled):
    by = filled.actor()

    made = add_outcome(filled.experience, text="Fire møteplasser", on=TODAY, source="Plan", by=by)

    before, then = (finding(filled.experience, by, day).outcomes for day in (date(2023, 1, 30), TODAY))
    assert [outcome.text for outcome in before] == [f"Førte til {filled.house.slug}"]
    assert [outcome.text for outcome in then] == [f"Førte til {filled.house.slug}", "Fire møteplasser"]
    assert made.source == "Plan"
    assert told(filled, "add_outcome") == [(str(filled.experience), {"outcome": "Fire møteplasser"})]


def test_only_those_who_keep_the_record_or_recorded_it(filled):
    with pytest.raises(NotAllowed):
        add_outcome(filled.experience, text="Kurs", by=filled.actor("chair"))


def test_it_did_not_lead_to_what_came_before(filled):
    with refused("before_found", "on"):
        add_outcome(filled.experience, text="Kurs", on=date(2022, 5, 31), by=filled.actor())


def test_it_has_not_led_to_what_is_to_come(filled):
    with refused("future", "on"):
        add_outcome(filled.experience, text="Kurs", on=date(2023, 2, 1), by=filled.actor())


def test_it_is_done_on_a_page(filled, enter):
    client = enter(filled)

    answer = client.post("portfolio/experiences/found/add_outcome/", {"text": "Fire møteplasser"})

    assert answer.status_code == 303
    assert "Fire møteplasser" in client.get("portfolio/experiences/found/").content.decode()
