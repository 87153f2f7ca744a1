"""The log of a house."""

from datetime import UTC, datetime

from statenshus.home.queries.log import log, told
from statenshus.kernel.events import Event, record
from statenshus.people.models import ApiToken
from statenshus.portfolio.models import Restructuring, Stage, StageChange
from tests.houses import NOW, TODAY

LATER = datetime(2023, 3, 1, 12, 0, tzinfo=UTC)


def acts(by, day=TODAY, **filters):
    return [event.act for event in log(by, day, **filters)]


def test_the_log_is_newest_first_up_to_the_day_and_of_one_house(filled, other):
    by = filled.actor("manager")
    record(by, "people.join", filled.organisations["tax"])
    record(by, "portfolio.open_subproject", filled.subprojects["one"])
    record(filled.actor("manager", now=LATER), "people.leave", filled.organisations["tax"])
    record(other.actor("manager"), "people.join", other.organisations["tax"])

    assert acts(by) == ["portfolio.open_subproject", "people.join"]
    assert acts(by, LATER.date()) == ["people.leave", "portfolio.open_subproject", "people.join"]
    assert acts(by, LATER.date(), about="people.organisation") == ["people.leave", "people.join"]


def test_others_keys_and_drafts_are_for_those_who_keep_the_record(filled):
    token = ApiToken.objects.create(
        house=filled.house, person=filled.persons["chair"], name="n", hash="h", scopes=["people:read"], created_at=NOW
    )
    draft = Restructuring.objects.create(house=filled.house, key="draft", title="Utkast")
    StageChange.objects.create(house=filled.house, restructuring=draft, stage=Stage.DRAFT, on=TODAY)
    record(filled.actor("chair"), "people.issue_token", token)
    record(filled.actor("manager"), "portfolio.draft", draft)
    record(filled.actor("manager"), "portfolio.propose", filled.restructuring)

    assert {who: acts(filled.actor(who)) for who in ("manager", "admin", "chair", "member")} == {
        "manager": ["portfolio.propose", "portfolio.draft", "people.issue_token"],
        "admin": ["portfolio.propose", "portfolio.draft", "people.issue_token"],
        "chair": ["portfolio.propose", "people.issue_token"],
        "member": ["portfolio.propose"],
    }


def test_an_event_without_a_sentence_of_its_own_is_still_told(filled):
    event = record(filled.actor("manager"), "people.no_such_act", filled.organisations["tax"])

    assert told(event).sentence == "Manager vaarthus endret Tax vaarthus (people.no_such_act)"


def test_the_page_tells_the_log_and_escapes_what_people_write(filled, enter):
    organisation = filled.organisations["tax"]
    organisation.name = "<script>alert(1)</script> & sønner"
    record(filled.actor("manager"), "people.join", organisation)

    html = enter(filled, "member").get("log/?on=2023-01-31").content.decode()

    assert ("<script>alert" in html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; sønner" in html) == (False, True)


def test_a_long_log_is_told_in_pages_at_the_same_cost(filled, enter, django_assert_num_queries):
    by = filled.actor("manager")
    client = enter(filled, "member")
    for _ in range(120):
        record(by, "people.join", filled.organisations["tax"])

    # Session, account, house, person, roles; then sorts of subjects, how many lines, and the lines.
    with django_assert_num_queries(8):
        first = client.get("log/?on=2023-01-31").content.decode()
    last = client.get("log/?on=2023-01-31&page=3").content.decode()

    assert (first.count("<time"), last.count("<time")) == (50, 20)
    assert 'href="?on=2023-01-31&amp;page=2"' in first


def test_an_empty_log_says_so(filled, enter):
    Event.objects.all().delete()

    assert "Ingenting er gjort ennå." in enter(filled, "member").get("log/").content.decode()
