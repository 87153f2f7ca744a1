"""A steering member answers on a telephone what a mail asks: at most two taps after logging in, and none in vain."""

import re

import pytest

from statenshus.asks.models import Mail
from statenshus.decisions.models import Case, Elector, Position
from statenshus.decisions.usecases.cases import draft_case, publish_case
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Person
from statenshus.people.roles import roles_of
from tests.journeys.test_member_reads import PHONE, SIDEWAYS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MEMBER = "Demo Skog"
LINK = re.compile(r"https?://\S+?(/answer/(?!stop)\S+/)")


@pytest.fixture(scope="module")
def mailed(example, django_db_blocker):
    """An urgent case before the group; where the latest mail of a member leads, by what it asks."""
    with django_db_blocker.unblock():
        lead = Person.objects.get(name="Demo Prosjektleder")
        now = clock.now()
        by = Actor(lead.house, now, lead, roles_of(lead, now.date()))
        body = Body.objects.get(key="styringsgruppen")
        text = {"title": "Demo: felles mottak", "text": "Demo.", "proposal": "Vi prøver felles mottak i et halvt år."}
        case = draft_case(body, kind=Case.Kind.DECISION, **text, urgent=True, by=by)
        publish_case(case, by=by)
        mails = Mail.objects.filter(person__name=MEMBER).order_by("pk")
        links = {mail.subject: LINK.search(mail.text)[1] for mail in mails}
    return next(links[each] for each in links if "felles mottak" in each), next(iter(links.values()))


def test_a_position_is_given_by_one_tap_from_the_link_in_a_mail(at_house, mailed):
    page = at_house(**PHONE)
    page.goto(mailed[0])
    asked, sideways = page.locator("h1").inner_text(), page.evaluate(SIDEWAYS)

    page.get_by_role("button", name="For", exact=True).tap()
    page.get_by_text("Svaret ditt er registrert").wait_for()

    assert asked.endswith("Demo: felles mottak")
    assert [sideways, page.evaluate(SIDEWAYS)] == [False, False]
    assert Position.objects.filter(person__name=MEMBER).values_list("stand", flat=True)[0] == "for"


def test_a_vote_is_given_by_one_tap_after_logging_in_from_the_link_in_a_mail(at_house, mailed):
    page = at_house(**PHONE)
    page.goto(mailed[1])
    with page.expect_navigation():
        page.get_by_role("link", name="Logg inn for å svare").tap()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    with page.expect_navigation():
        page.get_by_role("button", name=MEMBER).tap()
    asked, sideways = page.locator("h1").inner_text(), page.evaluate(SIDEWAYS)

    page.get_by_role("button", name="For", exact=True).tap()
    page.get_by_text("Stemmen er avgitt").wait_for()

    assert asked.endswith("Foreslåtte endringer i delprosjektene")
    assert [sideways, page.evaluate(SIDEWAYS)] == [False, False]
    assert Elector.objects.get(person__name=MEMBER).choice == "for"
