"""Programs that others wrote read what the house tells: vdirsyncer, khal, the caldav library and its tester."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import caldav
import pytest
from caldav.lib.error import AuthorizationError
from caldav_server_tester import ServerQuirkChecker, checks
from icalendar import Calendar

from statenshus.kernel import clock
from statenshus.meetings.models import Meeting
from statenshus.meetings.usecases.meetings import call_off_meeting, change_meeting, send_notice
from statenshus.workplaces.usecases.feeds import make_feed
from tests.houses import NOW
from tests.meetings.calling import SAID, SOON, called

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.filterwarnings("ignore")]
DAY = timedelta(days=1)


@pytest.fixture
def account(transactional_db, filled, live_server, monkeypatch):
    """A feed of the steering group, and the address and password of its account."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    feed, secret = make_feed(filled.bodies["steering"], by=filled.actor("chair"))
    return f"{live_server.url}/dav/", f"kalender-{feed.pk}", secret


@pytest.fixture
def calendar(account):
    url, username, password = account
    with caldav.DAVClient(url, username=username, password=password) as client:
        yield client.principal().calendars()[0]


def shown(events):
    found = []
    for each in events:
        (event,) = Calendar.from_ical(each.data).walk("VEVENT")
        found.append((str(event["summary"]), event["sequence"], str(event["status"])))
    return sorted(found)


def test_the_caldav_library_finds_and_reads_and_is_told_of_changes(filled, calendar):
    first = send_notice(called(filled), by=filled.actor())
    called(filled, title="Senere", starts_at=SOON + 30 * DAY, ends_at=SOON + 30 * DAY + timedelta(hours=1))

    assert calendar.get_display_name() == f"{filled.bodies['steering'].name}, {filled.house.name}"
    earlier = [("Møte vaarthus", 0, "TENTATIVE")]
    assert shown(calendar.events()) == [*earlier, ("Senere", 0, "TENTATIVE"), ("Styringsgruppemøte", 0, "CONFIRMED")]
    found = calendar.search(start=SOON - DAY, end=SOON + DAY, event=True)
    assert shown(found) == [("Styringsgruppemøte", 0, "CONFIRMED")]

    known = calendar.objects_by_sync_token()
    assert len(list(known)) == 3
    assert list(calendar.objects_by_sync_token(known.sync_token)) == []
    change_meeting(
        first, **{**SAID, "title": "Flyttet", "starts_at": SOON + DAY, "ends_at": SOON + DAY * 1.1}, by=filled.actor()
    )
    changed = calendar.objects_by_sync_token(known.sync_token, load_objects=True)
    # What others wrote while another transaction ran anywhere may be told again.
    assert ("Flyttet", 1, "CONFIRMED") in shown(changed)
    call_off_meeting(first, reason="Snøstorm", by=filled.actor())
    changed = calendar.objects_by_sync_token(changed.sync_token, load_objects=True)
    assert ("Flyttet", 2, "CANCELLED") in shown(changed)


def test_nothing_can_be_written_by_the_library(filled, calendar):
    called(filled)
    with pytest.raises(AuthorizationError):
        calendar.save_event(dtstart=SOON, dtend=SOON + DAY, summary="Mitt eget")
    with pytest.raises(AuthorizationError):
        calendar.events()[0].delete()
    assert Meeting.objects.filter(body=filled.bodies["steering"], title="Styringsgruppemøte").count() == 1


