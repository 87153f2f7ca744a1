"""Full text of decisions and of the cases they came of: found by stem, by prefix, and within compound words.

What somebody may not read is not searched for them, so that neither a hit nor a number tells what it says: of a case
that is exempt they find the public title alone.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Case as Either
from django.db.models import CharField, F, Q, QuerySet, When
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from statenshus.decisions.models import CaseVersion, Decision
from statenshus.decisions.models.searching import Among, Searchable
from statenshus.decisions.queries.openness import is_exempt_today, reads_whole
from statenshus.kernel.actors import Actor

MOST_WORDS, LONGEST = 8, 60
RECENT = 1600
"""Among how many of the newest a word is looked for first."""
ABOUT = 120
"""How many letters of the text an excerpt shows on each side of what was found."""
NUMBER = re.compile(r"\s*(\d{1,6})\s*/\s*(\d{4})\s*")
_MARKUP = re.compile(r"[#*_`|\\]+|\s+")


@dataclass(frozen=True)
class Sought:
    """What somebody looks for: a question to the database, and the stems in it; or the number of a case."""

    query: SearchQuery | None
    stems: tuple[str, ...] = ()
    number: tuple[int, int] | None = None


def sought(words: str) -> Sought | None:
    """What the words ask for; None where they ask for nothing. At most one query."""
    if number := NUMBER.fullmatch(words):
        return Sought(None, (), (int(number[1]), int(number[2])))
    told = [word[:LONGEST] for word in re.findall(r"[^\W_]+", words.lower())[:MOST_WORDS]]
    if not told:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(to_tsvector('pg_catalog.norwegian', %s))", [" ".join(told)])
        stems = tuple(cursor.fetchone()[0])
    # A word of two letters begins too many others. What is no word to search for, such as «og», asks for nothing.
    parts = [f"{stem}:*" if len(stem) > 2 else stem for stem in stems]
    return Sought(SearchQuery(" & ".join(parts), config="simple", search_type="raw") if parts else None, stems)


def newest_found(by: Actor, asked: Sought, most: int, **narrowed: Any) -> list[int]:
    """The newest decisions, at most `most`, by number, that say what is asked for where the actor may read it.

    Or whose case does. `narrowed` are conditions on the decision. At most seven queries: first among the newest, where
    a common word is found often enough, then among all.
    """
    decisions = Decision.objects.visible_to(by).filter(**narrowed)
    if asked.number:
        numbered = decisions.filter(case__number=asked.number[0], case__year=asked.number[1])
        return list(numbered.values_list("pk", flat=True)[:most])
    if asked.query is None:
        return []
    of_case = {f"case__decision__{name}": value for name, value in narrowed.items()}
    versions = CaseVersion.objects.in_house(by.house).filter(
        published_at__isnull=False, case__decision__isnull=False, **of_case
    )
    said = decisions.annotate(said=Searchable("title", "text", "basis")).filter(said=asked.query)
    argued = versions.annotate(said=Searchable("title", "text", "proposal", "basis")).filter(said=asked.query)
    whole = reads_whole(by, "case__")
    named = set()
    if whole is not None:
        is_read = whole | ~Q(is_exempt_today(by, "case"))
        said, argued = said.filter(is_read), argued.filter(is_read)
        named = set(_by_public_title(by, decisions, asked).values_list("decided_on", "pk")[:most])
    recent = list(decisions.values_list("pk", "case")[:RECENT])
    found = named | _dated(
        said.filter(Among(F("pk"), [pk for pk, _case in recent])),
        argued.filter(Among(F("case_id"), [case for _pk, case in recent])),
        most,
    )
    if len(found) < most and len(recent) == RECENT:
        found = named | _dated(said, argued, most)
    return [pk for _day, pk in sorted(found, reverse=True)[:most]]


def _dated(said: "QuerySet[Any]", argued: "QuerySet[Any]", most: int) -> set[tuple[date, int]]:
    """The newest of both by day and number: decisions that say it, and decisions of the cases that argue it."""
    argued = argued.order_by("-case__decision__decided_on", "-case__decision__pk")
    return {
        *said.values_list("decided_on", "pk")[:most],
        *argued.values_list("case__decision__decided_on", "case__decision__pk")[:most],
    }


def _by_public_title(by: Actor, decisions: "QuerySet[Decision]", asked: Sought) -> "QuerySet[Decision]":
    """Exempt decisions whose public title says what is asked for: they are few, so they are read through."""
    public = Either(
        When(case__public_title="", then=F("case__title")), default=F("case__public_title"), output_field=CharField()
    )
    rows = decisions.filter(is_exempt_today(by, "case")).annotate(public=public)
    for stem in asked.stems:
        rows = rows.filter(public__icontains=stem)
    return rows


def excerpt(text: str, stems: tuple[str, ...]) -> SafeString:
    """What stands around the first word found, with what was found marked; the beginning where none was."""
    plain = " ".join(_MARKUP.sub(" ", text).split())
    words = _words(stems)
    found = words.search(plain) if words else None
    first = max(0, found.start() - ABOUT) if found else 0
    first = plain.rfind(" ", 0, first) + 1 if first else 0
    last = (found.end() if found else 0) + ABOUT * (1 if found else 2)
    last = len(plain) if last >= len(plain) else max(plain.rfind(" ", 0, last), found.end() if found else 0)
    shown = highlighted(plain[first:last], stems)
    return format_html("{}{}{}", "… " if first else "", shown, " …" if last < len(plain) else "")


def highlighted(text: str, stems: tuple[str, ...]) -> SafeString:
    """The text, escaped, with each word marked that says what was asked for."""
    words, parts, at = _words(stems), [], 0
    for found in words.finditer(text) if words else ():
        parts += [escape(text[at : found.start()]), format_html("<mark>{}</mark>", found[0])]
        at = found.end()
    return mark_safe("".join([*parts, escape(text[at:])]))


def says(text: str, stems: tuple[str, ...]) -> bool:
    """Whether any word of the text says what was asked for."""
    words = _words(stems)
    return bool(words and words.search(text))


def _words(stems: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole words that hold one of the stems; a stem of two letters only as the whole word."""
    parts = [rf"\w*{re.escape(stem)}\w*" if len(stem) > 2 else rf"\b{re.escape(stem)}\b" for stem in stems]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
