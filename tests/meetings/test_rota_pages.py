"""The pages and the API of the rota."""

from datetime import timedelta

import pytest
from django.utils import timezone

from statenshus.asks.models import Ask
from statenshus.meetings.models import Premises, RotaMember, Turn
from statenshus.meetings.usecases.meetings import call_meeting
from statenshus.meetings.usecases.turns import offer_turn
from tests.api.calling import Program
from tests.meetings.hosting import three_hosts

NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def hosts(filled):
    return {member.organisation.key: member for member in three_hosts(filled)}


def meeting(filled, days=7):
    at = NOW + timedelta(days=days)
    said = {
        "title": f"Om {days} dager",
        "starts_at": at,
        "ends_at": at + timezone.timedelta(hours=1),
        "place": "Rådhuset",
    }
    return call_meeting(filled.bodies["steering"], **said, by=filled.actor(now=NOW))


def test_a_host_is_proposed_asked_and_takes_it_on_the_pages(filled, enter, hosts):
    made, place = meeting(filled), "meetings/bodies/steering/rota/"
    manager = enter(filled)

    page = manager.get(place).content.decode()
    assert "Foreslått: <strong>Registers vaarthus</strong>." in page and "Spør Registers vaarthus" in page
    assert manager.post(f"meetings/meetings/{made.key}/offer_turn/", {"organisation": "registers"}).status_code == 303
    ask = Ask.objects.open().of_kind("host").get()
    member = enter(filled, "member")
    assert 'name="hosts" value="yes"' in member.get("asks/").content.decode()
    bad = member.post(f"asks/{ask.pk}/answer/", {"hosts": "no", "why": ""})
    assert (bad.status_code, "Oppgi hvorfor den ikke kan." in bad.content.decode()) == (422, True)
    sent = member.post(f"asks/{ask.pk}/answer/", {"hosts": "yes"}, follow=True)
    assert "Dere er vert. Takk!" in sent.content.decode()
    shown = manager.get(f"meetings/meetings/{made.key}/").content.decode()
    assert "Hos registers" in shown and "Veien dit" in shown


def test_a_turn_passes_is_given_and_swapped_on_the_pages(filled, enter, hosts):
    first, second = meeting(filled), meeting(filled, 14)
    one, other = (
        offer_turn(each, organisation=filled.organisations[key], by=filled.actor(now=NOW))
        for each, key in ((first, "tax"), (second, "registers"))
    )
    chair = enter(filled, "chair")

    assert "Ikke denne gangen" in chair.get("meetings/bodies/steering/rota/").content.decode()
    assert chair.post(f"meetings/turns/{one.key}/skip_turn/", {"reason": ""}).status_code == 422
    assert chair.post(f"meetings/turns/{one.key}/accept_turn/").status_code == 303
    assert enter(filled, "member").post(f"meetings/turns/{other.key}/accept_turn/").status_code == 303
    page = chair.get(f"meetings/turns/{one.key}/swap_turns/").content.decode()
    assert f'value="{other.key}"' in page
    assert chair.post(f"meetings/turns/{one.key}/swap_turns/", {"other": other.key}).status_code == 303
    first.refresh_from_db()
    assert first.host.key == "registers"
    given = enter(filled, "member").post(f"meetings/turns/{one.key}/hand_over_turn/", {"to": "town"})
    assert given.status_code == 303
    town = Turn.objects.get(organisation__key="town")
    assert (
        enter(filled, "admin").post(f"meetings/turns/{town.key}/skip_turn/", {"reason": "Flytting"}).status_code == 303
    )
    assert (
        "Town vaarthus kan ikke denne gangen: Flytting" in chair.get("meetings/bodies/steering/rota/").content.decode()
    )


def test_who_takes_turns_where_and_when_not_on_the_pages(filled, enter):
    RotaMember.objects.in_house(filled.house).delete()
    client, place = enter(filled), "meetings/bodies/steering/"

    assert "Ingen bytter på å være vert ennå." in client.get(f"{place}rota/").content.decode()
    assert client.post(f"{place}join_rota/", {"organisation": "registers"}).status_code == 303
    assert client.post(f"{place}join_rota/", {"organisation": "registers"}).status_code == 422
    made = RotaMember.objects.in_house(filled.house).get()
    away = {"first_on": "2098-01-01", "until_on": "2098-01-31", "reason": "Flytting"}
    assert client.post(f"meetings/rota/{made.key}/note_away/", away).status_code == 303
    said = {"place": "Havnegata 5", "capacity": "12", "way_in": "Ring på", "about": "Vi fører registre"}
    assert client.post("meetings/organisations/registers/set_premises/", said).status_code == 303
    shown = enter(filled, "chair").get("meetings/organisations/registers/premises/").content.decode()
    assert "Havnegata 5" in shown and "Vi fører registre" in shown and "Ti minutter: dette er oss" in shown
    assert client.post("meetings/organisations/registers/set_premises/", {**said, "capacity": "0"}).status_code == 422
    assert client.post(f"meetings/rota/{made.key}/leave_rota/", {"on": "2098-02-01"}).status_code == 303
    assert enter(filled, "commissioner").get(f"{place}join_rota/").status_code == 200
    assert enter(filled, "member").get(f"meetings/rota/{made.key}/note_away/").status_code == 200
    assert enter(filled, "chair").get("meetings/organisations/registers/set_premises/").status_code == 404


def test_the_api_does_the_same(filled, hosts):
    first, program = meeting(filled), Program(filled)

    told = program.call("get", "meetings/bodies/steering/rota").json()
    assert [row["organisation"] for row in told["queue"]] == ["registers", "tax", "town"]
    assert (told["guests"], told["coming"][0]["proposed"]) == (3, "registers")
    made = program.call("post", f"meetings/meetings/{first.key}/offer_turn", {"organisation": "town"})
    assert (made.status_code, made.json()["state"]) == (201, "asked")
    given = program.call("post", f"meetings/turns/{made.json()['key']}/hand_over_turn", {"to": "tax"}).json()
    assert program.call("post", f"meetings/turns/{given['key']}/accept_turn").json()["state"] == "taken"
    again = program.call("post", f"meetings/turns/{given['key']}/skip_turn", {"reason": "Nei"})
    assert (again.status_code, again.json()["code"]) == (409, "answered")
    other = offer_turn(meeting(filled, 14), organisation=filled.organisations["town"], by=filled.actor(now=NOW))
    program.call("post", f"meetings/turns/{other.key}/accept_turn")
    swapped = program.call("post", f"meetings/turns/{given['key']}/swap_turns", {"other": other.key}).json()
    assert sorted(each["organisation"] for each in swapped) == ["tax", "town"]


def test_members_and_premises_through_the_api(filled):
    program = Program(filled)
    made = program.call("post", "meetings/bodies/steering/join_rota", {"organisation": "registers"})
    key = made.json()["key"]

    assert made.status_code == 201
    away = {"first_on": "2098-01-01", "until_on": "2098-02-01"}
    assert program.call("post", f"meetings/rota/{key}/note_away", away).status_code == 200
    assert (
        program.call("post", f"meetings/rota/{key}/leave_rota", {"on": "2098-02-01"}).json()["valid_to"] == "2098-02-01"
    )
    said = {"place": "Havnegata 5", "capacity": 12}
    assert program.call("post", "meetings/organisations/registers/set_premises", said).json()["capacity"] == 12
    assert program.call("get", "meetings/organisations/registers/premises").json()["place"] == "Havnegata 5"
    assert Premises.objects.filter(organisation__key="registers").count() == 1
