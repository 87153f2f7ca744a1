"""Who may do what with decisions."""

from statenshus.decisions.models import Case, Decision, FollowUp, Mandate
from statenshus.decisions.models.cases import sits_in
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Organisation, Person, Seat


def conclude(by: Actor, case: Case, *meeting: Meeting) -> bool:
    """Those who lead the body's work may record that a case was discussed, or taken note of."""
    return leads(by, case.body)


def decide_as_owner(by: Actor, case: Case) -> bool:
    """Only the project owner, as the rules in the mandate name them, decides on the group's advice."""
    if by.person is None or by.scopes is not None:
        return False
    mandates = Mandate.objects.in_house(by.house).filter(body=case.body_id, owner=by.person.pk)
    return mandates.at(by.today).exists()


def reserve(by: Actor, decision: Decision, seat: Seat) -> bool:
    """Those who sit in the body may reserve themselves; which seats, and until when, the act tells them."""
    return sits_in(by, decision.body)


def add_follow_up(by: Actor, decision: Decision, *who: Person | Organisation) -> bool:
    """Those who lead the body's work may say what shall follow of a decision, and who does it."""
    return leads(by, decision.body)


def finish_follow_up(by: Actor, follow_up: FollowUp) -> bool:
    """Whoever owns a follow-up says that it is done, or those who lead the body's work do."""
    owns = by.person is not None and by.person.pk == follow_up.owner_id
    return owns or leads(by, follow_up.decision.body)
