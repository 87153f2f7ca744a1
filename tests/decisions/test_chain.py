"""The page of the chain and its API."""

from datetime import timedelta

import pytest

from statenshus.decisions.models import CaseVersion
from statenshus.decisions.models.chain import BEGINNING, freeze, head_of
from statenshus.decisions.views import chain as views
from tests.api.calling import Program
from tests.decisions.chained import ALL, BEFORE, decide_all, undone
from tests.houses import NOW


@pytest.fixture
def chained(group):
    decide_all(group)
    return group


def seen(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_member_sees_the_head_and_that_the_chain_is_whole(chained, enter):
    page = seen(enter(chained.filled, "member").get("decisions/chain/"))

    assert f"Kjeden er hel. Alle {ALL} ledd er kontrollert" in page
    assert f'<code class="hash">{head_of(chained.house)}</code>' in page
    assert "statenshus record vaarthus --public" in page
    assert page.count('class="chain__number"') == ALL


def test_a_broken_chain_is_told_as_such(chained, enter):
    client = enter(chained.filled, "chair")
    with undone():
        CaseVersion.objects.filter(case=chained.case).update(text="Noe annet")
        page = seen(client.get("decisions/chain/"))

    assert f"Kjeden er brutt ved ledd {BEFORE + 1}, sak 2023-1: Teksten er ikke den som ble låst." in page
    assert "Kjeden er hel" not in page


def test_a_long_chain_is_not_checked_while_somebody_waits(chained, enter, monkeypatch):
    monkeypatch.setattr(views, "MOST_AT_ONCE", ALL - 1)

    page = seen(enter(chained.filled, "member").get("decisions/chain/"))

    assert f"Kjeder med mer enn {ALL - 1} ledd" in page and "Kjeden er hel" not in page


def test_each_link_leads_to_what_it_tells_of_also_where_somebody_forged_it(chained, enter):
    freeze("case", "2023-1", {"case": "../../x", "version": 1}, by=chained.leader)
    freeze("decision", "x", ["ikke", "et", "vedtak"], by=chained.leader)

    page = seen(enter(chained.filled, "member").get("decisions/chain/"))

    assert page.count("/h/vaarthus/decisions/cases/2023-3/") == 2
    assert page.count("/h/vaarthus/decisions/decisions/2023-1/") == 2
    assert page.count("/h/vaarthus/decisions/minutes/m2023-1-1/") == 1
    assert "../" not in page
    assert f"Kjeden er brutt ved ledd {ALL + 1}" in page


def test_the_api_gives_the_links_as_their_hashes_are_over_them(chained):
    answer = Program(chained.filled).call("get", f"decisions/chain?limit=2&offset={BEFORE + 5}")

    assert answer.status_code == 200
    told = answer.json()
    assert (told["count"], told["head"], len(told["items"])) == (ALL, head_of(chained.house), 2)
    assert [each["kind"] for each in told["items"]] == ["voting", "decision"]
    assert told["items"][0]["payload"]["outcome"] == "adopted"
    assert told["items"][1]["previous"] == told["items"][0]["hash"]


def test_a_link_follows_the_one_before_it_whatever_zone_its_moment_is_told_in(filled):
    by = filled.actor(now=NOW.astimezone(tz=None) + timedelta(microseconds=5))

    link = freeze("case", "x", {"case": "x"}, by=by)

    link.refresh_from_db()
    assert link.computed() == link.hash == head_of(filled.house)
    assert link.previous == BEGINNING and link.told()["at"] == "2023-01-31T09:00:00.000005+00:00"
