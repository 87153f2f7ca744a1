"""Writing the draft of a case anew, while it is not published."""

import pytest

from statenshus.decisions.models import CaseVersion
from statenshus.decisions.queries.drafts import state_of
from statenshus.decisions.usecases.cases import draft_case, edit_case, publish_case, withdraw_case
from statenshus.kernel.errors import NotAllowed
from tests.houses import TODAY
from tests.people.acting import refused, told

SAID = {"kind": "discussion", "title": "Nytt", "text": "Ny tekst", "proposal": "Nytt forslag", "basis": "Ny hjemmel"}


@pytest.fixture
def draft(filled):
    return draft_case(filled.bodies["steering"], title="Gammelt", by=filled.actor("deputy"))


def test_the_draft_says_what_is_written_last(filled, draft):
    earlier = draft_case(filled.bodies["steering"], title="Først", by=filled.actor())
    later = draft_case(filled.bodies["steering"], title="Så", by=filled.actor())

    case = edit_case(
        later,
        **SAID,
        public_title="Åpen tittel",
        effective_on=TODAY,
        prepared_by=filled.persons["admin"],
        follows=earlier,
        urgent=True,
        by=filled.actor(),
    )

    version = CaseVersion.objects.get(case=case)
    assert {name: getattr(version, name) for name in ("title", "text", "proposal", "basis", "effective_on")} == {
        "title": "Nytt",
        "text": "Ny tekst",
        "proposal": "Nytt forslag",
        "basis": "Ny hjemmel",
        "effective_on": TODAY,
    }
    case.refresh_from_db()
    assert (case.kind, case.title, case.public_title, case.prepared_by.key, case.follows, case.urgent) == (
        "discussion",
        "Nytt",
        "Åpen tittel",
        "admin",
        earlier,
        True,
    )
    assert told(filled, "decisions.edit_case") == [(f"{case.called} Åpen tittel", {})]


def test_who_prepares_it_stays_unless_another_is_named(filled, draft):
    assert edit_case(draft, **SAID, by=filled.actor()).prepared_by == filled.persons["deputy"]


def test_of_two_who_write_at_once_the_second_is_told(filled, draft):
    seen = state_of(draft.versions.get())

    edit_case(draft, **SAID, seen=seen, by=filled.actor())

    with refused("changed"):
        edit_case(draft, **{**SAID, "title": "Mitt"}, seen=seen, by=filled.actor("deputy"))
    assert CaseVersion.objects.get(case=draft).title == "Nytt"


def test_the_second_writer_keeps_what_they_wrote_and_may_save_it_knowing(filled, enter, draft):
    client, path = enter(filled), f"decisions/cases/{draft.key}/edit_case/"
    seen = client.get(path).context["form"]["seen"].value()
    edit_case(draft, **SAID, by=filled.actor("deputy"))
    mine = {"title": "Mitt", "kind": "decision", "text": "Min tekst", "prepared_by": "deputy"}

    first = client.post(path, {**mine, "seen": seen})

    assert first.status_code == 422
    page = first.content.decode()
    assert "Noen har endret utkastet siden du åpnet det." in page
    assert "Min tekst" in page
    assert "Ny tekst" in page
    again = client.post(path, {**mine, "seen": first.context["form"]["seen"].value()})
    assert (again.status_code, CaseVersion.objects.get(case=draft).text) == (303, "Min tekst")


def test_a_case_follows_an_earlier_one_only(filled, draft):
    later = draft_case(filled.bodies["steering"], title="Senere", by=filled.actor())

    for follows in (later, draft):
        with refused("later"):
            edit_case(draft, **SAID, follows=follows, by=filled.actor())


def test_not_after_it_is_published_nor_withdrawn(filled, draft):
    other = draft_case(filled.bodies["steering"], title="Trekkes", by=filled.actor())
    withdraw_case(other, reason="Nei", by=filled.actor())
    with refused("ended"):
        edit_case(other, **SAID, by=filled.actor())

    edit_case(draft, **SAID, by=filled.actor())
    publish_case(draft, by=filled.actor())
    with refused("frozen"):
        edit_case(draft, **SAID, by=filled.actor())


@pytest.mark.parametrize("who", ["chair", "member", "commissioner"])
def test_not_by_others(filled, draft, who):
    with pytest.raises(NotAllowed):
        edit_case(draft, **SAID, by=filled.actor(who))
    with pytest.raises(NotAllowed):
        edit_case(draft, **SAID, prepared_by=filled.persons["manager"], by=filled.actor(who))


def test_by_whoever_prepares_it(filled, draft):
    assert edit_case(draft, **SAID, by=filled.actor("deputy")).title == "Nytt"
