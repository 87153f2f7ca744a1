"""Who may do what with restructurings."""

from statenshus.decisions.models import Decision
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Organisation, Person
from statenshus.people.rules import keeps_record
from statenshus.portfolio.models import Placement, ProposedLead, Restructuring, Subproject, Successor


def see_restructuring(by: Actor, restructuring: Restructuring) -> bool:
    """Everybody in the house may see a proposed change; a draft is seen by those who keep the record."""
    return Restructuring.objects.visible_to(by).filter(pk=restructuring.pk).exists()


def draft_restructuring(by: Actor) -> bool:
    """Those who keep the record may draft a change of subprojects."""
    return keeps_record(by)


def edit_restructuring(by: Actor, restructuring: Restructuring) -> bool:
    """Those who keep the record may word a proposed change."""
    return keeps_record(by)


def close_in(by: Actor, restructuring: Restructuring, subproject: Subproject) -> bool:
    """Those who keep the record may propose that a subproject closes."""
    return keeps_record(by)


def keep_open(by: Actor, restructuring: Restructuring, subproject: Subproject) -> bool:
    """Those who keep the record may take back the proposal that a subproject closes."""
    return keeps_record(by)


def add_successor(by: Actor, restructuring: Restructuring, *subproject: Subproject) -> bool:
    """Those who keep the record may propose which subprojects there shall be afterwards."""
    return keeps_record(by)


def edit_successor(by: Actor, successor: Successor) -> bool:
    """Those who keep the record may word a proposed subproject."""
    return keeps_record(by)


def remove_successor(by: Actor, successor: Successor) -> bool:
    """Those who keep the record may take away a proposed subproject."""
    return keeps_record(by)


def propose_lead(by: Actor, restructuring: Restructuring, person: Person, *others: Organisation | Successor) -> bool:
    """Those who keep the record may propose who shall lead after a change."""
    return keeps_record(by)


def pair_lead(by: Actor, lead: ProposedLead, *successor: Successor) -> bool:
    """Those who keep the record may say which subproject a proposed lead shall lead."""
    return keeps_record(by)


def drop_lead(by: Actor, lead: ProposedLead) -> bool:
    """Those who keep the record may take away a proposed lead."""
    return keeps_record(by)


def set_destination(by: Actor, restructuring: Restructuring, placement: Placement, *successors: Successor) -> bool:
    """Those who keep the record may say where things go in a change."""
    return keeps_record(by)


def clear_destination(by: Actor, restructuring: Restructuring, placement: Placement) -> bool:
    """Those who keep the record may take back where something goes in a change."""
    return keeps_record(by)


def discuss(by: Actor, restructuring: Restructuring, *body: Body) -> bool:
    """Those who keep the record may record that a change is under discussion."""
    return keeps_record(by)


def propose(by: Actor, restructuring: Restructuring, *body: Body) -> bool:
    """Those who keep the record may record that a change is proposed."""
    return keeps_record(by)


def hear(by: Actor, restructuring: Restructuring, *body: Body) -> bool:
    """Those who keep the record may record that a change has been heard."""
    return keeps_record(by)


def put_to_decision(by: Actor, restructuring: Restructuring, *body: Body) -> bool:
    """Those who keep the record may put a change to a body as a case."""
    return keeps_record(by)


def decide(by: Actor, restructuring: Restructuring, *decision: Decision) -> bool:
    """Those who keep the record may let a decision on a change take effect, as the house itself does when it can."""
    return keeps_record(by)


def undo_decision(by: Actor, restructuring: Restructuring, *body: Body) -> bool:
    """Those who keep the record may record that a decision is undone, until the day it takes effect."""
    return keeps_record(by)


def withdraw(by: Actor, restructuring: Restructuring, *body: Body) -> bool:
    """Those who keep the record may record that a change is withdrawn, until the day it takes effect."""
    return keeps_record(by)
