"""Changes of the subprojects: one slide a restructuring, or the subprojects as they stand."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.portfolio.models import Destination, Placement, Restructuring, Stage, StageChange, Subproject
from statenshus.reports.queries.days import in_short, in_words
from statenshus.reports.queries.sentences import stage_of, told
from statenshus.reports.queries.slides import ChangeSlide, Part, Slide, SubprojectsSlide, plain

NEWS = timedelta(days=183)
"""How long a change that has taken effect, or was withdrawn, is still told of."""


def changes(day: date, by: Actor) -> Sequence[Slide]:
    """A slide for each restructuring that is under way on the day or was settled in the half year before.

    Drafts are nobody's business yet. Where there is nothing to tell, the subprojects as they stand, with
    their leads. Ten queries at most.
    """
    restructurings = [r for r in _news(day, by) if _seen(r, day)]
    settled = [r.effective_on - timedelta(days=1) for r in restructurings if r.effective_on]
    earliest = min([*settled, _year_end(day), day])
    recent = list(
        Subproject.objects.visible_to(by)
        .filter(Q(valid_to=None) | Q(valid_to__gt=earliest))
        .filter(Q(valid_from=None) | Q(valid_from__lte=day))
    )
    leads = {
        lead.subproject_id: plain(str(lead))
        for lead in Placement.objects.visible_to(by).at(day).filter(kind=Placement.Kind.LEAD).told()
    }
    if restructurings:
        slides = [_slide(r, day, recent, leads) for r in restructurings]
        return _told_apart(slides, restructurings)
    standing = [subproject for subproject in recent if subproject.holds_at(day)]
    none = _("No change of the subprojects is under consideration as of %(day)s.") % {"day": in_words(day)}
    parts = tuple(Part(plain(s.name), _led_by(leads[s.pk]) if s.pk in leads else "") for s in standing)
    empty = _("No subprojects are on record.")
    return [
        SubprojectsSlide(
            _("The subprojects"),
            sentence=none if standing else f"{none} {empty}",
            parts=parts,
            sources=tuple((plain(s.name), s.source) for s in standing if s.source),
        )
    ]


def _news(day: date, by: Actor) -> Iterable[Restructuring]:
    lately = day - NEWS
    destinations = Destination.objects.visible_to(by).select_related("placement__item", "placement__subproject")
    return (
        Restructuring.objects.visible_to(by)
        .staged(day)
        .filter(
            Q(stage__in=[Stage.DISCUSSED, Stage.PROPOSED, Stage.HEARD])
            | Q(stage__in=[Stage.DECIDED, Stage.IN_EFFECT]) & (Q(effective_on=None) | Q(effective_on__gt=lately))
            | Q(stage=Stage.WITHDRAWN, stage_on__gt=lately)
        )
        .prefetch_related(
            Prefetch("stages", StageChange.objects.visible_to(by).filter(on__lte=day).select_related("body")),
            Prefetch("destinations", destinations),
            "closings",
            "successors",
            "proposed_leads__person",
            "proposed_leads__organisation",
        )
    )


def _seen(restructuring: Restructuring, day: date) -> bool:
    """Whether it ever came further than a draft."""
    return any(change.stage not in (Stage.DRAFT, Stage.WITHDRAWN) for change in restructuring.stages.all())


def _year_end(day: date) -> date:
    """The last 31 December before the day."""
    return date(day.year - 1, 12, 31)


def _before(restructuring: Restructuring, day: date, recent: list[Subproject]) -> date:
    """The day whose subprojects the change is measured against.

    The last day before it took effect. While it has not: the turn of the year, as status is told, if the
    change was talked of by then and the subprojects have stood the same since; else the deck's own day.
    """
    if stage_of(restructuring) == Stage.IN_EFFECT and restructuring.effective_on:
        return restructuring.effective_on - timedelta(days=1)
    turn, first = _year_end(day), min(change.on for change in restructuring.stages.all())
    same = all(subproject.holds_at(turn) == subproject.holds_at(day) for subproject in recent)
    return turn if first <= turn and same else day


def _slide(restructuring: Restructuring, day: date, recent: list[Subproject], leads: dict[int, str]) -> ChangeSlide:
    state = _before(restructuring, day, recent)
    before = [subproject for subproject in recent if subproject.holds_at(state)]
    successors = list(restructuring.successors.all())
    closing = {closing.subproject_id for closing in restructuring.closings.all()}
    going_on = {s.subproject_id for s in successors if not s.is_new}
    untouched = [subproject for subproject in before if subproject.pk not in closing | going_on]
    in_effect = stage_of(restructuring) == Stage.IN_EFFECT
    proposed = {lead.successor_id: plain(str(lead)) for lead in restructuring.proposed_leads.all()}
    arrivals = _arrivals(restructuring)

    after, lines = [], []
    index = {subproject.pk: place for place, subproject in enumerate(before)}
    for place, successor in enumerate(successors):
        lead = proposed.get(successor.pk, "")
        if in_effect and successor.subproject_id in leads:
            lead = leads[successor.subproject_id]
        origins = [] if successor.is_new else [_("Continues")]
        from_here = arrivals.get(successor.pk, {})
        origins += [_origin(name, items) for name, items in from_here.values()]
        after.append(Part(plain(successor.name), _led_by(lead) if lead else "", tuple(origins)))
        sources = {*from_here, *(() if successor.is_new else (successor.subproject_id,))}
        lines += [(index[pk], place) for pk in sorted(sources, key=lambda pk: index.get(pk, 0)) if pk in index]
    for subproject in untouched:
        lines.append((index[subproject.pk], len(after)))
        after.append(Part(plain(subproject.name), origins=(_("Continues"),)))

    loose = [] if in_effect else [lead for lead in restructuring.proposed_leads.all() if lead.successor_id is None]
    return ChangeSlide(
        _title(restructuring, day),
        before_heading=_("Subprojects as of %(day)s:") % {"day": in_short(state)},
        before=tuple(Part(plain(subproject.name)) for subproject in before),
        sentence=told(restructuring, day, len(before), len(after)),
        after=tuple(after),
        leads=tuple(_led_by(plain(str(lead))) for lead in loose),
        lines=tuple(lines),
        sources=_sources(restructuring, before),
    )


def _arrivals(restructuring: Restructuring) -> dict[int | None, dict[int, tuple[str, list[str]]]]:
    """By successor: from which subproject, and, where that one is split, which things."""
    goes_to: dict[int, set[int]] = {}
    for one in restructuring.destinations.all():
        if one.successor_id:
            goes_to.setdefault(one.placement.subproject_id, set()).add(one.successor_id)
    found: dict[int | None, dict[int, tuple[str, list[str]]]] = {}
    for one in restructuring.destinations.all():
        if one.successor_id is None:
            continue
        here = one.placement.subproject
        items = found.setdefault(one.successor_id, {}).setdefault(here.pk, (plain(here.name), []))[1]
        if one.placement.item and len(goes_to[here.pk]) > 1:
            items.append(plain(one.placement.item.name))
    return found


def _origin(name: str, items: list[str]) -> str:
    if not items:
        return _("From %(subproject)s") % {"subproject": name}
    return _("From %(subproject)s: %(things)s") % {"subproject": name, "things": ", ".join(items)}


def _led_by(lead: str) -> str:
    return _("(led by %(lead)s)") % {"lead": lead}


def _title(restructuring: Restructuring, day: date) -> str:
    return {
        Stage.DECIDED: _("Decided changes of the subprojects"),
        Stage.IN_EFFECT: _("Changes made to the subprojects"),
        Stage.WITHDRAWN: _("Withdrawn changes of the subprojects"),
    }.get(stage_of(restructuring), _("Proposed changes of the subprojects"))


def _told_apart(slides: list[ChangeSlide], restructurings: list[Restructuring]) -> list[ChangeSlide]:
    """Several changes of the same stage get their own title added."""
    titles = [slide.title for slide in slides]
    return [
        ChangeSlide(**{**slide.__dict__, "title": f"{slide.title}: {plain(restructuring.title)}"})
        if titles.count(slide.title) > 1
        else slide
        for slide, restructuring in zip(slides, restructurings, strict=True)
    ]


def _sources(restructuring: Restructuring, before: list[Subproject]) -> tuple[tuple[str, str], ...]:
    facts = [
        (plain(restructuring.title), restructuring.source),
        *((plain(str(change)), change.source) for change in restructuring.stages.all()),
        *((plain(subproject.name), subproject.source) for subproject in before),
        *((plain(successor.name), successor.source) for successor in restructuring.successors.all()),
        *((plain(str(lead)), lead.source) for lead in restructuring.proposed_leads.all()),
    ]
    return tuple((fact, source) for fact, source in facts if source)
