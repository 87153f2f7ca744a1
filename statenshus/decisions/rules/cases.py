"""Who may do what with cases."""

from statenshus.decisions.models import Case
from statenshus.decisions.models.cases import sits_in
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Person


def prepares(by: Actor, case: Case) -> bool:
    """Whoever the case is prepared by."""
    return by.person is not None and by.person.pk == case.prepared_by_id


def draft_case(by: Actor, body: Body, *named: Person | Case) -> bool:
    """Those who lead the body's work may draft a case for it, and those who sit in it may draft one of their own."""
    if leads(by, body):
        return True
    others = [each for each in named if isinstance(each, Person) and by.person and each.pk != by.person.pk]
    return not others and sits_in(by, body)


def edit_case(by: Actor, case: Case, *named: Person | Case) -> bool:
    """Those who lead the body's work, and whoever prepares the case, may edit its draft."""
    return prepares(by, case) or leads(by, case.body)


def publish_case(by: Actor, case: Case) -> bool:
    """Those who lead the body's work may publish a case, and each new version of it."""
    return leads(by, case.body)


def revise_case(by: Actor, case: Case) -> bool:
    """Those who lead the body's work, and whoever prepares the case, may draft a new version of it."""
    return edit_case(by, case)


def withdraw_case(by: Actor, case: Case) -> bool:
    """Those who lead the body's work may withdraw a case, and whoever prepares it may withdraw its draft."""
    return leads(by, case.body) or (case.is_draft and prepares(by, case))
