"""Drafting the next version of a case that is published."""

from datetime import date

import pytest

from statenshus.decisions.models import CaseVersion
from statenshus.decisions.queries.differences import differences, pieces_of
from statenshus.decisions.queries.drafts import state_of
from statenshus.decisions.usecases.attachments import attach
from statenshus.decisions.usecases.cases import draft_case, publish_case, revise_case, withdraw_case
from statenshus.kernel.errors import NotAllowed
from tests.people.acting import refused, told

SAID = {"title": "Ny tittel", "text": "Ny tekst", "proposal": "Nytt forslag", "changed": "Alt"}


@pytest.fixture
def case(filled):
    made = draft_case(filled.bodies["steering"], title="Sak", proposal="Forslag", by=filled.actor("deputy"))
    attach(made, name="notat.txt", content=b"Notat", by=filled.actor())
    publish_case(made, by=filled.actor())
    made.refresh_from_db()
    return made


def test_it_is_a_draft_beside_what_is_published_with_what_was_attached(filled, case):
    made = revise_case(case, **SAID, by=filled.actor())

    assert (made.number, made.published_at, made.changed) == (2, None, "Alt")
    assert list(made.attachments.values_list("name", flat=True)) == ["notat.txt"]
    case.refresh_from_db()
    assert (case.title, case.versions.get(number=1).title) == ("Sak", "Sak")
    assert told(filled, "decisions.revise_case") == [("1/2023 Sak", {"version": 2})]


def test_it_is_written_anew_until_it_is_published(filled, case):
    first = revise_case(case, **SAID, by=filled.actor())

    second = revise_case(case, **{**SAID, "title": "Enda nyere"}, by=filled.actor("deputy"))

    assert (first.pk, CaseVersion.objects.get(pk=first.pk).title) == (second.pk, "Enda nyere")
    publish_case(case, by=filled.actor())
    assert revise_case(case, **SAID, by=filled.actor()).number == 3


def test_of_two_who_write_at_once_the_second_is_told(filled, case):
    seen = state_of(revise_case(case, **SAID, by=filled.actor()))
    revise_case(case, **{**SAID, "text": "En annens"}, seen=seen, by=filled.actor())

    with refused("changed"):
        revise_case(case, **SAID, seen=seen, by=filled.actor())

    publish_case(case, by=filled.actor())
    with refused("changed"):
        revise_case(case, **SAID, seen=seen, by=filled.actor())


def test_it_must_be_said_what_is_changed(filled, case):
    with refused("unsaid"):
        revise_case(case, **{**SAID, "changed": " "}, by=filled.actor())


def test_what_is_not_published_is_edited_and_what_has_ended_is_left(filled, case):
    draft = draft_case(filled.bodies["steering"], title="Utkast", by=filled.actor())
    with refused("unpublished"):
        revise_case(draft, **SAID, by=filled.actor())

    withdraw_case(case, reason="Uaktuell", by=filled.actor())
    with refused("ended"):
        revise_case(case, **SAID, by=filled.actor())


@pytest.mark.parametrize("who", ["chair", "member", "commissioner"])
def test_not_by_others(filled, case, who):
    with pytest.raises(NotAllowed):
        revise_case(case, **SAID, by=filled.actor(who))


def test_others_do_not_see_the_draft(filled, enter, case):
    revise_case(case, **{**SAID, "text": "KANARI"}, by=filled.actor())
    path = f"decisions/cases/{case.key}/"

    seen = {
        who: "KANARI" in enter(filled, who).get(path).content.decode() + told_by_api(enter, filled, who, path)
        for who in ("manager", "deputy", "chair", "member")
    }

    # The text of a draft stands in its form; its page tells what differs.
    assert seen == {"manager": True, "deputy": True, "chair": False, "member": False}


def told_by_api(enter, filled, who, path):
    return enter(filled, who).get(f"api/v1/{path.rstrip('/')}").content.decode()


def versions(**changes):
    usual = {"title": "Tre", "text": "En to tre", "proposal": "Ja", "basis": "", "effective_on": None}
    return CaseVersion(**usual), CaseVersion(**{**usual, **changes})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"title": "To"}, ["Tittelen er endret."]),
        ({"text": "En to", "proposal": "Nei"}, ["Forslaget er endret.", "Teksten er endret."]),
        ({"basis": "Budsjett"}, ["Hjemmelen eller budsjettgrunnlaget er endret."]),
        ({"effective_on": date(2023, 2, 1)}, ["Det skal gjelde fra 1. februar 2023."]),
    ],
)
def test_it_says_in_words_what_differs(changes, said):
    assert [each.said for each in differences(*versions(**changes))] == said


def test_a_day_that_is_moved_or_taken_away_is_told():
    before, _after = versions(effective_on=date(2023, 2, 1))
    before.effective_on = date(2023, 2, 1)
    moved, gone = CaseVersion(title="Tre", text="En to tre", proposal="Ja"), None
    moved.effective_on = date(2023, 3, 1)

    assert [each.said for each in differences(before, moved)] == [
        "Det skal gjelde fra 1. mars 2023, ikke fra 1. februar 2023."
    ]
    moved.effective_on = gone
    assert [each.said for each in differences(before, moved)] == ["Det står ikke lenger når det skal gjelde fra."]


def test_files_that_came_and_went_are_told():
    before, after = versions()

    said = [each.said for each in differences(before, after, (["a.pdf", "b.pdf"], ["b.pdf", "c.pdf"]))]

    assert said == ["Nytt vedlegg: c.pdf", "Vedlegg tatt ut: a.pdf"]


def test_a_text_is_compared_word_by_word():
    assert [(each.kind, each.text) for each in pieces_of("En gammel bil", "En ny bil")] == [
        ("same", "En "),
        ("gone", "gammel"),
        ("new", "ny"),
        ("same", " bil"),
    ]


def test_what_is_the_same_for_long_is_shortened():
    same = " ".join(f"ord{n}" for n in range(50))

    shown = "".join(each.text for each in pieces_of(f"Først {same} sist", f"Fremst {same} sist"))

    assert len(shown) < 120
    assert shown.startswith("FørstFremst ord0")
    assert "…" in shown


def test_long_texts_are_not_compared_word_by_word():
    assert [each.kind for each in pieces_of("a " * 10_000, "b " * 10_000)] == ["gone", "new"]


def test_the_page_shows_what_differs(filled, enter, case):
    revise_case(case, title="Sak", proposal="Nytt forslag", changed="Forslaget er skrevet om.", by=filled.actor())
    publish_case(case, by=filled.actor())

    page = enter(filled, "member").get(f"decisions/cases/{case.key}/").content.decode()

    assert "Forslaget er skrevet om." in page
    assert "<del>Forslag</del><ins>Nytt forslag</ins>" in page
    assert case.versions.get(number=2).hash[:12] in page
