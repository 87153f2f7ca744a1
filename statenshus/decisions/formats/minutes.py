"""Minutes as a document: the whole, or the public variant without what is exempt."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from statenshus.decisions.formats.document import (
    Block,
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Prose,
    Run,
    Table,
    Verdict,
)
from statenshus.decisions.formats.prose import paragraphs_of
from statenshus.decisions.models import Minutes, MinutesAnswer
from statenshus.decisions.queries.openness import WHOLE, Exempted, exempt_sentence
from statenshus.kernel.actors import OSLO

Rows = tuple[tuple[str, str], ...]


def document_of(
    minutes: Minutes, answers: Sequence[MinutesAnswer], *, whole: bool, exempted: Mapping[str, Exempted]
) -> Document:
    """The minutes in their own language. Without `whole`: public titles, and nothing of what is `exempted` by case.

    Answers come with seat, organisation and person. No query.
    """
    content = minutes.content
    with override(minutes.language):
        blocks = [*_beginning(content)]
        for item in content["items"]:
            blocks += _item(item, whole, {} if whole else exempted.get(item["case"], {}))
        hides = not whole and any(exempted.get(item["case"]) for item in content["items"])
        blocks += [*([] if hides else _remarks(content)), *_approval(minutes, answers), *_proof(minutes)]
        variant = "" if whole else _("public variant")
        return Document(
            language=minutes.language,
            house=content["house"],
            title=content["title"],
            over=capfirst(variant) or _("Minutes"),
            status=_status(minutes),
            foot=", ".join(filter(None, [content["title"], variant])),
            proof=_("The head of the chain: %(hash)s") % {"hash": minutes.chain_head},
            blocks=tuple(blocks),
        )


def _status(minutes: Minutes) -> str:
    if minutes.approved_at:
        return _("Approved %(day)s") % {"day": _day(minutes.approved_at.astimezone(OSLO).date())}
    if minutes.replaced_at:
        return _("Replaced %(day)s by a newer version") % {"day": _day(minutes.replaced_at.astimezone(OSLO).date())}
    return _("Not yet approved; to be read by %(moment)s") % {"moment": _moment(minutes.reading_until)}


def _beginning(content: dict[str, Any]) -> Iterator[Block]:
    if content["kind"] == "written":
        rows = [
            (_("The body"), content["body"]),
            (_("Opened"), _at(content["opened_at"])),
            (_("Deadline"), _at(content["closes_at"])),
            (_("Ended"), _at(content["closed_at"])),
            (_("Rule for deciding in writing"), capfirst(content["rule"])),
            (_("Quorum"), _quorum(content)),
        ]
        yield Facts(_kept(rows))
        return
    begins, ends = (datetime.fromisoformat(content[name]).astimezone(OSLO) for name in ("starts_at", "ends_at"))
    last = date_format(ends, "H.i") if begins.date() == ends.date() else _moment(ends)
    chair = next((each for each in content["attendance"] if each["chair"] and each["came"] in {"room", "link"}), None)
    rows = [
        (_("The meeting"), content["name"]),
        (_("When"), f"{capfirst(date_format(begins, 'l'))} {_moment(begins)}–{last}"),
        (_("Where"), ", ".join(filter(None, [content["place"], content["format_of_meeting"]]))),
        (_("Host"), content["host"]),
        (_("Chaired by"), f"{chair['person']}, {chair['organisation']}" if chair else ""),
        (_("Present"), _present(content)),
    ]
    yield Facts(_kept(rows))
    yield Heading(_("Those who took part"))
    yield Table(
        _("The seats of the body, and who sat in them"),
        (_("The seat"), _("Who"), _("Attendance")),
        tuple((_seat_of(each), _who(each), _came(each)) for each in content["attendance"]),
        (5, 5, 4),
    )


def _present(content: dict[str, Any]) -> str:
    told = _("%(present)d of %(seats)d seats") % content
    required = content["required"]
    return told if required is None else "; ".join([told, _("%(required)d required for a quorum") % content])


def _quorum(content: dict[str, Any]) -> str:
    return _("%(required)d of %(seats)d seats") % content


def _seat_of(each: dict[str, Any]) -> str:
    return f"{each['organisation']} ({_('chair')})" if each.get("chair") else str(each["organisation"])


def _who(each: dict[str, Any]) -> str:
    if not each["person"]:
        return "–"
    return f"{each['person']} ({_('deputy')})" if each["deputy"] else str(each["person"])


def _came(each: dict[str, Any]) -> str:
    told = {
        "room": _("present in the room"),
        "link": _("present by link"),
        "regrets": _("absent, with regrets"),
        "absent": _("absent"),
    }[each["came"]]
    return f"{capfirst(told)}: {each['note']}" if each["note"] else capfirst(told)


def _item(item: dict[str, Any], whole: bool, exempted: Exempted) -> Iterator[Block]:
    title = item["title"] if whole else item["public_title"]
    yield Heading(_("Case %(called)s: %(title)s") % {"called": item["called"], "title": title})
    if WHOLE in exempted:
        yield Notice(exempt_sentence(exempted[WHOLE]))
        for voting in item["votings"]:
            if voting["outcome"] != "called_off":  # why it was called off is a text of the case
                yield Prose(_plain(voting["result"]))
        if item["decision"]:
            yield _verdict({**item["decision"], "text": "", "basis": ""})
        return
    if item["exempt"]:
        yield Notice(exempt_sentence(item["exempt"]["paragraph"]))
    for heading, text in ((_("Proposal"), item["proposal"]), (_("What was said"), item["notes"])):
        if text.strip():
            yield Heading(heading, 3)
            yield Prose(paragraphs_of(text))
    yield from _recusals(item)
    for voting in item["votings"]:
        yield Heading(_("Voting"), 3)
        yield Prose(_plain(voting["result"]))
        if not voting["secret"]:
            yield _votes(voting)
    if item["owner"]:
        yield Notice(_("This is the group's advice. %(owner)s decides as project owner.") % {"owner": item["owner"]})
    if item["decision"]:
        yield _verdict(item["decision"])
        yield from _after(item["decision"])
    yield from _files(item, exempted)


def _recusals(item: dict[str, Any]) -> Iterator[Block]:
    if item["recusals"]:
        yield Heading(_("Disqualification"), 3)
        yield Table(
            _("Those who did not take part in the case"),
            (_("Who"), _("Ground"), _("Found by")),
            tuple(
                (
                    f"{row['person']}, {row['organisation']}",
                    f"{row['ground']} ({row['citation']})",
                    _("the body") if row["by_body"] else _("the member"),
                )
                for row in item["recusals"]
            ),
            (4, 6, 3),
        )


def _votes(voting: dict[str, Any]) -> Table:
    def said(each: dict[str, Any]) -> str:
        if not each["voted"]:
            return _("disqualified") if each["out"] else _("has not voted")
        return each["said"] if each["agrees"] else f"{each['said']} ({_('does not agree to deciding in writing')})"

    rows = tuple((each["organisation"], _who(each), capfirst(said(each))) for each in voting["seats"])
    return Table(_("What each seat voted"), (_("The seat"), _("Who"), _("Vote cast")), rows, (5, 5, 4))


def _verdict(decision: dict[str, Any]) -> Verdict:
    replaces = _("the decision in case %(called)s") % {"called": decision["replaces"]} if decision["replaces"] else ""
    is_decided = decision["outcome"] in {"adopted", "rejected"}
    rows = [
        (_("Decided by") if is_decided else _("Taken up by"), decision["decided_by"]),
        (_("Day of the decision"), _day(date.fromisoformat(decision["decided_on"]))),
        (_("Supported by"), ", ".join(decision["supported_by"])),
        (_("Takes effect on"), _day(date.fromisoformat(decision["effective_on"])) if decision["effective_on"] else ""),
        (_("Basis"), decision["basis"]),
        (_("Replaces"), replaces),
    ]
    return Verdict(capfirst(decision["outcome_said"]), paragraphs_of(decision["text"]), _kept(rows))


def _after(decision: dict[str, Any]) -> Iterator[Block]:
    if decision["reservations"]:
        yield Heading(_("Reservations"), 3)
        yield Prose(tuple(_said_by(row, row["text"]) for row in decision["reservations"]))
    if decision["follow_ups"]:
        yield Heading(_("Follow-up"), 3)
        rows = tuple(
            (
                row["text"],
                ", ".join(filter(None, [row["owner"], row["organisation"]])),
                _day(date.fromisoformat(row["due_on"])),
            )
            for row in decision["follow_ups"]
        )
        yield Table(_("What shall be done"), (_("What"), _("Who"), _("By")), rows, (6, 5, 3))


def _files(item: dict[str, Any], exempted: Exempted) -> Iterator[Block]:
    if item["files"]:
        yield Heading(_("Attachments"), 3)
        names = [exempt_sentence(exempted[f["name"]]) if f["name"] in exempted else f["name"] for f in item["files"]]
        yield Prose(tuple(Paragraph((Run(name),), "•") for name in names))


def _remarks(content: dict[str, Any]) -> Iterator[Block]:
    if content.get("remarks"):
        yield Heading(_("Remarks on earlier versions"))
        yield Prose(tuple(_said_by(row, row["remark"]) for row in content["remarks"]))


def _approval(minutes: Minutes, answers: Sequence[MinutesAnswer]) -> Iterator[Block]:
    if not minutes.approved_at:
        return
    yield Heading(_("Approval"))
    names = [f"{each.person.name}, {each.seat.organisation or each.seat.get_role_display()}" for each in answers]
    said = _("Approved by those who took part %(day)s.") if names else _("Nobody had a remark by %(day)s.")
    told = said % {"day": _day(minutes.approved_at.astimezone(OSLO).date())}
    yield Prose(_plain(told))
    if names:
        yield Facts(((_("Read and approved by"), "; ".join(names)),))


def _proof(minutes: Minutes) -> Iterator[Block]:
    yield Heading(_("How these minutes can be checked"))
    told = _(
        "The minutes are written by the system from what is on record, and hold without a signature. The hash below is "
        "over all that they say. The head of the chain is the hash of all that the house had frozen until then: "
        "whoever keeps it can tell whether anything was changed afterwards."
    )
    yield Prose(_plain(told))
    rows = [
        (_("Written"), _moment(minutes.written_at)),
        (_("Version"), str(minutes.version)),
        (_("Hash of the minutes"), minutes.hash),
        (_("Head of the chain"), minutes.chain_head),
    ]
    yield Facts(_kept(rows))


def _kept(rows: Sequence[tuple[str, str]]) -> Rows:
    return tuple((label, text) for label, text in rows if text)


def _plain(text: str) -> tuple[Paragraph, ...]:
    """A sentence of the system's own."""
    return (Paragraph((Run(text),)),)


def _said_by(row: dict[str, Any], text: str) -> Paragraph:
    return Paragraph((Run(f"{row['person']}, {row['organisation']}: ", bold=True), Run(" ".join(text.split()))))


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _moment(moment: datetime) -> str:
    local = moment.astimezone(OSLO)
    return _("%(day)s at %(time)s") % {"day": _day(local.date()), "time": date_format(local, "H.i")}


def _at(moment: str | None) -> str:
    return _moment(datetime.fromisoformat(moment)) if moment else ""
