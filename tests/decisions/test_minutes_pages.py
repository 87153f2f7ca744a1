"""Pages and files of minutes: what each reader sees, and the ways to answer."""

from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from statenshus.asks.models import Ask
from statenshus.decisions.models import Minutes
from statenshus.decisions.usecases.minutes import write_minutes
from tests.decisions import records
from tests.houses import NOW

SECRETS = ["Kari", "Lønn til"]


@pytest.fixture
def made(filled):
    return records.a_whole_meeting(filled)


@pytest.fixture
def minutes(filled, made):
    """Written today, whatever day it is, so that the reading time is not over."""
    return write_minutes(made.meeting, by=filled.actor(now=timezone.now()))


def approve(minutes):
    Minutes.objects.filter(pk=minutes.pk).update(approved_at=NOW)


def seen(answer):
    return answer.content.decode()


def test_those_who_sit_in_the_body_read_the_whole(filled, minutes, enter):
    page = seen(enter(filled, "chair").get(f"decisions/minutes/{minutes.key}/"))

    assert "Lønn til Kari vaarthus" in page and "Stemmer protokollen?" in page


def test_others_in_the_house_see_minutes_once_they_are_approved_and_then_in_public(filled, minutes, enter):
    client = enter(filled, "member")
    assert client.get(f"decisions/minutes/{minutes.key}/").status_code == 404

    approve(minutes)
    page = seen(client.get(f"decisions/minutes/{minutes.key}/"))

    assert "Personalsak vaarthus" in page and "Offentlig variant" in page
    assert [word for word in SECRETS if word in page] == []


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_file_of_the_public_variant_holds_nothing_that_is_exempt(filled, minutes, enter, suffix):
    approve(minutes)
    public = enter(filled, "member").get(f"decisions/minutes/{minutes.key}/file.{suffix}")
    asked = enter(filled, "chair").get(f"decisions/minutes/{minutes.key}/file.{suffix}?variant=public")
    whole = enter(filled, "chair").get(f"decisions/minutes/{minutes.key}/file.{suffix}")

    def text(answer):
        content = BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        if suffix == "pdf":
            return "\n".join(page.extract_text() for page in PdfReader(content).pages)
        file = Document(content)
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in file.paragraphs] + cells)

    assert [word for word in SECRETS if word in text(public) + text(asked)] == []
    assert "Personalsak vaarthus" in text(public)
    assert "Lønn til Kari vaarthus" in text(whole)
    assert public["Content-Disposition"] == f'attachment; filename="protokoll-{minutes.key}-offentlig.{suffix}"'


def test_minutes_are_approved_on_their_page(filled, minutes, enter):
    client = enter(filled, "chair")

    answer = client.post(f"decisions/minutes/{minutes.key}/answer_minutes/", {"seat": "steering-1", "approves": "yes"})

    assert (answer.status_code, minutes.answers.get().approves) == (303, True)


def test_minutes_are_approved_where_they_wait(filled, minutes, enter):
    ask = Ask.objects.about(minutes).get(seat__key="steering-1")

    enter(filled, "chair").post(f"asks/{ask.pk}/answer/", {"approves": "yes"})

    assert list(minutes.answers.values_list("seat__key", "approves")) == [("steering-1", True)]
    assert Ask.objects.get(pk=ask.pk).ended == "answered"


def test_a_remark_without_words_is_refused_on_the_form(filled, minutes, enter):
    client = enter(filled, "chair")

    answer = client.post(f"decisions/minutes/{minutes.key}/answer_minutes/", {"seat": "steering-1", "approves": "no"})

    assert answer.status_code == 422
    assert "Skriv hva som er feil, så det kan rettes." in seen(answer)


def test_whoever_is_not_asked_is_told_so(filled, minutes, enter):
    page = seen(enter(filled, "manager").get(f"decisions/minutes/{minutes.key}/answer_minutes/"))

    assert "Ingen venter på svar fra deg om denne protokollen." in page


def test_the_list_says_what_lacks_minutes_to_those_who_may_write_them(filled, made, enter):
    assert "Møte 1/2023, Steering vaarthus, 20. januar 2023" in seen(enter(filled).get("decisions/minutes/"))
    assert "Møte 1/2023" not in seen(enter(filled, "member").get("decisions/minutes/"))


def test_minutes_are_written_from_the_list(filled, made, enter):
    said = {"of": f"meeting:{made.meeting.key}", "language": "nn"}

    answer = enter(filled).post("decisions/minutes/write_minutes/", said)

    assert answer.status_code == 303
    assert str(Minutes.objects.get(meeting=made.meeting)) == "Protokoll frå møte 1/2023, Steering vaarthus"


def test_a_meeting_one_does_not_lead_cannot_be_chosen(filled, made, enter):
    answer = enter(filled, "member").post("decisions/minutes/write_minutes/", {"of": "meeting:m2023-1"})

    assert (answer.status_code, Minutes.objects.filter(meeting=made.meeting).count()) == (200, 0)


def test_minutes_are_settled_on_a_page_of_their_own(filled, minutes, enter):
    Minutes.objects.filter(pk=minutes.pk).update(reading_until=NOW)

    answer = enter(filled).post(f"decisions/minutes/{minutes.key}/settle_minutes/")

    assert answer.status_code == 303
    assert Minutes.objects.get(pk=minutes.pk).approved_at is not None


def test_minutes_that_are_still_read_are_not_settled(filled, minutes, enter):
    answer = enter(filled).post(f"decisions/minutes/{minutes.key}/settle_minutes/")

    assert answer.status_code == 422
    assert "Lesefristen er ikke ute, og ikke alle har godkjent." in seen(answer)


def test_replaced_minutes_point_to_the_newer(filled, minutes, made, enter):
    newer = write_minutes(made.meeting, by=filled.actor(now=minutes.written_at))

    page = seen(enter(filled).get(f"decisions/minutes/{minutes.key}/"))

    assert "Denne protokollen er erstattet av en nyere." in page
    assert f"/decisions/minutes/{newer.key}/" in page
