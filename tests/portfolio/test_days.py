"""The pages as of a day: what they show, what they say of it, and that links keep it."""

from datetime import date

import pytest

from statenshus.portfolio.models import Experience, Factor, Outcome, Placement, Subproject


@pytest.fixture
def ended(filled):
    """Subproject one and all in it had their last day on 31 January 2023."""
    after = {"valid_to": date(2023, 2, 1)}
    Placement.objects.in_house(filled.house).filter(subproject__key="one").update(**after)
    Subproject.objects.in_house(filled.house).filter(key="one").update(**after)
    return filled


def shown(answer):
    """The keys of the subprojects on the page: standing, earlier, to come."""
    context = answer.context
    return (
        [standing.subproject.key for standing in context["standings"]],
        [subproject.key for subproject in context["earlier"]],
        [subproject.key for subproject in context["later"]],
    )


def test_a_subproject_stands_to_its_last_day_and_is_earlier_from_the_next(ended, enter):
    client = enter(ended)

    assert shown(client.get("portfolio/subprojects/?on=2021-12-31")) == ([], [], [])
    assert shown(client.get("portfolio/subprojects/?on=2022-01-01")) == (["one", "two"], [], [])
    assert shown(client.get("portfolio/subprojects/?on=2023-01-31")) == (["one", "two"], [], [])
    assert shown(client.get("portfolio/subprojects/?on=2023-02-01")) == (["two"], ["one"], [])


def test_one_that_is_to_start_is_shown_today_only(filled, enter):
    Subproject.objects.filter(key="two").update(valid_from=date(2998, 1, 1))
    client = enter(filled)

    assert shown(client.get("portfolio/subprojects/")) == (["one"], [], ["two"])
    assert shown(client.get("portfolio/subprojects/?on=2023-01-31")) == (["one"], [], [])
    assert client.get("portfolio/subprojects/two/").context["is_to_start"] is True


def test_a_day_without_subprojects_says_so(filled, enter):
    text = enter(filled).get("portfolio/subprojects/?on=2021-12-31").content.decode()

    assert "Det var ingen delprosjekter 31. desember 2021." in text


def test_a_subproject_that_has_ended_is_shown_as_it_was_on_its_last_day(ended, enter):
    client = enter(ended)

    now = client.get("portfolio/subprojects/one/")
    then = client.get("portfolio/subprojects/one/?on=2023-01-31")

    assert (now.context["has_ended"], then.context["has_ended"]) == (True, False)
    assert now.context["standing"] == then.context["standing"]
    assert [placement.key for placement in now.context["standing"].items] == ["p-theme"]


def test_links_keep_the_day_and_nothing_is_done_on_another_day(filled, enter):
    client = enter(filled)

    then = client.get("portfolio/subprojects/one/?on=2023-01-30").content.decode()
    today = client.get("portfolio/subprojects/one/").content.decode()

    assert "/people/persons/member/?on=2023-01-30" in then
    assert ("appoint_lead" in then, "appoint_lead" in today) == (False, True)


def test_leads_are_told_over_time(filled, enter):
    one, lead = filled.subprojects["one"], filled.placements["lead"]
    Placement.objects.filter(pk=lead.pk).update(valid_to=date(2023, 1, 1))
    Placement.objects.create(
        house=filled.house,
        key="p-next",
        subproject=one,
        kind="lead",
        person=filled.persons["chair"],
        valid_from=date(2023, 1, 1),
    )
    client = enter(filled)

    def leads(on):
        context = client.get(f"portfolio/subprojects/one/?on={on}").context
        return [placement.key for placement in context["leads"]], context["standing"].lead.key

    assert leads("2022-12-31") == (["p-lead"], "p-lead")
    assert leads("2023-01-01") == (["p-next", "p-lead"], "p-next")


def test_a_change_on_its_way_is_announced(filled, enter):
    client = enter(filled)

    def changes(on):
        return [change.key for change in client.get(f"portfolio/subprojects/one/?on={on}").context["proposals"]]

    assert (changes("2022-11-30"), changes("2022-12-01")) == ([], ["change"])


def test_an_experience_is_open_until_the_day_it_is_settled(filled, enter):
    Experience.objects.filter(pk=filled.experience.pk).update(settled_on=date(2023, 1, 31), settled_by="Løst i møtet")
    client = enter(filled)

    def told(on):
        text = client.get(f"portfolio/experiences/found/?on={on}").content.decode()
        return "Løst i møtet" in text

    assert (told("2023-01-30"), told("2023-01-31")) == (False, True)


def test_what_was_found_later_is_not_told_of_an_earlier_day(filled, enter):
    client = enter(filled)

    before = client.get("portfolio/experiences/found/?on=2022-05-31").content.decode()
    then = client.get("portfolio/experiences/found/?on=2022-06-01").content.decode()

    assert (filled.experience.text in before, filled.experience.text in then) == (False, True)


def test_experiences_are_chosen_and_the_region_is_that_of_the_fresh_page(filled, enter):
    other_theme = Experience.objects.create(
        house=filled.house, key="new", found_on=date(2023, 1, 1), theme="Uttesting", text="Vi må starte"
    )
    Outcome.objects.create(house=filled.house, experience=other_theme, text="En plan")
    client = enter(filled)

    for query, keys in [
        ("", ["new", "found"]),
        ("?theme=Uttesting", ["new"]),
        ("?state=settled", []),
        ("?theme=finnes-ikke", ["new", "found"]),
        ("?state=%3Cscript%3E", ["new", "found"]),
    ]:
        fresh = client.get(f"portfolio/experiences/{query}")
        region = client.get(f"portfolio/experiences/{query}", headers={"HX-Request": "true"})
        assert [finding.experience.key for finding in fresh.context["findings"]] == keys
        assert region.content.decode().strip() in fresh.content.decode()
        assert region.content.decode().strip().startswith('<div id="experiences"')


def test_factors_are_those_of_the_day(filled, enter):
    Factor.objects.filter(pk=filled.factor.pk).update(valid_from=date(2023, 1, 1), valid_to=date(2023, 2, 1))
    client = enter(filled)

    def texts(on):
        lists = client.get(f"portfolio/factors/?on={on}").context["lists"]
        return [factor.key for each in lists for factor in each.factors]

    assert [texts(on) for on in ("2022-12-31", "2023-01-01", "2023-01-31", "2023-02-01")] == [
        [],
        ["factor"],
        ["factor"],
        [],
    ]
