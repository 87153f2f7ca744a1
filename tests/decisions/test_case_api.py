"""The API of cases, mandates and agendas: the same acts by another door."""

import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from statenshus.decisions.models import Attachment
from tests.api.calling import Program
from tests.decisions.papers import PDF


@pytest.fixture
def call(group):
    """`call("post", "cases/2023-1/publish_case", {…}, who="chair")`: what is answered, as status and JSON."""
    programs = {}

    def called(method, path, said=None, who="manager"):
        program = programs.setdefault(who, Program(group.filled, who))
        answer = program.call(method, f"decisions/{path}", said)
        return answer.status_code, answer.json() if answer.content else None

    return called


def test_a_case_is_drafted_edited_published_revised_and_withdrawn(call):
    status, made = call("post", "bodies/steering/draft_case", {"title": "Ny", "text": "x" * 20_000, "proposal": "Ja"})
    path = f"cases/{made['shown']['key']}"
    assert (status, made["shown"]["stage"], made["prepared_by"]) == (201, "draft", "manager")
    assert (made["versions"], made["draft"]["text"]) == ([], "x" * 20_000)

    assert call("post", f"{path}/edit_case", {"title": "Nyere"})[1]["draft"]["proposal"] == ""
    assert call("post", f"{path}/publish_case")[1]["code"] == "empty"
    call("post", f"{path}/edit_case", {"title": "Nyere", "proposal": "Ja", "follows": "2023-1"})
    status, published = call("post", f"{path}/publish_case", {"due_at": "2199-01-01T12:00:00"})
    assert (status, published["shown"]["stage"], published["follows"]["key"]) == (200, "reading", "2023-1")
    assert (published["draft"], len(published["versions"][0]["hash"])) == (None, 64)

    revised = call("post", f"{path}/revise_case", {"title": "Nyest", "proposal": "Nei", "changed": "Alt"})[1]
    assert (revised["draft"]["number"], revised["draft"]["differs"]) == (
        2,
        ["Tittelen er endret.", "Forslaget er endret."],
    )
    withdrawn = call("post", f"{path}/withdraw_case", {"reason": "Uaktuell"})[1]
    assert (withdrawn["shown"]["stage"], withdrawn["shown"]["stage_said"]) == ("ended", "Trukket")


def test_the_list_is_told_in_parts(group, call):
    group.publish("2023-2", 2)

    status, told = call("get", "cases?limit=1&offset=1")

    assert (status, told["count"], [each["key"] for each in told["items"]]) == (200, 2, ["2023-1"])
    assert call("get", "cases?state=drafts")[1]["count"] == 0
    assert call("get", "cases?state=all")[0] == 422


def test_others_read_what_is_public_of_a_case(call):
    call("post", "cases/2023-1/exempt", {"paragraph": "§ 13", "reason": "Taushet", "until": "2199-01-01"})

    whole, public = call("get", "cases/2023-1")[1], call("get", "cases/2023-1", who="member")[1]

    assert (whole["versions"][0]["text"], public["versions"]) == ("Tekst", [])
    assert whole["exemptions"][0]["reason"] == "Taushet"
    again = call("post", "cases/2023-1/exempt", {"paragraph": "§ 13", "reason": "Taushet", "until": "2199-01-01"})
    assert (again[0], again[1]["code"]) == (409, "twice")
    lifted = call("post", f"exemptions/{whole['exemptions'][0]['id']}/lift_exemption")
    assert (lifted[0], call("get", "cases/2023-1", who="member")[1]["versions"][0]["text"]) == (200, "Tekst")


def test_a_file_is_sent_and_fetched_and_taken_out(group, call):
    key = call("post", "bodies/steering/draft_case", {"title": "Ny"})[1]["shown"]["key"]
    program = Program(group.filled)

    def send(name, content):
        return program.client.post(
            f"{program.base}decisions/cases/{key}/attach",
            {"file": SimpleUploadedFile(name, content)},
            headers={"Authorization": program.authorization, "Idempotency-Key": secrets.token_urlsafe(18)},
        )

    sent = send("notat.pdf", PDF)
    pk = sent.json()["id"]

    assert (sent.status_code, sent.json()["name"]) == (201, "notat.pdf")
    assert send("notat.pdf", b"MZ").json()["code"] == "not_as_named"
    assert call("get", f"cases/{key}")[1]["files"][0]["size"] == len(PDF)
    got = program.call("get", f"decisions/attachments/{pk}")
    assert got.content == PDF
    assert program.call("post", f"decisions/attachments/{pk}/detach").status_code == 204
    assert not Attachment.objects.filter(pk=pk).exists()


def test_a_position_is_given_and_a_question_answered(call):
    said = {"seat": "steering-1", "stand": "unsure", "question": "Når?", "version": 1}

    status, given = call("post", "cases/2023-1/give_position", said, who="chair")
    replied = call("post", f"positions/{given['id']}/reply", {"reply": "I morgen"})[1]

    assert (status, given["rank"], replied["reply"]) == (201, 0, "I morgen")
    picture = call("get", "cases/2023-1/positions")[1]
    assert (picture["counts"], picture["unanswered"]) == ({"for": 0, "against": 0, "unsure": 1}, 4)
    assert [each["question"] for each in picture["questions"]] == ["Når?"]
    assert call("get", "cases/2023-1/positions", who="member")[0] == 404
    assert call("post", "cases/2023-1/give_position", {**said, "stand": "perhaps"}, who="chair")[0] == 422


def test_rules_are_set_and_told_in_sentences(call):
    said = {"valid_from": "2023-02-01", "decides": "owner", "template": "project"}
    assert call("post", "bodies/steering/set_mandate", said)[1]["code"] == "owner"

    status, made = call("post", "bodies/steering/set_mandate", {**said, "owner": "admin"})

    assert (status, made["owner"], made["sentences"][0]) == (
        201,
        "admin",
        "Gruppen gir råd. Admin vaarthus avgjør som prosjekteier.",
    )
    told = call("get", "bodies/steering/mandates", who="member")[1]
    assert [each["valid_from"] for each in told] == ["2023-02-01", "2022-01-01"]
    assert len(call("get", "bodies/steering/mandates?on=2023-01-31")[1]) == 1
    assert call("post", "bodies/steering/set_mandate", {**said, "notice_days": -1})[0] == 422


def test_an_agenda_is_made_ordered_noted_and_split(group, call):
    group.meeting()
    group.publish("2023-2", 2)
    path = "meetings/m2023-1"
    call("post", f"{path}/put_on_agenda", {"case": "2023-1"})
    status, made = call("post", f"{path}/put_on_agenda", {"case": "2023-2", "minutes": 25})
    assert (status, made["minutes"], [each["case"]["key"] for each in made["items"]]) == (
        201,
        35,
        ["2023-1", "2023-2"],
    )

    ordered = call("post", f"{path}/order_agenda", {"cases": ["2023-2", "2023-1"], "minutes": [5, 5]})[1]
    noted = call("post", f"agenda/{ordered['items'][0]['id']}/note_discussion", {"notes": "Enighet"})[1]
    assert (ordered["minutes"], noted["items"][0]["notes"]) == (10, "Enighet")
    left = call("post", f"agenda/{ordered['items'][0]['id']}/take_off_agenda")[1]
    assert [each["case"]["key"] for each in left["items"]] == ["2023-1"]
    assert call("get", f"{path}/agenda", who="member")[1]["minutes"] == 5
    split = call("get", "bodies/steering/split", who="member")[1]
    assert ([each["case"]["key"] for each in split["write"]], split["people"]) == (["2023-2", "2023-1"], 5)
