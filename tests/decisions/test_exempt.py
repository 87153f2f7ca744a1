"""Exempting a case, or a file of it, from public access: what others then see, everywhere."""

from datetime import UTC, date, datetime, timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.models import Case
from statenshus.decisions.usecases.agenda import note_discussion, put_on_agenda
from statenshus.decisions.usecases.attachments import attach
from statenshus.decisions.usecases.cases import draft_case, publish_case, revise_case, withdraw_case
from statenshus.decisions.usecases.exemptions import exempt, lift_exemption
from statenshus.decisions.usecases.positions import give_position, reply
from statenshus.decisions.usecases.recusals import recuse
from statenshus.kernel.errors import NotAllowed
from tests.architecture.visits import addresses, text_of
from tests.decisions.papers import PDF
from tests.houses import NOW, TODAY
from tests.people.acting import refused, told

UNTIL = date(2150, 1, 1)
WHY = {"paragraph": "§ 25", "reason": "KANARI begrunnelse", "until": UNTIL}
ENTITLED, OTHERS = ("manager", "admin", "chair", "deputy"), ("member", "commissioner")


@pytest.fixture
def case(group):
    """A case with a canary in every field that others must not see, taken up in a meeting that has begun."""
    case = draft_case(
        group.body,
        title="KANARI tittel",
        public_title="Personalsak",
        text="KANARI tekst",
        proposal="KANARI forslag",
        basis="KANARI hjemmel",
        effective_on=date(2023, 12, 24),
        by=group.leader,
    )
    attach(case, name="KANARI.pdf", content=PDF, by=group.leader)
    publish_case(case, by=group.leader)
    asked = give_position(
        case,
        seat=group.seat(2),
        stand="unsure",
        comment="KANARI merknad",
        question="KANARI spørsmål",
        by=group.actor(2),
    )
    reply(asked, reply="KANARI svar", by=group.leader)
    recuse(case, seat=group.seat(3), ground="KANARI ground", by=group.actor(3))
    revise_case(
        case,
        title="KANARI ny tittel",
        text="KANARI ny tekst",
        proposal="KANARI nytt forslag",
        changed="KANARI endring",
        by=group.leader,
    )
    publish_case(case, by=group.leader)
    meeting = group.meeting()
    item = put_on_agenda(meeting, case=case, by=group.leader)
    note_discussion(item, notes="KANARI drøfting", by=group.leader)
    exempt(case, **WHY, by=group.leader)
    exempt(case, file_name="KANARI.pdf", **WHY, by=group.leader)
    later = draft_case(group.body, title="Neste", proposal="Ja", follows=case, by=group.leader)
    publish_case(later, by=group.leader)
    return case


def everything(enter, group, who, case):
    """All that the person is told on any page and by the API, with the case where an address names one."""
    client, told = enter(group.filled, who), {}
    group.filled.drafted = {
        "case": case,
        "attachment": case.versions.get(number=1).attachments.get(),
        "exemption": case.exemptions.first(),
        "position": case.positions.first(),
        "item": case.items.get(),
        "meeting": case.items.get().meeting,
    }
    group.filled.bodies["working"] = group.body
    for address in addresses():
        try:
            path = address.of(group.filled)
        except (KeyError, AttributeError):
            continue
        near = address.route.startswith(("decisions/", "meetings/", "log/", "api/v1/decisions/"))
        for query in ("", "?on=2199-01-01", "?q=KANARI", "?state=ended") if near else ("",):
            answer = client.get(path + query)
            if answer.status_code == 200:
                told[address.name + query] = text_of(answer).replace("q=KANARI", "").replace('value="KANARI"', "")
    return told


def test_others_see_nothing_of_it_anywhere(group, enter, case):
    seen = everything(enter, group, "member", case)

    assert [name for name, text in seen.items() if "KANARI" in text] == []
    page = seen["decisions:case"]
    assert ("Personalsak" in page, "jf. offentleglova § 25" in page, "Unntatt fil" in page) == (True, True, True)
    assert "24. desember" not in page
    for path in (f"decisions/cases/{case.key}/", "decisions/cases/", f"api/v1/decisions/cases/{case.key}"):
        assert "KANARI" not in enter(group.filled, "commissioner").get(path).content.decode()


