"""In which state a draft is, so that two who write at once do not overwrite each other unseen."""

from statenshus.decisions.models import CaseVersion
from statenshus.decisions.models.cases import fingerprint


def state_of(draft: CaseVersion) -> str:
    """A hash of all that is written in a draft, and of what is said of its case. What is attached is not part of it."""
    case = draft.case
    return fingerprint(
        [
            draft.number,
            draft.title,
            draft.text,
            draft.proposal,
            draft.basis,
            draft.effective_on.isoformat() if draft.effective_on else None,
            draft.changed,
            case.kind,
            case.public_title,
            case.prepared_by_id,
            case.follows_id,
            case.urgent,
        ]
    )
