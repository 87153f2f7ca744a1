"""Starting a subproject."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Subproject
from statenshus.portfolio.usecases.subprojects import start_subproject
from tests.portfolio.acting import refused, told

FIRST, AFTER = date(2023, 1, 1), date(2024, 1, 1)


def test_it_stands_last_from_its_first_day_to_its_last(filled):
    made = start_subproject(
        name="Vertskap og møteplasser",
        summary="Om vertskap",
        valid_from=FIRST,
        valid_to=AFTER,
        source="Referat",
        by=filled.actor(),
    )

    there = Subproject.objects.in_house(filled.house)
    assert list(there.at(FIRST).values_list("key", flat=True)) == ["one", "two", "vertskap-og-moteplasser"]
    assert list(there.at(date(2022, 12, 31)).values_list("key", flat=True)) == ["one", "two"]
    assert list(there.at(AFTER).values_list("key", flat=True)) == ["one", "two"]
    assert (made.summary, made.source, made.house) == ("Om vertskap", "Referat", filled.house)
    assert told(filled, "start_subproject") == [("Vertskap og møteplasser", {"valid_from": "2023-01-01"})]


def test_only_those_who_keep_the_record(filled):
    with pytest.raises(NotAllowed):
        start_subproject(name="Ny", valid_from=FIRST, by=filled.actor("member"))


@pytest.mark.parametrize("after", [FIRST, date(2022, 6, 1)])
def test_it_does_not_end_before_it_starts(filled, after):
    with refused("backwards", "valid_to"):
        start_subproject(name="Ny", valid_from=FIRST, valid_to=after, by=filled.actor())


def test_two_do_not_bear_a_name_on_one_day(filled):
    with refused("name_taken", "name"):
        start_subproject(name=filled.subprojects["one"].name, valid_from=FIRST, by=filled.actor())


def test_a_name_may_be_borne_again_after_the_other_ended(filled):
    by = filled.actor()
    first = start_subproject(name="Uttesting", valid_from=date(2022, 1, 1), valid_to=FIRST, by=by)

    again = start_subproject(name="Uttesting", valid_from=FIRST, by=by)

    assert (first.key, again.key) == ("uttesting", "uttesting-2")


def test_it_is_done_on_a_page(filled, enter):
    answer = enter(filled).post(
        "portfolio/subprojects/start_subproject/",
        {"name": "Ny", "valid_from": "2023-01-01", "valid_to": "2023-12-31"},
    )

    assert (answer.status_code, answer["Location"]) == (303, f"/h/{filled.house.slug}/portfolio/subprojects/ny/")
    made = Subproject.objects.in_house(filled.house).get(key="ny")
    assert (made.valid_from, made.valid_to) == (FIRST, AFTER)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"summary": "a" * 5001}, "summary"),
        ({"valid_from": "2023-02-30"}, "valid_from"),
        ({"valid_to": "2022-12-30"}, "valid_to"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(filled, enter, said, field):
    answer = enter(filled).post(
        "portfolio/subprojects/start_subproject/", {"name": "Ny", "valid_from": "2022-12-31", **said}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Subproject.objects.in_house(filled.house).count() == 2


def test_markup_in_a_name_is_shown_as_text(filled, enter):
    start_subproject(name="<script>alert(1)</script>", valid_from=FIRST, by=filled.actor())

    for path in ["portfolio/subprojects/", "portfolio/subprojects/script-alert-1-script/"]:
        text = enter(filled).get(path).content.decode()
        assert ("<script>alert" in text, "&lt;script&gt;alert" in text) == (False, True)
