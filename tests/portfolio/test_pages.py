"""The pages of subprojects, experiences and factors: who may open which, and what they cost."""

import pytest

from statenshus.portfolio.models import Experience, Factor, Item, Outcome, Placement, Subproject

READ = ["subprojects/", "subprojects/one/", "experiences/", "experiences/found/", "factors/"]
KEPT = [
    "subprojects/start_subproject/",
    "subprojects/one/describe_subproject/",
    "subprojects/one/end_subproject/",
    "subprojects/one/appoint_lead/",
    "placements/p-lead/end_placement/",
    "experiences/found/edit_experience/",
    "experiences/found/add_outcome/",
    "experiences/found/settle_experience/",
    "experiences/found/reopen_experience/",
    "factors/add_factor/",
    "factors/factor/edit_factor/",
    "factors/factor/retire_factor/",
]
TENDED = [
    "subprojects/one/add_item/",
    "subprojects/one/add_member/",
    "items/theme/edit_item/",
    "items/theme/place_item/",
    "placements/p-theme/end_placement/",
]
HOUSE = ["experiences/record_experience/"]


@pytest.mark.parametrize(
    ("paths", "who"),
    [
        (READ, {"manager", "admin", "chair", "member", "commissioner"}),
        (KEPT, {"manager", "admin"}),
        (TENDED, {"manager", "admin", "member"}),
        (HOUSE, {"manager", "admin", "chair", "member"}),
    ],
    ids=["read", "kept", "tended", "house"],
)
def test_a_page_opens_for_those_who_may_and_is_not_there_for_the_rest(filled, enter, paths, who):
    for person in ["manager", "admin", "chair", "member", "commissioner"]:
        client = enter(filled, person)

        assert {path: client.get(f"portfolio/{path}").status_code for path in paths} == dict.fromkeys(
            paths, 200 if person in who else 404
        )


@pytest.mark.parametrize("path", [path for path in READ + KEPT + TENDED if path.count("/") > 1 and "/one" in path])
def test_what_stands_next_door_only_is_not_there(filled, other, enter, path):
    Subproject.objects.filter(house=filled.house, key="one").update(key="ours")

    assert enter(filled, "manager").get(f"portfolio/{path}").status_code == 404


@pytest.mark.parametrize("path", READ)
def test_no_word_of_the_house_next_door_is_seen(filled, other, enter, path):
    text = enter(filled, "manager").get(f"portfolio/{path}").content.decode()

    assert (filled.house.slug in text, other.house.slug in text) == (True, False)


@pytest.mark.parametrize("who", ["manager", "member"])
@pytest.mark.parametrize("path", READ)
def test_a_page_costs_as_much_with_many_rows_as_with_few(filled, enter, path, who, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = enter(filled, who)
    client.get(f"portfolio/{path}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"portfolio/{path}")

    fill_up(filled)

    with django_assert_num_queries(len(few)):
        client.get(f"portfolio/{path}")


def fill_up(filled):
    own = {"house": filled.house, "valid_from": filled.subprojects["one"].valid_from}
    for n in range(3):
        item = Item.objects.create(
            house=filled.house, key=f"i{n}", name=f"Ting {n}", kind=["theme", "task", "other"][n]
        )
        for subproject in [filled.subprojects["one"], Subproject.objects.create(**own, key=f"s{n}", name=f"Del {n}")]:
            where = {**own, "subproject": subproject}
            Placement.objects.create(**where, key=f"{subproject.key}-i{n}", kind="item", item=item)
            organisation = list(filled.organisations.values())[n]
            Placement.objects.create(**where, key=f"{subproject.key}-m{n}", kind="member", organisation=organisation)
        found = Experience.objects.create(
            house=filled.house, key=f"e{n}", found_on=own["valid_from"], theme=f"Tema {n}", text=f"Funn {n}"
        )
        Outcome.objects.create(house=filled.house, experience=found, text=f"Følge {n}")
        Outcome.objects.create(house=filled.house, experience=filled.experience, text=f"Følge {n}")
        factor = Factor.objects.create(**own, key=f"f{n}", kind="goal_attainment", text=f"Faktor {n}")
        factor.points.create(house=filled.house, text=f"Punkt {n}")


def test_hundreds_of_experiences_come_a_page_at_a_time_and_the_count_is_of_all(filled, enter):
    own = {"house": filled.house, "found_on": filled.experience.found_on, "theme": "Mange"}
    Experience.objects.bulk_create(Experience(**own, key=f"many-{n}", text=f"Funn {n}") for n in range(26))
    client = enter(filled, "member")

    first = client.get("portfolio/experiences/?theme=Mange")
    second = client.get("portfolio/experiences/?theme=Mange&page=2")

    assert [len(seen.context["findings"]) for seen in (first, second)] == [25, 1]
    assert ["26 erfaringer" in seen.content.decode() for seen in (first, second)] == [True, True]
    assert 'href="?theme=Mange&amp;page=2"' in first.content.decode()


def test_a_person_s_page_tells_what_they_lead_before_what_they_are_a_member_of(filled, enter):
    member, day = filled.persons["member"], filled.subprojects["one"].valid_from
    Placement.objects.create(
        house=filled.house, key="m", kind="member", person=member, subproject=filled.subprojects["two"], valid_from=day
    )

    [(template, told)] = enter(filled, "chair").get(f"people/persons/{member.key}/").context["parts"]

    assert template == "portfolio/of_person.html"
    assert [(each.kind, each.subproject.key) for each in told] == [("lead", "one"), ("member", "two")]


def test_a_person_s_page_says_so_when_they_have_no_part_in_a_subproject_on_the_day(filled, enter):
    page = enter(filled, "manager").get("people/persons/member/?on=1999-01-01").content.decode()

    assert "Har ingen del i noe delprosjekt denne dagen." in page
