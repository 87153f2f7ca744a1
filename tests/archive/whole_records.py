"""What a generated house asks, meets about and decides: rows of every kind, with strange but legal texts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from statenshus.asks import models as asks
from statenshus.decisions import models as decisions
from statenshus.decisions.models.chain import BEGINNING
from statenshus.meetings import models as meetings

moments = st.floats(0, 2e9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
RULES = {"quorum": "half", "majority": "simple", "tie": "chair", "written": "silence"}
COUNTS = {f"count_{name}": 1 for name in ("for", "against", "blank", "abstain", "silent")}


@dataclass
class Record:
    """Writes the rows; `at` is a moment, `line` and `text` are strange, and each list tells of how many rows."""

    own: dict[str, Any]
    draws: dict[str, Any]
    body: Any
    seats: list[Any]
    persons: list[Any]
    organisation: Any

    def write(self) -> None:
        self._meet()
        self._put_cases()
        self._ask()
        self._chain()

    def _seated(self, number: int = 0) -> dict[str, Any]:
        return {"seat": self.seats[number % len(self.seats)], "person": self.persons[number % len(self.persons)]}

    def _meet(self) -> None:
        d = self.draws
        off = {"called_off_at": d["at"], "called_off_because": "Avlyst"} if d["yes"] else {}
        self.meeting = meetings.Meeting.objects.create(
            **self.own,
            **off,
            key="m2022-1",
            year=2022,
            number=1,
            body=self.body,
            title=d["line"],
            starts_at=d["at"],
            ends_at=d["at"] + timedelta(hours=1),
            place=d["line"],
            link="https://møte.example/?a=b#c",
            host=self.organisation,
            noticed_at=d["at"],
        )
        for number in range(len(self.seats)):
            who = self._seated(number) | {"rank": number, "came": "link"} if number else {"seat": self.seats[0]}
            meetings.Attendance.objects.create(
                **self.own, **who, meeting=self.meeting, answer="regrets", answered_at=d["at"], note=d["line"]
            )

    def _put_cases(self) -> None:
        d = self.draws
        mandate = decisions.Mandate.objects.create(
            **self.own,
            **d["period"],
            **RULES,
            body=self.body,
            template="consensus",
            decides="owner",
            owner=self.persons[0],
            pull_members=d["pulls"],
            note=d["text"],
        )
        before = None
        for number in range(1, d["cases"] + 1):
            case = decisions.Case.objects.create(
                **self.own,
                key=f"2022-{number}",
                year=2022,
                number=number,
                body=self.body,
                title=d["line"],
                public_title=d["line"],
                prepared_by=self.persons[0],
                follows=before,
                must_meet=d["yes"],
                drafted_at=d["at"],
                published_at=d["at"],
                ended="concluded",
                ended_at=d["at"],
                withdrawn_because=d["text"],
            )
            self._fill_case(case, number)
            self._decide(case, mandate)
            before = case

    def _fill_case(self, case: Any, number: int) -> None:
        d = self.draws
        for version in (1, 2):
            frozen = (
                {"published_at": d["at"], "published_by": self.persons[0], "hash": "a" * 64} if version == 1 else {}
            )
            said = decisions.CaseVersion.objects.create(
                **self.own,
                **frozen,
                case=case,
                number=version,
                title=d["line"],
                text=d["text"],
                proposal=d["text"],
                changed=d["text"],
                basis=d["text"],
                effective_on=d["day"],
            )
            for place, content in enumerate(d["contents"]):
                document, _new = decisions.Document.objects.get_or_create(
                    house=self.own["house"],
                    sha256=sha256(content).hexdigest(),
                    defaults={"content_type": "text/plain", "size": len(content), "content": content},
                )
                decisions.Attachment.objects.create(
                    **self.own, case=case, version=said, document=document, name=f"{place} «vedlegg» æ.txt"
                )
            decisions.Position.objects.create(
                **self.own,
                **self._seated(version),
                case=case,
                version=said,
                rank=version - 1,
                stand="unsure",
                comment=d["text"],
                question=d["text"],
                at=d["at"],
                reply=d["text"],
                replied_by=self.persons[0] if d["yes"] else None,
                replied_at=d["at"] if d["yes"] else None,
            )
        decisions.Exemption.objects.create(
            **self.own,
            case=case,
            file_name="" if d["yes"] else d["line"],
            paragraph="§ 14",
            reason=d["full"],
            until=d["day"],
            recorded_at=d["at"],
            lifted_at=d["at"] if d["yes"] else None,
        )
        decisions.Recusal.objects.create(**self.own, **self._seated(), case=case, ground=d["full"], at=d["at"])
        decisions.AgendaItem.objects.create(
            **self.own, meeting=self.meeting, case=case, position=number * 2, notes=d["text"]
        )

    def _decide(self, case: Any, mandate: Any) -> None:
        d, own = self.draws, self.own
        closed = {"closed_at": d["at"], "outcome": "adopted", **COUNTS} if d["yes"] else {}
        voting = decisions.Voting.objects.create(
            **own,
            **RULES,
            **closed,
            key=f"{case.key}-v1",
            case=case,
            version=case.versions.get(number=1),
            mandate=mandate,
            round=1,
            form="written",
            secret=d["yes"],
            pull_members=d["pulls"],
            base=3,
            required=2,
            opened_at=d["at"],
            closes_at=d["at"],
        )
        for number, seat in enumerate(self.seats):
            cast = self._seated(number) | {"rank": 0, "at": d["at"], "choice": "blank"} if number else {"seat": seat}
            elector = {"organisation": self.organisation, "agrees": False, "chair": d["yes"]}
            decisions.Elector.objects.create(**own, **elector, **cast, voting=voting)
        decisions.Pull.objects.create(**own, **self._seated(), voting=voting, reason=d["text"], at=d["at"])
        decision = decisions.Decision.objects.create(
            **own,
            key=case.key,
            case=case,
            outcome="adopted",
            title=d["line"],
            text=d["text"],
            body=self.body,
            voting=voting,
            meeting=self.meeting,
            owner=self.persons[0],
            decided_by=d["line"],
            decided_at=d["at"],
            decided_on=d["day"],
            effective_on=d["day"],
            basis=d["text"],
            replaces=decisions.Decision.objects.filter(house=own["house"]).order_by("pk").first(),
        )
        done = {"done_at": d["at"], "done_by": self.persons[0]} if d["yes"] else {}
        decisions.FollowUp.objects.create(
            **own,
            **done,
            key=f"{case.key}-f1",
            decision=decision,
            text=d["full"],
            owner=self.persons[0],
            organisation=self.organisation,
            due_on=d["day"],
            note=d["text"],
        )
        decisions.Reservation.objects.create(**own, **self._seated(), decision=decision, text=d["full"], at=d["at"])
        minutes = decisions.Minutes.objects.create(
            **own,
            key=f"{voting.key}-p1",
            body=self.body,
            voting=voting,
            language="nn",
            content={"title": d["line"], "said": d["data"]},
            hash="b" * 64,
            chain_head="c" * 64 if d["yes"] else "",
            written_at=d["at"],
            reading_until=d["at"],
            approved_at=d["at"] if d["yes"] else None,
        )
        decisions.MinutesAnswer.objects.create(
            **own, **self._seated(), minutes=minutes, rank=2, approves=False, remark=d["line"], at=d["at"]
        )

    def _ask(self) -> None:
        d, own = self.draws, self.own
        about = {"subject_type": "decisions.case", "subject_key": "2022-1"}
        said = {"subject_name": d["line"], "path": "decisions/", "minutes": 3, "opened_at": d["at"], "due_at": d["at"]}
        for seat in self.seats:
            ask = asks.Ask.objects.create(
                **own, **about, **said, kind="vote", body=self.body, seat=seat, occasion="m", occasion_name=d["line"]
            )
            asks.HandOver.objects.create(
                **own, seat=seat, by=self.persons[0], to=self.persons[-1], ask=ask, reason=d["line"], at=d["at"]
            )
        # Those of one ask stand within it in the file, and so come first.
        for number, seat in enumerate(self.seats):
            asks.HandOver.objects.create(**own, seat=seat, by=self.persons[0], occasion=f"m{number}", at=d["at"])
            away = {"valid_from": d["day"], "valid_to": d["day"] + timedelta(days=9), "taken_back_at": d["at"]}
            asks.HandOver.objects.create(**own, **away, seat=seat, by=self.persons[0], at=d["at"])
        for person in self.persons:
            asks.Ask.objects.create(
                **own,
                **about,
                **said,
                kind="question",
                person=person,
                text=d["text"],
                urgent=d["yes"],
                ended="answered",
                ended_at=d["at"],
                answer=d["line"],
                answered_by=person,
                answered_rank=0,
            )
            asks.PassedOver.objects.create(**own, **about, person=person, ground=d["line"], at=d["at"])
            asks.MailChoice.objects.create(**own, person=person, rhythm="weekly", urgent_at_once=d["yes"])
        asks.LinkRule.objects.create(**own, kind="vote", by_link=d["yes"])
        asks.ReminderRules.objects.create(
            **own,
            hour=d["clock"],
            before_days=d["before"],
            after_days=d["after"],
            quiet_from=d["clock"],
            quiet_to=d["clock"],
        )

    def _chain(self) -> None:
        d, previous = self.draws, BEGINNING
        for number in (1, 2, 3):
            told = {"number": number, "kind": "case", "subject": "2022-1", "at": d["at"], "previous": previous}
            link = decisions.ChainLink(**self.own, **told, payload={"data": d["data"], "number": number})
            link.hash = previous = link.computed()
            link.save()


def records(lines: Any, texts: Any, days: Any, data: Any, periods: Any) -> st.SearchStrategy[dict[str, Any]]:
    """What is drawn for a record."""
    return st.fixed_dictionaries(
        {
            "at": moments,
            "line": lines,
            "text": texts,
            "full": texts.filter(str.strip),
            "day": days,
            "period": periods,
            "data": data,
            "yes": st.booleans(),
            "pulls": st.none() | st.integers(0, 3),
            "cases": st.integers(0, 2),
            "contents": st.lists(st.binary(max_size=200), max_size=2, unique=True),
            "clock": st.times(),
            "before": st.lists(st.integers(0, 30), max_size=3),
            "after": st.lists(st.integers(0, 30), max_size=3),
        }
    )
