"""Forms of votings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask
from statenshus.decisions.models import Case, Elector, Voting
from statenshus.decisions.queries.votings import my_holdings
from statenshus.decisions.usecases import votings as usecases
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Person, Seat, SeatHolding
from statenshus.ui.forms import MomentField, ProseField, listed

WRITTEN_QUESTION = _("I agree to deciding this in writing")


class SecretForm(forms.Form):
    """Whether a voting is secret."""

    secret = forms.BooleanField(
        label=_("Secret voting"),
        required=False,
        help_text=_(
            "Only numbers are kept when it closes. Votes that are even then fall, for nobody may know the chair's."
        ),
    )


class OpenVotingForm(SecretForm):
    """In which meeting."""

    field_order = ("meeting", "secret")
    meeting: "forms.ModelChoiceField[Meeting]" = forms.ModelChoiceField(
        None, label=_("Meeting"), to_field_name="key", empty_label=None
    )

    def __init__(self, *args: Any, case: Case, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(by).filter(items__case=case, called_off_at=None)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class OpenWrittenForm(SecretForm):
    """Until when."""

    field_order = ("closes_at", "secret")
    closes_at = MomentField(label=_("Deadline"), help_text=_("It ends by itself then, in the time of the house."))


class VoteForm(forms.Form):
    """A vote for one seat."""

    choice = forms.ChoiceField(label=_("Your vote"), choices=listed(Elector.Choice), widget=forms.RadioSelect)
    agrees = forms.BooleanField(label=WRITTEN_QUESTION, required=False, initial=True)

    def __init__(self, *args: Any, asks_for_form: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_form:
            del self.fields["agrees"]


class RecordVoteForm(forms.Form):
    """What each seat votes by a show of hands, written down in one go: who sits in it, and the vote."""

    def __init__(
        self, *args: Any, electors: Sequence[Elector], sitting: dict[int, list[SeatHolding]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.electors = [each for each in electors if not each.out]
        for each in self.electors:
            name = str(each.organisation or each.seat)
            persons = {str(holding.person.key): holding.person for holding in sitting.get(each.seat_id, [])}
            self.fields[f"person_{each.pk}"] = forms.TypedChoiceField(
                label=_g("Who sits for %(seat)s") % {"seat": name},
                choices=[(key, person.name) for key, person in persons.items()],
                coerce=persons.__getitem__,
                required=False,
                initial=each.person.key if each.person else None,
            )
            self.fields[f"choice_{each.pk}"] = forms.ChoiceField(
                label=_g("How %(seat)s votes") % {"seat": name},
                choices=[("", _g("Not voted")), *listed(Elector.Choice)],
                required=False,
                initial=each.choice,
            )

    def rows(self) -> list[tuple[Elector, Any, Any]]:
        """Each seat with its two fields."""
        return [(each, self[f"person_{each.pk}"], self[f"choice_{each.pk}"]) for each in self.electors]

    def changed(self) -> list[tuple[Seat, Person, str]]:
        """What is said otherwise than it stands."""
        said = [
            (each, self.cleaned_data[f"person_{each.pk}"], self.cleaned_data[f"choice_{each.pk}"])
            for each in self.electors
        ]
        return [
            (each.seat, person, choice)
            for each, person, choice in said
            if choice and person and (choice, person.pk) != (each.choice, each.person_id)
        ]


class CallOffVotingForm(forms.Form):
    """Why a voting is called off."""

    reason = ProseField(label=_("Reason"), rows=3, max_length=1000)


class PullForm(forms.Form):
    """Why a case should be taken in a meeting."""

    reason = ProseField(label=_("Why it should be taken in a meeting"), rows=3, required=False, max_length=1000)


class VoteAskForm(VoteForm):
    """The vote that a seat is asked for, answered where the ask stands."""

    template = "decisions/asks/vote.html"
    shows_text = True

    def __init__(
        self, data: Any = None, *, ask: Ask, by: Actor, known: Mapping[str, Voting] | None = None, **kwargs: Any
    ) -> None:
        self.ask, self.by = ask, by
        self.voting = (self.prepare([ask], by) if known is None else known).get(ask.subject_key)
        super().__init__(data, asks_for_form=bool(self.voting and self.voting.asks_for_form), **kwargs)

    @classmethod
    def prepare(cls, asks: Iterable[Ask], by: Actor) -> dict[str, Voting]:
        """The open voting of each case that is asked about. One query."""
        rows = Voting.objects.visible_to(by).filter(case__key__in={ask.subject_key for ask in asks}, closed_at=None)
        return {row.case.key: row for row in rows.select_related("case__body", "version", "mandate", "meeting")}

    def answer(self) -> str:
        """Vote, and say that it is done."""
        if self.voting is None or self.ask.seat is None:
            return _g("The voting is closed.")
        usecases.vote(self.voting, seat=self.ask.seat, **self.cleaned_data, by=self.by)
        return _g("Your vote is cast. You may change it until the voting closes.")


def seats_to_vote_for(voting: Voting, by: Actor) -> list[Seat]:
    """The actor's own seats that have a vote in it. One query."""
    holdings = my_holdings(voting.case, by).filter(seat__in=voting.electors.values("seat"))
    return [holding.seat for holding in holdings.select_related("seat__organisation", "seat__body")]
