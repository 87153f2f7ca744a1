"""The agenda of a meeting: what is taken up, in which order, and what was said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from statenshus.decisions.models import AgendaItem
from statenshus.decisions.queries.agenda import of_meeting
from statenshus.decisions.usecases.agenda import note_discussion, order_agenda, put_on_agenda, take_off_agenda
from statenshus.decisions.usecases.attachments import attach
from statenshus.decisions.usecases.cases import draft_case, publish_case, withdraw_case
from statenshus.decisions.usecases.decisions import conclude
from statenshus.decisions.usecases.votings import open_voting
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Meeting
from tests.decisions.papers import PDF
from tests.houses import NOW
from tests.people.acting import refused, told


@pytest.fixture
def meeting(group):
    return group.meeting()


@pytest.fixture
def coming(group):
    return group.meeting("m2023-2", 2, NOW + timedelta(days=7))


def agenda(meeting):
    rows = AgendaItem.objects.filter(meeting=meeting)
    return list(rows.values_list("case__key", "position", "minutes"))


def test_a_case_is_put_last(group, meeting):
    other = group.publish("2023-2", 2)
    put_on_agenda(meeting, case=group.case, by=group.leader)
    put_on_agenda(meeting, case=other, minutes=25, by=group.actor(1))

    assert agenda(meeting) == [("2023-1", 1, 10), ("2023-2", 2, 25)]
    assert told(group.filled, "decisions.put_on_agenda")[0] == (
        "1/2023 Sak 1 vaarthus",
        {"meeting": "Møte 1", "minutes": 10},
    )


def test_only_what_is_open_and_before_that_body(group, meeting):
    draft = draft_case(group.body, title="Utkast", by=group.leader)
    other = draft_case(group.filled.bodies["working"], title="Annet", proposal="Ja", by=group.leader)
    publish_case(other, by=group.leader)

    with refused("not_open"):
        put_on_agenda(meeting, case=draft, by=group.leader)
    with refused("other_body"):
        put_on_agenda(meeting, case=other, by=group.leader)
    withdraw_case(group.case, reason="Nei", by=group.leader)
    with refused("not_open"):
        put_on_agenda(meeting, case=group.case, by=group.leader)


def test_once_and_for_some_time_and_not_in_a_meeting_that_is_called_off(group, meeting):
    put_on_agenda(meeting, case=group.case, by=group.leader)
    with refused("twice"):
        put_on_agenda(meeting, case=group.case, by=group.leader)
    with refused("minutes"):
        put_on_agenda(meeting, case=group.publish("2023-2", 2), minutes=0, by=group.leader)
    Meeting.objects.filter(pk=meeting.pk).update(called_off_at=NOW, called_off_because="Syk")
    with refused("called_off"):
        put_on_agenda(meeting, case=group.publish("2023-3", 3), by=group.leader)


def test_the_order_and_the_time_are_set_in_one_go(group, meeting):
    cases = [group.case, group.publish("2023-2", 2), group.publish("2023-3", 3)]
    for case in cases:
        put_on_agenda(meeting, case=case, by=group.leader)

    order_agenda(meeting, cases=[cases[2], cases[0], cases[1]], minutes=[5, 15, 30], by=group.leader)

    assert agenda(meeting) == [("2023-3", 1, 5), ("2023-1", 2, 15), ("2023-2", 3, 30)]
    assert told(group.filled, "decisions.order_agenda") == [("Møte 1", {"count": 3})]
    order_agenda(meeting, cases=cases, by=group.leader)
    assert agenda(meeting) == [("2023-1", 1, 15), ("2023-2", 2, 30), ("2023-3", 3, 5)]


def test_all_of_it_is_ordered_or_nothing(group, meeting):
    other = group.publish("2023-2", 2)
    for case in (group.case, other):
        put_on_agenda(meeting, case=case, by=group.leader)

    for cases, minutes in (
        ([other], None),
        ([other, other], None),
        ([group.case, other], [5]),
        ([group.case, other, group.publish("2023-3", 3)], None),
    ):
        with refused("not_the_agenda"):
            order_agenda(meeting, cases=cases, minutes=minutes, by=group.leader)
    with refused("minutes"):
        order_agenda(meeting, cases=[group.case, other], minutes=[5, 481], by=group.leader)


def test_a_case_is_taken_off(group, meeting):
    item = put_on_agenda(meeting, case=group.case, by=group.leader)

    take_off_agenda(item, by=group.leader)

    assert agenda(meeting) == []
    assert told(group.filled, "decisions.take_off_agenda") == [("1/2023 Sak 1 vaarthus", {"meeting": "Møte 1"})]


def test_what_was_taken_up_stays(group, meeting):
    voted = put_on_agenda(meeting, case=group.case, by=group.leader)
    other = group.publish("2023-2", 2)
    concluded = put_on_agenda(meeting, case=other, by=group.leader)
    open_voting(group.case, meeting=meeting, by=group.leader)
    conclude(other, outcome="discussed", meeting=meeting, by=group.leader)

    for item in (voted, concluded):
        with refused("taken_up"):
            take_off_agenda(item, by=group.leader)


def test_what_is_said_is_noted_when_the_meeting_has_begun(group, meeting, coming):
    item = put_on_agenda(meeting, case=group.case, by=group.leader)
    early = put_on_agenda(coming, case=group.case, by=group.leader)

    assert note_discussion(item, notes=" Det var enighet. ", by=group.leader).notes == "Det var enighet."
    with refused("not_begun"):
        note_discussion(early, notes="For tidlig", by=group.leader)
    assert told(group.filled, "decisions.note_discussion") == [("1/2023 Sak 1 vaarthus", {"meeting": "Møte 1"})]


@pytest.mark.parametrize("who", ["member", "deputy", "commissioner"])
def test_none_of_it_by_others(group, meeting, who):
    item, by = put_on_agenda(meeting, case=group.case, by=group.leader), group.filled.actor(who)

    for act in (
        lambda: put_on_agenda(meeting, case=group.case, by=by),
        lambda: order_agenda(meeting, cases=[group.case], by=by),
        lambda: take_off_agenda(item, by=by),
        lambda: note_discussion(item, notes="", by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nothing_of_another_house(group, meeting, other):
    theirs = draft_case(other.bodies["steering"], title="Nabo", proposal="Ja", by=other.actor())

    with pytest.raises(NotAllowed):
        put_on_agenda(meeting, case=theirs, by=group.leader)


def test_the_meeting_s_page_shows_it(group, meeting, enter):
    item = put_on_agenda(meeting, case=group.case, minutes=20, by=group.leader)
    note_discussion(item, notes="Det var enighet.", by=group.leader)

    page = enter(group.filled, "member").get(f"meetings/meetings/{meeting.key}/").content.decode()

    assert ("Saksliste" in page, "Sak 1 vaarthus" in page, "20 minutter" in page, "Det var enighet." in page) == (
        True,
        True,
        True,
        True,
    )
    assert "Sett opp en sak" not in page


def test_the_agenda_costs_the_same_for_three_cases_as_for_one(group, meeting, django_assert_num_queries):
    put_on_agenda(meeting, case=group.case, by=group.leader)
    with django_assert_num_queries(6):
        of_meeting(group.leader, meeting)
    for number in (2, 3):
        put_on_agenda(meeting, case=group.publish(f"2023-{number}", number), by=group.leader)

    with django_assert_num_queries(6):
        assert of_meeting(group.leader, meeting).minutes == 30


def test_it_is_ordered_on_its_page(group, meeting, enter):
    other = group.publish("2023-2", 2)
    items = [put_on_agenda(meeting, case=case, by=group.leader) for case in (group.case, other)]
    path = f"decisions/meetings/{meeting.key}/order_agenda/"
    sent = {f"minutes_{item.pk}": "5" for item in items}

    same = enter(group.filled).post(path, {**sent, **{f"place_{item.pk}": "1" for item in items}})
    done = enter(group.filled).post(path, {**sent, f"place_{items[0].pk}": "2", f"place_{items[1].pk}": "1"})

    assert (same.status_code, done.status_code) == (422, 303)
    assert agenda(meeting) == [("2023-2", 1, 5), ("2023-1", 2, 5)]


def test_it_is_put_on_and_taken_off_and_noted_on_their_pages(group, meeting, enter):
    client = enter(group.filled)

    put = client.post(f"decisions/meetings/{meeting.key}/put_on_agenda/", {"case": "2023-1", "minutes": "12"})
    item = AgendaItem.objects.get(meeting=meeting)
    noted = client.post(f"decisions/agenda/{item.pk}/note_discussion/", {"notes": "Enighet"})
    off = client.post(f"decisions/agenda/{item.pk}/take_off_agenda/")

    assert [answer.status_code for answer in (put, noted, off)] == [303, 303, 303]
    assert {answer["Location"] for answer in (put, noted, off)} == {f"/h/vaarthus/meetings/meetings/{meeting.key}/"}
    assert agenda(meeting) == []


@transaction.atomic
def tamper(change):
    change()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_files_of_what_is_published_are_frozen_too(group):
    case = draft_case(group.body, title="Sak", proposal="Ja", by=group.leader)
    made = attach(case, name="a.pdf", content=PDF, by=group.leader)
    publish_case(case, by=group.leader)
    rows = type(made).objects.filter(pk=made.pk)

    for change in (
        lambda: rows.update(name="b.pdf"),
        lambda: rows.delete(),
        lambda: type(made.document).objects.filter(pk=made.document_id).update(content=b"x"),
    ):
        with pytest.raises(IntegrityError, match="frozen"):
            tamper(change)
