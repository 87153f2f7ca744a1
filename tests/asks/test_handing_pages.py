"""The pages on which another is let to answer."""

from datetime import date

import pytest

from statenshus.asks.models import Ask, HandOver
from statenshus.asks.usecases.asks import withdraw_asks
from statenshus.asks.usecases.handing import hand_over
from tests.asks.asking import add_deputy, asked, seat_of
from tests.asks.test_waiting import of
from tests.houses import NOW

pytestmark = pytest.mark.usefixtures("quiet")
TAP = {"reach": "ask", "to": "-next"}


def given():
    return [(row.by.key, row.to and row.to.key, row.valid_from, row.valid_to) for row in HandOver.objects.all()]


def test_one_tap_lets_the_next_deputy_answer_and_one_more_takes_it_back(filled, enter):
    this, client = asked(filled), enter(filled, "chair")

    answer = client.post(f"asks/{this.pk}/hand_over/", TAP)
    page = of(client)

    assert (answer.status_code, answer["Location"], given()) == (
        303,
        "/h/vaarthus/asks/",
        [("chair", None, None, None)],
    )
    assert "Deputy vaarthus svarer fra nå av" in page and "Ingenting venter på deg" in page
    assert client.post(f"asks/hand_overs/{HandOver.objects.get().pk}/take_back/").status_code == 303
    assert "ask__answer" in of(client) and HandOver.objects.in_force().count() == 0


def test_where_there_is_no_deputy_none_is_offered(filled, enter):
    this, client = asked(filled), enter(filled, "chair")
    seat_of(filled).holdings.filter(rank=1).delete()

    assert "Flere valg" not in of(client)
    assert "Denne plassen har ingen vara" in of(client, f"asks/{this.pk}/hand_over/")
    assert client.post(f"asks/{this.pk}/hand_over/", TAP).status_code == 422


def test_more_choices_to_whom_how_much_and_why(filled, enter):
    add_deputy(filled, "member")
    this, client = asked(filled, occasion=filled.bodies["management"]), enter(filled, "chair")

    page = of(client, f"asks/{this.pk}/hand_over/")
    for said in ("Bare dette: Working vaarthus", "Alt som hører til Management vaarthus", "Neste vara, nå Deputy"):
        assert said in page
    said = {"reach": "period", "to": "member", "valid_from": "2199-01-01", "valid_to": "2199-01-31", "reason": "Ferie"}
    client.post(f"asks/{this.pk}/hand_over/", said)

    assert given() == [("chair", "member", date(2199, 1, 1), date(2199, 2, 1))]
    page = of(client)
    assert "Når du er borte" in page and "Member vaarthus svarer" in page and "Ferie" in page


def test_days_that_are_sent_with_one_ask_are_not_kept(filled, enter):
    this = asked(filled)
    said = {**TAP, "valid_from": "2199-01-01", "valid_to": "2199-01-31"}

    enter(filled, "chair").post(f"asks/{this.pk}/hand_over/", said)

    assert given() == [("chair", None, None, None)]


@pytest.mark.parametrize(
    "wrong", [{"to": "member"}, {"reach": "occasion"}, {"reach": "period", "valid_to": "2020-01-01"}]
)
def test_what_is_wrong_is_told(filled, enter, wrong):
    this = asked(filled)

    answer = enter(filled, "chair").post(f"asks/{this.pk}/hand_over/", {**TAP, **wrong})

    assert (answer.status_code, 'id="errors-heading"' in answer.content.decode(), given()) == (422, True, [])


def test_all_of_a_meeting_stands_among_what_is_handed_over(filled, enter):
    this, client = asked(filled, occasion=filled.bodies["management"]), enter(filled, "chair")

    client.post(f"asks/{this.pk}/hand_over/", {**TAP, "reach": "occasion"})

    assert "Alt som hører til Management vaarthus" in of(client)


def test_those_who_keep_the_record_hand_over_for_whoever_fell_ill(filled, enter):
    this, client = asked(filled), enter(filled, "manager")

    assert "på vegne av Chair vaarthus" in of(client, f"asks/{this.pk}/hand_over/")
    answer = client.post(f"asks/{this.pk}/hand_over/", {**TAP, "reason": "Syk"})

    assert (answer["Location"], given()) == (f"/h/vaarthus/asks/{this.pk}/", [("chair", None, None, None)])
    page = of(client, f"asks/{this.pk}/")
    assert "Chair vaarthus overlot det til neste vara: Syk" in page and "Ta tilbake" in page
    assert "Nå er det Deputy vaarthus som skal svare" in page and "ask__answer" not in page


