"""What differs between two versions of a case, in words, and word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from statenshus.decisions.models import CaseVersion
from statenshus.ui.templatetags.ui import day as in_words

SAME, NEW, GONE = "same", "new", "gone"
LONGEST_SHOWN = 20_000
"""Longer texts are not compared word by word, which would take too long."""
AROUND = 12
"""So many words that are the same stand around what differs."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is the same in both, new, or gone."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """What differs in one part of a case: which part, in a sentence, and its pieces where it is a text."""

    said: str
    pieces: Sequence[Piece] = ()


def differences(
    before: CaseVersion, after: CaseVersion, files: tuple[Sequence[str], Sequence[str]] = ((), ())
) -> list[Difference]:
    """What the later version says otherwise, part by part; `files` are names, of each. No query."""
    found = []
    for said, name in (
        (_("The title is changed."), "title"),
        (_("The proposal is changed."), "proposal"),
        (_("The text is changed."), "text"),
        (_("The basis is changed."), "basis"),
    ):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(Difference(said, pieces_of(old, new)))
    if before.effective_on != after.effective_on:
        found.append(Difference(_effective(before, after)))
    gone, come = (set(files[0]) - set(files[1]), set(files[1]) - set(files[0]))
    found += [Difference(_("File added: %(name)s") % {"name": name}) for name in sorted(come)]
    found += [Difference(_("File taken out: %(name)s") % {"name": name}) for name in sorted(gone)]
    return found


def _effective(before: CaseVersion, after: CaseVersion) -> str:
    if after.effective_on is None:
        return _("It is no longer said from when it takes effect.")
    told = {"new": in_words(after.effective_on), "old": in_words(before.effective_on)}
    if before.effective_on is None:
        return _("It takes effect on %(new)s.") % told
    return _("It takes effect on %(new)s, not on %(old)s.") % told


def pieces_of(before: str, after: str) -> list[Piece]:
    """The later text word by word: what is new in it, what is gone, and a little of what is the same around that."""
    if len(before) + len(after) > LONGEST_SHOWN:
        return [Piece(GONE, before), Piece(NEW, after)]
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (kind, first, last, begin, end) in enumerate(steps):
        if kind == "equal":
            pieces.append(
                Piece(SAME, _shortened(old[first:last], is_first=place == 0, is_last=place == len(steps) - 1))
            )
            continue
        if last > first:
            pieces.append(Piece(GONE, "".join(old[first:last])))
        if end > begin:
            pieces.append(Piece(NEW, "".join(new[begin:end])))
    return pieces


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """The words next to what differs, with an ellipsis for what lies between."""
    if len(words) <= 2 * AROUND:
        return "".join(words)
    head = "" if is_first else "".join(words[:AROUND])
    tail = "" if is_last else "".join(words[-AROUND:])
    return f"{head} … {tail}"
