"""Template tags: links that keep the day, icons, keys for forms, periods and days in words."""

import re
import secrets
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import nh3
from django import template
from django.conf import settings
from django.forms import BoundField
from django.template import Context
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from statenshus.kernel.actors import OSLO
from statenshus.kernel.once import FIELD

register = template.Library()

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_ALLOWED = {
    *("p", "br", "hr", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_HEADINGS = re.compile(r"(</?h)([1-6])(?=>)")


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: Any, **query: Any) -> str:
    """The address of a page of this house, keeping the day that is looked at: {% to 'people:person' person.key %}.

    Keyword arguments become the query, empty ones left out.
    """
    address = reverse(name, args=args, urlconf=settings.HOUSE_URLCONF)
    if "on" in context and not context.get("is_today"):
        query.setdefault("on", context["on"].isoformat())
    query = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{address}?{urlencode(query)}" if query else address


@register.simple_tag
def colours(house: Any) -> str:
    """The address of the house's own colours."""
    args = [house.main_colour.removeprefix("#"), house.accent_colour.removeprefix("#")]
    return reverse("home:colours", args=args, urlconf=settings.HOUSE_URLCONF)


@register.simple_tag
def outside(name: str, *args: Any) -> str:
    """The address of a page outside any house: {% outside 'account_login' %}."""
    return _outside(name, args)


@cache
def _outside(name: str, args: tuple[Any, ...]) -> str:
    from django.urls import get_script_prefix, set_script_prefix

    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, args=args, urlconf=settings.ROOT_URLCONF)
    finally:
        set_script_prefix(prefix)


@register.simple_tag
def once() -> SafeString:
    """A hidden field with a new idempotency key; stands in every form that writes, beside {% csrf_token %}."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(18))


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of @navikt/aksel-icons by its file name without ending, hidden from screen readers."""
    return _icon(name)


@cache
def _icon(name: str) -> SafeString:
    if not re.fullmatch(r"[A-Za-z0-9]+", name):
        raise template.TemplateSyntaxError(f"{name} is no icon's name")
    svg = (Path(settings.ICONS) / f"{name}.svg").read_text()
    return mark_safe(re.sub(r"<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', svg, count=1))


@register.filter
def markdown(text: str) -> SafeString:
    """A text in Markdown as HTML that can do no harm: by an allow-list, with no pictures and nothing from outside.

    Its headings begin two steps down, below those of the page. Links lead to http, https and mail alone.
    """
    html = _HEADINGS.sub(lambda found: f"{found[1]}{min(int(found[2]) + 2, 6)}", _MARKDOWN.render(text))
    cleaned = nh3.clean(
        html,
        tags=_ALLOWED,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return mark_safe(
        cleaned.replace("<table>", '<div class="table-scroll"><table>').replace("</table>", "</table></div>")
    )


@register.filter
def day(value: date | None) -> str:
    """A day in words: 31. januar 2023."""
    return formats.date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment of Norway in words: tirsdag 31. januar 2023 kl. 12.00. Of a time passed twice in autumn, which."""
    if value is None:
        return ""
    local = timezone.localtime(value, OSLO)
    # Translators: how a moment is written, as Django's date filter takes it.
    return formats.date_format(local, gettext("l j F Y, H:i")) + _which_of_two(local)


@register.simple_tag
def span(first: datetime, after: datetime) -> str:
    """From one moment of Norway to another in words: torsdag 1. desember 2022 kl. 09.00–11.00."""
    begins, ends = timezone.localtime(first, OSLO), timezone.localtime(after, OSLO)
    if begins.date() != ends.date():
        return f"{moment(first)} – {moment(after)}"
    # Translators: the time of day after that, as Django's date filter takes it.
    return f"{moment(first)}–{formats.date_format(ends, gettext('H:i'))}{_which_of_two(ends)}"


def _which_of_two(local: datetime) -> str:
    """Which it is of two moments at which the clock shows the same, in the night when it is put back."""
    if local.replace(fold=0).utcoffset() <= local.replace(fold=1).utcoffset():  # type: ignore[operator]
        return ""
    return f" ({gettext('after the clock is put back') if local.fold else gettext('before the clock is put back')})"


@register.filter
def due(value: datetime, now: datetime) -> str:
    """When something is due, as one says it: "i dag kl. 12", "om 3 dager", or since when it is too late.

    Days are those of Norway. Due at midnight means by the end of the day before.
    """
    local, today = timezone.localtime(value), timezone.localtime(now).date()
    is_midnight = (local.hour, local.minute) == (0, 0)
    by = local.date() - timedelta(days=1) if is_midnight else local.date()
    # Translators: the time of day, as Django's date filter takes it, on the hour and else.
    time = formats.date_format(local, gettext("g A") if local.minute == 0 else gettext("g:i A"))
    in_words = formats.date_format(by, "MONTH_DAY_FORMAT" if by.year == today.year else "DATE_FORMAT")
    said = {"day": in_words, "time": time, "weekday": formats.date_format(by, "l"), "count": (by - today).days}
    if value <= now:
        if by == today:
            return gettext("too late since %(time)s today") % said
        return gettext("too late since %(day)s") % said
    if by == today:
        return gettext("by the end of today") if is_midnight else gettext("today at %(time)s") % said
    if by == today + timedelta(days=1):
        return gettext("by the end of tomorrow") if is_midnight else gettext("tomorrow at %(time)s") % said
    if by < today + timedelta(days=7):
        return gettext("on %(weekday)s, in %(count)d days") % said
    if by < today + timedelta(days=22):
        return gettext("on %(day)s, in %(count)d days") % said
    return gettext("on %(day)s") % said


@register.filter
def period(row: Any) -> str:
    """A row's period in words, its last day included."""
    first, after = row.valid_from, row.valid_to
    last = date.fromordinal(after.toordinal() - 1) if after else None
    if first and last:
        return gettext("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    if first:
        return gettext("from %(first)s") % {"first": day(first)}
    if last:
        return gettext("until %(last)s (first day not known)") % {"last": day(last)}
    return gettext("first day not known")


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of a field's help and error, for aria-describedby."""
    ids = [f"{field.id_for_label}_help"] if field.help_text else []
    ids += [f"{field.id_for_label}_error"] if field.errors else []
    return " ".join(ids)