@pytest.mark.parametrize("who", ["member", "commissioner", "deputy"])
def test_others_hand_nothing_over(filled, other, enter, who):
    client = enter(filled, who)

    assert client.post(f"asks/{asked(filled).pk}/hand_over/", TAP).status_code == 404
    assert client.get(f"asks/{asked(other).pk}/hand_over/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("deputy", 200), ("member", 404), ("commissioner", 404)])
def test_an_ask_is_seen_by_those_in_the_seat_and_those_who_keep_the_record(filled, enter, who, status):
    assert enter(filled, who).get(f"asks/{asked(filled).pk}/").status_code == status


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ({"ended": "lapsed"}, "Ingen svarte før fristen gikk ut"),
        ({"ended": "withdrawn"}, "trukket tilbake"),
        ({"ended": "answered", "answered_by": "deputy"}, "Deputy vaarthus svarte"),
    ],
)
def test_an_ask_that_has_ended_tells_how(filled, enter, ended, said):
    this = asked(filled)
    who = {"answered_by": filled.persons["deputy"]} if "answered_by" in ended else {}
    Ask.objects.update(**{**ended, **who}, ended_at=NOW)

    page = of(enter(filled, "chair"), f"asks/{this.pk}/")

    assert said in page and "ask__answer" not in page and "Flere valg" not in page


def test_a_vacant_seat_says_so(filled, enter):
    this = asked(filled)
    seat_of(filled).holdings.all().delete()

    assert "Ingen kan svare for plassen nå" in of(enter(filled), f"asks/{this.pk}/")


def test_one_is_away_from_all_seats_at_once_or_from_some(filled, enter):
    seat = filled.bodies["working"].seats.get()
    seat.holdings.create(house=filled.house, person=filled.persons["chair"], rank=1, valid_from=date(2022, 1, 1))
    client, here = enter(filled, "chair"), seat_of(filled)
    page = of(client, "asks/absence/")
    assert "Neste vara, nå Deputy vaarthus" in page and "Ingen, varaen blir bare ikke spurt" in page
    days = {"valid_from": "2199-01-01", "valid_to": "2199-01-31"}

    for there in ("-same", "-next"):
        answer = client.post("asks/absence/", {**days, f"to_{here.pk}": "-next", f"to_{seat.pk}": there})
        assert answer.status_code == 303

    assert [row.seat_id for row in HandOver.objects.order_by("pk")] == [here.pk, here.pk, seat.pk]
    nothing = {**days, f"to_{here.pk}": "-same", f"to_{seat.pk}": "-same"}
    assert client.post("asks/absence/", nothing).status_code == 422


def test_where_one_of_the_seats_cannot_be_left_none_is(filled, enter, monkeypatch):
    second = filled.bodies["working"].seats.get()
    for rank, who in enumerate(("chair", "deputy")):
        second.holdings.filter(rank=rank).delete()
        ends = date(2199, 1, 1) if who == "deputy" else None
        second.holdings.create(
            house=filled.house, person=filled.persons[who], rank=rank, valid_from=date(2022, 1, 1), valid_to=ends
        )
    said = {"valid_from": "2199-01-01", f"to_{seat_of(filled).pk}": "-next", f"to_{second.pk}": "-next"}

    answer = enter(filled, "chair").post("asks/absence/", said)

    assert (answer.status_code, given()) == (422, [])


@pytest.mark.parametrize(
    ("who", "said"), [("manager", "Plassen har ingen vara"), ("commissioner", "Du har ingen plass i noe organ")]
)
def test_whoever_cannot_be_replaced_is_told_so(filled, enter, who, said):
    client = enter(filled, who)

    assert said in of(client, "asks/absence/")
    assert client.post("asks/absence/", {"valid_from": "2199-01-01"}).status_code == 422


def test_those_who_keep_the_record_say_that_a_holder_is_away(filled, enter):
    client, seat = enter(filled, "manager"), seat_of(filled)
    assert "Chair vaarthus er borte" in of(client, "asks/absence/seats/steering-1/")

    client.post("asks/absence/seats/steering-1/", {"valid_from": "2199-01-01", f"to_{seat.pk}": "deputy"})

    assert given() == [("chair", "deputy", date(2199, 1, 1), None)]
    assert enter(filled, "member").get("asks/absence/seats/steering-1/").status_code == 404
    seat.holdings.filter(rank=0).delete()
    assert "Plassen har ikke noe fast medlem" in of(client, "asks/absence/seats/steering-1/")


def test_only_ones_own_is_taken_back(filled, enter):
    this = asked(filled)
    row = hand_over(this, by=filled.actor("chair"))

    assert enter(filled, "deputy").post(f"asks/hand_overs/{row.pk}/take_back/").status_code == 404
    assert enter(filled, "member").post(f"asks/hand_overs/{row.pk}/take_back/").status_code == 404


def test_what_has_ended_is_no_longer_handed_over(filled, enter):
    this, client = asked(filled), enter(filled, "chair")
    hand_over(this, by=filled.actor("chair"))
    withdraw_asks(filled.bodies["working"], by=filled.actor())

    assert "Overlatt til andre" not in of(client)
    assert client.post(f"asks/{this.pk}/hand_over/", TAP).status_code == 422
