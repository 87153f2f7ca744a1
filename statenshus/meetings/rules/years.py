"""Who may do what with the plan of a year."""

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.meetings.models import FixedDate, PlannedBody, PlannedDate, YearPlan
from statenshus.people.models import Body
from statenshus.people.rules import keeps_record


def open_year(by: Actor, house: House) -> bool:
    """Those who keep the record plan a year."""
    return keeps_record(by)


def plan_body(by: Actor, plan: YearPlan, *body: Body) -> bool:
    """Those who keep the record say how often a body is to meet."""
    return keeps_record(by)


def leave_out_body(by: Actor, planned: PlannedBody) -> bool:
    """Those who keep the record leave a body out."""
    return keeps_record(by)


def enter_fixed_date(by: Actor, plan: YearPlan, *body: Body) -> bool:
    """Those who keep the record enter what is fixed beforehand."""
    return keeps_record(by)


def remove_fixed_date(by: Actor, fixed: FixedDate) -> bool:
    """Those who keep the record take it out."""
    return keeps_record(by)


def propose_year(by: Actor, plan: YearPlan) -> bool:
    """Those who keep the record ask for a proposal."""
    return keeps_record(by)


def settle_year(by: Actor, plan: YearPlan) -> bool:
    """The house itself works the proposal out."""
    return by.person is None


def move_planned_date(by: Actor, planned: PlannedDate) -> bool:
    """Those who keep the record move a date by hand, or let it be moved again."""
    return keeps_record(by)


def adopt_year(by: Actor, plan: YearPlan) -> bool:
    """Those who keep the record adopt it, so that the meetings are called."""
    return keeps_record(by)


def drop_year(by: Actor, plan: YearPlan) -> bool:
    """Those who keep the record drop it."""
    return keeps_record(by)
