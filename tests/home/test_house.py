"""The front page of a house, as of a day."""

from datetime import date

import pytest

from statenshus.home.queries.front import front
from statenshus.kernel.houses import House
from statenshus.portfolio.models import Experience, Placement, Subproject

DAY = date(2023, 1, 31)


def test_the_front_page_tells_the_house_on_the_day(filled, django_assert_num_queries):
    by = filled.actor("member")

    with django_assert_num_queries(8):
        told = front(by, DAY)

    assert [(group.kind, [str(row.organisation) for row in group.rows]) for group in told.participants] == [
        ("active", ["Tax vaarthus", "Registers vaarthus"]),
        ("project_management", ["Town vaarthus"]),
        ("commissioner", ["Ministry vaarthus"]),
    ]
    assert told.active == 2
    assert [(str(led.subproject), led.lead and led.lead.person.key) for led in told.subprojects] == [
        ("En vaarthus", "member"),
        ("To vaarthus", None),
    ]
    assert [(change.title, change.closing, change.going_on, change.after) for change in told.changes] == [
        ("Endring vaarthus", ["En vaarthus", "To vaarthus"], [], ["Samlet vaarthus"])
    ]
    assert ([each.text for each in told.experiences], told.open_experiences) == (["Erfaring vaarthus"], 1)
    assert [(body.key, body.seated) for body in told.bodies] == [("steering", 1), ("management", 1), ("working", 1)]
    assert [(group.kind, [row.text for row in group.rows]) for group in told.factors] == [
        ("lasting_results", ["Faktor vaarthus"])
    ]


def test_the_cost_is_the_same_with_more_of_everything_and_a_long_history(filled, django_assert_num_queries):
    for number in range(30):
        made = Subproject.objects.create(
            house=filled.house, key=f"s{number}", name=f"S {number}", valid_from=date(2000, 1, 1), valid_to=DAY
        )
        Placement.objects.create(
            house=filled.house, key=f"l{number}", subproject=made, kind="lead", person=filled.persons["chair"]
        )
        Experience.objects.create(house=filled.house, key=f"e{number}", found_on=DAY, theme="T", text=f"E {number}")

    by = filled.actor("member")

    with django_assert_num_queries(8):
        told = front(by, DAY)

    assert (len(told.subprojects), len(told.experiences), told.open_experiences) == (2, 3, 31)


def test_before_its_first_year_the_house_says_that_its_record_begins_later(filled, enter, django_assert_num_queries):
    by = filled.actor("member")

    with django_assert_num_queries(0):
        told = front(by, date(2020, 12, 31))

    answer = enter(filled, "member").get("?on=2020-12-31")

    assert not told.has_begun
    assert "Opplysningene om dette huset begynner i 2021." in answer.content.decode()


def test_the_page_of_another_day_says_so_and_its_links_keep_the_day(filled, enter):
    html = enter(filled, "member").get("?on=2023-01-31").content.decode()

    assert "Dette er huset per 31. januar 2023, ikke i dag." in html
    assert '<a class="ds-link" href="/h/vaarthus/portfolio/subprojects/one/?on=2023-01-31">En vaarthus</a>' in html
    assert "Endring vaarthus" in html


def test_a_day_that_is_none_is_told_in_the_house_s_look(filled, enter):
    answer = enter(filled, "member").get("?on=2023-02-30")

    assert answer.status_code == 400
    assert "Det er ikke en gyldig dato" in answer.content.decode()


def test_the_house_s_colours_are_a_style_sheet_that_the_browser_may_keep(filled, enter):
    answer = enter(filled, "member").get("colours/0f2b4c-2f6fa7.css")

    assert answer.content.decode() == (
        ":root { --house-main: #0f2b4c; --house-accent: #2f6fa7; --house-ink: #ffffff; }\n"
    )
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/css; charset=utf-8", "private, max-age=604800")


def test_a_light_main_colour_gets_dark_ink(filled, enter):
    House.objects.filter(pk=filled.house.pk).update(main_colour="#ffe680")

    assert b"--house-ink: #1a1a1a" in enter(filled, "member").get("colours/ffe680-2f6fa7.css").content


@pytest.mark.parametrize("address", ["colours/ffffff-000000.css", "colours/0f2b4c-zzz.css"])
def test_other_colours_are_not_there(filled, enter, address):
    assert enter(filled, "member").get(address).status_code == 404
