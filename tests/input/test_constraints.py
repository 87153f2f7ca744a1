"""What the database refuses by itself, past every act; what is not told must not slip by as neither true nor false."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint

from statenshus.people import models as people
from statenshus.portfolio import models as portfolio

DAY, LATER = date(2022, 1, 1), date(2022, 2, 1)
FOUND = {"key": "x", "found_on": LATER, "theme": "T", "text": "T"}
WRONG = {
    "portfolio_experience_settled": (
        portfolio.Experience,
        [
            {**FOUND, "settled_by": "På et vis"},
            {**FOUND, "settled_on": LATER},
            {**FOUND, "settled_on": DAY, "settled_by": "På et vis"},
        ],
    ),
    "portfolio_restructuring_decision": (
        portfolio.Restructuring,
        [
            {"key": "x", "title": "T", "decided_by": "Styringsgruppen"},
            {"key": "x", "title": "T", "decided_on": DAY},
            {"key": "x", "title": "T", "decided_on": DAY, "effective_on": DAY},
            {"key": "x", "title": "T", "decided_on": DAY, "decided_by": "Styringsgruppen"},
            {"key": "x", "title": "T", "effective_on": DAY, "decided_by": "Styringsgruppen"},
        ],
    ),
    "portfolio_stagechange_stage": (portfolio.StageChange, [{"stage": "in_effect", "on": DAY, "restructuring": "-"}]),
    "portfolio_placement_what": (
        portfolio.Placement,
        [
            {"key": "x", "subproject": "-", "kind": "item"},
            {"key": "x", "subproject": "-", "kind": "lead"},
            {"key": "x", "subproject": "-", "kind": "member"},
            {"key": "x", "subproject": "-", "kind": "guest", "person": "-"},
            {"key": "x", "subproject": "-", "kind": "item", "item": "-", "person": "-"},
            {"key": "x", "subproject": "-", "kind": "item", "item": "-", "organisation": "-"},
            {"key": "x", "subproject": "-", "kind": "lead", "item": "-", "person": "-"},
            {"key": "x", "subproject": "-", "kind": "lead", "organisation": "-"},
        ],
    ),
    "portfolio_successor_goes_on": (
        portfolio.Successor,
        [{"key": "x", "name": "N", "restructuring": "-", "is_new": False}],
    ),
    "portfolio_destination_somewhere": (
        portfolio.Destination,
        [
            {"restructuring": "-", "placement": "-"},
            {"restructuring": "-", "placement": "-", "successor": "-", "ends_because": "Grunn"},
        ],
    ),
    "people_rolegrant_role": (people.RoleGrant, [{"person": "-", "role": "eier"}]),
}


def checks():
    return {
        constraint.name: model
        for name in ("kernel", "people", "portfolio")
        for model in apps.get_app_config(name).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    }


def subjects(filled):
    return {
        "restructuring": filled.restructuring,
        "subproject": filled.subprojects["one"],
        "placement": filled.placements["theme"],
        "successor": filled.restructuring.successors.first(),
        "item": filled.items["theme"],
        "person": filled.persons["chair"],
        "organisation": filled.organisations["tax"],
    }


def refused_by(row):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        type(row).objects.bulk_create([row])
    return caught.value.__cause__.diag.constraint_name


def test_every_check_of_the_database_is_tried():
    assert set(WRONG) == {name for name in checks() if not name.endswith("_period")}


@pytest.mark.parametrize(
    ("name", "given"), [(name, given) for name, (_model, rows) in WRONG.items() for given in rows], ids=str
)
def test_the_database_refuses_the_row_by_itself(filled, name, given):
    known = subjects(filled)
    model = WRONG[name][0]
    row = model(house=filled.house, **{key: known[key] if said == "-" else said for key, said in given.items()})

    assert refused_by(row) == name


@pytest.mark.parametrize(
    ("first", "after"), [(LATER, DAY), (DAY, DAY)], ids=["ends before it begins", "lasts no day at all"]
)
def test_no_period_is_backwards_or_empty(filled, first, after):
    refused = {}
    for name, model in checks().items():
        if name.endswith("_period"):
            row = model.objects.in_house(filled.house).first() or model.objects.create
            row.pk, row.valid_from, row.valid_to = None, first, after
            if hasattr(row, "key"):
                row.key = "en-ny"
            refused[name] = refused_by(row)

    assert refused == {name: name for name in checks() if name.endswith("_period")} != {}