@pytest.mark.parametrize("who", ENTITLED)
def test_those_who_sit_in_the_body_and_keep_the_record_see_all(group, enter, case, who):
    page = enter(group.filled, who).get(f"decisions/cases/{case.key}/").content.decode()

    for word in ("ny tittel", "ny tekst", "nytt forslag", "merknad", "spørsmål", "svar", "endring", "begrunnelse"):
        assert f"KANARI {word}" in page, word
    assert "KANARI.pdf" in page


def test_whoever_prepares_it_sees_all(group, enter):
    case = draft_case(
        group.body,
        title="Sak",
        text="KANARI",
        proposal="Ja",
        prepared_by=group.filled.persons["member"],
        by=group.leader,
    )
    publish_case(case, by=group.leader)
    exempt(case, **WHY, by=group.filled.actor("member"))

    seen = {
        who: "KANARI" in enter(group.filled, who).get(f"decisions/cases/{case.key}/").content.decode() for who in OTHERS
    }

    assert seen == {"member": True, "commissioner": False}


def test_the_public_variant_is_what_others_see(group, enter, case):
    def main(who, path):
        page = enter(group.filled, who).get(path).content.decode()
        return page.partition("<h1")[2].partition("</main>")[0].split()

    path = f"decisions/cases/{case.key}/"

    assert main("manager", f"{path}public/") == main("member", path)
    open_case = Case.objects.get(title="Neste", house=group.house)
    path = f"decisions/cases/{open_case.key}/"
    assert main("manager", f"{path}public/") == main("member", path)


def test_of_a_draft_the_public_sees_nothing(group, enter):
    case = draft_case(group.body, title="Utkast", by=group.leader)

    page = enter(group.filled).get(f"decisions/cases/{case.key}/public/").content.decode()

    assert "Saken er ikke publisert, så andre ser ingenting av den." in page


def test_the_api_gives_out_nothing_of_it(group, enter, case):
    got = enter(group.filled, "member").get(f"api/v1/decisions/cases/{case.key}").json()

    assert got["shown"]["title"] == "Personalsak"
    assert (got["shown"]["hidden"], got["shown"]["exempt"]) == (True, "§ 25")
    assert (got["versions"], got["draft"], got["exemptions"], got["prepared_by"]) == ([], None, [], None)
    assert got["files"] == [
        {"id": None, "name": None, "content_type": None, "size": None, "sha256": None, "exempt": "§ 25"}
    ]
    assert enter(group.filled, "member").get(f"api/v1/decisions/cases/{case.key}/positions").status_code == 404


def test_a_title_that_was_public_is_public_no_more_in_the_log(group, enter):
    case = draft_case(group.body, title="KANARI", proposal="Ja", by=group.leader)
    publish_case(case, by=group.leader)
    log = enter(group.filled, "member").get("log/?on=2023-02-01").content.decode()
    assert "KANARI" in log

    exempt(case, **WHY, public_title="Personalsak", by=group.leader)

    log = enter(group.filled, "member").get("log/?on=2023-02-01").content.decode()
    assert ("KANARI" in log, "Personalsak" in log) == (False, True)


def test_the_log_tells_the_paragraph_and_not_why(group, case):
    assert told(group.filled, "decisions.exempt") == [
        (f"{case.called} Personalsak", {"paragraph": "§ 25", "of_file": False}),
        (f"{case.called} Personalsak", {"paragraph": "§ 25", "of_file": True}),
    ]


def test_what_is_asked_is_called_by_the_public_title(group, case):
    names = set(Ask.objects.about(case).values_list("subject_name", flat=True))

    assert names == {f"{case.called} Personalsak"}


def test_a_file_alone_may_be_exempt(group, enter):
    case = draft_case(group.body, title="Åpen sak", text="Åpen tekst", proposal="Ja", by=group.leader)
    made = attach(case, name="KANARI.pdf", content=PDF, by=group.leader)
    attach(case, name="åpen.txt", content=b"hei", by=group.leader)
    publish_case(case, by=group.leader)
    exempt(case, file_name="KANARI.pdf", **WHY, by=group.leader)
    client = enter(group.filled, "member")

    page = client.get(f"decisions/cases/{case.key}/").content.decode()

    assert ("Åpen tekst" in page, "åpen.txt" in page, "Unntatt fil" in page, "KANARI" in page) == (
        True,
        True,
        True,
        False,
    )
    assert client.get(f"decisions/attachments/{made.pk}/").status_code == 404
    assert client.get(f"api/v1/decisions/attachments/{made.pk}").status_code == 404
    assert enter(group.filled, "chair").get(f"decisions/attachments/{made.pk}/").status_code == 200


