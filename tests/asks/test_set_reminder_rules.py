"""Deciding when the house reminds."""

from datetime import time

import pytest

from statenshus.asks.models import ReminderRules
from statenshus.asks.usecases.reminders import set_reminder_rules
from statenshus.kernel.errors import NotAllowed
from tests.people.acting import refused, told

USUAL = {
    "hour": time(9, 30),
    "before_days": [1, 5, 1],
    "after_days": [7, 2],
    "quiet_from": time(20),
    "quiet_to": time(6),
}


def decide(filled, who="manager", **changes):
    return set_reminder_rules(filled.house, **{**USUAL, **changes}, by=filled.actor(who))


def test_rules_are_kept_one_set_a_house(filled):
    decide(filled)
    decide(filled, hour=time(10))

    [kept] = ReminderRules.objects.in_house(filled.house)
    assert (kept.hour, kept.before_days, kept.after_days) == (time(10), [5, 1], [2, 7])
    assert told(filled, "asks.set_reminder_rules") == [
        ("Huset vaarthus", {"hour": "09:30"}),
        ("Huset vaarthus", {"hour": "10:00"}),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"before_days": [1, 2, 3, 4, 5, 6]}, "too_many"),
        ({"after_days": [61]}, "too_far"),
        ({"hour": time(5)}, "quiet"),
        ({"hour": time(20)}, "quiet"),
    ],
)
def test_rules_by_which_nobody_would_be_reminded_well_are_refused(filled, changes, code):
    with refused(code):
        decide(filled, **changes)


def test_only_those_who_keep_the_record_decide(filled, other):
    for by in (filled.actor("chair"), other.actor("admin")):
        with pytest.raises(NotAllowed):
            set_reminder_rules(filled.house, **USUAL, by=by)


def test_the_page_shows_the_rules_and_keeps_them(filled, enter):
    client = enter(filled, "admin")

    page = client.get("asks/reminders/").content.decode()
    sent = {"hour": "09:30", "before_days": "5, 1", "after_days": "", "quiet_from": "18:00", "quiet_to": "07:00"}
    answer = client.post("asks/reminders/", sent)

    assert ('value="3, 1"' in page, 'value="1, 3, 7"' in page, 'value="08:00"' in page) == (True, True, True)
    assert answer.status_code == 303
    kept = ReminderRules.of(filled.house)
    assert (kept.hour, kept.before_days, kept.after_days) == (time(9, 30), [5, 1], [])
    for wrong in ({"before_days": "3; 1"}, {"hour": "19:00"}, {"hour": "x"}):
        assert client.post("asks/reminders/", {**sent, **wrong}).status_code == 422
    assert enter(filled, "chair").get("asks/reminders/").status_code == 404
