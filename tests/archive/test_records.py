"""What a house has asked, met about and decided, carried by its file: faults are told, and the chain still holds."""

from base64 import encodebytes
from hashlib import sha256

import pytest

from statenshus.asks.models import Ask, Link, Mail
from statenshus.decisions.models import Attachment, Case, Decision, Document
from statenshus.decisions.queries.verdict import verify
from tests.archive.files import HOUSE, faults, rows, take_in
from tests.archive.test_export_house import dump, exported, moved, without_last_event
from tests.decisions.chained import decide_all
from tests.decisions.conftest import Group

pytestmark = pytest.mark.django_db

AT = "'2023-01-20T10:00:00+01:00'"
BODY = (
    "bodies:\n- {key: gruppa, name: Gruppa, kind: steering_group}\n"
    "seats:\n- {key: plass, body: gruppa}\npersons:\n- {key: kari, name: Kari}\n"
)
NOON = "'2023-01-20T12:00:00+01:00'"
MEETINGS = (
    f"meetings:\n- {{key: m2023-1, year: 2023, number: 1, body: gruppa, title: Møte, starts_at: {AT}, ends_at: {NOON}"
)
CASES = (
    "cases:\n- key: 2023-1\n  year: 2023\n  number: 1\n  body: gruppa\n"
    f"  title: Sak\n  prepared_by: kari\n  drafted_at: {AT}\n"
)
VERSION = "  versions:\n  - {number: 1, title: Sak}\n"
RULES = "quorum: half, majority: simple, tie: chair, written: majority, base: 1, required: 1"
VOTING = f"key: 2023-1-v1, case: 2023-1, version: 1, round: 1, opened_at: {AT}, {RULES}"
MANDATE = "mandates:\n- {body: gruppa, from: 2022-01-01}\n"
DECISION = (
    "decisions:\n- {key: 2023-1, case: 2023-1, outcome: noted, title: Sak, body: gruppa, "
    f"decided_by: G, decided_at: {AT}, decided_on: 2023-01-20"
)
ASK = (
    "asks:\n- {kind: vote, subject_type: decisions.case, subject_key: 2023-1, subject_name: Sak, path: x/, "
    f"minutes: 3, opened_at: {AT}"
)
QUIET = "quiet_from: '18:00', quiet_to: '07:00'"
CONTENT = "Vedlegget"
HASH = sha256(CONTENT.encode()).hexdigest()
DOCUMENT = (
    f"documents:\n- sha256: {HASH}\n  content_type: text/plain\n  size: 9\n"
    f"  content: {encodebytes(CONTENT.encode()).decode()}"
)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (MEETINGS.replace("T12:", "T09:") + "}", "meetings_meeting_period", "meetings[0].ends_at"),
        (MEETINGS + ", link: 'javascript:alert(1)'}", "web_address", "meetings[0].link"),
        (MEETINGS + ", called_off_because: Snø}", "meetings_meeting_called_off", "meetings[0].called_off_at"),
        (
            MEETINGS + ", attendances: [{seat: plass, person: kari}]}",
            "meetings_attendance_who",
            "meetings[0].attendances[0].person",
        ),
        (MANDATE + "- {body: gruppa}", "decisions_mandate_overlap", "mandates[1].body"),
        (MANDATE.replace("}", ", decides: owner}"), "decisions_mandate_owner", "mandates[0].owner"),
        (CASES + "  versions:\n  - {number: 1}", "missing", "cases[0].versions[0].title"),
        (
            CASES + VERSION + "  - {number: 1, title: B, hash: " + "a" * 64 + f", published_at: {AT}}}",
            "decisions_caseversion_number",
            "cases[0].versions[1].number",
        ),
        (CASES + VERSION.replace("}", ", hash: abc}"), "hash", "cases[0].versions[0].hash"),
        (
            CASES + VERSION + f"  positions:\n  - {{version: 2, seat: plass, person: kari, stand: for, at: {AT}}}",
            "unknown_key",
            "cases[0].positions[0].version",
        ),
        (
            DOCUMENT + CASES + VERSION + f"  attachments:\n  - {{version: 1, name: ../../x.pdf, document: {HASH}}}",
            "file_name",
            "cases[0].attachments[0].name",
        ),
        (
            CASES + VERSION + f"  attachments:\n  - {{version: 1, name: x.pdf, document: {'a' * 64}}}",
            "unknown_key",
            "cases[0].attachments[0].document",
        ),
        (DOCUMENT.replace("size: 9", "size: 10"), "content", "documents[0].content"),
        (DOCUMENT.replace("content: V", "content: ½"), "base64", "documents[0].content"),
        (
            DOCUMENT + DOCUMENT.removeprefix("documents:\n"),
            "decisions_document_once",
            "documents[1].sha256",
        ),
        (
            CASES + VERSION + f"votings:\n- {{{VOTING}, mandate: gruppa/2022-02-02, form: written, closes_at: {AT}}}",
            "unknown_key",
            "votings[0].mandate",
        ),
        (
            CASES + VERSION + MANDATE + f"votings:\n- {{{VOTING}, mandate: gruppa/2022-01-01, form: written}}",
            "decisions_voting_form",
            "votings[0].form",
        ),
        (CASES + DECISION + ", voting: ingen}", "unknown_key", "decisions[0].voting"),
        (ASK + ", seat: plass, person: kari}", "asks_ask_one_asked", "asks[0].seat"),
        (
            ASK + f", seat: plass, hand_overs: [{{seat: plass, by: ola, at: {AT}}}]}}",
            "unknown_key",
            "asks[0].hand_overs[0].by",
        ),
        (f"hand_overs:\n- {{seat: plass, by: kari, at: {AT}}}", "asks_handover_one_reach", "hand_overs[0]"),
        (
            f"reminder_rules:\n- {{hour: '24:00', before_days: [], after_days: [], {QUIET}}}",
            "clock",
            "reminder_rules[0].hour",
        ),
    ],
    ids=lambda value: value if " " not in value and len(value) < 50 else "",
)
def test_a_fault_in_what_is_decided_tells_what_and_where(text, code, place):
    before = rows()

    found = faults(HOUSE + BODY + text)

    assert [fault[:2] for fault in found] == [(code, place)]
    assert rows() == before


