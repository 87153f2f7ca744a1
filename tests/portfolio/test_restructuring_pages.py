"""The pages of changes: as of the day, in each state, and each act once through its form."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.portfolio.models import ProposedLead, Restructuring, StageChange, Subproject, Successor
from tests.portfolio.changes import decided, decision_on, prepared

LIST = "portfolio/restructurings/"
PAGE = "portfolio/restructurings/change/"


def text(answer):
    """The page's main content without its markup, in single spaces."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def manager(filled, enter, monkeypatch):
    """The manager's browser on 31 January 2023."""
    monkeypatch.setattr("statenshus.kernel.clock.now", lambda: filled.actor().now)
    return enter(filled, "manager")


@pytest.fixture
def member(filled, enter, manager):
    return enter(filled, "member")


def test_the_list_shows_the_stage_as_of_the_day(manager):
    pages = [text(manager.get(f"{LIST}?on={day}")) for day in ("2022-12-01", "2023-01-31")]

    assert ["Til drøfting siden 1. desember 2022" in page for page in pages] == [True, False]
    assert ["Foreslått siden 15. januar 2023" in page for page in pages] == [False, True]


def test_the_list_says_when_there_is_nothing(manager):
    Restructuring.objects.all().delete()

    assert "Ingen endring i delprosjektene er foreslått eller gjennomført." in text(manager.get(LIST))
    assert "var foreslått eller gjennomført per 1. mars 2022." in text(manager.get(f"{LIST}?on=2022-03-01"))


def test_the_page_tells_before_and_after_with_orphans_by_name(filled, manager):
    ProposedLead.objects.create(house=filled.house, restructuring=filled.restructuring, person=filled.persons["deputy"])

    said = text(manager.get(PAGE))

    assert "Foreslått Ikke i kraft." in said
    assert "Det er ikke oppgitt hvor dette skal: Member vaarthus, Registers vaarthus (En vaarthus)" in said
    assert "Det er ikke oppgitt hvilket delprosjekt hver av dem skal lede. Deputy vaarthus" in said
    assert "Til drøfting 1. desember 2022 Steering vaarthus" in said
    assert said.index("Før ") < said.index("Etter, slik det er foreslått")


def test_the_page_before_it_was_discussed_says_so(manager):
    answer = manager.get(f"{PAGE}?on=2022-11-30")

    assert (answer.status_code, "ennå ikke foreslått 30. november 2022" in text(answer)) == (200, True)


def test_the_page_of_a_decision_tells_who_and_when_and_offers_to_undo(filled, manager):
    decided(filled)

    said = text(manager.get(PAGE))

    assert "Gjelder fra 1. mars 2023. Fram til da kan vedtaket omgjøres." in said
    assert "Hvem som vedtok Styringsgruppen" in said
    assert "Omgjør vedtaket" in said


def test_the_page_of_what_is_in_effect_offers_nothing(filled, manager):
    decided(filled, effective_on=date(2023, 1, 25))

    answer = manager.get(PAGE)

    assert "I kraft siden 25. januar 2023." in text(answer)
    assert PAGE not in re.findall(r'action="[^"]*/(portfolio[^"]*)"', answer.content.decode())


def test_acts_are_shown_to_those_who_may_and_only_today(manager, member):
    shown = [
        "Legg endringen fram til vedtak" in text(client.get(path))
        for client, path in ((manager, PAGE), (manager, f"{PAGE}?on=2023-01-20"), (member, PAGE))
    ]

    assert shown == [True, False, False]


def test_a_draft_is_there_for_those_who_keep_the_record_alone(filled, manager, member):
    filled.restructuring.stages.update(stage="draft")

    assert [client.get(PAGE).status_code for client in (manager, member)] == [200, 404]
    assert [filled.restructuring.title in text(client.get(LIST)) for client in (manager, member)] == [True, False]


def test_what_was_a_draft_then_is_not_shown_as_of_then(filled, member):
    filled.restructuring.stages.filter(stage="discussed").update(stage="draft")

    assert filled.restructuring.title not in text(member.get(f"{LIST}?on=2022-12-10"))
    assert "ennå ikke foreslått" in text(member.get(f"{PAGE}?on=2022-12-10"))


def test_the_list_takes_as_many_queries_for_three_as_for_one(filled, manager):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            manager.get(LIST)
        return len(captured)

    one = queries()
    for n in range(2):
        more = Restructuring.objects.create(house=filled.house, key=f"more-{n}", title=f"Mer {n}")
        StageChange.objects.create(house=filled.house, restructuring=more, stage="proposed", on=date(2023, 1, 2))
        Successor.objects.create(house=filled.house, restructuring=more, key="s", name=f"S {n}")

    assert queries() == one


