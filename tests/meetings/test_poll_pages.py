"""The pages and the API of polls."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statenshus.asks.models import Ask
from statenshus.asks.queries.links import address_of
from statenshus.asks.usecases.links import make_link
from statenshus.meetings.models import Meeting, Poll, PollAnswer
from statenshus.meetings.usecases.poll_answers import answer_poll
from statenshus.meetings.usecases.polls import call_off_poll, open_poll
from tests.api.calling import Program
from tests.architecture.visits import ROLES
from tests.meetings.calling import add_seat
from tests.meetings.polling import PUT

NOW = timezone.now().replace(microsecond=0)
MONTH = [NOW + timedelta(days=30 + n) for n in range(3)]


@pytest.fixture
def poll(filled):
    """Three dates in a month from the real now."""
    return open_poll(
        filled.bodies["steering"],
        **{**PUT, "dates": MONTH, "answers_by": NOW + timedelta(days=7)},
        by=filled.actor(now=NOW),
    )


def fields(poll, *answers):
    rows = zip(poll.dates.all(), answers, strict=False)
    return {f"date_{row.pk}": answer for row, answer in rows if answer}


def test_dates_are_found_put_answered_and_chosen_on_the_pages(filled, enter):
    client, place = enter(filled), "meetings/bodies/steering/open_poll/"
    assert "Foreslå datoer" in client.get(place).content.decode()
    search = "first_on=2098-09-01&until_on=2098-09-05&weekdays=1&weekdays=2&opens=09:00&closes=15:00&minutes=60"
    page = client.get(f"{place}?{search}").content.decode()
    dates = re.findall(r'name="dates" value="([^"]+)" checked', page)
    assert len(dates) == 4 and all(datetime.fromisoformat(each).tzinfo for each in dates)

    sent = client.post(
        f"{place}?{search}",
        {
            "dates": dates[:1],
            "extra_0_day": "2098-09-03",
            "extra_0_time": "10:00",
            "title": "Vinn datoen",
            "minutes": "60",
            "answers_by_day": "2098-08-20",
            "answers_by_time": "12:00",
            "format": "physical",
            "place": "Rådhuset",
            "room": "room",
        },
    )

    made = Poll.objects.get(title="Vinn datoen")
    assert (sent.status_code, sent["Location"]) == (303, f"/h/vaarthus/meetings/polls/{made.key}/")
    there = f"meetings/polls/{made.key}/"
    chair = enter(filled, "chair")
    assert "Når passer" not in chair.get(there).content.decode()
    assert chair.post(f"{there}answer_poll/", fields(made, "yes", "no")).status_code == 303
    shown = client.get(there).content.decode()
    assert "Best hittil" in shown and "Vedtaksfør: 1 kan, og det trengs 1." in shown
    first = made.dates.first()
    chosen = client.post(f"{there}choose_date/", {"starts_at": first.starts_at.isoformat(), "place": "Rom"})
    assert chosen.status_code == 303
    meeting = Meeting.objects.get(title="Vinn datoen")
    assert (meeting.place, meeting.starts_at) == ("Rom", first.starts_at)
    assert "En dato er valgt" in client.get(there).content.decode()


def test_what_was_chosen_is_there_after_a_fault(filled, enter):
    client, place = enter(filled), "meetings/bodies/steering/open_poll/?first_on=2098-09-01&until_on="
    sent = client.post(place, {"dates": ["2098-09-01T10:00:00+02:00", "i går"], "title": "", "minutes": "60"})

    page = sent.content.decode()
    assert (
        sent.status_code == 422 and 'value="2098-09-01T10:00:00+02:00" checked' in page and 'value="i går"' not in page
    )
    wide = "first_on=2098-09-01&until_on=2100-01-01&weekdays=1&opens=09:00&closes=15:00&minutes=60"
    bad = client.get(f"meetings/bodies/steering/open_poll/?{wide}").content.decode()
    assert "Velg høyst ett år" in bad and 'name="dates"' not in bad


def test_all_suit_in_one_tap_where_the_ask_stands_and_by_the_link_in_a_mail(filled, enter, poll, client):
    ask = Ask.objects.about(poll).get()
    page = enter(filled, "chair").get("asks/").content.decode()
    assert 'name="all" value="yes"' in page
    assert re.findall(r'name="date_\d+" value="(\w+)"', page)[:4] == ["yes", "if_needed", "remote", "no"]

    link = make_link(ask, person=filled.persons["chair"], by=filled.actor(now=NOW))
    where = address_of(link).removeprefix(settings.BASE_URL)
    assert 'name="all"' in client.get(where).content.decode()
    client.post(where, {"all": "yes"})

    assert set(PollAnswer.objects.filter(date__poll=poll).values_list("answer", "person__key")) == {("yes", "chair")}
    ask.refresh_from_db()
    assert ask.ended == "answered"


def test_an_answer_page_says_what_is_wrong_and_keeps_the_rest(filled, enter, poll):
    client, there = enter(filled, "chair"), f"meetings/polls/{poll.key}/answer_poll/"

    none = client.post(there, {})
    bad = client.post(there, fields(poll, "yes", "maybe"))

    assert (none.status_code, "Svar på minst en av datoene." in none.content.decode()) == (422, True)
    assert bad.status_code == 422 and re.search(r'value="yes"[^>]*checked', bad.content.decode())
    assert not PollAnswer.objects.filter(date__poll=poll).exists()


def test_it_is_told_that_one_is_in_another_meeting_then(filled, enter, poll):
    add_seat(filled, "second", "member")
    body, own = filled.bodies["working"], {"house": filled.house, "year": 1999, "key": "m1999-1", "number": 1}
    Meeting.objects.create(
        **own, body=body, title="Arbeidsmøte", starts_at=MONTH[1], ends_at=MONTH[1] + timedelta(hours=1)
    )

    page = enter(filled, "member").get(f"meetings/polls/{poll.key}/").content.decode()

    assert page.count("Du er i «Arbeidsmøte» da.") == 1


@pytest.mark.parametrize("who", ROLES)
def test_who_sees_a_poll(filled, enter, poll, who):
    sees = who in {"manager", "chair", "deputy", "admin"}

    assert enter(filled, who).get(f"meetings/polls/{poll.key}/").status_code == (200 if sees else 404)
    assert (poll in Poll.objects.visible_to(filled.actor(who))) == sees
    assert (poll.title in enter(filled, who).get("meetings/").content.decode()) == sees


def test_what_has_ended_says_so_and_takes_no_answers(filled, enter, poll):
    call_off_poll(poll, reason="Ingen saker", by=filled.actor(now=NOW))
    client, there = enter(filled, "chair"), f"meetings/polls/{poll.key}/"

    page = client.get(there).content.decode()
    assert "Datoavklaringen er avlyst." in page and "Ingen saker" in page and "answer_poll" not in page
    assert client.post(f"{there}answer_poll/", {"all": "yes"}).status_code == 422
    assert client.get(f"{there}choose_date/").status_code == 404


def test_time_is_given_and_a_poll_called_off_on_their_pages(filled, enter, poll):
    client, there = enter(filled), f"meetings/polls/{poll.key}/"
    more = {"answers_by_day": str((NOW + timedelta(days=9)).date()), "answers_by_time": "12:00"}
    extra = {"extra_0_day": str((NOW + timedelta(days=40)).date()), "extra_0_time": "09:00"}

    assert client.post(f"{there}change_poll/", {**more, **extra}).status_code == 303
    assert poll.dates.count() == 4
    assert client.post(f"{there}call_off_poll/", {"reason": ""}).status_code == 422
    assert client.post(f"{there}call_off_poll/", {"reason": "Ingen saker"}).status_code == 303


def test_a_page_costs_as_much_with_many_as_with_few(filled, enter, poll, django_assert_num_queries):
    client, there = enter(filled), f"meetings/polls/{poll.key}/"
    client.get(there)
    with CaptureQueriesContext(connection) as few:
        client.get(there)
    for n in range(3):
        seat = add_seat(filled, f"more-{n}", "member", "admin")
        answers = dict.fromkeys(MONTH, "yes")
        answer_poll(poll, answers=answers, seat=seat, by=filled.actor("member", now=NOW))
    with django_assert_num_queries(len(few)):
        client.get(there)


def test_the_api_does_the_same(filled, poll):
    said = [{"starts_at": MONTH[0].isoformat(), "answer": "yes"}, {"starts_at": MONTH[1].isoformat(), "answer": "no"}]
    there, manager = f"meetings/polls/{poll.key}", Program(filled)

    told = Program(filled, "chair").call("post", f"{there}/answer_poll", {"seat": "steering-1", "answers": said}).json()

    assert [each["standing"] for each in told["dates"]] == ["met", "open", "open"]
    assert [each["person"] for each in told["dates"][0]["answers"]] == ["chair"]
    chosen = manager.call("post", f"{there}/choose_date", {"starts_at": MONTH[0].isoformat()})
    assert (chosen.status_code, chosen.json()["place"]) == (200, "Rådhuset")
    again = manager.call("post", f"{there}/choose_date", {"starts_at": MONTH[0].isoformat()})
    assert (again.status_code, again.json()["code"]) == (409, "ended")
    assert manager.call("get", "meetings/polls?show=open&body=steering").json()["count"] == 1


def test_dates_are_put_and_changed_through_the_api(filled):
    program = Program(filled)
    put = {"body": "steering", "title": "Når?", "minutes": 60, "answers_by": "2098-08-01T12:00:00"}

    none = program.call("post", "meetings/polls", {**put, "dates": []})
    made = program.call("post", "meetings/polls", {**put, "dates": ["2098-09-01T10:00:00"], "room": "room"})
    key = made.json()["key"]
    more = {"answers_by": "2098-08-02T12:00:00", "dates": ["2098-09-02T10:00:00"]}

    assert (none.status_code, none.json()["code"]) == (409, "no_dates")
    assert (made.status_code, made.json()["room"]) == (201, "room")
    assert program.call("post", f"meetings/polls/{key}/change_poll", more).status_code == 200
    shown = program.call("get", f"meetings/polls/{key}").json()
    assert [each["starts_at"] for each in shown["dates"]] == ["2098-09-01T08:00:00Z", "2098-09-02T08:00:00Z"]
    assert (
        program.call("post", f"meetings/polls/{key}/call_off_poll", {"reason": "Nei"}).json()["ended"] == "called_off"
    )


def test_days_without_meetings_through_the_api(filled):
    program = Program(filled)

    made = program.call(
        "post", "meetings/recesses", {"name": "Høstferie", "first_on": "2098-10-06", "until_on": "2098-10-10"}
    )

    assert made.status_code == 201
    assert [each["name"] for each in program.call("get", "meetings/recesses").json()["items"]][-1] == "Høstferie"
    assert program.call("post", f"meetings/recesses/{made.json()['key']}/remove_recess").status_code == 204
