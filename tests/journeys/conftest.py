"""Whole errands of those who use the house, done in a browser on the example house."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import browser, example  # noqa: F401

ROOM_FOR_STOPS = 150


class Keyboard:
    """A person who has no mouse: everything is come to with Tab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def come_to(self, target: Locator) -> None:
        """Tab until the target has the focus."""
        target.wait_for()
        for _step in range(ROOM_FOR_STOPS):
            if target.evaluate("at => at === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {target}")

    def follow(self, name: str, role: Any = "link") -> None:
        """Follow the link, or press the button, that is named so."""
        self.press(self.page.locator("body").get_by_role(role, name=re.compile(f"^{re.escape(name)}")).first)

    def press(self, target: Locator) -> None:
        """Come to it and press it, and stand on the page that it leads to."""
        self.come_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Write in the field that is labelled so."""
        self.come_to(self.page.get_by_label(label))
        self.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        """Choose in the list that is labelled so, by the first letters of what it offers."""
        field = self.page.get_by_label(label)
        self.come_to(field)
        self.page.keyboard.type(option)
        assert field.evaluate("at => at.selectedOptions[0].label") == option

    def tick(self, box: Locator) -> None:
        """Tick the box."""
        self.come_to(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def write_day(self, field: Locator, day: date) -> None:
        """Write a day, in the order of its parts that this browser asks for."""
        for order in ("%d%m%Y", "%m%d%Y"):
            self.come_to(field)
            self.page.keyboard.type(day.strftime(order))
            if field.input_value() == day.isoformat():
                return
            while field.evaluate("at => at === document.activeElement"):
                self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{day} cannot be written in {field}")

    def look_at(self, day: date) -> None:
        """Look at the house as of the day."""
        self.write_day(self.page.locator("#on"), day)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def at_house(browser: Browser, example: LiveServer) -> Iterator[Callable[..., Page]]:  # noqa: F811
    """`at_house("Demo Fjell", viewport=…)`: a page signed in as that person; nobody named, at the door."""
    contexts, faults = [], []

    def opened(who: str | None = None, **options: Any) -> Page:
        context = browser.new_context(
            base_url=example.url, locale="nb-NO", timezone_id="Europe/Oslo", reduced_motion="reduce", **options
        )
        contexts.append(context)
        if who:
            context.add_cookies([{"name": "session", "value": example.sessions[who], "url": example.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