def test_it_is_public_by_itself_after_its_last_day(group, case, enter, monkeypatch):
    seen = {}
    for day in (UNTIL, UNTIL + timedelta(days=1)):
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        monkeypatch.setattr("statenshus.kernel.clock.now", lambda moment=moment: moment)
        page = enter(group.filled, "member").get(f"decisions/cases/{case.key}/").content.decode()
        seen[day] = "KANARI ny tekst" in page

    assert seen == {UNTIL: False, UNTIL + timedelta(days=1): True}


def test_to_look_at_another_day_shows_nothing_that_is_hidden_now(group, case, enter):
    client = enter(group.filled, "member")

    for day in ("2023-01-30", "2023-01-31", "2199-01-01"):
        assert "KANARI" not in client.get(f"decisions/cases/{case.key}/?on={day}").content.decode()


def test_the_form_exempts_all_of_it_unless_something_is_left_out(group, enter):
    case = draft_case(group.body, title="Sak", proposal="Ja", by=group.leader)
    attach(case, name="a.pdf", content=PDF, by=group.leader)
    client, path = enter(group.filled), f"decisions/cases/{case.key}/exempt/"
    assert client.get(path).context["form"]["parts"].value() == ["text", "file:a.pdf"]

    sent = {"parts": ["text", "file:a.pdf"], "paragraph": "§ 13", "reason": "Taushetsplikt", "until": "2200-01-01"}
    answer = client.post(path, {**sent, "public_title": "Personalsak"})

    assert answer.status_code == 303
    assert sorted(case.exemptions.values_list("file_name", "paragraph")) == [("", "§ 13"), ("a.pdf", "§ 13")]
    case.refresh_from_db()
    assert case.public_title == "Personalsak"
    assert "Hele saken er alt unntatt." in client.get(path).content.decode()


def test_not_without_a_reason_nor_for_a_day_that_has_passed_nor_a_file_that_is_not_there(group):
    with refused("reason"):
        exempt(group.case, **{**WHY, "reason": " "}, by=group.leader)
    with refused("past"):
        exempt(group.case, **{**WHY, "until": TODAY - timedelta(days=1)}, by=group.leader)
    with refused("file"):
        exempt(group.case, file_name="nei.pdf", **WHY, by=group.leader)
    with refused("invalid"):
        exempt(group.case, **{**WHY, "paragraph": "§ 99"}, by=group.leader)


def test_once_at_a_time_and_anew_when_it_is_over(group):
    exempt(group.case, **{**WHY, "until": TODAY}, by=group.leader)
    with refused("twice"):
        exempt(group.case, **WHY, by=group.leader)

    again = exempt(group.case, **WHY, by=group.at(NOW + timedelta(days=1)))

    assert list(group.case.exemptions.filter(lifted_at=None)) == [again]


def test_a_case_that_has_ended_may_be_exempt_too(group):
    withdraw_case(group.case, reason="Uaktuell", by=group.leader)

    assert exempt(group.case, **WHY, by=group.leader).lifted_at is None


def test_lifted_it_is_public_at_once(group, case, enter):
    for each in case.exemptions.all():
        lift_exemption(each, by=group.leader)

    assert "KANARI ny tekst" in enter(group.filled, "member").get(f"decisions/cases/{case.key}/").content.decode()
    assert told(group.filled, "decisions.lift_exemption")[0] == (f"{case.called} Personalsak", {"of_file": False})


def test_lifted_once_and_not_when_it_is_over(group):
    made = exempt(group.case, **{**WHY, "until": TODAY}, by=group.leader)
    with refused("lifted"):
        lift_exemption(made, by=group.at(NOW + timedelta(days=1)))
    lift_exemption(made, by=group.leader)
    with refused("lifted"):
        lift_exemption(made, by=group.leader)


@pytest.mark.parametrize("who", ["member", "deputy", "commissioner"])
def test_neither_by_others(group, who):
    made = exempt(group.case, **WHY, by=group.leader)

    with pytest.raises(NotAllowed):
        exempt(group.case, **WHY, by=group.filled.actor(who))
    with pytest.raises(NotAllowed):
        lift_exemption(made, by=group.filled.actor(who))
