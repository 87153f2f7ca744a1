"""The record: the chain and the texts its hashes are of, in a file; and the two commands of the operator."""

import json
from datetime import date

import pytest

from config import cli
from statenshus.decisions.models import Exemption
from statenshus.decisions.models.chain import head_of
from statenshus.decisions.queries.record import record_of
from statenshus.kernel.actors import Actor
from tests.decisions.chained import ALL, BEFORE, decide_all, undone
from tests.decisions.conftest import Group
from tests.houses import NOW
from tools import verify_record


@pytest.fixture
def chained(group):
    decide_all(group)
    return group


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs a command of the operator in this process, in bokmål; its exit code and what it said."""
    monkeypatch.setattr("signal.signal", lambda *_: None)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "nb_NO.UTF-8")

    def command(*arguments):
        code = cli.main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def operator(group):
    return Actor.operator(group.house, NOW)


def hide(group, key, **changes):
    row = {"paragraph": "§ 13", "reason": "Taushetsplikt", "until": date(2030, 1, 1), "recorded_at": NOW, **changes}
    Exemption.objects.create(house=group.house, case=group.body.cases.get(key=key), **row)


def test_it_holds_the_links_and_every_text_whose_hash_stands_in_them(chained, other):
    decide_all(Group(other))
    record = record_of(operator(chained))

    assert (record["house"], record["links"], record["head"]) == ("vaarthus", ALL, head_of(chained.house))
    assert [link["number"] for link in record["chain"]] == list(range(1, ALL + 1))
    said = [text for text in record["texts"].values() if isinstance(text, str)]
    assert sorted(said) == ["Enig, men ikke nå vaarthus", "Nye opplysninger", "Tiden er feil", "Vil snakke om det"]
    titles = [text["title"] for text in record["texts"].values() if not isinstance(text, str)]
    own = [title for title in titles if title.startswith(("Sak", "Referat"))]
    assert sorted(own) == ["Referat vaarthus", *(f"Sak {number} vaarthus" for number in (1, 1, 2, 2, 3, 4, 5, 5))]
    assert "nabohus" not in json.dumps(record)


def test_it_tells_which_seat_is_whose(chained):
    record = record_of(operator(chained))

    body = next(each for each in record["bodies"] if each["body"] == "steering")
    assert body["name"] == "Steering vaarthus"
    assert body["seats"][0] == {"seat": "steering-1", "role": "chair", "organisation": "tax", "name": "Tax vaarthus"}
    assert len(body["seats"]) == 5


def test_the_public_record_leaves_out_what_is_exempt_and_keeps_its_hashes(chained):
    hide(chained, "2023-1")
    hide(chained, "2023-4", file_name="vedlegg.pdf")
    hide(chained, "2023-2", lifted_at=NOW)
    hide(chained, "2023-5", until=date(2023, 1, 30))
    whole, public = record_of(operator(chained)), record_of(operator(chained), public=True)

    assert public["chain"] == whole["chain"]
    left_out = [text for hashed, text in whole["texts"].items() if hashed not in public["texts"]]
    told = json.dumps(left_out, ensure_ascii=False)
    assert [word in told for word in ("Sak 1 ", "Enig, men", "Referat", "Tiden er", "Sak 4 ", "Nye oppl")] == [True] * 6
    assert [word in told for word in ("Sak 2 ", "Sak 3 ", "Sak 5 ", "Vil snakke")] == [False] * 4


def test_the_command_writes_it_and_says_how_it_is_checked(chained, run, tmp_path, capsys):
    path = tmp_path / "record.json"
    head = head_of(chained.house)

    assert run("record", "vaarthus", "-o", path) == (
        0,
        f"{path}: {ALL} ledd, hode {head}.\n"
        f"Kontroller filen hvor som helst, uten dette programmet: python tools/verify_record.py {path}\n",
        "",
    )
    assert [each.name for each in tmp_path.iterdir()] == ["record.json"]
    assert verify_record.main([str(path), "--head", head[:20]]) == 0
    assert f"Hode: {head}\n" in capsys.readouterr().out


def test_the_public_one_is_checked_as_well(chained, run, tmp_path, capsys):
    hide(chained, "2023-1")
    run("record", "vaarthus", "--public", "-o", tmp_path / "public.json")

    assert verify_record.main([str(tmp_path / "public.json")]) == 0
    whole = len(record_of(operator(chained))["texts"])
    assert f"Tekster: {whole - 5} er kontrollert, 5 er unntatt og utelatt.\n" in capsys.readouterr().out


def test_the_command_says_that_the_chain_is_whole(chained, run):
    head = head_of(chained.house)

    assert run("verify", "vaarthus") == (0, f"Kjeden er hel: {ALL} ledd, hode {head}\n", "")
    assert run("verify", "vaarthus", "--head", head) == (0, f"Kjeden er hel: {ALL} ledd, hode {head}\n", "")


def test_the_command_names_the_first_broken_link_and_fails(chained, run):
    sentence = f"Kjeden er brutt ved ledd {BEFORE + 1}, sak 2023-1: Teksten er ikke den som ble låst.\n"
    with undone():
        chained.case.versions.update(text="Noe annet")
        assert run("verify", "vaarthus") == (1, "", sentence)
