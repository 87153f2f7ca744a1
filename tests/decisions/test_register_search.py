"""Searching the register: by stem, by prefix, within compound words, and never in what one may not read."""

import pytest

from statenshus.decisions.models import CaseVersion
from statenshus.decisions.queries.register import decided, entries
from statenshus.decisions.queries.search import excerpt, sought
from tests.decisions import records
from tests.houses import NOW


@pytest.fixture
def decisions(filled, other):
    """Four decisions: rooms, subprojects, something exempt about rooms, one of the house next door."""
    made = {
        "rooms": records.case(filled, 1, title="Kontorfellesskap", proposal="Møterommene får nye skjermer."),
        "parts": records.case(filled, 2, title="Ny inndeling", proposal="Delprosjektene slås sammen."),
        "hidden": records.case(
            filled, 3, title="Rommet til Kari", public_title="Tilrettelegging", proposal="Hun får et hvilerom."
        ),
    }
    records.exempt(made["hidden"])
    found = {name: records.decide(case) for name, case in made.items()}
    found["next door"] = records.decide(records.case(other, 1, title="Rom", proposal="Romfordeling."))
    return found


def found(by, words, **narrowed):
    """The cases that the words find, the best first."""
    asked = sought(words)
    return [each.decision.case.number for each in entries(by, decided(by, asked=asked, **narrowed).rows, asked)]


@pytest.mark.parametrize(
    ("words", "cases"),
    [
        ("rom", [1]),
        ("møterom", [1]),
        ("møterommet", [1]),
        ("skjerm", [1]),
        ("fellesskap", [1]),
        ("delprosjekt", [2]),
        ("prosjekt", [2]),
        ("DELPROSJEKTET", [2]),
        ("inndelinger slått", []),
        ("ny inndeling", [2]),
        ("Ny & (inndeling | !*:", [2]),
        ("2/2023", [2]),
        ("9/2023", []),
        ("kjøleskap", []),
        ("og", []),
        ("tilrettelegging", [3]),
        ("hvilerom", []),
        ("kari", []),
    ],
)
def test_words_find_what_others_may_read(filled, decisions, words, cases):
    assert found(filled.actor("member"), words) == cases


@pytest.mark.parametrize("who", ["manager", "chair", "deputy"])
def test_those_who_may_read_the_whole_find_in_the_whole(filled, decisions, who):
    assert sorted(found(filled.actor(who), "rom")) == [1, 3]
    assert found(filled.actor(who), "kari") == [3]


def test_whoever_prepared_a_case_finds_in_it(filled, decisions):
    decisions["hidden"].case.__class__.objects.filter(number=3).update(prepared_by=filled.persons["member"])

    assert found(filled.actor("member"), "hvilerom") == [3]


def test_when_the_exemption_ends_everybody_finds_the_whole(filled, decisions):
    decisions["hidden"].case.exemptions.update(lifted_at=NOW)

    assert found(filled.actor("member"), "hvilerom") == [3]
    assert found(filled.actor("member"), "tilrettelegging") == []


def test_the_text_of_the_case_is_searched_once_it_is_published(filled, decisions):
    case = records.case(filled, 4, title="Kontor", text="Vi drøftet samlokalisering.")
    records.decide(case)
    CaseVersion(house=filled.house, case=case, number=2, title="x", text="Utkast om hemmeligheter.").save()

    assert found(filled.actor("member"), "lokalisering") == [4]
    assert found(filled.actor(), "hemmelighet") == []


def test_words_in_a_decision_come_before_words_in_its_case_alone(filled, decisions):
    records.decide(records.case(filled, 4, title="Kontor", text="Her nevnes delprosjekt."))

    assert found(filled.actor(), "delprosjekt") == [2, 4]


def test_the_search_can_be_narrowed(filled, decisions):
    by = filled.actor()

    assert found(by, "rom", year=2022) == []
    assert found(by, "rom", outcome="rejected") == []
    assert sorted(found(by, "rom", body=filled.bodies["steering"], year=2023, outcome="adopted")) == [1, 3]
    assert found(by, "rom", body=filled.bodies["working"]) == []


def shown(by, words):
    """Title and excerpt of each hit."""
    asked = sought(words)
    return [(each.shown_title, each.excerpt) for each in entries(by, decided(by, asked=asked).rows, asked)]


def test_what_was_found_is_marked(filled, decisions):
    assert shown(filled.actor("member"), "rom") == [("Kontorfellesskap", "<mark>Møterommene</mark> får nye skjermer.")]


def test_what_is_exempt_is_not_shown_in_any_excerpt(filled, decisions):
    assert shown(filled.actor("member"), "tilrettelegging") == [("<mark>Tilrettelegging</mark>", "")]


def test_an_excerpt_is_escaped_and_stands_around_the_word():
    text = f"{'før ' * 60}**<script>alert(1)</script>** rommet {'etter ' * 60}"

    told = excerpt(text, ("rom",))

    assert told.startswith("… før ") and told.endswith("etter …")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>rommet</mark>" in told
    assert len(told) < 400


@pytest.mark.parametrize("words", ["", "  ", "!!!", "_"])
def test_nothing_asked_is_nothing_sought(db, words):
    assert sought(words) is None


def test_a_text_of_any_length_and_kind_can_be_kept(filled):
    many = " ".join(
        f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}ordsomerlangtogrart" for n in range(15000)
    )

    records.decide(records.case(filled, 1, title="Lang", proposal="Kort"), text=many)

    assert found(filled.actor(), "lang") == [1]


def test_a_search_costs_the_same_with_one_hit_and_with_many(filled, decisions, django_assert_num_queries):
    by = filled.actor("member")
    with django_assert_num_queries(12):
        found(by, "skjermer")
    for number in range(4, 10):
        records.decide(records.case(filled, number, proposal="Nye skjermer."))
    with django_assert_num_queries(12):
        assert len(found(by, "skjermer")) == 7
