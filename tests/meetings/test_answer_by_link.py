"""Answering a notice of meeting by the link in a mail alone."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from statenshus.asks.models import KINDS, Ask
from statenshus.asks.queries.links import address_of
from statenshus.asks.usecases.links import make_link
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Attendance
from statenshus.meetings.usecases.meetings import send_notice
from tests.meetings.calling import called


@pytest.fixture
def address(filled):
    soon = timezone.now() + timedelta(days=30)
    meeting = send_notice(called(filled, starts_at=soon, ends_at=soon + timedelta(hours=2)), by=filled.actor())
    ask = Ask.objects.in_house(filled.house).open().about(meeting).get()
    link = make_link(ask, person=filled.persons["chair"], by=Actor.clock(filled.house, timezone.now()))
    return address_of(link).removeprefix(settings.BASE_URL)


def test_a_member_comes_by_one_click_in_the_page_that_the_mail_leads_to(filled, address):
    browser = Client(enforce_csrf_checks=True)

    page = browser.get(address).content.decode()
    sent = browser.post(address, {"attends": "comes"})

    assert re.findall('<form method="post" action="([^"]*)"', page) == [""]
    assert 'name="attends" value="comes"' in page and "hx-post" not in page
    assert (sent.status_code, "Svaret ditt er registrert" in sent.content.decode()) == (200, True)
    made = Attendance.objects.get(person=filled.persons["chair"], answer="comes")
    assert (made.rank, browser.get(address).status_code) == (0, 410)


@pytest.mark.parametrize("kind", sorted(kind for kind in settings.ASK_FORMS if KINDS[kind].by_link))
def test_what_may_be_answered_by_link_is_sent_to_where_the_link_leads(kind):
    source = get_template(import_string(settings.ASK_FORMS[kind]).template).template.source

    assert "asks/answer_form.html" in source and "asks:answer" not in source
