"""Who may attach files to a case, and read them."""

from statenshus.decisions.models import Attachment, Case
from statenshus.decisions.rules import cases
from statenshus.kernel.actors import Actor


def attach(by: Actor, case: Case) -> bool:
    """Those who may edit the draft of a case may attach files to it."""
    return cases.edit_case(by, case)


def detach(by: Actor, attachment: Attachment) -> bool:
    """Those who may edit the draft of a case may take files out of it."""
    return cases.edit_case(by, attachment.case)
