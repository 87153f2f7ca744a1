"""Who is proposed to lead afterwards."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Organisation, Person
from statenshus.portfolio.models import ProposedLead, Restructuring, Successor
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases.restructurings.stages import _unfrozen


def _two_leads() -> Refused:
    return Refused("two_leads", _("Somebody else is proposed to lead that subproject."), "successor")


def _check_here(restructuring: Restructuring, successor: Successor | None) -> None:
    if successor and successor.restructuring_id != restructuring.pk:
        raise Refused("elsewhere", _("That subproject belongs to another change."), "successor")


@transaction.atomic
def propose_lead(
    restructuring: Restructuring,
    *,
    person: Person,
    organisation: Organisation | None = None,
    successor: Successor | None = None,
    by: Actor,
) -> ProposedLead:
    """Propose somebody to lead after the change; of which subproject may be left open until it is decided.

    Raises NotAllowed by rules.propose_lead, and Refused with code:
        frozen     the change is decided or withdrawn
        elsewhere  the subproject belongs to another change
        twice      the person is proposed already
        two_leads  somebody else is proposed to lead that subproject
    """
    by.must(rules.propose_lead, restructuring, person, *(x for x in (organisation, successor) if x))
    restructuring = _unfrozen(restructuring, by)
    _check_here(restructuring, successor)
    last = restructuring.proposed_leads.order_by("position").last()
    twice = Refused("twice", _("That person is already proposed."), "person")
    with refusing({"portfolio_proposedlead_person": twice, "portfolio_proposedlead_one": _two_leads()}):
        made = ProposedLead.objects.create(
            house=by.house,
            restructuring=restructuring,
            person=person,
            organisation=organisation,
            successor=successor,
            position=last.position + 1 if last else 1,
        )
    record(by, "portfolio.propose_lead", restructuring, lead=str(made), successor=str(successor or ""))
    return made


@transaction.atomic
def pair_lead(lead: ProposedLead, *, successor: Successor | None, by: Actor) -> ProposedLead:
    """Say which subproject a proposed lead shall lead, or that it is not stated.

    Raises NotAllowed by rules.pair_lead, and Refused with code:
        frozen     the change is decided or withdrawn
        elsewhere  the subproject belongs to another change
        two_leads  somebody else is proposed to lead that subproject
    """
    by.must(rules.pair_lead, lead, *([successor] if successor else []))
    restructuring = _unfrozen(lead.restructuring, by)
    _check_here(restructuring, successor)
    lead.successor = successor
    with refusing({"portfolio_proposedlead_one": _two_leads()}):
        lead.save(update_fields=["successor"])
    record(by, "portfolio.pair_lead", restructuring, lead=str(lead), successor=str(successor or ""))
    return lead


@transaction.atomic
def drop_lead(lead: ProposedLead, *, by: Actor) -> None:
    """Take back that somebody is proposed to lead.

    Raises NotAllowed by rules.drop_lead, and Refused with code:
        frozen  the change is decided or withdrawn
    """
    by.must(rules.drop_lead, lead)
    restructuring = _unfrozen(lead.restructuring, by)
    name = str(lead)
    lead.delete()
    record(by, "portfolio.drop_lead", restructuring, lead=name)
