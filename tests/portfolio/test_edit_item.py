"""Editing an item."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Item
from statenshus.portfolio.usecases.placements import edit_item
from tests.portfolio.acting import told


def test_it_gets_other_words_and_keeps_its_address(filled):
    theme = filled.items["theme"]
    before = theme.name

    edit_item(theme, name="Nytt", kind="other", description="Om", source="Brev", by=filled.actor("member"))

    there = Item.objects.get(pk=theme.pk)
    assert (there.key, there.name, there.kind, there.description) == ("theme", "Nytt", "other", "Om")
    assert told(filled, "edit_item") == [("Nytt", {"before": before})]


@pytest.mark.parametrize("who", ["member", "commissioner"])
def test_not_one_that_stands_where_one_does_not_lead(filled, who):
    with pytest.raises(NotAllowed):
        edit_item(filled.items["task"], name="Nytt", kind="task", by=filled.actor(who))


def test_it_is_done_on_a_page_and_leads_back_to_where_it_stands(filled, enter):
    answer = enter(filled).post("portfolio/items/theme/edit_item/", {"name": "Nytt", "kind": "theme"})

    assert (answer.status_code, answer["Location"]) == (303, f"/h/{filled.house.slug}/portfolio/subprojects/one/")


def test_one_that_stands_nowhere_leads_back_to_the_list(filled, enter):
    filled.placements["theme"].delete()

    answer = enter(filled).post("portfolio/items/theme/edit_item/", {"name": "Nytt", "kind": "theme"})

    assert (answer.status_code, answer["Location"]) == (303, f"/h/{filled.house.slug}/portfolio/subprojects/")
