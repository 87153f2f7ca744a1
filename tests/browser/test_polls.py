"""When can we meet: answered on a phone in a minute, by keyboard alone, and a date is chosen."""

import pytest

from statenshus.meetings.models import Meeting, PollAnswer
from tests.browser.test_every_page import DESKTOP, PHONE, axe, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_poll_is_answered_on_a_phone_in_as_many_taps_as_there_are_dates_and_one(served):
    page = served.page("chair", viewport=PHONE)
    page.goto("/h/vaarthus/meetings/polls/when/")
    dates = page.locator(".poll-dates fieldset")
    taps = page.locator(".poll-choice").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")

    assert min(taps) >= 44
    for n, answer in enumerate(("Om nødvendig", "Ja", "Nei")):
        dates.nth(n).get_by_text(answer, exact=True).click()
    page.get_by_role("button", name="Send svarene").click()

    page.get_by_text("Svarene dine er registrert.").wait_for()
    said = PollAnswer.objects.filter(date__poll=served.house.poll, person__key="chair").order_by("date__starts_at")
    assert list(said.values_list("answer", flat=True)) == ["if_needed", "yes", "no"]
    page.evaluate(axe())
    assert violations(page) == []


def test_a_poll_is_answered_and_a_date_chosen_by_keyboard_alone(served):
    page = served.page("deputy", viewport=DESKTOP)
    page.goto("/h/vaarthus/meetings/polls/when/answer_poll/")
    page.locator(".poll-dates input").first.focus()
    for _date in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Svarene dine er registrert.").wait_for()

    page = served.page("manager", viewport=DESKTOP)
    page.goto("/h/vaarthus/meetings/polls/when/")
    page.get_by_role("link", name="Velg denne datoen").nth(1).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Velg og kall inn").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Datoen er valgt, og innkallingen er sendt.").wait_for()

    served.house.poll.refresh_from_db()
    assert Meeting.objects.get(poll=served.house.poll).starts_at == served.house.poll.chosen_starts_at
