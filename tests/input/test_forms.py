"""What no form takes: hidden characters, names with line breaks, texts without end; told in the reader's language."""

import html
import re
import secrets
import time

import pytest
from django.utils import translation

from statenshus.people.models import RoleGrant
from tests.architecture.test_writes import forms_of
from tests.architecture.visits import addresses, everything, filled_in
from tests.turns import in_turn

HOW = {"hidden": "a\x1b\u202eb", "no text": "a\x00b", "endless": "x" * 100_000}


@pytest.fixture
def sent(filled, enter):
    """Every form of the house that has a field to write in: its client, address, values and that field."""
    RoleGrant.objects.create(house=filled.house, person=filled.persons["manager"], role="administrator")
    client = enter(filled, "manager")
    found = {}
    for page, form in forms_of(client, filled, addresses()):
        action = form.action or page
        if form.method == "post" and action.startswith("/h/"):
            for name in form.values:
                if name not in ("csrfmiddlewaretoken", "idempotency_key"):
                    found[action, name] = filled_in(form)
    assert len(found) > 100
    return client, found


def test_no_field_of_any_form_takes_it(filled, sent):
    client, fields = sent
    client.raise_request_exception = False
    before, taken, slow = everything(), {}, {}

    def seconds(action, values):
        start = time.perf_counter()
        answer = client.post(action, {**values, "idempotency_key": secrets.token_urlsafe(18)})
        return time.perf_counter() - start, answer.status_code

    tries = [(*field, how) for number, field in enumerate(fields.items()) for how in in_turn([*HOW], number)]
    for (action, name), values, how in tries:
        wrong = {**values, name: HOW[how]}
        took, status = seconds(action, wrong)
        if not 400 <= status < 500:
            taken[action, name, how] = status
        # A form that is slow is slow each time; a machine that is busy with other things is so for a moment.
        if took > 1 and (least := min(seconds(action, wrong)[0] for _ in range(2))) > 1:
            slow[action, name, how] = least

    assert (taken, slow) == ({}, {})
    assert everything() == before


def test_no_name_takes_a_line_break(filled, enter):
    client = enter(filled, "manager")
    page = client.post("people/directory/add_person/", {"name": "Kari\nNordmann"})

    assert page.status_code == 422
    assert not filled.persons["manager"].__class__.objects.filter(name__contains="\n").exists()


def test_a_refusal_is_told_in_the_language_one_reads(filled, enter):
    client, told = enter(filled, "manager"), {}
    for language in ("nb", "nn", "en"):
        account = filled.persons["manager"].account
        account.language = language
        account.save(update_fields=["language"])
        page = client.post(
            "people/organisations/tax/join/",
            {"kind": "support", "valid_from": "2023-02-01", "valid_to": "2023-01-01"},
        ).content.decode()
        told[language] = (
            re.search(r'lang="(\w+)"', page)[1],
            {
                message
                for message in ("Siste dag er før første.", "The last day is before the first.")
                if message in html.unescape(page)
            },
        )
        with translation.override(language):
            assert str(translation.gettext("The last day is before the first.")) in html.unescape(page)

    assert [said[0] for said in told.values()] == ["nb", "nn", "en"]
    assert told["en"][1] == {"The last day is before the first."}
    assert "The last day is before the first." not in told["nb"][1] | told["nn"][1]
