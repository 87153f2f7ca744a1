"""The plan of a year: what is wanted, the proposal that a worker makes, dates moved by hand, and meetings called."""

from datetime import date, time, timedelta

import pytest

from statenshus.asks.queries.reminders import holiday_on
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Meeting, PlannedDate, RotaMember, YearPlan
from statenshus.meetings.queries.years import year
from statenshus.meetings.usecases.recesses import enter_recess
from statenshus.meetings.usecases.years import (
    adopt_year,
    drop_year,
    enter_fixed_date,
    leave_out_body,
    move_planned_date,
    open_year,
    plan_body,
    propose_year,
    remove_fixed_date,
    settle_year,
)
from tests.api.calling import Program
from tests.houses import NOW
from tests.people.acting import told
from tests.workplaces.acting import refused

SAID = {
    "count": 4, "least_days": 30, "most_days": 100, "weekdays": [1, 2, 3], "begins": time(9), "minutes": 120,
    "place": "Rådhuset",
}  # fmt: skip


@pytest.fixture
def plan(filled):
    first = date(2024, 1, 1)
    return open_year(filled.house, name="Året 2024", first_on=first, until_on=date(2025, 1, 1), by=filled.actor())


@pytest.fixture
def wanted(filled, plan):
    return plan_body(plan, body=filled.bodies["steering"], **SAID, by=filled.actor())


def settled(filled, plan):
    """The plan with the proposal that a worker makes."""
    propose_year(plan, by=filled.actor())
    plan.refresh_from_db()
    return settle_year(plan, by=Actor.clock(filled.house, NOW))


def dates(plan):
    return list(PlannedDate.objects.filter(of__plan=plan).order_by("number"))


def test_a_year_is_proposed_around_holidays_recesses_and_what_is_fixed(filled, plan, wanted):
    by = filled.actor()
    enter_recess(filled.house, name="Vinterferie", first_on=date(2024, 2, 1), until_on=date(2024, 3, 15), by=by)
    day = date(2024, 9, 17)
    enter_fixed_date(plan, name="Budsjett", on_day=day, body=filled.bodies["steering"], days_before=5, by=by)
    RotaMember.objects.filter(body=filled.bodies["steering"]).update(valid_from=date(2022, 1, 1))

    settled(filled, plan)

    found = dates(plan)
    assert [each.number for each in found] == [1, 2, 3, 4] and not any(holiday_on(each.on_day) for each in found)
    assert {each.on_day.isoweekday() for each in found} <= {1, 2, 3}
    assert not any(date(2024, 2, 1) <= each.on_day < date(2024, 3, 15) for each in found)
    assert any(day - timedelta(days=5) <= each.on_day <= day for each in found)
    shown = year(YearPlan.objects.get(pk=plan.pk), by)
    assert (shown.faults, shown.is_current) == ([], True) and sum(len(days) for _month, days in shown.months) == 4
    assert {each.host.key for each in found if each.host} <= {"tax", "town"}
    assert (
        told(filled, "meetings.open_year")
        and told(filled, "meetings.plan_body")
        and told(filled, "meetings.settle_year")
    )


def test_what_cannot_be_met_is_told_in_words(filled, plan):
    by = filled.actor()
    body = filled.bodies["steering"]
    plan_body(plan, body=body, **{**SAID, "count": 12, "least_days": 60, "most_days": 90}, by=by)

    settled(filled, plan)

    said = year(YearPlan.objects.get(pk=plan.pk), by).faults
    assert said[0].startswith(f"{body.name}: 12 møter") and "660 dager" in said[0]
    assert any("før møte" in each for each in said[1:])


def test_a_date_is_moved_by_hand_and_stays_until_it_is_let_go(filled, plan, wanted):
    settled(filled, plan)
    second = dates(plan)[1]
    on = second.on_day + timedelta(days=7)

    move_planned_date(second, on=on, by=filled.actor())
    plan.refresh_from_db()
    assert plan.asked_at is not None
    settle_year(plan, by=Actor.clock(filled.house, NOW))

    found = dates(plan)
    assert (found[1].key, found[1].on_day, found[1].is_fixed) == (second.key, on, True)
    assert not any(each.is_fixed for each in (found[0], *found[2:]))
    move_planned_date(found[1], on=None, by=filled.actor())
    assert not dates(plan)[1].is_fixed


def test_a_proposal_that_is_overtaken_is_not_written(filled, plan, wanted):
    settled(filled, plan)
    before = [(each.number, each.on_day) for each in dates(plan)]
    plan.refresh_from_db()
    YearPlan.objects.filter(pk=plan.pk).update(asked_at=NOW + timedelta(minutes=1))
    plan_body(plan, body=filled.bodies["steering"], **{**SAID, "count": 6}, by=filled.actor())

    settle_year(plan, by=Actor.clock(filled.house, NOW))

    assert [(each.number, each.on_day) for each in dates(plan)] == before


def test_what_is_adopted_is_called_at_the_hours_of_norway(filled, plan, wanted):
    settled(filled, plan)

    made = adopt_year(plan, by=filled.actor())

    assert [each.starts_at.astimezone().hour for each in made] == [9] * 4 and made[0].place == "Rådhuset"
    assert [each.meeting for each in dates(plan)] == made and Meeting.objects.filter(year=2024).count() == 4
    assert told(filled, "meetings.adopt_year")
    for act in (propose_year, adopt_year, drop_year):
        assert refused(act, plan, by=filled.actor()) == "ended"


