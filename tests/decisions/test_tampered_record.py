"""Random records are taken by the verifier, and come to what the program says; changed ones are not."""

import copy
import json
import os
import random
import re

import pytest

from statenshus.asks.models import HandOver
from statenshus.decisions.models import AgendaItem, Mandate, Voting
from statenshus.decisions.models.cases import fingerprint
from statenshus.decisions.models.counting import CHOICES
from statenshus.decisions.queries.record import record_of
from statenshus.decisions.queries.verdict import verify
from statenshus.decisions.usecases import recusals, votings
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from tests.decisions import oracle
from tests.decisions.chained import ALL, approve_minutes, decide_all
from tests.decisions.conftest import LATER
from tests.houses import NOW
from tools import verify_record

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
BEGINNING = "0" * 64


@pytest.fixture
def record(group):
    decide_all(group)
    return record_of(Actor.operator(group.house, NOW))


@pytest.fixture
def accepts(tmp_path, capsys):
    """Whether the verifier takes a record; what it said stands in `accepts.said`."""

    def check(record, *arguments):
        path = tmp_path / "record.json"
        path.write_text(json.dumps(record, ensure_ascii=False))
        code = verify_record.main([str(path), *arguments])
        check.said = capsys.readouterr().out
        assert (code == 1) == ("BRUTT" in check.said)
        return code == 0

    return check


# --- random records ---


def happen(group, number, dice):
    """A case and a voting on it, by chance: in which form, by which rules, who stands down, who votes what."""
    rules = {"quorum": oracle.QUORUMS, "majority": oracle.MAJORITIES, "tie": oracle.TIES, "written": oracle.WRITTEN[1:]}
    chosen = {name: dice.choice(values) for name, values in rules.items()}
    Mandate.objects.filter(pk=group.mandate.pk).update(**chosen, pull_members=dice.choice([None, 1, 2]))
    case, secret = group.publish(f"2023-{number}", number), dice.random() < 0.3
    for seat in dice.sample(range(1, 7), dice.choice([0, 0, 1, 2])):
        for rank in range(dice.choice([1, 2])):
            told = {"person": group.person(seat, rank), "seat": group.seat(seat), "ground": "Part"}
            recusals.find_disqualified(case, **told, by=group.leader)
    if dice.random() < 0.5:
        AgendaItem.objects.create(house=group.house, meeting=group.held, case=case)
        voting = votings.open_voting(case, meeting=group.held, secret=secret, by=group.leader)
    else:
        voting = votings.open_written(case, closes_at=LATER, secret=secret, by=group.leader)
    weights = dice.choice([(5, 5, 1, 1), (9, 1, 1, 0), (1, 1, 0, 0), (1, 1, 1, 1)])
    for seat in range(1, 7):
        if dice.random() < 0.85:
            say = {"choice": dice.choices(CHOICES, weights)[0], "agrees": dice.random() < 0.9}
            for rank in range(2):
                try:
                    votings.vote(voting, seat=group.seat(seat), **say, by=group.actor(seat, rank))
                    break
                except Refused:
                    continue
        elif dice.random() < 0.2 and voting.is_written:
            try:
                votings.pull(voting, seat=group.seat(seat), by=group.actor(seat))
            except Refused:
                continue
    end = dice.random()
    if end < 0.1:
        try:
            votings.call_off_voting(voting, reason=f"Grunn {number}", by=group.leader)
        except Refused:
            return
    for by in (group.leader, group.at(LATER)):
        try:
            votings.close_voting(voting, by=by)
        except Refused:
            continue


def test_random_records_are_taken_and_come_to_what_the_program_says(group, accepts):
    dice = random.Random(20231)
    group.add_seat(6)
    HandOver.objects.create(
        house=group.house, seat=group.seat(2), by=group.person(2), to=None, at=NOW, valid_from=NOW.date()
    )
    group.held = group.meeting()
    many = 400 if IS_LONG else 60
    for number in range(2, many + 2):
        happen(group, number, dice)
    approve_minutes(group, group.held)

    assert accepts(record_of(Actor.operator(group.house, NOW))), accepts.said
    assert verify(group.house).broken == ""
    names = verify_record.NAMES
    closed = Voting.objects.in_house(group.house).exclude(closed_at=None).order_by("closed_at", "pk")
    program = {voting.key: names[voting.outcome] for voting in closed}
    alone = dict(re.findall(r"^(\S+): (.*?) –", accepts.said, re.M))
    assert (alone, len(alone)) == (program, many)
    assert set(program.values()) == {names[each] for each, _name in Voting.OUTCOMES}


