"""Outcomes: discussed, taken note of, decided by the owner on the group's advice; reservations and follow-ups."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.models import ChainLink, Decision, Mandate
from statenshus.decisions.usecases.decisions import (
    add_follow_up,
    conclude,
    decide_as_owner,
    finish_follow_up,
    reserve,
)
from statenshus.decisions.usecases.votings import close_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW
from tests.people.acting import refused, told

AFTER = LATER + timedelta(days=1)


def voted(group, *choices):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    for number, choice in enumerate(choices, 1):
        vote(voting, seat=group.seat(number), choice=choice, by=group.actor(number))
    return close_voting(voting, by=group.at(LATER))


@pytest.fixture
def owner(filled):
    group = Group(filled, decides="owner", owner=filled.persons["admin"])
    voted(group, "for", "for", "against")
    return group, filled.actor("admin", now=AFTER)


def test_discussed_is_an_outcome_of_its_own(group):
    meeting = group.meeting()

    made = conclude(group.case, outcome="discussed", meeting=meeting, text="Drøftet", by=group.actor(1))

    assert (made.outcome, made.text, made.meeting, made.voting, made.effective_on) == (
        "discussed",
        "Drøftet",
        meeting,
        None,
        None,
    )
    group.case.refresh_from_db()
    assert group.case.ended == "concluded"
    assert told(group.filled, "decisions.conclude") == [
        ("1/2023 Sak 1 vaarthus", {"outcome": "discussed", "meeting": "m2023-1"})
    ]
    with refused("not_open"):
        conclude(group.case, outcome="noted", by=group.leader)


def test_what_cannot_be_concluded_so(group):
    with refused("outcome"):
        conclude(group.case, outcome="adopted", by=group.leader)
    with refused("not_begun"):
        coming = group.meeting(starts_at=NOW + timedelta(hours=1))
        conclude(group.case, outcome="noted", meeting=coming, by=group.leader)
    with pytest.raises(NotAllowed):
        conclude(group.case, outcome="noted", by=group.actor(2))
    elsewhere = group.meeting("m9", 9)
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(body=group.filled.bodies["working"])
    elsewhere.refresh_from_db()
    with refused("other_body"):
        conclude(group.case, outcome="noted", meeting=elsewhere, by=group.leader)
    open_written(group.case, closes_at=LATER, by=group.leader)
    with refused("voting"):
        conclude(group.case, outcome="discussed", by=group.leader)


def test_the_owner_decides_as_the_group_advised(owner):
    group, by = owner

    made = decide_as_owner(group.case, outcome="adopted", by=by)

    assert (made.text, made.owner.key, made.decided_by, made.decided_at) == (
        "Forslag",
        "admin",
        "Admin vaarthus, prosjekteier",
        AFTER,
    )
    asks = Ask.objects.in_house(group.house).of_kind("owner_decision")
    assert list(asks.values_list("ended", "answer")) == [("answered", "adopted")]
    assert told(group.filled, "decisions.decide_as_owner") == [
        ("1/2023 Sak 1 vaarthus", {"outcome": "adopted", "as_advised": True})
    ]


def test_the_owner_decides_otherwise_only_in_words(owner):
    group, by = owner

    with refused("text"):
        decide_as_owner(group.case, outcome="rejected", by=by)
    with refused("outcome"):
        decide_as_owner(group.case, outcome="noted", by=by)
    made = decide_as_owner(group.case, outcome="rejected", text="Utsettes til budsjettet er klart", by=by)

    assert (made.outcome, made.text, made.voting.outcome) == ("rejected", "Utsettes til budsjettet er klart", "adopted")
    with refused("no_advice"):
        decide_as_owner(group.case, outcome="adopted", by=by)


def test_nobody_but_the_owner_decides_then(owner):
    group, _by = owner

    for who in (group.leader, group.actor(1)):
        with pytest.raises(NotAllowed):
            decide_as_owner(group.case, outcome="adopted", by=who)
    with refused("advised"):
        open_written(group.case, closes_at=AFTER + timedelta(days=20), by=group.at(AFTER))


def test_who_was_absent_may_reserve_themself_within_the_days(group):
    voted(group, "for", "for", "against")
    decision = Decision.objects.get(case=group.case)

    made = reserve(decision, seat=group.seat(4), text="Ikke enig", by=group.actor(4, now=AFTER))

    assert made.text == "Ikke enig"
    assert ChainLink.objects.in_house(group.house).latest("number").kind == "reservation"
    assert told(group.filled, "decisions.reserve") == [
        ("1/2023 Sak 1 vaarthus", {"seat": "seat-4", "organisation": "Tax vaarthus"})
    ]
    with refused("twice"):
        reserve(decision, seat=group.seat(4), text="Ikke enig", by=group.actor(4, now=AFTER))


def test_who_may_not_reserve_themself(group):
    voted(group, "for", "for", "against")
    decision = Decision.objects.get(case=group.case)

    with refused("voted"):
        reserve(decision, seat=group.seat(3), text="Nei", by=group.actor(3, now=AFTER))
    with refused("over"):
        reserve(decision, seat=group.seat(4), text="Nei", by=group.actor(4, now=LATER + timedelta(days=7)))
    with refused("text"):
        reserve(decision, seat=group.seat(4), text=" ", by=group.actor(4, now=AFTER))
    with refused("not_in_seat"):
        reserve(decision, seat=group.seat(5), text="Nei", by=group.actor(4, now=AFTER))
    with refused("not_elector"):
        reserve(decision, seat=group.add_seat(6), text="Nei", by=group.actor(6, now=AFTER))
    with pytest.raises(NotAllowed):
        reserve(decision, seat=group.seat(4), text="Nei", by=group.filled.actor("member", now=AFTER))
    Mandate.objects.in_house(group.house).update(reservation_days=0)
    with refused("no_window"):
        reserve(Decision.objects.get(case=group.case), seat=group.seat(4), text="Nei", by=group.actor(4, now=AFTER))


def test_a_follow_up_is_asked_of_its_owner_until_it_is_done(group):
    voted(group, "for", "for", "for")
    decision = Decision.objects.get(case=group.case)
    member = group.filled.persons["member"]

    made = add_follow_up(
        decision, text="Skriv brev", owner=member, due_on=AFTER.date(), by=group.filled.actor("manager", now=AFTER)
    )

    asked = Ask.objects.in_house(group.house).open().get(kind="follow_up")
    assert (made.key, asked.person, asked.due_at.isoformat()) == ("2023-1-f1", member, "2023-02-11T23:00:00+00:00")
    done = finish_follow_up(made, note="Sendt", by=group.filled.actor("member", now=AFTER))
    asked.refresh_from_db()
    assert (done.done_by, done.note, asked.ended) == (member, "Sendt", "answered")
    with refused("done"):
        finish_follow_up(made, by=group.filled.actor("member", now=AFTER))


def test_a_follow_up_that_somebody_else_finishes_is_no_longer_asked(group):
    voted(group, "for", "for", "for")
    made = add_follow_up(
        Decision.objects.get(case=group.case),
        text="Skriv brev",
        owner=group.filled.persons["member"],
        due_on=AFTER.date(),
        by=group.at(AFTER),
    )

    finish_follow_up(made, by=group.at(AFTER))

    assert list(Ask.objects.in_house(group.house).of_kind("follow_up").values_list("ended", flat=True)) == ["withdrawn"]
    assert told(group.filled, "decisions.finish_follow_up") == [("1/2023 Sak 1 vaarthus", {"follow_up": "2023-1-f1"})]


def test_follow_ups_that_are_refused(group):
    voted(group, "for", "for", "for")
    decision, member = Decision.objects.get(case=group.case), group.filled.persons["member"]

    with refused("text"):
        add_follow_up(decision, text=" ", owner=member, due_on=AFTER.date(), by=group.at(AFTER))
    with refused("past"):
        add_follow_up(decision, text="x", owner=member, due_on=NOW.date(), by=group.at(AFTER))
    with pytest.raises(NotAllowed):
        add_follow_up(decision, text="x", owner=member, due_on=AFTER.date(), by=group.actor(2, now=AFTER))
    made = add_follow_up(decision, text="x", owner=member, due_on=AFTER.date(), by=group.at(AFTER))
    with pytest.raises(NotAllowed):
        finish_follow_up(made, by=group.actor(2, now=AFTER))
