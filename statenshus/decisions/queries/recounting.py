"""A voting counted anew from what is kept of it, and held against what it was counted to."""

from django.utils.translation import gettext as _

from statenshus.decisions.models import Voting
from statenshus.decisions.models.counting import Cast, Outcome, count, is_settled
from statenshus.decisions.queries.electors import casts_of


def fault_in_voting(voting: Voting) -> str:
    """What of a closed voting is not as its ballots make it, in a sentence; empty where all is.

    In a secret voting the ballots are gone, and its counts stand for them. No query where electors and pulls stand by.
    """
    electors, casts = list(voting.electors.all()), _casts_said(voting)
    if voting.secret and any(each.choice for each in electors):
        return _("it was secret, and yet it is kept what somebody voted.")
    is_pulled = voting.pull_members is not None and len(voting.pulls.all()) >= voting.pull_members
    now = count(casts, voting.rules, written=voting.is_written, secret=voting.secret, pulled=is_pulled)
    numbers = {
        (voting.base, len(electors), now.base),
        (voting.required, now.required, now.required),
        (now.voted + now.abstain, sum(each.at is not None for each in electors), now.voted + now.abstain),
    }
    told = [voting.count_for, voting.count_against, voting.count_blank, voting.count_abstain, voting.count_silent]
    if told != [now.for_, now.against, now.blank, now.abstain, now.silent] or any(
        len(set(each)) > 1 for each in numbers
    ):
        return _("the votes counted anew are not as many as it tells.")
    if voting.outcome == Outcome.CALLED_OFF:
        return ""
    if (voting.outcome, voting.by_chair) != (now.outcome, now.by_chair):
        return _("counted anew it does not come to what it tells.")
    if not voting.closed_early or is_pulled:
        return ""
    if is_settled(casts, voting.rules, written=voting.is_written, secret=voting.secret):
        return ""
    return _("it was closed before its deadline though the outcome could still change.")


def _casts_said(voting: Voting) -> list[Cast]:
    """What was said by each seat; in a secret voting, as many as said it."""
    electors = list(voting.electors.all())
    if not voting.secret:
        return casts_of(electors)
    disagree = sum(each.at is not None and not each.agrees for each in electors)
    counts = {"for": voting.count_for, "against": voting.count_against, "blank": voting.count_blank}
    counts |= {"abstain": voting.count_abstain, "": voting.count_silent}
    said = [choice for choice, many in counts.items() for _each in range(many or 0)]
    out = [Cast(out=True)] * sum(each.out for each in electors)
    return [Cast(choice, at >= disagree) for at, choice in enumerate(said)] + out
