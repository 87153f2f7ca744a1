"""The verifier that stands alone: it agrees with the program on every voting, and takes no record that was changed."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.decisions.models.counting import CHOICES
from statenshus.decisions.queries.record import record_of
from statenshus.kernel.actors import Actor
from tests.decisions import oracle
from tests.decisions.chained import ALL, decide_all
from tests.decisions.test_counting import EVERY_RULE, seatings, small_votings
from tests.houses import NOW
from tools import verify_record

SCRIPT = Path(verify_record.__file__)
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


@pytest.fixture
def record(group):
    decide_all(group)
    return record_of(Actor.operator(group.house, NOW))


def test_it_runs_by_itself_and_prints_each_voting_and_the_head(record, tmp_path):
    (tmp_path / "verify_record.py").write_text(SCRIPT.read_text())
    (tmp_path / "record.json").write_text(json.dumps(record))

    command = [sys.executable, "-I", "-S", "verify_record.py", "record.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env={"PYTHONUTF8": "1"})

    assert (done.returncode, done.stderr) == (0, "")
    told = [
        ("2023-1-v1: vedtatt", 2, 1, 1, 0, 1),
        ("2023-2-v1: ikke vedtatt", 1, 2, 0, 1, 1),
        ("2023-3-v1: må tas i møte", 1, 0, 0, 0, 4),
        ("2023-4-v1: avbrutt", 2, 0, 0, 0, 3),
        ("2023-5-v1: vedtatt", 3, 0, 0, 0, 2),
    ]
    votes = "for {}, mot {}, blank {}, avstår {}, ikke svart {}"
    seats = "5 plasser, kravet er 3. Telt på nytt: stemmer."
    assert done.stdout.splitlines() == [
        *(f"{outcome} – {votes.format(*numbers)}; {seats}" for outcome, *numbers in told),
        f"Kjeden er hel: {ALL} ledd. 5 avstemninger er talt på nytt, og alle stemmer.",
        f"Tekster: {len(record['texts'])} er kontrollert, 0 er unntatt og utelatt.",
        f"Hode: {record['head']}",
        "Sammenlign hodet med det som står på en protokoll du har fra før.",
    ]


def test_it_needs_nothing_but_the_standard_library_and_fits_in_one_reading():
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }

    assert names <= sys.stdlib_module_names
    assert len(SCRIPT.read_text().splitlines()) <= 300


def test_a_file_that_is_no_record_is_not_read(tmp_path, capsys):
    path = tmp_path / "x.json"
    for said in (
        "",
        "[]",
        "{}",
        '{"format": "statenshus-record", "version": 2}',
        '{"a": 1, "a": 2}',
        "\udcff",
        "[" * 9999,
    ):
        path.write_bytes(said.encode("utf-8", "surrogateescape"))
        assert verify_record.main([str(path)]) == 2
    assert verify_record.main([str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().out == ""


def payload_of(seats, rule, secret, outcome):
    """A voting as the chain tells of it."""
    quorum, majority, tie, written = rule
    said = [word for word, *_rest in seats]
    electors = [
        {
            "seat": f"seat-{at}",
            "chair": chair,
            "out": out,
            "voted": bool(word),
            "person": "p" if word else None,
            "rank": 0 if word else None,
            **({} if secret else {"choice": word, "agrees": agrees}),
        }
        for at, (word, agrees, chair, out) in enumerate(seats)
    ]
    counts = {word: said.count(word) for word in CHOICES}
    counts["silent"] = sum(not word and not out for word, _agrees, _chair, out in seats)
    counts["disagree"] = sum(bool(word) and not agrees for word, agrees, _chair, _out in seats)
    return {
        "form": "meeting" if written is None else "written",
        "secret": secret,
        "rules": {
            "quorum": quorum,
            "majority": majority,
            "tie": tie,
            "written": written or "silence",
            "pull_members": None,
        },
        "base": len(seats),
        "required": next(votes for votes in range(99) if oracle.is_enough(quorum, votes, len(seats))),
        "electors": electors,
        "counts": counts,
        "pulls": [],
        "outcome": outcome[0],
        "by_chair": outcome[1],
        "closed_early": False,
    }


def agrees(seats, rule, secret):
    """Whether the verifier takes the outcome that plain Python comes to, no other, and knows when it is settled."""
    right = oracle.outcome(seats, *rule, secret=secret)
    for outcome in ("adopted", "rejected", "not_quorate", "to_meeting"):
        for by_chair in (False, True):
            payload = payload_of(seats, rule, secret, (outcome, by_chair))
            try:
                verify_record.recount(payload)
            except verify_record.Broken:
                is_taken = False
            else:
                is_taken = True
            if is_taken != ((outcome, by_chair) == right):
                return False
    chairs = [] if secret else [word for word, _agrees, chair, _out in seats if chair]
    could = verify_record.could_change(said_of(payload), payload["counts"]["disagree"], chairs, payload)
    return could != oracle.is_settled(seats, *rule, secret=secret)


def said_of(payload):
    return {word: payload["counts"][word] for word in (*CHOICES, "silent")}


def test_it_counts_every_small_voting_as_plain_python_does():
    rules = EVERY_RULE if IS_LONG else EVERY_RULE[::7]
    wrong = [(seats, rule) for seats in small_votings() for rule in rules if not agrees(seats, rule, False)]

    assert wrong == []


@given(seatings(), st.sampled_from(EVERY_RULE), st.booleans())
def test_it_counts_any_voting_as_plain_python_does(seats, rule, secret):
    assert agrees(seats, rule, secret)
