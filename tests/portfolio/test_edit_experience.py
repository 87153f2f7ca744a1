"""Editing an experience."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Experience
from statenshus.portfolio.usecases.experiences import add_outcome, edit_experience, settle_experience
from tests.houses import TODAY
from tests.portfolio.acting import refused, told

FOUND = date(2022, 5, 1)


def test_it_gets_other_words_and_keeps_its_address(filled):
    found = filled.experience

    edit_experience(found, found_on=FOUND, theme="Nytt", text="Nye ord", source="Brev", by=filled.actor())

    there = Experience.objects.get(pk=found.pk)
    assert (there.key, there.found_on, there.theme, there.text) == ("found", FOUND, "Nytt", "Nye ord")
    assert told(filled, "edit_experience") == [("Nye ord", {"before": found.text})]


def test_only_those_who_keep_the_record_or_recorded_it(filled):
    with pytest.raises(NotAllowed):
        edit_experience(filled.experience, found_on=FOUND, theme="N", text="N", by=filled.actor("chair"))


def test_nothing_is_found_on_a_day_to_come(filled):
    with refused("future", "found_on"):
        edit_experience(filled.experience, found_on=date(2023, 2, 1), theme="N", text="N", by=filled.actor())


def test_it_is_not_found_after_it_was_settled(filled):
    settle_experience(filled.experience, settled_on=date(2022, 8, 1), settled_by="Løst", by=filled.actor())

    with refused("before_found", "found_on"):
        edit_experience(filled.experience, found_on=date(2022, 8, 2), theme="N", text="N", by=filled.actor())


def test_it_is_not_found_after_it_led_to_something(filled):
    add_outcome(filled.experience, text="Kurs", on=date(2022, 8, 1), by=filled.actor())

    with refused("before_found", "found_on"):
        edit_experience(filled.experience, found_on=date(2022, 8, 2), theme="N", text="N", by=filled.actor())


def test_it_is_done_on_a_page_that_knows_what_stood_there(filled, enter):
    client = enter(filled)
    path = "portfolio/experiences/found/edit_experience/"

    assert client.get(path).context["form"].initial["found_on"] == date(2022, 6, 1)
    said = {"found_on": TODAY.isoformat(), "theme": "Nytt", "text": "Nye ord"}
    assert client.post(path, said).status_code == 303
    assert Experience.objects.get(pk=filled.experience.pk).text == "Nye ord"
