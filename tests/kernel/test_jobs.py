"""Jobs: in the queue by the act's own transaction, done as the house itself, taken up again when a worker has died."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from statenshus.kernel.jobs import LABELS, WAITS, Later, Patience, enqueue, every, job, take_up_stalled

NOW = datetime(2023, 1, 31, 9, tzinfo=UTC)


def waiting():
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "args", "status"))


@pytest.fixture
def seen(db):
    """Tasks of this test alone, and what they saw."""
    ProcrastinateJob.objects.all().delete()
    found = []
    job("test.look", "Look")(lambda by, **given: found.append((by.name, by.person, translation.get_language(), given)))
    every("* * * * *", "test.tick", "Tick")(lambda by: found.append(by.house.slug))
    yield found
    for name in ("test.look", "test.tick", "test.tick.each"):
        app.tasks.pop(name)
        LABELS.pop(name, None)
    app.periodic_registry.periodic_tasks.pop(("test.tick.each", ""))


def test_a_job_carries_its_house_and_is_done_as_the_house_itself(filled, seen):
    filled.house.language = "nn"
    filled.house.save()

    enqueue("test.look", filled.house, thing=7)
    [(name, args, status)] = waiting()
    app.tasks[name].func(**args)

    assert (name, args, status) == ("test.look", {"house_id": filled.house.pk, "thing": 7}, "todo")
    assert seen == [("Huset sjølv", None, "nn", {"thing": 7})]


def test_a_house_that_is_gone_needs_nothing_done(db, seen):
    app.tasks["test.look"].func(house_id=0)

    assert seen == []


def test_a_job_is_undone_with_the_transaction_that_wanted_it(filled, seen):
    with transaction.atomic():
        enqueue("test.look", filled.house)
        transaction.set_rollback(True)

    assert waiting() == []


def test_what_is_wanted_once_is_in_line_once(filled, other, seen):
    lines = [enqueue("test.look", house.house, once=f"look:{house.house.pk}") for house in (filled, filled, other)]

    assert (lines, len(waiting())) == ([True, False, True], 2)


def test_at_its_time_each_house_gets_a_job_of_its_own(filled, other, seen):
    for _tick in range(2):
        app.tasks["test.tick.each"].func(timestamp=1)
    for name, args, _status in waiting():
        app.tasks[name].func(**args)

    assert sorted(seen) == ["nabohus", "vaarthus"]


def test_a_fault_is_tried_again_after_growing_waits_and_a_later_one_at_its_time():
    patience = Patience()

    def decided(fault, attempts):
        made = Job(id=1, lock=None, queueing_lock=None, task_name="x", queue="default", attempts=attempts)
        return patience.get_retry_decision(exception=fault, job=made)

    now = datetime.now(UTC)
    waits = [decided(RuntimeError(), n).retry_at - now for n in range(len(WAITS))]
    assert [round(wait.total_seconds()) for wait in waits] == list(WAITS)
    assert decided(RuntimeError(), len(WAITS)) is None
    assert decided(Later(NOW), 100).retry_at == NOW


def begun(worker_seconds_ago):
    """A job that a worker has begun, whose last sign of life was so long ago; None for one that is struck out."""
    with connection.cursor() as cursor:
        worker = None
        if worker_seconds_ago is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id",
                [timedelta(seconds=worker_seconds_ago)],
            )
            [worker] = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE status = 'todo'", [worker])


@pytest.mark.parametrize(("silent", "taken"), [(5, 0), (31, 1), (None, 1)])
def test_what_a_silent_worker_had_begun_is_put_back_in_line(filled, seen, silent, taken):
    enqueue("test.look", filled.house)
    begun(silent)

    assert take_up_stalled(30, NOW) == taken
    assert [status for _name, _args, status in waiting()] == ["todo" if taken else "doing"]
    assert take_up_stalled(30, NOW) == 0
