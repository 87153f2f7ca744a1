"""Acts by which a case, or a file of it, is exempt from public access, and public again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.decisions.models import Attachment, Case, Exemption
from statenshus.decisions.rules import exemptions as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record


@transaction.atomic
def exempt(
    case: Case,
    *,
    file_name: str = "",
    paragraph: str,
    reason: str,
    until: date,
    public_title: str | None = None,
    by: Actor,
) -> Exemption:
    """Exempt the case's own text, or one of its files by name, from public access, up to and including a day.

    After that day it is public by itself. The title stays public, so one that tells nothing can be given with it.

    Raises NotAllowed by rules.exempt, and Refused with code:
        reason  it is not said why
        past    the day has passed
        file    the case has no file of that name
        twice   it is exempt already
    """
    by.must(rules.exempt, case)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not reason.strip():
        raise Refused("reason", _("Say why it is exempt."), "reason")
    if until < by.today:
        raise Refused("past", _("That day has passed."), "until")
    if file_name and not Attachment.objects.filter(case=case, name=file_name).exists():
        raise Refused("file", _("The case has no file of that name."), "file_name")
    over = Exemption.objects.filter(case=case, file_name=file_name, lifted_at=None, until__lt=by.today)
    over.update(lifted_at=by.now)
    twice = Refused("twice", _("It is exempt already. Lift that exemption first."))
    with refusing({"decisions_exemption_once": twice}):
        made = Exemption.objects.create(
            house=by.house,
            case=case,
            file_name=file_name,
            paragraph=paragraph,
            reason=reason.strip(),
            until=until,
            recorded_at=by.now,
        )
    if public_title is not None and public_title != case.public_title:
        case.public_title = public_title
        case.save(update_fields=["public_title"])
    record(by, "decisions.exempt", case, paragraph=paragraph, of_file=bool(file_name))
    return made


@transaction.atomic
def lift_exemption(exemption: Exemption, *, by: Actor) -> Exemption:
    """Let what was exempt be public from now on.

    Raises NotAllowed by rules.lift_exemption, and Refused with code:
        lifted  it is lifted already, or past its day
    """
    by.must(rules.lift_exemption, exemption)
    exemption = Exemption.objects.select_for_update(of=("self",)).select_related("case").get(pk=exemption.pk)
    if exemption.lifted_at is not None or exemption.until < by.today:
        raise Refused("lifted", _("It is public already."))
    exemption.lifted_at = by.now
    exemption.save(update_fields=["lifted_at"])
    record(by, "decisions.lift_exemption", exemption.case, of_file=bool(exemption.file_name))
    return exemption
