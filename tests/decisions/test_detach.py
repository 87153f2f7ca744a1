"""Taking a file out of the draft of a case."""

import pytest

from statenshus.decisions.models import Attachment, Document
from statenshus.decisions.usecases.attachments import attach, detach
from statenshus.decisions.usecases.cases import draft_case, publish_case, revise_case
from statenshus.kernel.errors import NotAllowed
from tests.decisions.papers import PDF
from tests.people.acting import refused, told


@pytest.fixture
def case(filled):
    return draft_case(filled.bodies["steering"], title="Sak", proposal="Ja", by=filled.actor("deputy"))


@pytest.fixture
def file(filled, case):
    return attach(case, name="a.pdf", content=PDF, by=filled.actor())


def test_its_content_goes_with_it(filled, case, file):
    detach(file, by=filled.actor("deputy"))

    assert not Attachment.objects.filter(case=case).exists()
    assert not Document.objects.filter(pk=file.document_id).exists()
    assert told(filled, "decisions.detach") == [("1/2023 Sak", {})]


def test_unless_another_version_has_it(filled, case, file):
    publish_case(case, by=filled.actor())
    draft = revise_case(case, title="Sak", proposal="Ja", changed="Uten vedlegg", by=filled.actor())

    detach(draft.attachments.get(), by=filled.actor())

    assert list(Attachment.objects.filter(case=case).values_list("version__number", flat=True)) == [1]
    assert Document.objects.filter(pk=file.document_id).exists()


def test_what_is_published_keeps_its_files(filled, case, file):
    publish_case(case, by=filled.actor())

    with refused("frozen"):
        detach(file, by=filled.actor())


@pytest.mark.parametrize("who", ["chair", "member", "commissioner"])
def test_not_by_others(filled, file, who):
    with pytest.raises(NotAllowed):
        detach(file, by=filled.actor(who))


def test_on_its_page(filled, case, file, enter):
    answer = enter(filled).post(f"decisions/attachments/{file.pk}/detach/")

    assert answer["Location"] == f"/h/vaarthus/decisions/cases/{case.key}/"
    assert not Attachment.objects.filter(pk=file.pk).exists()