def test_what_is_written_by_hand_is_read(db):
    voting = f"votings:\n- {{{VOTING}, mandate: gruppa/2022-01-01, form: written, closes_at: {AT}}}\n"
    attached = f"  attachments:\n  - {{version: 1, name: «x» æ.txt, document: {HASH}}}\n"
    asked = ASK + f", seat: plass, hand_overs: [{{seat: plass, by: kari, at: {AT}}}]}}\n"

    house = take_in(HOUSE + BODY + DOCUMENT + MANDATE + CASES + VERSION + attached + voting + DECISION + "}\n" + asked)

    attachment = Attachment.objects.in_house(house).get()
    assert (attachment.case.key, attachment.version.number, attachment.document.content) == ("2023-1", 1, b"Vedlegget")
    voting = attachment.case.votings.get()
    assert (voting.version, voting.mandate.body.key) == (attachment.version, "gruppa")
    assert Decision.objects.in_house(house).get().search
    assert Ask.objects.in_house(house).get().hand_overs.get().by.key == "kari"


def test_a_file_that_adds_may_point_to_a_version_and_a_mandate_that_stand(group, other):
    first = group.mandate.valid_from
    text = (
        f"format: 2\nhouse: {{slug: {group.house.slug}}}\nvotings:\n"
        f"- {{{VOTING}, mandate: steering/{first}, form: written, closes_at: {AT}}}\n"
    )

    take_in(text)

    voting = group.case.votings.get()
    assert (voting.version.case, voting.mandate) == (group.case, group.mandate)


def test_what_was_decided_is_carried_whole_and_the_chain_still_holds(filled):
    group = Group(filled)
    decide_all(group)
    before = exported(filled.house)

    copy = moved(filled.house, "kopi")

    assert without_last_event(dump(copy)) == dump(filled.house)
    assert exported(copy).replace("slug: kopi\n", f"slug: {filled.house.slug}\n", 1).startswith(before.rstrip("\n"))
    assert verify(copy) == verify(filled.house)
    assert not verify(copy).broken


def test_a_text_that_was_altered_in_the_file_breaks_the_chain_of_the_copy(filled):
    group = Group(filled)
    text = exported(filled.house).replace("text: Tekst\n", "text: En annen tekst\n", 1)

    copy = take_in(text.replace(f"slug: {group.house.slug}\n", "slug: kopi\n", 1))

    assert verify(copy).broken
    assert not verify(filled.house).broken


def test_a_file_is_kept_once_however_many_cases_have_it(group):
    content = b"samme innhold"
    document = Document.objects.create(
        house=group.house, sha256=sha256(content).hexdigest(), content_type="text/plain", size=13, content=content
    )
    for case in (group.case, group.publish("2023-2", 2)):
        Attachment.objects.create(
            house=group.house, case=case, version=case.versions.get(), document=document, name="a.txt"
        )

    text = exported(group.house)

    assert text.count(f"sha256: {document.sha256}") == 1
    assert text.count(f"document: {document.sha256}") == 2


def test_no_mail_and_no_link_is_in_the_file(filled, other):
    text = exported(filled.house)

    copy = moved(filled.house, "kopi")

    assert filled.mail.subject not in text
    assert Ask.objects.in_house(copy).count() == Ask.objects.in_house(filled.house).count() > 0
    assert not Mail.objects.in_house(copy).exists()
    assert not Link.objects.in_house(copy).exists()


def test_a_case_of_the_house_next_door_is_none_here(filled, other):
    Group(other)
    fill = f"format: 2\nhouse: {{slug: {filled.house.slug}}}\n"

    found = faults(fill + DECISION.replace("gruppa", "steering") + "}")

    assert found == [("unknown_key", "decisions[0].case", 4)]
    assert Case.objects.in_house(other.house).exists()
