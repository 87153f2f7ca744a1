"""What each role may see of people: the list form and the rule agree, for every thing of both houses."""

import pytest

from statenshus.people.models import ApiToken, Body, Person
from statenshus.people.rules import accounts, bodies, persons
from tests.houses import NOW

WHO = ["manager", "chair", "deputy", "member", "commissioner", "admin"]


@pytest.fixture
def tokens(filled, other):
    for house in (filled, other):
        for who, person in house.persons.items():
            ApiToken.objects.create(
                house=house.house, person=person, name=who, hash=f"{house.house.pk}{who}", scopes=["x"], created_at=NOW
            )


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(
    ("model", "see", "count"), [(Person, persons.see, 6), (Body, bodies.see, 3), (ApiToken, accounts.see, 1)]
)
def test_the_list_is_what_the_rule_lets_one_see(filled, tokens, who, model, see, count):
    by = filled.actor(who)

    listed = set(model.objects.visible_to(by))

    assert listed == {thing for thing in model.objects.all() if by.may(see, thing)}
    assert len(listed) == count
