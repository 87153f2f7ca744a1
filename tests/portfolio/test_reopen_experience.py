"""Opening a settled experience again."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Experience
from statenshus.portfolio.usecases.experiences import reopen_experience, settle_experience
from tests.houses import TODAY
from tests.portfolio.acting import refused, told


@pytest.fixture
def settled(filled):
    return settle_experience(filled.experience, settled_on=TODAY, settled_by="Løst", by=filled.actor())


def test_it_is_open_and_the_log_keeps_how_it_was_settled(filled, settled):
    reopen_experience(settled, by=filled.actor())

    assert list(Experience.objects.in_house(filled.house).open_at(TODAY)) == [settled]
    assert told(filled, "reopen_experience") == [(str(settled), {"settled_on": "2023-01-31", "settled_by": "Løst"})]


def test_what_is_open_is_not_opened(filled):
    with refused("open"):
        reopen_experience(filled.experience, by=filled.actor())


def test_only_those_who_keep_the_record_or_recorded_it(filled, settled):
    with pytest.raises(NotAllowed):
        reopen_experience(settled, by=filled.actor("member"))


def test_it_is_done_on_a_page(filled, enter, settled):
    answer = enter(filled).post("portfolio/experiences/found/reopen_experience/")

    assert answer.status_code == 303
    assert Experience.objects.get(pk=settled.pk).settled_on is None