# --- records that were changed ---


def leaves(value, path=()):
    """Where each single value stands in what is told."""
    if isinstance(value, dict | list) and value:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def other(value):
    """Another value of the same kind, such as somebody who hoped for it would write."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    words = {"for": "against", "against": "for", "adopted": "rejected", "rejected": "adopted", "": "for"}
    return words.get(value, f"{value}x") if isinstance(value, str) else "x"


def changed_values(record):
    """The record with one value changed: each of every link, every text, and of the file itself."""
    told = {name: record[name] for name in ("chain", "texts", "links", "head", "format", "version")}
    for path in leaves(told):
        made = copy.deepcopy(record)
        place = made
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = other(place[path[-1]])
        yield path, made


def changed_ballots(record):
    """The record with ballots copied, brought from another voting, taken away, or changed between seats."""
    at = [place for place, link in enumerate(record["chain"]) if link["kind"] == "voting"]
    for place in at:
        electors = record["chain"][place]["payload"]["electors"]
        others = record["chain"][at[0] if place != at[0] else at[-1]]["payload"]["electors"]
        for number, elector in enumerate(electors):
            for name, changed in {
                "copied": [*electors, elector],
                "replayed": [*electors[:number], others[number], *electors[number + 1 :]],
                "removed": electors[:number] + electors[number + 1 :],
                "voted twice": [*electors[:number], electors[number - 1], *electors[number + 1 :]],
            }.items():
                if changed != electors:
                    made = copy.deepcopy(record)
                    made["chain"][place]["payload"]["electors"] = copy.deepcopy(changed)
                    yield (name, place, number), made


def changed_links(record):
    """The record with links swapped, taken away, doubled, or cut off at the end, and what counts them mended."""
    for place in range(len(record["chain"])):
        made = copy.deepcopy(record)
        del made["chain"][place]
        yield ("taken away", place), made
        made = copy.deepcopy(record)
        made["chain"].insert(place, copy.deepcopy(made["chain"][place]))
        yield ("doubled", place), made
        if place:
            made = copy.deepcopy(record)
            made["chain"][place - 1 : place + 1] = reversed(made["chain"][place - 1 : place + 1])
            yield ("swapped", place), made


def written_anew(record):
    """The record as whoever holds all of it would write it anew: numbers, hashes and head as they should be."""
    made = copy.deepcopy(record)
    previous = BEGINNING
    for number, link in enumerate(made["chain"], 1):
        link["number"], link["previous"] = number, previous
        held = {key: link[key] for key in link if key != "hash"}
        previous = link["hash"] = fingerprint(held)
    made["links"], made["head"] = len(made["chain"]), previous
    told = json.dumps(made["chain"])
    made["texts"] = {hashed: text for hashed, text in made["texts"].items() if hashed in told}
    return made


def test_no_changed_record_is_taken(record, accepts):
    assert accepts(record)

    changes = [*changed_values(record), *changed_ballots(record), *changed_links(record)]
    taken = [what for what, changed in changes if accepts(changed)]

    assert taken == []
    assert len(changes) > 800


def test_nor_one_that_is_written_anew_by_whoever_holds_all_of_it_against_a_head_from_before(record, accepts):
    changes = [(what, made) for what, made in changed_values(record) if what[0] == "chain"]
    changes += [*changed_ballots(record), *changed_links(record)]
    anew = [(what, new) for what, made in changes if (new := written_anew(made))["chain"] != record["chain"]]

    taken = [what for what, changed in anew if accepts(changed, "--head", record["head"])]
    unseen = [what for what, changed in anew if accepts(changed)]

    assert taken == []
    assert len(anew) > 650
    # Without a head from before, what contradicts nothing else cannot be seen; that ballots and results differ can.
    assert [what for what in unseen if what[-1] in {"outcome", "choice", "base", "required", "voted", "by_chair"}] == []
    assert [what for what in unseen if what[0] in {"copied", "removed", "voted twice", "doubled"}] == []


def test_a_tail_cut_off_is_seen_against_a_head_from_before_and_by_the_number_of_links(record, accepts):
    for kept in range(ALL):
        cut = {**record, "chain": record["chain"][:kept]}
        assert not accepts(cut)
        assert not accepts(written_anew(cut), "--head", record["head"])
