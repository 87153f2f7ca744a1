"""What a voting came to, in one sentence that explains itself, in the language of whoever reads."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statenshus.decisions.models import Voting
from statenshus.decisions.models.counting import Outcome


def result_of(voting: Voting) -> str:
    """The outcome in one sentence: the numbers, the quorum, and what decided where the numbers alone do not tell.

    No query, but for a voting that must be taken to a meeting: at most two. Names nobody, so it suits a secret voting.
    """
    if voting.closed_at is None:
        return _("The voting has not ended.")
    if voting.outcome == Outcome.CALLED_OFF:
        return _("The voting was called off: %(reason)s.") % {"reason": _plain(voting.called_off_because)}
    if voting.outcome == Outcome.TO_MEETING:
        return _("Must be taken in a meeting: %(why)s.") % {"why": _why_to_meeting(voting)}
    if voting.outcome == Outcome.NOT_QUORATE:
        return _("Nothing is decided, for too few took part: %(turnout)s.") % {"turnout": _turnout(voting)}
    told = {"outcome": _outcome(voting), "turnout": _turnout(voting)}
    return _("%(outcome)s; %(turnout)s.") % told


def _outcome(voting: Voting) -> str:
    """Adopted 6 to 2, 1 blank, 1 abstains, with the rule where it is another than more for than against."""
    is_adopted = voting.outcome == Outcome.ADOPTED
    votes = {"favour": voting.count_for or 0, "against": voting.count_against or 0}
    parts = [
        _("Adopted %(favour)s to %(against)s") % votes
        if is_adopted
        else _("Not adopted %(favour)s to %(against)s") % votes
    ]
    if voting.count_blank:
        parts.append(ngettext("%(count)s blank", "%(count)s blank", voting.count_blank) % {"count": voting.count_blank})
    if voting.count_abstain:
        many = voting.count_abstain
        parts.append(ngettext("%(count)s abstained", "%(count)s abstained", many) % {"count": many})
    said = ", ".join(parts)
    why = _why(voting, is_adopted)
    return f"{said}; {why}" if why else said


def _why(voting: Voting, is_adopted: bool) -> str:
    if voting.by_chair:
        return _("the votes were even, and the chair's vote decided")
    favour = _in_favour(voting)
    if voting.majority == "simple":
        even = not is_adopted and favour == voting.count_against and favour
        return _("the votes were even, and the proposal falls") if even else ""
    return _("rule for a majority: %(rule)s") % {"rule": voting.get_majority_display()}


def _turnout(voting: Voting) -> str:
    """How many voted of how many, and how many must; who is silent counts where silence is consent."""
    told = {"voted": _in_favour(voting) + (voting.count_against or 0) + (voting.count_blank or 0)}
    told |= {"seats": voting.base, "required": voting.required, "silent": _consenting(voting)}
    if told["silent"]:
        silent = ngettext(
            "%(silent)s has not answered and counts as agreeing",
            "%(silent)s have not answered and count as agreeing",
            told["silent"],
        )
        return (silent + "; " + _("%(voted)s of %(seats)s seats count, %(required)s required")) % told
    return _("%(voted)s of %(seats)s seats voted, %(required)s required") % told


def _why_to_meeting(voting: Voting) -> str:
    pulled = voting.pulls.count()
    if voting.pull_members is not None and pulled >= voting.pull_members and pulled:
        return ngettext("%(count)s seat asked for it", "%(count)s seats asked for it", pulled) % {"count": pulled}
    disagree = voting.electors.filter(at__isnull=False, agrees=False).count()
    if disagree:
        told = ngettext(
            "%(count)s seat does not agree to deciding in writing",
            "%(count)s seats do not agree to deciding in writing",
            disagree,
        )
        return told % {"count": disagree}
    favour, silent = voting.count_for or 0, voting.count_silent or 0
    if voting.written == "silence":
        many = voting.count_against or 0
        told = ngettext(
            "%(count)s seat is against, and then silence is not consent",
            "%(count)s seats are against, and then silence is not consent",
            many,
        )
        return told % {"count": many}
    if voting.written == "form":
        told = ngettext(
            "%(count)s seat has not answered, and all must agree to deciding in writing",
            "%(count)s seats have not answered, and all must agree to deciding in writing",
            silent,
        )
        return told % {"count": silent}
    able = favour + (voting.count_against or 0) + (voting.count_blank or 0) + (voting.count_abstain or 0) + silent
    told = _("%(count)s of %(able)s seats are for the proposal, and in writing all must be")
    return told % {"count": favour, "able": able}


def _consenting(voting: Voting) -> int:
    """How many are silent where silence is consent."""
    return (voting.count_silent or 0) if voting.is_written and voting.written == "silence" else 0


def _in_favour(voting: Voting) -> int:
    return (voting.count_for or 0) + _consenting(voting)


def _plain(text: str) -> str:
    """On one line, without its full stop: the sentence around it has one."""
    return " ".join(text.split()).rstrip(".")
