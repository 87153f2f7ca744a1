"""Saying what a body is called and what it is for."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.bodies import describe_body
from tests.people.acting import told


def test_the_name_changes_and_the_address_stays(filled):
    body = describe_body(filled.bodies["working"], name="Verkstedet", purpose="Prøver ut.", by=filled.actor())

    body.refresh_from_db()
    assert (body.key, body.name, body.purpose) == ("working", "Verkstedet", "Prøver ut.")
    assert told(filled, "people.describe_body") == [
        ("Verkstedet", {"changed": ["name", "purpose"], "before": "Working vaarthus"})
    ]


def test_those_who_do_not_keep_the_record_may_not(filled, other):
    for by in (filled.actor("member"), other.actor("manager")):
        with pytest.raises(NotAllowed):
            describe_body(filled.bodies["working"], name="Verkstedet", purpose="", by=by)
