"""Pages of cases: the list, and one case with what is proposed first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.decisions.models import Case
from statenshus.decisions.queries.cases import case_page, cases_on, listed
from statenshus.decisions.queries.stages import stage_of
from statenshus.decisions.usecases.agenda import put_on_agenda
from statenshus.decisions.usecases.cases import draft_case, publish_case, revise_case, withdraw_case
from statenshus.decisions.usecases.decisions import conclude
from statenshus.decisions.usecases.positions import give_position
from statenshus.decisions.usecases.votings import close_voting, open_voting, open_written, vote
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW, START, TODAY

PATH = "decisions/cases/"


def stage(group, now=NOW):
    case = Case.objects.get(pk=group.case.pk)
    found = stage_of(case, group.at(now).today)
    return found.name, found.said


def test_a_case_goes_from_draft_to_decision(group):
    draft = draft_case(group.body, title="Utkast", by=group.leader)
    assert stage_of(draft, TODAY).said == "Utkast"

    assert stage(group) == ("reading", "Henter inn standpunkter")
    meeting = group.meeting(starts_at=NOW)
    put_on_agenda(meeting, case=group.case, by=group.leader)
    assert stage(group) == ("agenda", "På sakslisten 31. januar 2023")
    voting = open_voting(group.case, meeting=meeting, by=group.leader)
    assert stage(group) == ("voting", "Avstemning i møte")
    for number in range(1, 6):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))
    close_voting(voting, by=group.leader)
    assert stage(group) == ("ended", "Vedtatt")
    assert stage_of(Case.objects.get(pk=group.case.pk), START).said == "Utkast"


def test_or_waits_for_the_project_owner(filled):
    group = Group(filled, decides="owner", owner=filled.persons["manager"])
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    assert stage(group) == ("voting", "Skriftlig til 10. februar 2023")
    for number in range(1, 6):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))
    close_voting(voting, by=group.leader)

    assert stage(group) == ("owner", "Venter på prosjekteier")


def test_or_is_read_or_noted_or_withdrawn(group):
    case = draft_case(group.body, kind="information", title="Nytt", by=group.leader)
    publish_case(case, by=group.leader)
    case.refresh_from_db()
    assert stage_of(case, TODAY).said == "Til gjennomlesing"

    conclude(case, outcome="noted", by=group.leader)
    withdraw_case(group.case, reason="Nei", by=group.leader)

    assert stage_of(Case.objects.get(pk=case.pk), TODAY).said == "Tatt til orientering"
    assert stage(group) == ("ended", "Trukket")


def test_the_list_is_as_of_the_day(group):
    by = group.leader
    draft_case(group.body, title="Utkast", by=by)
    ended = group.publish("2023-20", 20)
    withdraw_case(ended, reason="Nei", by=by)

    def keys(day, **wanted):
        return [case.key for case in cases_on(by, day, **wanted)]

    assert keys(TODAY) == ["2023-1"]
    assert keys(TODAY, state="ended") == ["2023-20"]
    assert keys(TODAY, state="drafts") == ["2023-2"]
    assert keys(START) == []
    assert keys(TODAY, kind="information") == []
    assert keys(TODAY, body="steering") == ["2023-1"]
    assert keys(TODAY, body="working") == []


def test_the_list_costs_the_same_for_three_cases_as_for_one(group, django_assert_num_queries):
    by = group.filled.actor("member")
    with django_assert_num_queries(6):
        listed(cases_on(by, TODAY), by, TODAY)
    for number in (2, 3):
        group.publish(f"2023-{number}", number)

    with django_assert_num_queries(6):
        assert len(listed(cases_on(by, TODAY), by, TODAY)) == 3


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_so_does_its_page(group, enter):
    client = enter(group.filled, "member")
    one = queries(client, PATH)
    for number in (2, 3):
        group.publish(f"2023-{number}", number)

    assert queries(client, PATH) == one


def test_the_page_of_a_case_costs_the_same_for_three_of_each_as_for_one(group, enter):
    case = draft_case(group.body, title="Sak", proposal="Ja", by=group.leader)
    publish_case(case, by=group.leader)
    client, path = enter(group.filled), f"{PATH}{case.key}/"
    revise_case(case, title="Sak", proposal="Ja 0", changed="0", by=group.leader)
    publish_case(case, by=group.leader)
    give_position(case, seat=group.seat(2), stand="for", question="0?", by=group.actor(2))
    later = draft_case(group.body, title="Neste", proposal="Ja", follows=case, by=group.leader)
    publish_case(later, by=group.leader)
    one = queries(client, path)

    for n in (1, 2):
        revise_case(case, title="Sak", proposal=f"Ja {n}", changed=str(n), by=group.leader)
        publish_case(case, by=group.leader)
    for number in (3, 4):
        give_position(case, seat=group.seat(number), stand="for", question="?", by=group.actor(number))
        later = draft_case(group.body, title="Neste", proposal="Ja", follows=case, by=group.leader)
        publish_case(later, by=group.leader)

    assert queries(client, path) == one


def test_a_case_shows_what_it_follows_and_what_follows_it(group, enter):
    case = draft_case(group.body, title="Neste sak", proposal="Ja", follows=group.case, by=group.leader)
    publish_case(case, by=group.leader)
    client = enter(group.filled, "member")

    later = client.get(f"{PATH}{case.key}/").content.decode()
    earlier = client.get(f"{PATH}2023-1/").content.decode()

    assert ("Følger opp" in later, "Sak 1 vaarthus" in later) == (True, True)
    assert ("Følges opp av" in earlier, "Neste sak" in earlier) == (True, True)


def test_the_version_is_that_of_the_day(group):
    revise_case(group.case, title="To", proposal="To", changed="Alt", by=group.leader)
    publish_case(group.case, by=group.at(LATER))

    case = Case.objects.get(pk=group.case.pk)
    numbers = [case_page(case, group.leader, day).current.version.number for day in (TODAY, LATER.date())]

    assert numbers == [1, 2]


@pytest.mark.parametrize(("who", "may"), [("manager", True), ("admin", True), ("chair", True), ("member", False)])
def test_the_list_offers_a_draft_to_those_who_may(filled, enter, who, may):
    client = enter(filled, who)

    assert ("Lag utkast til sak" in client.get(PATH).content.decode()) is (may or who == "member")


def test_a_case_is_written_published_revised_and_withdrawn_on_its_pages(group, enter):
    client = enter(group.filled)
    said = {"body": "steering", "title": "Ny sak", "kind": "decision", "proposal": "Ja", "prepared_by": "manager"}

    drafted = client.post(f"{PATH}draft_case/", said)
    case = Case.objects.get(house=group.house, title="Ny sak")
    path = f"{PATH}{case.key}/"
    edited = client.post(f"{path}edit_case/", {**said, "title": "Nyere sak", "proposal": ""})
    empty = client.post(f"{path}publish_case/", {"due_at_day": "2199-01-01", "due_at_time": "12:00"})
    client.post(f"{path}edit_case/", {**said, "title": "Nyere sak"})
    published = client.post(f"{path}publish_case/", {"due_at_day": "2199-01-01", "due_at_time": "12:00"})
    revised = client.post(f"{path}revise_case/", {"changed": "Alt", "title": "Nyest", "proposal": "Nei"})
    withdrawn = client.post(f"{path}withdraw_case/", {"reason": "Uaktuell"})

    codes = [answer.status_code for answer in (drafted, edited, empty, published, revised, withdrawn)]
    assert codes == [303, 303, 422, 303, 303, 303]
    assert "Skriv forslaget først" in empty.content.decode()
    page = client.get(path).content.decode()
    assert ("Saken er trukket." in page, "Uaktuell" in page, "Nyere sak" in page) == (True, True, True)


def test_pages_of_writing_are_nothing_to_others(group, enter):
    client = enter(group.filled, "commissioner")
    acts = ("edit_case", "publish_case", "revise_case", "withdraw_case", "attach", "exempt", "give_position")

    assert {client.get(f"{PATH}2023-1/{act}/").status_code for act in acts} == {404}
    assert client.get(f"{PATH}draft_case/").status_code == 404


def test_what_is_published_has_no_page_for_editing(group, enter):
    answer = enter(group.filled).get(f"{PATH}2023-1/edit_case/")

    assert answer.status_code == 404


def test_a_region_is_what_the_whole_page_has(group, enter):
    client = enter(group.filled)

    whole = client.get(PATH).content.decode()
    part = client.get(PATH, headers={"HX-Request": "true"}).content.decode()

    assert part.strip() in whole
    assert "<html" not in part
