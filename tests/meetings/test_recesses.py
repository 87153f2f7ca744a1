"""Days for which no meeting is proposed."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Recess
from statenshus.meetings.usecases.recesses import enter_recess, remove_recess
from tests.people.acting import refused, told

WINTER = {"name": " Vinterferie ", "first_on": date(2023, 2, 27), "until_on": date(2023, 3, 4)}


def test_they_are_entered_and_taken_out(filled):
    made = enter_recess(filled.house, **WINTER, by=filled.actor())

    assert (made.name, made.last_on) == ("Vinterferie", date(2023, 3, 3))
    remove_recess(made, by=filled.actor())
    assert not Recess.objects.filter(name="Vinterferie").exists()
    assert told(filled, "meetings.remove_recess") == [("Vinterferie", {})]
    days = {"first_on": "2023-02-27", "until_on": "2023-03-04"}
    assert told(filled, "meetings.enter_recess") == [("Vinterferie", days)]


def test_not_backwards_nor_by_others(filled, other):
    with refused("backwards"):
        enter_recess(filled.house, **{**WINTER, "until_on": WINTER["first_on"]}, by=filled.actor())
    made = enter_recess(filled.house, **WINTER, by=filled.actor())
    for by in (filled.actor("chair"), filled.actor("member"), other.actor()):
        with pytest.raises(NotAllowed):
            remove_recess(made, by=by)
    with pytest.raises(NotAllowed):
        enter_recess(filled.house, **WINTER, by=filled.actor("member"))


def test_on_their_page(filled, enter):
    client = enter(filled)
    sent = client.post(
        "meetings/recesses/enter_recess/", {"name": "Høstferie", "first_on": "2098-10-06", "until_on": "2098-10-10"}
    )
    bad = client.post("meetings/recesses/enter_recess/", {"name": "", "first_on": "2098-10-06", "until_on": ""})

    assert (sent.status_code, bad.status_code) == (303, 422)
    page = client.get("meetings/recesses/").content.decode()
    assert "Høstferie" in page and "6. oktober 2098" in page
    made = Recess.objects.get(name="Høstferie")
    assert client.post(f"meetings/recesses/{made.key}/remove_recess/").status_code == 303
    assert "Høstferie" not in client.get("meetings/recesses/").content.decode()
    assert "remove_recess" not in enter(filled, "member").get("meetings/recesses/").content.decode()