def test_what_is_refused_and_why(filled, plan, wanted):
    by, body = filled.actor(), filled.bodies["steering"]
    other = open_year(filled.house, name="Tomt", first_on=date(2026, 1, 1), until_on=date(2026, 2, 1), by=by)
    assert refused(propose_year, other, by=by) == "empty"
    assert refused(adopt_year, other, by=by) == "empty"
    days = {"first_on": date(2024, 1, 1)}
    assert refused(open_year, filled.house, name="x", **days, until_on=date(2024, 1, 1), by=by) == "backwards"
    assert refused(open_year, filled.house, name="x", **days, until_on=date(2026, 1, 1), by=by) == "long"
    for code, wrong in {
        "apart": {"least_days": 50, "most_days": 20},
        "weekdays": {"weekdays": []},
        "late": {"begins": time(23)},
        "where": {"place": " "},
    }.items():
        assert refused(plan_body, plan, body=body, **{**SAID, **wrong}, by=by) == code
    assert refused(plan_body, plan, body=body, **{**SAID, "format": "remote"}, by=by) == "where"
    assert refused(enter_fixed_date, plan, name="x", on_day=date(2026, 1, 1), by=by) == "outside"
    settled(filled, plan)
    first, second, third, _last = dates(plan)
    assert refused(move_planned_date, first, on=date(2026, 1, 1), by=by) == "outside"
    assert refused(move_planned_date, first, on=second.on_day, by=by) == "taken"
    move_planned_date(second, on=second.on_day + timedelta(days=1), by=by)
    assert refused(move_planned_date, first, on=third.on_day + timedelta(days=1), by=by) == "order"
    assert refused(adopt_year, plan, by=by) == "settling"


def test_bodies_and_fixed_dates_are_taken_out_and_a_plan_is_dropped(filled, plan, wanted):
    by = filled.actor()
    fixed = enter_fixed_date(plan, name="Husets dag", on_day=date(2024, 6, 3), by=by)

    remove_fixed_date(fixed, by=by)
    leave_out_body(wanted, by=by)
    drop_year(plan, by=by)

    assert (plan.bodies.count(), plan.fixed_dates.count()) == (0, 0)
    assert YearPlan.objects.get(pk=plan.pk).state == "dropped"
    assert all(
        told(filled, f"meetings.{act}")
        for act in ("remove_fixed_date", "leave_out_body", "drop_year", "enter_fixed_date")
    )


def test_only_those_who_keep_the_record_plan(filled, plan, wanted):
    by = filled.actor("member")
    for act, said in (
        (open_year, {"name": "x", "first_on": NOW.date(), "until_on": NOW.date()}),
        (propose_year, {}),
        (adopt_year, {}),
        (drop_year, {}),
    ):
        with pytest.raises(NotAllowed):
            act(filled.house if act is open_year else plan, **said, by=by)
    with pytest.raises(NotAllowed):
        settle_year(plan, by=filled.actor())


def test_a_year_is_planned_on_pages(filled, enter):
    client = enter(filled)
    assert client.get("meetings/years/open_year/").status_code == 200
    made = client.post(
        "meetings/years/open_year/", {"name": "Året", "first_on": "2030-01-01", "until_on": "2030-12-31"}
    )
    assert made.status_code == 303
    plan = YearPlan.objects.get(name="Året")
    base = f"meetings/years/{plan.key}/"
    said = {**SAID, "begins": "09:00", "body": "steering", "format": "physical"}
    assert client.post(f"{base}plan_body/", {**said, "place": ""}).status_code == 422
    assert client.post(f"{base}plan_body/", said).status_code == 303
    fixed = {"name": "Budsjett", "on_day": "2030-10-01", "body": "steering", "days_before": 14}
    assert client.post(f"{base}enter_fixed_date/", fixed).status_code == 303
    assert 'value="4"' in client.get(f"{base}plan_body/?body=steering").content.decode()
    assert client.post(f"{base}propose_year/").status_code == 303
    assert 'hx-trigger="every 2s"' in client.get(base).content.decode()
    settle_year(YearPlan.objects.get(pk=plan.pk), by=Actor.clock(filled.house, NOW))
    page = client.get(base).content.decode()
    assert "Vedta" in page and "every 2s" not in page and "Budsjett" in page
    one = dates(plan)[0]
    moved = client.post(f"meetings/planned_dates/{one.key}/move_planned_date/", {"on": "2031-01-01"})
    assert moved.status_code == 422
    assert client.post(f"{base}adopt_year/").status_code == 303
    assert Meeting.objects.filter(year=2030).count() == 4
    assert "Vedtatt" in client.get("meetings/years/").content.decode()


def test_a_program_plans_a_year(filled):
    program = Program(filled, "manager")
    made = program.call("post", "meetings/years", {"name": "Året", "first_on": "2030-01-01", "until_on": "2031-01-01"})
    key = made.json()["key"]
    said = {**SAID, "begins": "09:00:00", "body": "steering"}
    assert program.call("post", f"meetings/years/{key}/plan_body", said).json()["count"] == 4
    fixed = program.call("post", f"meetings/years/{key}/enter_fixed_date", {"name": "Budsjett", "on_day": "2030-10-01"})
    assert fixed.status_code == 201 and fixed.json()["body"] is None
    assert program.call("post", f"meetings/years/{key}/propose_year", {}).json()["asked_at"]
    settle_year(YearPlan.objects.get(key=key), by=Actor.clock(filled.house, NOW))
    whole = program.call("get", f"meetings/years/{key}").json()
    assert len(whole["dates"]) == 4 and whole["faults"] == [] and whole["bodies"][0]["body"] == "steering"
    moved = program.call("post", f"meetings/planned_dates/{whole['dates'][0]['key']}/move_planned_date", {"on": None})
    assert moved.status_code == 200
    settle_year(YearPlan.objects.get(key=key), by=Actor.clock(filled.house, NOW))
    assert program.call("post", f"meetings/years/{key}/adopt_year", {}).json()["state"] == "adopted"
    assert program.call("get", "meetings/years").json()["count"] == 2
