"""Who may exempt a case from public access."""

from statenshus.decisions.models import Case, Exemption
from statenshus.decisions.rules import cases
from statenshus.kernel.actors import Actor


def exempt(by: Actor, case: Case) -> bool:
    """Those who lead the body's work, and whoever prepares the case, may exempt it or a file of it."""
    return cases.edit_case(by, case)


def lift_exemption(by: Actor, exemption: Exemption) -> bool:
    """Those who lead the body's work, and whoever prepares the case, may lift an exemption."""
    return cases.edit_case(by, exemption.case)
