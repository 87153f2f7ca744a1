"""Recording an experience."""

from datetime import date, timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Experience
from statenshus.portfolio.usecases.experiences import record_experience
from tests.houses import TODAY
from tests.portfolio.acting import refused, told


def test_it_is_on_record_from_the_day_it_was_found(filled):
    made = record_experience(
        found_on=TODAY,
        theme="Vertskap",
        text="Vi bytter på å være vertskap",
        source="Samtale",
        by=filled.actor("chair"),
    )

    there = Experience.objects.in_house(filled.house)
    assert list(there.at(TODAY)) == [made, filled.experience]
    assert list(there.at(TODAY - timedelta(days=1))) == [filled.experience]
    assert (made.key, made.source) == ("2023-01-31-vertskap", "Samtale")
    assert told(filled, "record_experience") == [(made.text, {"theme": "Vertskap", "found_on": "2023-01-31"})]


def test_those_of_one_day_keep_the_order_they_came_in(filled):
    made = [record_experience(found_on=TODAY, theme="T", text=f"{n}", by=filled.actor()) for n in range(3)]

    assert list(Experience.objects.in_house(filled.house).filter(found_on=TODAY)) == made


def test_not_by_a_commissioner(filled):
    with pytest.raises(NotAllowed):
        record_experience(found_on=TODAY, theme="T", text="Funn", by=filled.actor("commissioner"))


def test_nothing_is_found_on_a_day_to_come(filled):
    with refused("future", "found_on"):
        record_experience(found_on=TODAY + timedelta(days=1), theme="T", text="Funn", by=filled.actor())


def test_it_is_done_on_a_page(filled, enter):
    said = {"found_on": "2023-01-15", "theme": "Møteplasser", "text": "Få møteplasser", "source": "Møte"}

    answer = enter(filled, "chair").post("portfolio/experiences/record_experience/", said)

    made = Experience.objects.in_house(filled.house).get(theme="Møteplasser")
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/h/{filled.house.slug}/portfolio/experiences/2023-01-15-moteplasser/",
    )
    assert (made.found_on, made.text, made.source) == (date(2023, 1, 15), "Få møteplasser", "Møte")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"found_on": "2023-02-30"}, "found_on"),
        ({"found_on": "2999-01-01"}, "found_on"),
        ({"theme": ""}, "theme"),
        ({"theme": "a" * 101}, "theme"),
        ({"text": " \n "}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "a" * 5001}, "text"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(filled, enter, said, field):
    right = {"found_on": "2023-01-15", "theme": "T", "text": "Funn"}

    answer = enter(filled).post("portfolio/experiences/record_experience/", right | said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Experience.objects.in_house(filled.house).count() == 1


def test_sent_twice_it_is_recorded_once(filled, enter):
    said = {"found_on": "2023-01-15", "theme": "T", "text": "Funn", "idempotency_key": "samme-skjema-to-ganger"}
    client = enter(filled)

    first, again = [client.post("portfolio/experiences/record_experience/", said) for _ in range(2)]

    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Experience.objects.in_house(filled.house).filter(theme="T").count() == 1


def test_markup_is_shown_as_text(filled, enter):
    record_experience(found_on=TODAY, theme="<b>", text="<img src=x onerror=alert(1)>", by=filled.actor())

    for path in ["portfolio/experiences/", "portfolio/experiences/2023-01-31-b/"]:
        text = enter(filled).get(path).content.decode()
        assert ("<img src=x" in text, "&lt;img src=x" in text) == (False, True)
