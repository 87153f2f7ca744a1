"""What a voting came to, in one sentence."""

from datetime import date

import pytest
from django.utils import translation

from statenshus.decisions.models import Case, CaseVersion, Elector, Mandate, Pull, Voting
from statenshus.decisions.queries.sentences import result_of
from statenshus.people.models import Seat
from tests.houses import NOW


def closed(outcome, votes=(0, 0, 0, 0, 0), **told):
    """A voting of ten seats that has ended: for, against, blank, abstain, silent."""
    counts = dict(
        zip(("count_for", "count_against", "count_blank", "count_abstain", "count_silent"), votes, strict=True)
    )
    usual = {"base": 10, "required": 5, "form": "meeting", "quorum": "half", "majority": "simple", "tie": "chair"}
    return Voting(**{**usual, "written": "unanimous", "closed_at": NOW, "outcome": outcome, **counts, **told})


ADOPTED = closed("adopted", (6, 2, 1, 0, 1))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Adopted 6 to 2, 1 blank; 9 of 10 seats voted, 5 required."),
        ("nb", "Vedtatt 6 mot 2, 1 blank; 9 av 10 plasser stemte, kravet er 5."),
        ("nn", "Vedteke 6 mot 2, 1 blank; 9 av 10 plassar røysta, kravet er 5."),
    ],
)
def test_the_result_is_told_in_the_language_of_whoever_reads(language, sentence):
    with translation.override(language):
        assert result_of(ADOPTED) == sentence


@pytest.mark.parametrize(
    ("voting", "sentence"),
    [
        (closed("rejected", (2, 6, 0, 2, 0)), "Ikke vedtatt 2 mot 6, 2 avsto; 8 av 10 plasser stemte, kravet er 5."),
        (
            closed("adopted", (4, 4, 2, 0, 0), by_chair=True),
            "Vedtatt 4 mot 4, 2 blanke; stemmetallet var likt, og lederens stemme avgjorde; "
            "10 av 10 plasser stemte, kravet er 5.",
        ),
        (
            closed("rejected", (4, 4, 0, 0, 2), by_chair=True),
            "Ikke vedtatt 4 mot 4; stemmetallet var likt, og lederens stemme avgjorde; "
            "8 av 10 plasser stemte, kravet er 5.",
        ),
        (
            closed("rejected", (4, 4, 0, 0, 2), tie="falls"),
            "Ikke vedtatt 4 mot 4; stemmetallet var likt, og da faller forslaget; 8 av 10 plasser stemte, kravet er 5.",
        ),
        (
            closed("not_quorate", (3, 1, 0, 1, 5)),
            "Ikke vedtaksfør, så ingenting er avgjort: 4 av 10 plasser stemte, kravet er 5.",
        ),
        (
            closed("adopted", (6, 0, 0, 1, 3), form="written", written="silence"),
            "Vedtatt 6 mot 0, 1 avsto; 3 har ikke svart og regnes som enige; 9 av 10 plasser regnes med, kravet er 5.",
        ),
        (
            closed("adopted", (9, 0, 0, 0, 1), form="written", written="silence"),
            "Vedtatt 9 mot 0; 1 har ikke svart og regnes som enig; 10 av 10 plasser regnes med, kravet er 5.",
        ),
        (
            closed("adopted", (6, 0, 0, 1, 3), written="silence"),
            "Vedtatt 6 mot 0, 1 avsto; 6 av 10 plasser stemte, kravet er 5.",
        ),
        (
            closed("called_off", called_off_because="Forslaget trekkes.\nNytt kommer."),
            "Avstemningen ble avbrutt: Forslaget trekkes. Nytt kommer.",
        ),
        (closed("", closed_at=None), "Avstemningen er ikke avsluttet."),
    ],
)
def test_the_sentence_explains_each_outcome(voting, sentence):
    assert result_of(voting) == sentence


def test_another_majority_than_the_simple_is_told():
    with translation.override("en"):
        assert result_of(closed("rejected", (5, 3, 0, 0, 2), majority="of_seats")) == (
            "Not adopted 5 to 3; rule for a majority: more than half of all seats; 8 of 10 seats voted, 5 required."
        )


def written(filled, votes, written, *, pulled=False, disagree=False, **told):
    """A written procedure that must be taken in a meeting, on record with one seat."""
    own, body, chair = {"house": filled.house}, filled.bodies["steering"], filled.persons["chair"]
    case = Case.objects.create(
        **own, key="2023-1", year=2023, number=1, body=body, title="Sak", prepared_by=chair, drafted_at=NOW
    )
    version = CaseVersion.objects.create(**own, case=case, number=1, title="Sak")
    mandate = Mandate.objects.create(**own, body=body, valid_from=date(2022, 1, 1))
    voting = closed("to_meeting", votes, form="written", written=written, pull_members=1, **told)
    voting.house, voting.case, voting.version, voting.mandate, voting.key = filled.house, case, version, mandate, "k"
    voting.round, voting.opened_at, voting.closes_at = 1, NOW, NOW
    voting.save()
    seat = Seat.objects.in_house(filled.house).get(body=body)
    if pulled:
        Pull.objects.create(**own, voting=voting, seat=seat, person=chair, at=NOW)
    if disagree:
        Elector.objects.create(
            **own, voting=voting, seat=seat, choice="for", agrees=False, person=chair, rank=0, at=NOW
        )
    return voting


@pytest.mark.parametrize(
    ("votes", "rule", "told", "why"),
    [
        ((6, 0, 0, 0, 4), "majority", {"pulled": True}, "1 plass har krevd det"),
        ((9, 0, 0, 0, 0), "form", {"disagree": True}, "1 plass er ikke enig i at saken avgjøres skriftlig"),
        ((6, 0, 0, 0, 3), "unanimous", {}, "6 av 9 plasser er for forslaget, og skriftlig må alle være det"),
        ((6, 2, 0, 0, 2), "silence", {}, "2 plasser er imot, og da regnes ikke taushet som samtykke"),
        (
            (6, 2, 0, 0, 2),
            "form",
            {},
            "2 plasser har ikke svart, og alle må være enige i at saken avgjøres skriftlig",
        ),
    ],
)
def test_it_says_why_a_case_must_be_taken_in_a_meeting(filled, votes, rule, told, why):
    assert result_of(written(filled, votes, rule, **told)) == f"Må tas i møte: {why}."


def test_what_is_not_asked_of_the_database_costs_no_query(filled, django_assert_num_queries):
    with django_assert_num_queries(0):
        result_of(ADOPTED)
