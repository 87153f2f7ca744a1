"""Workers as processes of their own, against a real mail server: killed wherever one likes, no mail is lost."""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from statenshus.asks.models import Mail
from tests.asks.mailing import forget_jobs, jobs, mail_server, mails, still
from tests.asks.test_write_mail import write
from tests.houses import fill
from tests.processes import surroundings, until
from tests.turns import LONG

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    forget_jobs()
    yield still(fill("narhus"))
    forget_jobs()


@contextmanager
def working(port, *module, **more):
    """A worker on the database of the tests, sending to the port; killed at the end if it still runs."""
    env = surroundings(EMAIL_URL=f"smtp://127.0.0.1:{port}/", WORKER_STALLED_SECONDS="1", **more)
    command = [sys.executable, "-m", *(module or ("config.cli", "worker"))]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def end(process):
    """Tell the worker to end, and how it did."""
    process.send_signal(signal.SIGTERM)
    return process.wait(20)


def drain(port, house):
    """Let a worker send what is left, and end it in order."""
    with working(port) as process:
        until(lambda: not Mail.objects.in_house(house.house).waiting().exists() and not jobs(house))
        assert end(process) == 0


def written(house, count):
    """So many new mails, all different."""
    for number in range(len(mails(house)), len(mails(house)) + count):
        write(house, ("member", "chair", "admin")[number % 3], subject=f"Nr. {number}", text=f"Innhold {number} æøå")


def verdict(house, server):
    """How many mails there are, were lost, and came under one name with unlike content; and how many came again."""
    copies = defaultdict(list)
    for got in server.mails:
        parts = [part.get_content() for part in got.iter_parts()]
        copies[got["Message-ID"]].append((got["To"], got["Subject"], got["Date"], *parts))
    rows = mails(house)
    assert set(copies) <= {mail.message_id for mail in rows}
    assert all(mail.sent_at for mail in rows)
    lost = sum(mail.message_id not in copies for mail in rows)
    unlike = sum(len(set(contents)) > 1 for contents in copies.values())
    return {
        "mails": len(rows),
        "lost": lost,
        "unlike": unlike,
        "again": sum(len(contents) - 1 for contents in copies.values()),
    }


def lines_of_one_mail(house, port):
    """How many lines a worker runs for one mail."""
    written(house, 1)
    with working(port, "tests.asks.killed", "0") as process:
        said, _ = process.communicate(timeout=60)
    return int(said)


def kill_at(points, house):
    """Kill a worker at each of the points, each taking up what the one before had begun; then let one send the rest."""
    with mail_server() as (server, port):
        lines = lines_of_one_mail(house, port)
        killed = 0
        for number in range(points):
            written(house, 3)
            with working(port, "tests.asks.killed", str(1 + lines * number // points)) as process:
                killed += process.wait(60) == -signal.SIGKILL
        for stage in ("RCPT", "DATA", "TAKEN"):
            written(house, 1)
            with working(port) as process:
                server.at_stage = lambda at, stage=stage, pid=process.pid: at == stage and os.kill(pid, signal.SIGKILL)
                killed += process.wait(60) == -signal.SIGKILL
            server.at_stage = None
        drain(port, house)
        return {"lines": lines, "killed": killed, **verdict(house, server)}


def test_a_worker_killed_while_it_sends_loses_no_mail(house):
    found = kill_at(4, house)

    assert (found["killed"], found["lost"], found["unlike"]) == (7, 0, 0)


@pytest.mark.slow
def test_nor_does_one_killed_at_any_of_many_points(house, capsys):
    points = int(os.environ.get("KILLS", "40" if LONG else "12"))

    found = kill_at(points, house)

    with capsys.disabled():
        sys.stdout.write(f"{found}\n")
    assert (found["killed"], found["lost"], found["unlike"]) == (points + 3, 0, 0)


def test_many_workers_do_each_job_once(house):
    with mail_server() as (server, port), working(port) as one, working(port) as two, working(port) as three:
        written(house, 40)
        # One that has not come to work yet would be ended by the signal itself.
        until(lambda: not jobs(house) and _at_work() == 3)

        assert [end(process) for process in (one, two, three)] == [0, 0, 0]
        found = verdict(house, server)
    assert found == {"mails": 40, "lost": 0, "unlike": 0, "again": 0}


def test_what_is_undone_is_never_sent(house):
    with mail_server() as (server, port), working(port) as process:
        with transaction.atomic():
            write(house, subject="Angret")
            transaction.set_rollback(True)
        write(house, subject="Sendt")
        until(lambda: not jobs(house))

        assert end(process) == 0
    assert [got["Subject"] for got in server.mails] == ["Sendt"]


def test_a_worker_told_to_end_ends_what_it_has_begun(house):
    with mail_server() as (server, port), working(port) as process:
        server.at_stage = lambda stage: stage == "DATA" and process.send_signal(signal.SIGTERM)
        written(house, 1)

        assert process.wait(30) == 0
    assert verdict(house, server) == {"mails": 1, "lost": 0, "unlike": 0, "again": 0}
    assert jobs(house, task_name="asks.send_mail") == []


def test_the_schedule_is_kept_by_the_database_and_each_time_comes_once(house):
    with mail_server() as (_server, port), working(port) as one, working(port) as two:
        until(lambda: _deferred() and _at_work() == 2)
        assert [end(one), end(two)] == [0, 0]
    before = _deferred()
    with mail_server() as (_server, port), working(port) as three:
        until(lambda: not jobs(house))
        end(three)

    assert {name for name, _at in before} >= {"asks.remind.each", "asks.send_waiting.each"}
    assert all(len([at for name, at in _deferred() if name == each]) <= 2 for each, _at in before)


def _at_work():
    """How many workers have come so far that they take jobs, and know how to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return cursor.fetchone()[0]


def _deferred():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, defer_timestamp FROM procrastinate_periodic_defers")
        return set(cursor.fetchall())
