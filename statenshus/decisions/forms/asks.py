"""Forms in which what is asked about a case is answered where the ask stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _g

from statenshus.asks.models import Ask
from statenshus.decisions.forms.positions import GivePositionForm, ReplyForm
from statenshus.decisions.models import Case, CaseVersion, Position
from statenshus.decisions.queries.cases import Shown, listed
from statenshus.decisions.queries.positions import asked_by
from statenshus.decisions.queries.stages import FETCHED
from statenshus.decisions.usecases import positions as usecases
from statenshus.kernel.actors import Actor

Known = Mapping[str, Any]


def _cases(asks: Iterable[Ask], by: Actor) -> dict[str, Any]:
    """Of each case that is asked about: how it is shown, and its latest version."""
    keys = {ask.subject_key for ask in asks}
    rows = Case.objects.visible_to(by).filter(key__in=keys).select_related("body", "prepared_by")
    shown = listed(rows.prefetch_related(*FETCHED), by, by.today)
    versions = CaseVersion.objects.visible_to(by).filter(case__key__in=keys, published_at__isnull=False)
    latest = {version.case_id: version for version in versions.order_by("number")}
    return {each.case.key: (each, latest.get(each.case.pk)) for each in shown}


def _is_by_link(by: Actor) -> bool:
    """Come by the link of a mail, without logging in: what is exempt is not shown to whoever holds that."""
    return by.scopes is not None and "link" in by.scopes


class PositionForm(GivePositionForm):
    """Where a seat stands, answered where the ask stands: a short view of the proposal, and a button a stand."""

    template = "decisions/asks/position.html"

    def __init__(self, data: Any = None, *, ask: Ask, by: Actor, known: Known | None = None, **kwargs: Any) -> None:
        self.ask, self.by = ask, by
        found = (known if known is not None else _cases([ask], by)).get(ask.subject_key)
        self.shown: Shown | None = found[0] if found else None
        self.current: CaseVersion | None = found[1] if found else None
        initial = {"version": self.current.number if self.current else None}
        super().__init__(data, initial=initial, **{"auto_id": f"ask_{ask.pk}_%s", **kwargs})

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> Known:
        """What the forms of all these asks need, at once. Seven queries, however many there are."""
        return _cases(asks, by)

    @property
    def is_hidden(self) -> bool:
        """What is proposed is not shown here."""
        return self.shown is None or self.shown.hidden or (bool(self.shown.paragraph) and _is_by_link(self.by))

    def answer(self) -> str:
        """Take the position, and say that it is done."""
        if self.shown is None or self.ask.seat is None:
            return _g("The case is no longer there.")
        usecases.give_position(self.shown.case, seat=self.ask.seat, **self.cleaned_data, by=self.by)
        return _g("Your position is noted. You can change it until the voting opens.")


class QuestionForm(ReplyForm):
    """The answer to a question, given where the ask stands."""

    template = "decisions/asks/question.html"

    def __init__(self, data: Any = None, *, ask: Ask, by: Actor, known: Known | None = None, **kwargs: Any) -> None:
        self.ask, self.by = ask, by
        waiting = known if known is not None else self.prepare([ask], by)
        self.position: Position | None = waiting.get(f"{ask.subject_key} {ask.text}")
        super().__init__(data, **{"auto_id": f"ask_{ask.pk}_%s", **kwargs})

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> Known:
        """The questions that wait, by their case and their words. One query."""
        rows = Position.objects.visible_to(by).filter(case__key__in={ask.subject_key for ask in asks}, replied_at=None)
        rows = rows.exclude(question="").select_related(
            "case__body", "case__prepared_by", "person", "seat__organisation"
        )
        return {f"{each.case.key} {asked_by(each)}": each for each in rows}

    def answer(self) -> str:
        """Answer, and say who reads it."""
        if self.position is None:
            return _g("The question is no longer there, or is answered already.")
        usecases.reply(self.position, **self.cleaned_data, by=self.by)
        return _g("Your answer is on the page of the case.")