FORMS = [
    ("edit_restructuring/", {"title": "Ny"}),
    ("close_in/", {}),
    ("add_successor/", {"name": "Nytt"}),
    ("successors/joined/edit_successor/", {"name": "Felles"}),
    ("propose_lead/", {}),
    ("set_destination/", {}),
    ("hear/", {"on": "2023-01-31"}),
    ("withdraw/", {"on": "2023-01-31"}),
]


@pytest.mark.parametrize("path", [path for path, _ in FORMS])
def test_forms_open_for_those_who_may_and_are_not_there_for_others(manager, member, path):
    assert [client.get(PAGE + path).status_code for client in (manager, member)] == [200, 404]


def test_another_house_has_no_such_page(filled, other, enter, manager):
    other.restructuring.stages.update(stage="proposed")
    Restructuring.objects.filter(pk=other.restructuring.pk).update(key="theirs")

    paths = ["portfolio/restructurings/theirs/"] + [f"portfolio/restructurings/theirs/{path}" for path, _ in FORMS]

    assert {manager.get(path).status_code for path in paths} == {404}


def test_a_change_is_drafted_put_together_and_decided_by_forms_alone(filled, manager):
    three = Subproject.objects.create(house=filled.house, key="three", name="Tre", valid_from=date(2022, 1, 1))
    base = "portfolio/restructurings/faerre/"

    def post(path, **data):
        answer = manager.post(base + path if path else "portfolio/restructurings/draft_restructuring/", data)
        assert (path, answer.status_code) == (path, 303)

    post("", title="Færre", on="2023-01-01", effective_on="2023-02-15")
    post("discuss/", on="2023-01-02", body=filled.bodies["steering"].pk)
    post("propose/", on="2023-01-03")
    post("edit_restructuring/", title="Færre delprosjekter", effective_on="2023-02-15")
    for name in ("one", "two"):
        post("close_in/", subproject=filled.subprojects[name].pk)
    post("close_in/", subproject=three.pk)
    post("closings/three/keep_open/")
    post("add_successor/", name="Nytt")
    post("add_successor/", subproject=three.pk)
    post("add_successor/", name="Feil")
    post("successors/feil/remove_successor/")
    post("successors/nytt/edit_successor/", name="Det nye", summary="Alt")
    change = Restructuring.objects.get(key="faerre")
    nytt = change.successors.get(key="nytt")
    post("propose_lead/", person=filled.persons["admin"].pk, organisation=filled.organisations["town"].pk)
    post("leads/admin/pair_lead/", successor=change.successors.get(key="tre").pk)
    post("propose_lead/", person=filled.persons["deputy"].pk)
    post("leads/deputy/drop_lead/")
    rows = {f"to_{place.pk}": ["nytt"] for name, place in filled.placements.items() if name != "task"}
    post("set_destination/", **rows, **{f"ends_{filled.placements['task'].pk}": "Ferdig"})
    post("placements/p-task/clear_destination/")
    rows[f"to_{filled.placements['task'].pk}"] = ["nytt", "tre"]
    post("set_destination/", **rows)
    post("hear/", on="2023-01-10", note="Ingen merknader")
    decision_on(change)
    post("decide/", effective_on="2023-02-15")
    post("undo_decision/", on="2023-01-21")
    decision_on(change, date(2023, 1, 22))
    post("decide/", effective_on="2023-02-15")
    post("withdraw/", on="2023-01-23")

    assert nytt.arrivals.count() == 4
    assert list(change.stages.values_list("stage", flat=True)) == [
        "draft",
        "discussed",
        "proposed",
        "heard",
        "decided",
        "proposed",
        "decided",
        "withdrawn",
    ]


def test_a_refusal_is_shown_on_the_form_and_nothing_is_changed(filled, manager):
    prepared(filled).destinations.all().delete()

    decision_on(filled.restructuring)

    answer = manager.post(f"{PAGE}decide/", {"effective_on": "2023-03-01"})

    assert (answer.status_code, filled.restructuring.stages.count()) == (422, 2)
    assert "Det er ikke oppgitt hvor dette skal: Member vaarthus, Registers vaarthus (En vaarthus)" in text(answer)


def test_where_everything_goes_is_saved_whole_or_not_at_all(filled, manager):
    theme, task = filled.placements["theme"].pk, filled.placements["task"].pk

    answer = manager.post(
        f"{PAGE}set_destination/",
        {f"to_{theme}": ["joined"], f"to_{task}": ["joined"], f"ends_{task}": "Ferdig"},
    )

    assert (answer.status_code, filled.restructuring.destinations.count()) == (422, 0)
    assert "Velg enten hvor det skal, eller hvorfor det avsluttes, ikke begge deler." in text(answer)


@pytest.mark.parametrize(
    "path",
    [
        "closings/one/keep_open/",
        "successors/joined/remove_successor/",
        "leads/member/drop_lead/",
        "placements/p-task/clear_destination/",
    ],
)
def test_what_has_no_form_is_only_posted(manager, path):
    assert manager.get(PAGE + path).status_code == 405
