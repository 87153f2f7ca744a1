"""Files on their pages: sent in, given out so that nothing in them runs, refused at their field."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from statenshus.decisions.models import Attachment
from statenshus.decisions.usecases.attachments import attach
from statenshus.decisions.usecases.cases import draft_case, publish_case
from tests.decisions.papers import PDF


@pytest.fixture
def case(filled):
    return draft_case(filled.bodies["steering"], title="Sak", proposal="Ja", by=filled.actor("deputy"))


def test_the_page_takes_a_file_and_gives_it_out_so_that_nothing_in_it_runs(filled, case, enter):
    hostile = b"%PDF-1.7\n<html><script>alert(1)</script></html>"
    client = enter(filled)

    answer = client.post(f"decisions/cases/{case.key}/attach/", {"file": SimpleUploadedFile("../x.pdf", hostile)})

    assert answer.status_code == 303
    made = Attachment.objects.get(case=case)
    got = client.get(f"decisions/attachments/{made.pk}/")
    assert got.content == hostile
    assert {name: got[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert got["Content-Disposition"] == 'attachment; filename="x.pdf"'
    assert got["Cache-Control"] == "private, no-store"


def test_a_name_in_other_letters_comes_through(filled, case, enter):
    made = attach(case, name="Årsplan № 3.pdf", content=PDF, by=filled.actor())

    got = enter(filled).get(f"decisions/attachments/{made.pk}/")

    assert got["Content-Disposition"] == "attachment; filename*=utf-8''%C3%85rsplan%20%E2%84%96%203.pdf"


def test_a_refusal_stands_at_the_file(filled, case, enter):
    answer = enter(filled).post(
        f"decisions/cases/{case.key}/attach/", {"file": SimpleUploadedFile("notat.pdf", b"MZ\x90")}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"file": ["Innholdet i filen stemmer ikke med navnet."]}


def test_a_form_without_a_file_is_refused(filled, case, enter):
    assert enter(filled).post(f"decisions/cases/{case.key}/attach/").status_code == 422


def test_two_gigabytes_are_refused_before_a_byte_is_read(filled, case, enter):
    class Unread(io.RawIOBase):
        def read(self, *size):
            raise AssertionError("the body was read")

    client = enter(filled)
    for path in (f"decisions/cases/{case.key}/attach/", f"api/v1/decisions/cases/{case.key}/attach"):
        answer = client.generic(
            "POST",
            f"/h/vaarthus/{path}",
            b"",
            CONTENT_TYPE="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(2 * 1024**3),
            **{"wsgi.input": Unread()},
        )
        assert answer.status_code == 413


def test_the_members_see_the_files_and_the_draft_s_are_for_those_who_write(filled, case, enter):
    made = attach(case, name="notat.pdf", content=PDF, by=filled.actor())
    statuses = {
        who: enter(filled, who).get(f"decisions/attachments/{made.pk}/").status_code
        for who in ("deputy", "chair", "member")
    }
    assert statuses == {"deputy": 200, "chair": 404, "member": 404}

    publish_case(case, by=filled.actor())

    statuses = {
        who: enter(filled, who).get(f"decisions/attachments/{made.pk}/").status_code
        for who in ("deputy", "chair", "member")
    }
    assert statuses == {"deputy": 200, "chair": 200, "member": 200}
    assert "notat.pdf" in enter(filled, "member").get(f"decisions/cases/{case.key}/").content.decode()
