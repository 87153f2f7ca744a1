"""Cases as the actor may read them: the whole, or the public variant where something of them is exempt.

What is exempt is judged as of today, whatever day is looked at: to look back never shows what is hidden now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from statenshus.decisions.models import AgendaItem, Attachment, Case, CaseVersion, Exemption
from statenshus.decisions.queries.differences import Difference, differences
from statenshus.decisions.queries.openness import WHOLE, Exempted, exempt_at, exempted, may_read_whole
from statenshus.decisions.queries.stages import FETCHED, Stage, end_of, stage_of
from statenshus.decisions.rules import cases as rules
from statenshus.kernel.actors import Actor
from statenshus.people.models import SeatHolding
from statenshus.people.rules import keeps_record

OPEN, ENDED, DRAFTS = "open", "ended", "drafts"


@dataclass(frozen=True)
class Shown:
    """A case under the title that the actor may read, with how far it had come on the day."""

    case: Case
    whole: bool
    """The actor may read what is exempt."""
    paragraph: str
    """By which paragraph its text is exempt today; empty where it is public."""
    stage: Stage

    @property
    def hidden(self) -> bool:
        """Its text is not for this actor."""
        return bool(self.paragraph) and not self.whole

    @property
    def title(self) -> str:
        """The title that this actor may read."""
        return self.case.shown_title if self.hidden else self.case.title


@dataclass(frozen=True)
class FileShown:
    """A file: its name, or none where it is not for this actor, and by which paragraph it is exempt today."""

    attachment: Attachment
    paragraph: str
    hidden: bool


@dataclass(frozen=True)
class VersionShown:
    """A version of a case, with its files and with what differs from the one before it."""

    version: CaseVersion
    files: list[FileShown]
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class CasePage:
    """All that a page says of a case itself: what belongs to positions and votings stands apart."""

    shown: Shown
    current: VersionShown | None
    """The version that was published last on the day; the draft where none was."""
    draft: VersionShown | None
    """The next version, for those who may write it."""
    versions: list[VersionShown]
    """The published ones, the latest first."""
    follows: Shown | None
    followed_by: list[Shown]
    items: list[AgendaItem]
    exemptions: list[Exemption]
    """Those in force, for those who may read the whole."""


def cases_on(by: Actor, day: date, *, state: str = OPEN, kind: str = "", body: str = "") -> "QuerySet[Case]":
    """The cases that were open on the day, had ended, or were drafts, with what their stage needs.

    The latest first; drafts are those of today.
    """
    end = end_of(day)
    rows = Case.objects.visible_to(by).select_related("body", "prepared_by").prefetch_related(*FETCHED)
    if state == DRAFTS:
        rows = rows.filter(published_at=None, ended_at=None)
    elif state == ENDED:
        rows = rows.filter(ended_at__lt=end)
    else:
        rows = rows.filter(Q(ended_at=None) | Q(ended_at__gte=end), published_at__lt=end)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(body__key=body) if body else rows


def listed(cases: Iterable[Case], by: Actor, day: date) -> list[Shown]:
    """The cases as the actor may read them. Two queries, however many; one for those who keep the record."""
    rows = list(cases)
    found = exempted(by, rows) if rows else {}
    bodies = _own_bodies(by) if rows and not keeps_record(by) else set()
    return [_shown(case, _reads(case, by, bodies), found.get(case.key, {}), day) for case in rows]


def _own_bodies(by: Actor) -> set[int]:
    """The bodies that the actor sits in today."""
    if by.person is None:
        return set()
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk)
    return set(sitting.values_list("seat__body", flat=True))


def _reads(case: Case, by: Actor, bodies: set[int]) -> bool:
    is_preparer = by.person is not None and by.person.pk == case.prepared_by_id
    return keeps_record(by) or is_preparer or case.body_id in bodies


def _shown(case: Case, whole: bool, parts: Exempted, day: date) -> Shown:
    return Shown(case, whole, parts.get(WHOLE, ""), stage_of(case, day))


def case_page(case: Case, by: Actor, day: date, *, public: bool = False) -> CasePage:
    """The case as it was on the day, as the actor may read it; with `public`, as anybody in the house does.

    At most ten queries, however many versions and files there are.
    """
    whole = not public and may_read_whole(by, case)
    parts = exempted(by, [case]).get(case.key, {})
    shown = _shown(case, whole, parts, day)
    rows = CaseVersion.objects.visible_to(by).filter(case=case).order_by("number").select_related("published_by")
    attached = Attachment.objects.in_house(by.house).select_related("document").defer("document__content")
    found = list(rows.prefetch_related(Prefetch("attachments", attached)))
    end = end_of(day)
    published = [each for each in found if each.published_at and each.published_at < end]
    versions = [
        _version(each, before, shown, parts) for each, before in zip(published, [None, *published], strict=False)
    ]
    may_write = not public and rules.edit_case(by, case)
    drafts = [each for each in found if each.published_at is None] if may_write else []
    draft = _version(drafts[0], published[-1] if published else None, shown, parts) if drafts else None
    related = listed([*_earlier(case, by), *case_followers(case, by)], by, day)
    return CasePage(
        shown,
        versions[-1] if versions else draft,
        draft,
        versions[::-1],
        next((each for each in related if each.case.pk == case.follows_id), None),
        [each for each in related if each.case.pk != case.follows_id],
        list(
            AgendaItem.objects.visible_to(by).filter(case=case).select_related("meeting").order_by("meeting__starts_at")
        ),
        list(exempt_at(Exemption.objects.visible_to(by).filter(case=case), by.today)) if whole else [],
    )


def _earlier(case: Case, by: Actor) -> Sequence[Case]:
    if case.follows_id is None:
        return []
    return list(Case.objects.visible_to(by).filter(pk=case.follows_id).prefetch_related(*FETCHED))


def case_followers(case: Case, by: Actor) -> Sequence[Case]:
    """The later cases that follow this one, in their order."""
    rows = Case.objects.visible_to(by).filter(follows=case, published_at__isnull=False)
    return list(rows.order_by("year", "number").prefetch_related(*FETCHED))


def _version(version: CaseVersion, before: CaseVersion | None, shown: Shown, parts: Exempted) -> VersionShown:
    files = _files(version, shown.whole, parts)
    if before is None or shown.hidden:
        return VersionShown(version, files)
    earlier = _files(before, shown.whole, parts)
    return VersionShown(version, files, differences(before, version, (_names(earlier), _names(files))))


def _files(version: CaseVersion, whole: bool, parts: Exempted) -> list[FileShown]:
    return [
        FileShown(each, paragraph, bool(paragraph) and not whole)
        for each in version.attachments.all()
        for paragraph in [parts.get(each.name, "")]
    ]


def _names(files: Sequence[FileShown]) -> list[str]:
    return [each.attachment.name for each in files if not each.hidden]


def may_read_file(attachment: Attachment, by: Actor) -> bool:
    """Whether the file is for this actor: of a version that is published, or that they may write, and not hidden."""
    if attachment.version.published_at is None and not rules.edit_case(by, attachment.case):
        return False
    hiding = exempt_at(Exemption.objects.in_house(by.house), by.today)
    is_exempt = hiding.filter(case=attachment.case_id, file_name=attachment.name).exists()
    return not is_exempt or may_read_whole(by, attachment.case)
