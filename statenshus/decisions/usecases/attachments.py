"""Acts on attachments: files in the draft of a case."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.decisions.models import Attachment, Case, Document
from statenshus.decisions.models.cases import MOST_ATTACHMENTS
from statenshus.decisions.queries.files import kind_of, safe_name
from statenshus.decisions.rules import attachments as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record


@transaction.atomic
def attach(case: Case, *, name: str, content: bytes, by: Actor) -> Attachment:
    """Attach a file to the draft of the case, under its name without path or hidden characters.

    The same content is kept once in the house. It is looked at, never opened by another program.

    Raises NotAllowed by rules.attach, and Refused with code:
        ended         the case has ended
        frozen        all of the case is published, so files come with the next version
        too_many      the version has twenty files
        name          the file has no name
        twice         the version has a file of that name
        empty         there is nothing in it
        too_large     it is over ten megabytes
        kind          files that end so are not taken
        not_as_named  its content is not what its name says, such as a program or a page
        macros        it carries macros
        bomb          it would unpack to far more than it is, or holds other archives
        damaged       it cannot be unpacked
    """
    by.must(rules.attach, case)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.ended_at is not None:
        raise Refused("ended", _("The case has ended."))
    draft = case.versions.filter(published_at=None).first()
    if draft is None:
        raise Refused("frozen", _("The case is published and frozen. Begin a new version, and attach the file to it."))
    if draft.attachments.count() >= MOST_ATTACHMENTS:
        raise Refused("too_many", _("A case has at most 20 files."), "file")
    called = safe_name(name)
    if not called:
        raise Refused("name", _("Give the file a name."), "file")
    content_type = kind_of(called, content)
    document, _is_new = Document.objects.select_for_update().get_or_create(
        house=by.house,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"content_type": content_type, "size": len(content), "content": content},
    )
    twice = Refused("twice", _("The case has a file of that name. Take that out first, or rename this."), "file")
    with refusing({"decisions_attachment_name": twice}):
        made = Attachment.objects.create(house=by.house, case=case, version=draft, document=document, name=called)
    record(by, "decisions.attach", case, size=len(content))
    return made


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor) -> None:
    """Take a file out of the draft of its case; its content goes too, unless another version has it.

    Raises NotAllowed by rules.detach, and Refused with code:
        frozen  the version is published
    """
    by.must(rules.detach, attachment)
    case = Case.objects.select_for_update(of=("self",)).get(pk=attachment.case_id)
    attachment = Attachment.objects.select_related("version").get(pk=attachment.pk)
    if attachment.version.published_at is not None:
        raise Refused(
            "frozen", _("The version is published and frozen. Begin a new one, and take the file out of that.")
        )
    document = Document.objects.select_for_update().defer("content").get(pk=attachment.document_id)
    attachment.delete()
    if not Attachment.objects.filter(document=document).exists():
        document.delete()
    record(by, "decisions.detach", case)
