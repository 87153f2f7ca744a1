"""Putting a change to the body that decides it."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from statenshus.decisions.models import Case, Decision
from statenshus.decisions.usecases.cases import draft_case
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.models import Body
from statenshus.portfolio.models import Restructuring, Stage
from statenshus.portfolio.queries.restructurings import change
from statenshus.portfolio.queries.wording import proposal_of, text_of
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases.restructurings.stages import _locked


@transaction.atomic
def put_to_decision(restructuring: Restructuring, *, body: Body, by: Actor) -> Case:
    """Draft a case for the body from the change: why, what closes and comes, and where everything goes.

    The case follows the one by which the change was put to a body before, if any. Its words may be edited until it is
    published.

    Raises NotAllowed by rules.put_to_decision, and Refused with code:
        stage      it is neither proposed nor heard
        case_open  it is before a body already
        adopted    it is adopted, and can be carried out
        nobody     the actor is nobody, and somebody must prepare the case
        outside    the body does not exist today
    """
    by.must(rules.put_to_decision, restructuring, body)
    restructuring = _locked(restructuring, by)
    if restructuring.stage not in {Stage.PROPOSED, Stage.HEARD}:
        raise Refused("stage", _("Only a change that is proposed or heard can be put to a body."))
    before = restructuring.case
    if before is not None and before.ended_at is None:
        raise Refused("case_open", _("The change is before a body already, as sak %s.") % before.called)
    if Decision.objects.filter(case=before, outcome=Decision.Outcome.ADOPTED).exists():
        raise Refused("adopted", _("The change is adopted. Carry the decision out instead."))
    with override(by.house.language):
        whole = change(restructuring, restructuring.effective_on or by.today)
        text, proposal = text_of(whole), proposal_of(whole)
    made = draft_case(
        body,
        title=restructuring.title,
        text=text,
        proposal=proposal,
        effective_on=restructuring.effective_on,
        follows=before,
        by=by,
    )
    restructuring.case = made
    restructuring.save(update_fields=["case"])
    record(by, "portfolio.put_to_decision", restructuring, case=made.called, body=str(body))
    return made
