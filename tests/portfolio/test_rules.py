"""Who may do what: the keepers of the record, the lead of the day, everybody but the commissioner."""

from datetime import UTC, date, datetime

import pytest

from statenshus.portfolio.models import Placement
from statenshus.portfolio.rules import experiences, factors, leads, placements, subprojects

WHO = ["manager", "admin", "chair", "deputy", "member", "commissioner"]
KEEPERS = {"manager", "admin"}
LEAD = {"member"}
HOUSE = {"manager", "admin", "chair", "deputy", "member"}


@pytest.mark.parametrize(
    ("rule", "subjects", "may"),
    [
        (subprojects.start_subproject, [], KEEPERS),
        (subprojects.describe_subproject, ["one"], KEEPERS),
        (subprojects.end_subproject, ["one"], KEEPERS),
        (placements.add_item, ["one"], KEEPERS | LEAD),
        (placements.add_item, ["two"], KEEPERS),
        (placements.edit_item, ["item theme"], KEEPERS | LEAD),
        (placements.edit_item, ["item task"], KEEPERS),
        (placements.place_item, ["item task", "one"], KEEPERS | LEAD),
        (placements.place_item, ["item task", "two"], KEEPERS),
        (placements.appoint_lead, ["one"], KEEPERS),
        (placements.add_member, ["one"], KEEPERS | LEAD),
        (placements.add_member, ["two"], KEEPERS),
        (placements.end_placement, ["placement theme"], KEEPERS | LEAD),
        (placements.end_placement, ["placement lead"], KEEPERS),
        (placements.end_placement, ["placement member"], KEEPERS),
        (experiences.record_experience, [], HOUSE),
        (experiences.edit_experience, ["experience"], KEEPERS),
        (experiences.add_outcome, ["experience"], KEEPERS),
        (experiences.settle_experience, ["experience"], KEEPERS),
        (experiences.reopen_experience, ["experience"], KEEPERS),
        (factors.add_factor, [], KEEPERS),
        (factors.edit_factor, ["factor"], KEEPERS),
        (factors.retire_factor, ["factor"], KEEPERS),
    ],
    ids=lambda value: getattr(value, "__name__", None) or " ".join(sorted(value)),
)
def test_each_rule_lets_those_it_says(filled, other, rule, subjects, may):
    def thing(house, name):
        kind, _, key = name.rpartition(" ")
        if kind:
            return getattr(house, f"{kind}s")[key]
        return house.subprojects.get(name) or getattr(house, name)

    own = [thing(filled, name) for name in subjects]
    theirs = [thing(other, name) for name in subjects]

    assert {who for who in WHO if filled.actor(who).may(rule, *own)} == may
    if subjects:
        assert [who for who in WHO if filled.actor(who).may(rule, *theirs)] == []


def test_a_lead_leads_from_the_first_day_to_the_last(filled):
    Placement.objects.filter(pk=filled.placements["lead"].pk).update(valid_to=date(2023, 2, 1))
    one, two = filled.subprojects["one"], filled.subprojects["two"]

    def on(year, month, day):
        return filled.actor("member", now=datetime(year, month, day, 12, tzinfo=UTC))

    assert leads(on(2021, 12, 31), one) is False
    assert leads(on(2022, 1, 1), one) is True
    assert leads(on(2023, 1, 31), one) is True
    assert leads(on(2023, 2, 1), one) is False
    assert leads(on(2023, 1, 31), two) is False


def test_a_member_of_a_subproject_does_not_lead_it(filled):
    assert leads(filled.actor("chair"), filled.subprojects["two"]) is False


def test_who_recorded_an_experience_may_go_on_with_it(filled):
    from statenshus.portfolio.usecases.experiences import record_experience

    found = record_experience(found_on=date(2023, 1, 2), theme="Tema", text="Funn", by=filled.actor("chair"))

    assert {who for who in WHO if filled.actor(who).may(experiences.settle_experience, found)} == KEEPERS | {"chair"}


def test_a_commissioner_who_also_sits_in_the_steering_group_may_record_experiences(filled):
    only = filled.actor("commissioner", roles=["member", "commissioner"])
    both = filled.actor("commissioner", roles=["member", "commissioner", "steering"])

    assert [by.may(experiences.record_experience) for by in (only, both)] == [False, True]
