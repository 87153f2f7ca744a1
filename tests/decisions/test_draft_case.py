"""Drafting a case: the next number of the year, seen by few until it is published."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.decisions.models import Case, CaseVersion
from statenshus.decisions.usecases.cases import draft_case
from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.bodies import dissolve_body
from tests.houses import TODAY, fill
from tests.people.acting import refused, told


def numbers(filled):
    rows = Case.objects.in_house(filled.house).filter(year__gte=2023)
    return list(rows.order_by("drafted_at", "pk").values_list("key", flat=True))


def test_it_gets_the_next_number_of_house_and_year(filled, other):
    draft_case(other.bodies["steering"], title="Nabo", by=other.actor())

    for title in ("Første", "Andre"):
        draft_case(filled.bodies["steering"], title=title, by=filled.actor())
    later = filled.actor(now=datetime(2024, 1, 1, 9, tzinfo=UTC))
    draft_case(filled.bodies["working"], title="Neste år", by=later)

    assert numbers(filled) == ["2023-1", "2023-2", "2024-1"]


def test_the_year_is_that_of_the_house_and_not_of_greenwich(filled):
    by = filled.actor(now=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))

    assert draft_case(filled.bodies["steering"], title="Nyttår", by=by).key == "2024-1"


def test_what_is_written_stands_in_the_first_version(filled):
    by = filled.actor()
    said = {"text": "Saken", "proposal": "Forslaget", "basis": "Hjemmel", "effective_on": TODAY}

    made = draft_case(filled.bodies["steering"], title="Tre delprosjekter", **said, by=by)

    version = CaseVersion.objects.get(case=made)
    assert (version.number, version.title, version.hash) == (1, "Tre delprosjekter", "")
    assert {name: getattr(version, name) for name in said} == said
    assert (made.prepared_by, made.is_draft) == (filled.persons["manager"], True)
    assert told(filled, "decisions.draft_case") == [("1/2023 Tre delprosjekter", {"body": "Steering vaarthus"})]


def test_the_log_tells_the_public_title_alone(filled):
    draft_case(filled.bodies["steering"], title="Hemmelig", public_title="Personalsak", by=filled.actor())

    assert [name for name, _data in told(filled, "decisions.draft_case")] == ["1/2023 Personalsak"]


def test_who_sits_in_the_body_drafts_a_case_of_their_own(filled):
    made = draft_case(filled.bodies["steering"], title="Vårt forslag", by=filled.actor("deputy"))

    assert made.prepared_by == filled.persons["deputy"]
    with pytest.raises(NotAllowed):
        draft_case(
            filled.bodies["steering"], title="For en annen", prepared_by=made.prepared_by, by=filled.actor("member")
        )


@pytest.mark.parametrize("who", ["member", "commissioner"])
def test_not_by_others(filled, who):
    with pytest.raises(NotAllowed):
        draft_case(filled.bodies["steering"], title="Nei", by=filled.actor(who))


def test_nothing_of_another_house_is_let_in(filled, other):
    theirs = draft_case(other.bodies["steering"], title="Nabo", by=other.actor())

    for named in ({"prepared_by": other.persons["manager"]}, {"follows": theirs}):
        with pytest.raises(NotAllowed):
            draft_case(filled.bodies["steering"], title="Nei", **named, by=filled.actor())


def test_the_operator_says_who_prepares_it(filled):
    operator = Actor(filled.house, filled.actor().now, None, frozenset(Role))

    with refused("nobody"):
        draft_case(filled.bodies["steering"], title="Sak", by=operator)


def test_not_for_a_body_that_does_not_exist_today(filled):
    dissolve_body(filled.bodies["working"], on=TODAY, by=filled.actor())
    filled.bodies["working"].refresh_from_db()

    with refused("outside"):
        draft_case(filled.bodies["working"], title="Sak", by=filled.actor())


@pytest.mark.parametrize(
    ("who", "sees"),
    [("manager", True), ("admin", True), ("deputy", True), ("chair", False), ("member", False)],
)
def test_a_draft_is_seen_by_those_who_keep_the_record_and_whoever_prepares_it(filled, who, sees):
    made = draft_case(filled.bodies["steering"], title="Kladd", by=filled.actor("deputy"))

    assert Case.objects.visible_to(filled.actor(who)).filter(pk=made.pk).exists() is sees


def test_so_does_whoever_chairs_the_body(filled):
    filled.bodies["steering"].seats.update(role="chair")
    made = draft_case(filled.bodies["steering"], title="Kladd", by=filled.actor())

    assert Case.objects.visible_to(filled.actor("chair")).filter(pk=made.pk).exists()
    assert not Case.objects.visible_to(filled.actor("deputy")).filter(pk=made.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_however_many_draft_at_once():
    house, start, faults = fill("kapplop", decided=False), Barrier(8), []

    def draft():
        try:
            start.wait()
            draft_case(house.bodies["steering"], title="Sak", by=house.actor())
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=draft) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (faults, sorted(Case.objects.filter(year=2023).values_list("number", flat=True))) == ([], list(range(1, 9)))
