"""A browser and a served house, for what only a browser knows."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from config import demo
from statenshus.archive.commands import import_file
from statenshus.decisions.models import Mandate
from statenshus.kernel import clock
from statenshus.people.models import ApiToken, Person
from statenshus.portfolio.models import ProposedLead
from tests.houses import NOW, Filled, fill
from tests.portfolio.changes import decision_on

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Root may not use the sandbox; the rest keeps Chromium from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where this machine's Chromium is."""
    return next(
        (path for name in (os.environ.get("CHROMIUM", ""), *NAMES) if name and (path := shutil.which(name))), None
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module; stopped before other tests, which want no event loop in their thread."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: install chromium, or name one in CHROMIUM")
    # Playwright keeps an event loop in this thread, which Django would else refuse to be used beside.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Served:
    """Two filled houses behind a server, and pages that are signed in to the first."""

    def __init__(self, browser: Browser, server: LiveServer, house: Filled) -> None:
        self.browser, self.url, self.house = browser, server.url, house
        self.sessions = {who: self._session(who) for who in house.persons}
        self.faults: list[str] = []

    def context(self, who: str | None = None, **options: Any) -> BrowserContext:
        """A fresh browser profile, signed in as one of the house's persons."""
        made = self.browser.new_context(
            base_url=self.url, locale="nb-NO", timezone_id="Europe/Oslo", reduced_motion="reduce", **options
        )
        if who:
            made.add_cookies([{"name": "session", "value": self.sessions[who], "url": self.url}])
        return made

    def _session(self, who: str) -> str:
        # Made before any test, so that the server sees it committed.
        client = Client()
        client.force_login(self.house.persons[who].account)
        return client.cookies["session"].value

    def page(self, who: str | None = None, **options: Any) -> Page:
        """A page whose faults (scripts, what the content security policy refuses) are gathered."""
        page = self.context(who, **options).new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda fault: self.faults.append(f"{page.url}: {fault}"))
        page.on("console", lambda said: self.faults.append(f"{page.url}: {said.text}") if _bad(said) else None)
        return page


def _bad(said: Any) -> bool:
    # A page that answers 4xx on purpose is no fault of the page.
    return said.type in ("error", "warning") and "the server responded with a status of 4" not in said.text


@pytest.fixture(scope="module")
def served(django_db_setup: None, browser: Browser, django_db_blocker: Any) -> Iterator[Served]:
    """Filled once a module: what is read here is not changed, and a server sees only what is committed."""
    with django_db_blocker.unblock():
        fill("nabohus")
        house = fill("vaarthus")
        own = {"house": house.house, "person": house.persons["chair"]}
        ProposedLead.objects.create(**own, restructuring=house.restructuring)
        # An adopted change waits to be carried out, and a project owner has something to decide.
        decision_on(house.restructuring)
        Mandate.objects.filter(pk=house.drafted["mandate"].pk).update(decides="owner", owner=house.persons["manager"])
        ApiToken.objects.create(
            **own | {"person": house.persons["manager"]}, name="N", hash="h", scopes=["people:read"], created_at=NOW
        )
        server = LiveServer("127.0.0.1")
        try:
            yield Served(browser, server, house)
        finally:
            for context in browser.contexts:
                context.close()
            server.stop()
            call_command("flush", interactive=False, verbosity=0, reset_sequences=False)


@pytest.fixture(scope="module")
def example(django_db_setup: None, browser: Browser, django_db_blocker: Any) -> Iterator[LiveServer]:
    """The example house with its demonstration, served; `sessions` holds a session for each who can log in."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        for name in ("narvik", "narvik-demo"):
            house = import_file(ROOT / f"examples/{name}.yaml", datetime(2026, 11, 1, 9, 0, tzinfo=UTC)).house
        demo.begin(house, clock.now())
        server = LiveServer("127.0.0.1")
        server.sessions = {}
        for person in Person.objects.filter(house__slug="narvik", account__isnull=False):
            client = Client()
            client.force_login(person.account)
            server.sessions[person.name] = client.cookies["session"].value
        try:
            yield server
        finally:
            for context in browser.contexts:
                context.close()
            server.stop()
            call_command("flush", interactive=False, verbosity=0, reset_sequences=False)


@pytest.fixture(autouse=True)
def no_faults(request: pytest.FixtureRequest) -> Iterator[None]:
    """No script fails and nothing is refused by the content security policy, in any browser test."""
    yield
    if "served" in request.fixturenames:
        served = request.getfixturevalue("served")
        faults, served.faults = served.faults, []
        for context in served.browser.contexts:
            context.close()
        assert faults == []