def run(where: Path, *command: str) -> str:
    """What the program prints; it keeps all it keeps below the folder."""
    path = Path(sys.executable).parent / command[0]
    surroundings = {**os.environ, "HOME": str(where), "LC_ALL": "C.UTF-8", "TZ": "Europe/Oslo"}
    surroundings |= {f"XDG_{each}_HOME": str(where / each.lower()) for each in ("CONFIG", "DATA", "CACHE", "STATE")}
    done = subprocess.run(
        [sys.executable, str(path), *command[1:]],
        env=surroundings,
        cwd=where,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        input="y\ny\ny\n",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


PAIR = """
[general]
status_path = "{where}/status/"
[pair house]
a = "here"
b = "there"
collections = ["from b"]
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{where}/events/"
fileext = ".ics"
[storage there]
type = "caldav"
url = "{url}"
username = "{username}"
password = "{password}"
read_only = true
"""
SHELF = """
[calendars]
[[house]]
path = {where}/events/*
type = discover
[locale]
local_timezone = Europe/Oslo
default_timezone = Europe/Oslo
timeformat = %H:%M
dateformat = %d.%m.%Y
longdateformat = %d.%m.%Y
datetimeformat = %d.%m.%Y %H:%M
longdatetimeformat = %d.%m.%Y %H:%M
"""


def test_vdirsyncer_fetches_and_khal_shows_what_is_and_what_is_changed(filled, account, tmp_path):
    url, username, password = account
    (tmp_path / "pair").write_text(PAIR.format(where=tmp_path, url=url, username=username, password=password))
    (tmp_path / "khal").write_text(SHELF.format(where=tmp_path))
    first = send_notice(called(filled), by=filled.actor())
    called(filled, title="Senere", starts_at=SOON + 30 * DAY, ends_at=SOON + 30 * DAY + timedelta(hours=1))

    def listed():
        run(tmp_path, "vdirsyncer", "-c", str(tmp_path / "pair"), "sync")
        said = ("--format", "{start-date} {start-time}-{end-time} {title} {status}", "--day-format", "")
        return run(tmp_path, "khal", "-c", str(tmp_path / "khal"), "list", *said, "01.02.2023", "60d").split("\n")

    run(tmp_path, "vdirsyncer", "-c", str(tmp_path / "pair"), "discover")
    before = [line for line in listed() if line.strip()]
    assert [("Styringsgruppemøte" in line, "Senere" in line) for line in before] == [(True, False), (False, True)]
    change_meeting(
        first, **{**SAID, "starts_at": SOON + DAY, "ends_at": SOON + DAY + timedelta(hours=3)}, by=filled.actor()
    )
    after = [line for line in listed() if line.strip()]
    assert len(after) == 2 and after[0] != before[0] and after[1] == before[1]
    call_off_meeting(first, reason="Snøstorm", by=filled.actor())
    assert "CANCELLED" in listed()[0].upper()


ASIDE = {
    # Nothing can be made or taken away there: it is read-only.
    "create-calendar": "unsupported",
    "create-calendar.auto": "unsupported",
    "delete-calendar": "unknown",
    "delete-calendar.free-namespace": "unknown",
    "synchronous-write.create-calendar": "unknown",
    "synchronous-write.delete-calendar": "unknown",
    # A key opens one calendar, and finds no person.
    "principal-search": "ungraceful",
    "principal-search.by-name.self": "ungraceful",
    "principal-search.list-all": "ungraceful",
    # Who is called to a meeting is told in the house and by mail.
    "scheduling": "unsupported",
    # The tester does not ask it of this machine itself; it is tried in tests of CalDAV.
    "well-known": "unknown",
}
"""Which features of CalDAV are not there, by what the tester calls them, each with its reason."""
NEEDS_TO_WRITE = "does not support calendar creation"


def test_the_tester_of_caldav_servers_finds_nothing_but_what_is_named(filled, account):
    """Most of what it tries, it tries on events that it wrote itself: that does not apply to what is read-only."""
    url, username, password = account
    send_notice(called(filled), by=filled.actor())
    tried = []
    with caldav.DAVClient(url, username=username, password=password) as client:
        checker = ServerQuirkChecker(client, debug_mode=None)
        for name, check in vars(checks).items():
            if name.startswith("Check") and name != "Check":
                try:
                    check(checker).run_check(only_once=True)
                    tried.append(name)
                except RuntimeError as fault:
                    if NEEDS_TO_WRITE not in str(fault):
                        raise

    found = checker.features_checked.dotted_feature_set_list(compact=False)
    lacking = {name: each["support"] for name, each in found.items() if each.get("support", "full") != "full"}
    assert lacking == ASIDE
    assert len(tried) >= 9 and len(found) - len(lacking) >= 8
