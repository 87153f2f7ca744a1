"""Appointing who leads a subproject."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.portfolio.models import Placement
from statenshus.portfolio.usecases.placements import appoint_lead
from tests.houses import START, TODAY, fill
from tests.portfolio.acting import refused, told


def test_a_person_leads_on_behalf_of_an_organisation(filled):
    two, chair, tax = filled.subprojects["two"], filled.persons["chair"], filled.organisations["tax"]

    made = appoint_lead(two, person=chair, organisation=tax, valid_from=TODAY, source="Vedtak", by=filled.actor())

    leads = Placement.objects.in_house(filled.house).filter(subproject=two, kind="lead")
    assert list(leads.at(TODAY)) == [made]
    assert list(leads.at(TODAY - timedelta(days=1))) == []
    assert (made.person, made.organisation, made.source) == (chair, tax, "Vedtak")
    assert told(filled, "appoint_lead") == [(two.name, {"lead": f"{chair}, {tax}", "placement": made.key})]


@pytest.mark.parametrize("who", ["member", "chair", "commissioner"])
def test_only_those_who_keep_the_record(filled, who):
    with pytest.raises(NotAllowed):
        appoint_lead(filled.subprojects["two"], person=filled.persons["chair"], valid_from=TODAY, by=filled.actor(who))


def test_nobody_of_the_house_next_door(filled, other):
    two, mine, theirs = filled.subprojects["two"], filled.persons["chair"], other.persons["chair"]

    with pytest.raises(NotAllowed):
        appoint_lead(two, person=theirs, valid_from=TODAY, by=filled.actor())
    with pytest.raises(NotAllowed):
        appoint_lead(two, person=mine, organisation=other.organisations["tax"], valid_from=TODAY, by=filled.actor())


@pytest.mark.parametrize("after", [TODAY, TODAY - timedelta(days=1)])
def test_a_lead_does_not_end_before_starting(filled, after):
    with refused("backwards", "valid_to"):
        appoint_lead(
            filled.subprojects["two"],
            person=filled.persons["chair"],
            valid_from=TODAY,
            valid_to=after,
            by=filled.actor(),
        )


def test_there_is_one_lead_at_a_time(filled):
    with refused("led", "valid_from"):
        appoint_lead(filled.subprojects["one"], person=filled.persons["chair"], valid_from=TODAY, by=filled.actor())


def test_the_next_may_start_the_day_after_the_last_day(filled):
    one = filled.subprojects["one"]
    Placement.objects.filter(pk=filled.placements["lead"].pk).update(valid_to=TODAY)

    made = appoint_lead(one, person=filled.persons["chair"], valid_from=TODAY, by=filled.actor())

    leads = Placement.objects.in_house(filled.house).filter(subproject=one, kind="lead")
    assert list(leads.at(TODAY - timedelta(days=1))) == [filled.placements["lead"]]
    assert list(leads.at(TODAY)) == [made]


def test_a_lead_leads_only_while_the_subproject_lasts(filled):
    with refused("outside_subproject", "valid_from"):
        appoint_lead(
            filled.subprojects["two"],
            person=filled.persons["chair"],
            valid_from=START - timedelta(days=1),
            by=filled.actor(),
        )


def test_it_is_done_on_a_page(filled, enter):
    said = {"person": "chair", "organisation": "tax", "valid_from": "2023-01-31", "valid_to": "2023-12-31"}

    answer = enter(filled).post("portfolio/subprojects/two/appoint_lead/", said)

    assert answer.status_code == 303
    made = Placement.objects.in_house(filled.house).get(subproject__key="two", kind="lead")
    assert (made.person.key, made.organisation.key, made.valid_to) == ("chair", "tax", date(2024, 1, 1))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"person": "nobody"}, "person"),
        ({"person": ""}, "person"),
        ({"organisation": "ingen"}, "organisation"),
        ({"valid_from": "31.02.2023"}, "valid_from"),
        ({"valid_to": "2022-12-31"}, "valid_to"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(filled, enter, said, field):
    right = {"person": "chair", "valid_from": "2023-01-31"}

    answer = enter(filled).post("portfolio/subprojects/two/appoint_lead/", right | said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_appoint_at_once_one_succeeds():
    house = fill("kappehus")
    ready, outcome = threading.Barrier(2), []

    def appoint(who):
        ready.wait()
        try:
            appoint_lead(house.subprojects["two"], person=house.persons[who], valid_from=TODAY, by=house.actor())
            outcome.append("led")
        except Refused as refusal:
            outcome.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=appoint, args=[who]) for who in ("chair", "deputy")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome) == ["led", "led"]
    assert Placement.objects.in_house(house.house).filter(subproject__key="two", kind="lead").count() == 1
