"""The page of what waits: what stands there, in which order, and answering in place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from statenshus.asks.models import Ask, HandOver
from statenshus.asks.queries.waiting import desk, waiting
from statenshus.asks.usecases.asks import pass_over
from statenshus.asks.usecases.handing import be_absent, hand_over
from tests.asks.asking import NOON, asked, seat_of
from tests.houses import NOW, TODAY

pytestmark = pytest.mark.usefixtures("quiet")
HTMX = {"HTTP_HX_REQUEST": "true"}


def of(client, path="asks/", **said):
    return client.get(path, **said).content.decode()


def test_the_late_come_first_then_the_urgent_then_the_newest(filled):
    soon, day = NOW + timedelta(hours=1), timedelta(days=1)
    asked(filled, kind="position")
    Ask.objects.update(opened_at=NOW - day)
    asked(filled, kind="minutes", due_at=soon + timedelta(minutes=1))
    asked(filled, kind="question", due_at=soon)
    asked(filled, kind="vote", urgent=True)
    asked(filled, kind="poll")

    shown = desk(filled.actor("chair", now=NOON))

    assert [row.ask.kind for row in shown.waiting] == ["question", "minutes", "vote", "poll", "position"]
    assert (shown.late, shown.minutes) == (2, 5 + 3 + 3 + 1 + 2)


def test_it_waits_for_whoever_has_the_turn_and_for_nobody_else(filled):
    asked(filled)
    asked(filled, person=filled.persons["member"])
    whose = {who: [row.ask.person_id is None for row in waiting(filled.actor(who)).waiting] for who in filled.persons}

    assert whose == {
        "manager": [],
        "chair": [True],
        "deputy": [],
        "member": [False],
        "commissioner": [],
        "admin": [],
    }


def test_what_is_handed_over_waits_for_the_deputy_who_is_told_why(filled, enter):
    this = asked(filled)
    hand_over(this, by=filled.actor("chair"))

    page = of(enter(filled, "deputy"))
    assert "Working vaarthus" in page and "fordi det er overlatt til deg" in page and "Chair vaarthus" in page
    page = of(enter(filled, "chair"))
    assert "Ingenting venter på deg" in page and "Deputy vaarthus svarer" in page and "Ta tilbake" in page


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("absent", "fordi Chair vaarthus er borte"),
        ("passed over", "fordi Chair vaarthus ikke kan svare i denne saken"),
        ("vacant", "fordi plassen ikke har noe fast medlem nå"),
    ],
)
def test_a_deputy_is_told_why_in_other_ways_too(filled, enter, how, said):
    asked(filled)
    if how == "absent":
        be_absent(seat_of(filled), valid_from=TODAY, by=filled.actor("chair"))
    elif how == "passed over":
        pass_over(filled.bodies["working"], person=filled.persons["chair"], by=filled.actor())
    else:
        seat_of(filled).holdings.filter(rank=0).delete()

    assert said in of(enter(filled, "deputy"))


def test_where_all_are_away_it_waits_for_the_holder_after_all(filled, enter):
    asked(filled)
    for who in ("chair", "deputy"):
        HandOver.objects.create(
            house=filled.house, seat=seat_of(filled), by=filled.persons[who], at=NOW, valid_from=TODAY
        )

    assert "så det venter på deg likevel" in of(enter(filled, "chair"))


def test_a_card_tells_all_one_needs_to_know(filled, enter):
    due = timezone.now() + timedelta(days=30)
    asked(filled, occasion=filled.bodies["management"], due_at=due, urgent=True)

    page = of(enter(filled, "chair"))

    for said in (
        "Si ja eller nei",
        "Steering vaarthus",
        'href="/h/vaarthus/people/bodies/working/"',
        "Management vaarthus",
        "Svar innen:",
        "omtrent 1 minutt",
        "Vil dere være med?",
        "Hvis du ikke svarer: Det regnes som at du ikke har sagt ja.",
        "Haster",
        "Be Deputy vaarthus svare",
        "Flere valg",
        "1 ting, omtrent 1 minutt igjen",
    ):
        assert said in page


def test_what_is_late_says_since_when(filled, enter):
    asked(filled)

    page = of(enter(filled, "chair"))

    assert "For sent siden 7. februar" in page and "Fristen har gått ut for 1" in page


def test_yes_is_answered_in_place_and_the_rest_is_shown(filled, enter):
    this, client = asked(filled), enter(filled, "chair")
    asked(filled, about="management")

    answer = client.post(f"asks/{this.pk}/answer/", {"answer_is": "accepted"})

    this.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, "/h/vaarthus/asks/")
    assert (this.ended, this.answer, this.answered_by) == ("answered", "accepted", filled.persons["chair"])
    page = of(client)
    assert "Du har sagt ja." in page and "Besvart av deg de siste to ukene" in page and page.count("ask__answer") == 1


def test_htmx_gets_the_region_alone_with_what_was_done_to_be_read_first(filled, enter):
    this, client = asked(filled), enter(filled, "chair")

    answer = client.post(f"asks/{this.pk}/answer/", {"answer_is": "declined"}, **HTMX)
    region = client.get(answer["Location"], **HTMX)

    page = region.content.decode().strip()
    assert page.startswith('<div id="waiting"') and 'tabindex="-1" autofocus>Du har sagt nei.' in page
    assert region["HX-Replace-Url"] == "/h/vaarthus/asks/"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "region"])
def test_what_is_wrong_is_shown_in_the_card_and_the_others_stay(filled, enter, headers):
    this, client = asked(filled), enter(filled, "chair")
    asked(filled, about="management")

    answer = client.post(f"asks/{this.pk}/answer/", {"answer_is": "maybe"}, **headers)

    page = answer.content.decode()
    assert (answer.status_code, page.count('id="errors-heading"'), page.count("ask__answer")) == (422, 1, 2)
    assert page.index(f'id="ask-{this.pk}"') < page.index('id="errors-heading"')
    assert page.strip().startswith('<div id="waiting"') == bool(headers)
    this.refresh_from_db()
    assert this.ended == ""


@pytest.mark.parametrize("who", ["manager", "deputy", "member", "admin"])
def test_nobody_else_answers(filled, other, enter, who):
    this = asked(filled)

    assert enter(filled, who).post(f"asks/{this.pk}/answer/", {"answer_is": "accepted"}).status_code == 404
    assert enter(filled, "chair").post(f"asks/{asked(other).pk}/answer/", {}).status_code == 404


def test_the_holder_may_still_answer_what_is_handed_over(filled, enter):
    this, client = asked(filled), enter(filled, "chair")
    hand_over(this, by=filled.actor("chair"))

    assert "Du er fast medlem og kan fortsatt svare selv" in of(client, f"asks/{this.pk}/")
    assert client.post(f"asks/{this.pk}/answer/", {"answer_is": "nothing"}).status_code == 422
    assert client.post(f"asks/{this.pk}/answer/", {"answer_is": "accepted"}).status_code == 303


def test_what_has_ended_meanwhile_is_told_so(filled, enter):
    this, client = asked(filled), enter(filled, "chair")
    Ask.objects.update(ended="withdrawn", ended_at=NOW)

    answer = client.post(f"asks/{this.pk}/answer/", {"answer_is": "accepted"})

    assert answer.status_code == 303 and "Det ventet ikke lenger på svar" in of(client)


def test_a_kind_without_a_form_leads_to_its_page_and_is_not_answered_here(filled, enter, settings):
    this, client = asked(filled, kind="poll"), enter(filled, "chair")
    settings.ASK_FORMS = {}

    assert "Gå og svar" in of(client)
    assert client.post(f"asks/{this.pk}/answer/", {}).status_code == 404


def test_fields_of_two_forms_do_not_share_an_id(filled, enter):
    for about in ("working", "management"):
        asked(filled, kind="follow_up", about=about, person=filled.persons["chair"])

    ids = [part.split('"')[0] for part in of(enter(filled, "chair")).split(' id="')[1:]]

    assert len(set(ids)) == len(ids) and sum(each.endswith("_note") for each in ids) == 2


def test_the_page_is_always_about_today(filled, enter):
    asked(filled)

    page = of(enter(filled, "chair"), "asks/?on=2022-03-01")

    assert "Denne siden handler alltid om i dag" in page and "ask__answer" in page and "huset 1. mars 2022" in page


def test_where_nothing_waits_that_is_good_news(filled, enter):
    assert "Ingenting venter på deg" in of(enter(filled, "chair"))


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_eleven_queries_however_many_wait(filled, enter, count, django_assert_num_queries, settings):
    settings.ASK_FORMS = {}
    client, seat = enter(filled, "chair"), seat_of(filled)
    for number in range(count):
        Ask.objects.create(
            house=filled.house,
            kind="poll",
            seat=seat,
            body=seat.body,
            subject_type="people.body",
            subject_key=f"b-{number}",
            subject_name=f"Nr. {number}",
            path="people/",
            minutes=1,
            opened_at=NOW,
        )
    be_absent(seat, valid_from=TODAY + timedelta(days=5000), by=filled.actor("chair"))
    client.get("asks/")

    with django_assert_num_queries(11):
        assert client.get("asks/").content.decode().count("ask__answer") == count
