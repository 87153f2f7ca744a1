"""Having a failed job tried again, from the page of jobs."""

import pytest
from django.db import connection

from statenshus.asks.usecases.jobs import retry_job
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.jobs import enqueue
from tests.asks.mailing import jobs
from tests.people.acting import refused, told

pytestmark = pytest.mark.usefixtures("quiet")


def fail(filled):
    """A job of the house that has failed."""
    enqueue("asks.remind", filled.house)
    [job] = jobs(filled, status="todo")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.pk])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 5 WHERE id = %s", [job.pk])
    job.refresh_from_db()
    return job


def test_a_failed_job_is_put_back_in_line(filled):
    job = fail(filled)

    retry_job(job, by=filled.actor("admin"))

    assert [job.status for job in jobs(filled)] == ["todo"]
    assert told(filled, "asks.retry_job") == [("Huset vaarthus", {"job": "asks.remind", "number": job.pk})]
    with refused("not_failed"):
        retry_job(job, by=filled.actor("admin"))


def test_only_by_those_who_keep_the_record_and_in_the_own_house(filled, other):
    job = fail(filled)

    for by in (filled.actor("member"), other.actor("admin")):
        with pytest.raises(NotAllowed):
            retry_job(job, by=by)


def test_the_page_tells_what_has_failed_waits_and_whether_somebody_works(filled, other, enter):
    mine, theirs = fail(filled), fail(other)
    enqueue("asks.send_waiting", filled.house)
    client = enter(filled, "admin")

    page = client.get("asks/jobs/").content.decode()

    assert f"nr. {mine.pk} i loggen" in page and f"nr. {theirs.pk} i loggen" not in page
    assert "Minne om det som venter" in page and "Lete etter e-post" in page
    assert "Ingen arbeider er i gang" in page
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "Ingen arbeider er i gang" not in client.get("asks/jobs/").content.decode()
    assert client.post(f"asks/jobs/{theirs.pk}/retry_job/").status_code == 404
    assert client.post(f"asks/jobs/{mine.pk}/retry_job/").status_code == 303
    assert enter(filled, "chair").get("asks/jobs/").status_code == 404
