"""The worker: does the jobs that wait in the database, those of its own time too, until told to end.

Any number may run against one database. A job whose worker has died is taken up by another.
"""

import asyncio
import logging

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from statenshus.kernel import clock
from statenshus.kernel.jobs import take_up_stalled

log = logging.getLogger(__name__)


def run(concurrency: int = 2, *, wait: bool = True) -> int:
    """Work until told to end, or, without `wait`, until nothing is left; what is begun is ended first."""
    if not (settings.MAIL_SERVER or settings.DEMO):
        log.warning("EMAIL_URL is not set, so mails wait in the outbox")
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(_work(concurrency, wait))
    return 0


async def _work(concurrency: int, wait: bool) -> None:
    stalled = settings.WORKER_STALLED_SECONDS
    async with app.open_async():
        watch = asyncio.create_task(_watch(stalled))
        try:
            await app.run_worker_async(
                concurrency=concurrency,
                wait=wait,
                delete_jobs="successful",
                update_heartbeat_interval=stalled / 3,
                stalled_worker_timeout=stalled,
                fetch_job_polling_interval=min(5, stalled),
            )
        finally:
            watch.cancel()


async def _watch(stalled: float) -> None:
    """Take up again, every now and then, what workers that have died had begun."""
    while True:
        try:
            await sync_to_async(_take_up, thread_sensitive=False)(stalled)
        except Exception:
            log.exception("Jobs of workers that have died could not be looked for")
        await asyncio.sleep(stalled / 3)


def _take_up(stalled: float) -> None:
    close_old_connections()
    try:
        if taken_up := take_up_stalled(stalled, clock.now()):
            log.warning("Took up %d jobs of workers that have died", taken_up)
    finally:
        close_old_connections()
