"""What a link in mail opens is for everybody: without logging in, on a phone, light and dark."""

import pytest

from statenshus.asks.queries.links import address_of
from statenshus.asks.queries.mails import stop_address
from tests.browser.test_every_page import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("of", [lambda house: address_of(house.link), lambda house: stop_address(house.link.person)])
def test_a_page_that_a_mail_leads_to_is_for_everybody(served, of):
    look(served, of(served.house).removeprefix("http://127.0.0.1:8000"), None)
