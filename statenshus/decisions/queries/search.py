"""Full text of decisions and of the cases they came of: found by stem, by prefix, and within compound words.

What somebody may not read is not searched for them, so that neither a hit nor a number tells what it says: of a case
that is exempt they find the public title alone.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Case as Either
from django.db.models import CharField, F, Q, QuerySet, When
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from statenshus.decisions.models import Case, CaseVersion, Decision
from statenshus.decisions.models.searching import Searchable
from statenshus.decisions.queries.openness import is_exempt_today, reads_whole
from statenshus.kernel.actors import Actor

MOST_WORDS, LONGEST = 8, 60
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


def cases_found(by: Actor, asked: Sought) -> Q:
    """The condition, on a decision, that it or its case says what is asked for where the actor may read it."""
    if asked.number:
        return Q(case__number=asked.number[0], case__year=asked.number[1])
    if asked.query is None:
        return Q(pk__in=[])
    decisions = Decision.objects.in_house(by.house).annotate(said=Searchable("title", "text", "basis"))
    versions = CaseVersion.objects.in_house(by.house).exclude(published_at=None)
    versions = versions.annotate(said=Searchable("title", "text", "proposal", "basis"))
    found: list[QuerySet] = [decisions.filter(said=asked.query), versions.filter(said=asked.query)]
    whole = reads_whole(by, "case__")
    if whole is not None:
        found = [rows.filter(whole | ~Q(is_exempt_today(by, "case"))) for rows in found]
        found.append(_by_public_title(by, asked))
    first, *others = [rows.values("pk" if rows.model is Case else "case") for rows in found]
    return Q(case__in=first.union(*others))


def _by_public_title(by: Actor, asked: Sought) -> "QuerySet[Any]":
    """Exempt cases whose public title says what is asked for: they are few, so they are read through."""
    public = Either(When(public_title="", then=F("title")), default=F("public_title"), output_field=CharField())
    rows = Case.objects.in_house(by.house).filter(is_exempt_today(by, "pk")).annotate(public=public)
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
