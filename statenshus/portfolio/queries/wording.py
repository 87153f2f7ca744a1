"""A change of subprojects in words, as Markdown, for the case by which it is put to a body."""

import re

from django.utils.translation import gettext as _

from statenshus.portfolio.queries.restructurings import Change
from statenshus.ui.templatetags.ui import day as in_words

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def text_of(change: Change) -> str:
    """Why, which subprojects there are before and after, and where each thing in those that close goes. No query."""
    subject = change.restructuring
    parts = [_plain(subject.reason)] if subject.reason else []
    parts.append(_list(_("Subprojects before"), [_before(side) for side in change.before]))
    parts.append(_list(_("Subprojects after"), [_plain(side.successor.name) for side in change.after]))
    if change.moves:
        moves = [f"{_plain(str(move.placement))}: {_where(move)}" for move in change.moves]
        parts.append(_list(_("Where everything goes"), moves))
    return "\n\n".join(parts)


def proposal_of(change: Change) -> str:
    """What is proposed, in a sentence and a list. No query."""
    day = change.restructuring.effective_on
    names = [f"- {_plain(side.successor.name)}" for side in change.after]
    begun = (_("From %(day)s the subprojects are:") % {"day": in_words(day)}) if day else _("The subprojects are:")
    return "\n".join([begun, "", *names])


def _list(heading: str, lines: list[str]) -> str:
    return "\n".join([f"## {heading}", "", *[f"- {line}" for line in lines]])


def _before(side) -> str:  # type: ignore[no-untyped-def]
    name = _plain(side.subproject.name)
    return (_("%(name)s (closes)") if side.closing else _("%(name)s (goes on)")) % {"name": name}


def _where(move) -> str:  # type: ignore[no-untyped-def]
    if move.ends_because:
        return _("ends: %(why)s") % {"why": _plain(move.ends_because)}
    if not move.successors:
        return _("not yet stated")
    return ", ".join(_plain(successor.name) for successor in move.successors)


def _plain(text: str) -> str:
    """The text as it stands, whatever marks of Markdown it has."""
    return _MARKS.sub(r"\\\1", text)
