"""A change is put to a body as a case, and takes effect by what is decided on it."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.models import Case, Decision, Mandate
from statenshus.decisions.usecases.cases import publish_case
from statenshus.decisions.usecases.votings import close_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Destination, Restructuring, Subproject, Successor
from statenshus.portfolio.queries.decided import of_case, of_decision
from statenshus.portfolio.usecases import restructurings as acts
from tests.houses import NOW, START
from tests.portfolio.acting import refused, told
from tests.portfolio.changes import decide_change, decision_on, prepared

SOON = NOW + timedelta(days=10)


def put(filled):
    return acts.put_to_decision(filled.restructuring, body=filled.bodies["steering"], by=filled.actor())


def voted(filled, case, choice):
    """The case through a written procedure, in which the one seat there is votes so."""
    Mandate.objects.create(
        house=filled.house, body=filled.bodies["steering"], valid_from=START, written="majority", tie="falls"
    )
    publish_case(case, by=filled.actor())
    voting = open_written(case, closes_at=SOON, by=filled.actor())
    vote(voting, seat=filled.bodies["steering"].seats.get(), choice=choice, by=filled.actor("chair"))
    close_voting(voting, by=filled.actor(now=SOON))
    return Restructuring.objects.staged(SOON.date()).get(pk=filled.restructuring.pk)


def test_a_case_is_drafted_from_the_change(filled):
    prepared(filled)

    made = put(filled)

    version = made.versions.get()
    assert (made.title, made.prepared_by.key, made.is_draft) == ("Endring vaarthus", "manager", True)
    assert version.text == (
        "Grunn vaarthus\n\n"
        "## Delprosjekter før\n\n- En vaarthus (avsluttes)\n- To vaarthus (avsluttes)\n\n"
        "## Delprosjekter etter\n\n- Samlet vaarthus\n\n"
        "## Hvor alt skal\n\n"
        "- Member vaarthus, Registers vaarthus: Samlet vaarthus\n"
        "- Tema vaarthus: Samlet vaarthus\n"
        "- Oppgave vaarthus: Samlet vaarthus\n"
        "- Chair vaarthus, Tax vaarthus: Samlet vaarthus"
    )
    assert version.proposal == "Delprosjektene er:\n\n- Samlet vaarthus"
    assert Restructuring.objects.get(pk=filled.restructuring.pk).case == made
    assert told(filled, "put_to_decision") == [("Endring vaarthus", {"case": made.called, "body": "Steering vaarthus"})]


def test_what_is_adopted_takes_effect_by_itself(filled):
    prepared(filled)

    change = voted(filled, put(filled), "for")

    assert (change.stage, change.decided_by, change.decided_on, change.effective_on) == (
        "in_effect",
        "Steering vaarthus",
        SOON.date(),
        SOON.date(),
    )
    assert change.decision == Decision.objects.get(case=change.case)
    assert [each.name for each in Subproject.objects.in_house(filled.house).at(SOON.date())] == ["Samlet vaarthus"]
    assert not Ask.objects.in_house(filled.house).open().of_kind("carry_out").exists()


def test_what_is_not_adopted_changes_nothing_and_may_be_put_again(filled):
    prepared(filled)
    first = put(filled)

    change = voted(filled, first, "against")

    assert (change.stage, change.decision) == ("proposed", None)
    again = acts.put_to_decision(filled.restructuring, body=filled.bodies["steering"], by=filled.actor(now=SOON))
    assert again.follows == first


def test_what_stands_in_the_way_is_asked_of_whoever_prepared_the_case_and_the_decision_stands(filled):
    change = voted(filled, put(filled), "for")

    assert (change.stage, Decision.objects.get(case=change.case).outcome) == ("proposed", "adopted")
    asked = Ask.objects.in_house(filled.house).open().get(kind="carry_out")
    assert (asked.person.key, asked.path) == ("manager", "portfolio/restructurings/change/")
    assert "Det er ikke oppgitt hvor dette skal" in asked.text

    for placement in filled.placements.values():
        acts.set_destination(
            filled.restructuring,
            placement=placement,
            successors=[Successor.objects.in_house(filled.house).get()],
            by=filled.actor(now=SOON),
        )
    acts.decide(filled.restructuring, decision=change.case.decision, by=filled.actor(now=SOON))

    asked.refresh_from_db()
    assert (asked.ended, asked.answered_by.key, asked.answer) == ("answered", "manager", "Vedtaket er satt i verk.")
    assert Restructuring.objects.get(pk=change.pk).decision == change.case.decision


def test_a_change_that_is_withdrawn_no_longer_waits_to_be_carried_out(filled):
    change = voted(filled, put(filled), "for")

    acts.withdraw(change, on=SOON.date(), by=filled.actor(now=SOON))

    asked = Ask.objects.in_house(filled.house).get(kind="carry_out", subject_key=change.case.key)
    assert asked.ended == "withdrawn"


def test_what_is_adopted_of_a_change_withdrawn_meanwhile_is_asked_of_nobody(filled):
    case = put(filled)
    acts.withdraw(filled.restructuring, on=NOW.date(), by=filled.actor())

    change = voted(filled, case, "for")

    assert (change.stage, Decision.objects.get(case=case).outcome) == ("withdrawn", "adopted")
    assert not Ask.objects.in_house(filled.house).filter(kind="carry_out", subject_key=case.key).exists()


def test_the_case_and_the_decision_tell_which_change_they_are_about_and_what_is_not_settled(filled):
    case = put(filled)
    by = filled.actor()

    before = of_case(by, case)
    change = voted(filled, case, "for")
    after = of_decision(filled.actor(now=SOON), change.case.decision)

    assert (before.restructuring, before.closing) == (change, ["En vaarthus", "To vaarthus"])
    assert ([each.code for each in before.obstacles], before.is_waiting, before.may_carry_out) == (
        ["orphans", "empty"],
        False,
        False,
    )
    assert (after.restructuring, after.is_waiting, after.may_carry_out) == (change, True, True)
    assert not of_decision(filled.actor("chair", now=SOON), change.case.decision).may_carry_out


def test_a_case_about_something_else_is_about_no_change(filled):
    assert of_case(filled.actor(), filled.drafted["case"]) is None


def test_while_it_is_before_the_body_what_is_proposed_is_not_altered(filled):
    prepared(filled)
    case = put(filled)
    Mandate.objects.create(house=filled.house, body=filled.bodies["steering"], valid_from=START, written="majority")
    publish_case(case, by=filled.actor())
    open_written(case, closes_at=SOON, by=filled.actor())

    with refused("before_group"):
        acts.edit_restructuring(filled.restructuring, title="Noe annet", by=filled.actor())
    with refused("before_group"):
        acts.keep_open(filled.restructuring, subproject=filled.subprojects["one"], by=filled.actor())
    with refused("before_group"):
        acts.add_successor(filled.restructuring, name="Enda ett", by=filled.actor())
    Destination.objects.in_house(filled.house).delete()
    acts.set_destination(
        filled.restructuring, placement=filled.placements["theme"], ends_because="Ferdig", by=filled.actor()
    )


def test_a_change_is_put_to_a_body_once_at_a_time(filled):
    put(filled)

    with refused("case_open"):
        put(filled)


def test_an_adopted_change_is_carried_out_and_not_put_again(filled):
    decision_on(filled.restructuring)

    with refused("adopted"):
        put(filled)


def test_only_what_is_proposed_is_put_to_a_body(filled):
    decide_change(prepared(filled), by=filled.actor())

    with refused("stage"):
        put(filled)


def test_others_do_not_put_it(filled, other):
    for who in (filled.actor("chair"), filled.actor("member"), other.actor()):
        with pytest.raises(NotAllowed):
            acts.put_to_decision(filled.restructuring, body=filled.bodies["steering"], by=who)
    assert Case.objects.in_house(filled.house).filter(title="Endring vaarthus").count() == 0


def test_a_case_is_asked_which_change_it_is_about_by_as_many_queries_however_much_goes_where(
    filled, django_assert_max_num_queries
):
    case = put(filled)
    by = filled.actor()
    with django_assert_max_num_queries(9):
        of_case(by, case)
