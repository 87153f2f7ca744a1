"""Records of decisions by plain saves: a body of several seats, a meeting that was held, what it came to."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

from statenshus.decisions.models import (
    AgendaItem,
    Attachment,
    Case,
    CaseVersion,
    Decision,
    Document,
    Elector,
    Exemption,
    FollowUp,
    Mandate,
    Reservation,
    Voting,
)
from statenshus.kernel.actors import OSLO
from statenshus.meetings.models import Attendance, Meeting
from statenshus.people.models import Affiliation, Organisation, Person, Seat, SeatHolding
from tests.houses import NOW, START

BEGUN = datetime(2023, 1, 20, 10, 0, tzinfo=OSLO)


def seats(filled, number=3, body="steering"):
    """So many seats more in the body, each of an organisation of its own with a holder and a deputy."""
    slug, made = filled.house.slug, []
    own = {"house": filled.house, "source": f"Kilde {slug}"}
    for n in range(1, number + 1):
        organisation = Organisation.objects.create(
            **own, key=f"o{n}", name=f"Etat {n} {slug}", kind="state_agency", who_we_are=f"Hvem {slug}"
        )
        seat = Seat.objects.create(
            **own, key=f"s{n}", body=filled.bodies[body], organisation=organisation, position=n, valid_from=START
        )
        for rank, word in enumerate(("Demo Medlem", "Demo Vara")):
            person = Person.objects.create(**own, key=f"p{n}-{rank}", name=f"{word} {n} {slug}", fictitious=True)
            Affiliation.objects.create(**own, person=person, organisation=organisation, title="", valid_from=START)
            SeatHolding.objects.create(**own, seat=seat, person=person, rank=rank, valid_from=START)
        made.append(seat)
    return made


def mandate(filled, body="steering", **rules):
    """The rules of the body, from the beginning."""
    return Mandate.objects.create(house=filled.house, body=filled.bodies[body], valid_from=date(2022, 1, 1), **rules)


def case(filled, number=1, body="steering", **told):
    """A published case with one version; `text`, `proposal` and `basis` are the version's."""
    version = {name: told.pop(name) for name in ("text", "proposal", "basis") if name in told}
    title = told.pop("title", f"Sak {number} {filled.house.slug}")
    made = Case.objects.create(
        house=filled.house,
        key=f"2023-{number}",
        year=2023,
        number=number,
        body=filled.bodies[body],
        title=title,
        prepared_by=told.pop("prepared_by", filled.persons["manager"]),
        drafted_at=NOW,
        published_at=NOW,
        **told,
    )
    row = CaseVersion(house=filled.house, case=made, number=1, title=title, published_at=NOW, **version)
    row.hash = "0" * 64
    row.save()
    return made


def exempt(made, paragraph="§ 13", until=date(2033, 1, 31), **told):
    """Exempt the case's own text, or one of its files."""
    return Exemption.objects.create(
        house=made.house, case=made, paragraph=paragraph, reason="Grunn", until=until, recorded_at=NOW, **told
    )


def attachment(made, name, document=None):
    """A file in the latest version of the case."""
    document = document or Document.objects.create(
        house=made.house, sha256="0" * 64, content_type="application/pdf", size=3, content=b"pdf"
    )
    version = made.versions.last()
    Attachment.objects.create(house=made.house, case=made, version=version, document=document, name=name)
    return document


def decide(made, outcome="adopted", **told):
    """A decision of the case, by its body."""
    version = made.versions.last()
    usual = {
        "key": made.key,
        "title": version.title,
        "text": version.proposal,
        "basis": version.basis,
        "body": made.body,
        "decided_by": made.body.name,
        "decided_at": NOW,
        "decided_on": NOW.astimezone(OSLO).date(),
    }
    return Decision.objects.create(house=made.house, case=made, outcome=outcome, **{**usual, **told})


def meeting(filled, number=1, body="steering", **told):
    """A meeting of the body that was held: the last of several seats regrets, in the one before sits the deputy."""
    usual = {"title": f"Møte {number} {filled.house.slug}", "starts_at": BEGUN, "ends_at": BEGUN + timedelta(hours=2)}
    made = Meeting.objects.create(
        house=filled.house,
        key=f"m2023-{number}",
        year=2023,
        number=number,
        body=filled.bodies[body],
        place=f"Rom {filled.house.slug}",
        **{**usual, **told},
    )
    sitting = list(Seat.objects.in_house(filled.house).filter(body=made.body))
    for at, seat in enumerate(sitting):
        rank = 1 if at == len(sitting) - 2 else 0
        holding = seat.holdings.filter(rank=rank).first()
        row = Attendance(house=filled.house, meeting=made, seat=seat)
        if holding and (at < len(sitting) - 1 or len(sitting) == 1):
            row.person, row.rank, row.came = holding.person, rank, "room"
        else:
            row.answer, row.came = "regrets", "absent"
        row.save()
    return made


def put_up(held, *cases):
    """The cases on the agenda of the meeting, in this order."""
    return [
        AgendaItem.objects.create(
            house=held.house, meeting=held, case=each, position=at, notes=f"Det ble sagt noe om {each.called}."
        )
        for at, each in enumerate(cases)
    ]


def vote(made, choices, held=None, **told):
    """A voting that has ended, by seat: {seat: choice}; in the meeting, or in writing."""
    rules, counts = Mandate.objects.filter(body=made.body).get(), list(choices.values())
    usual = {
        "form": "meeting" if held else "written",
        "meeting": held,
        "closes_at": None if held else NOW,
        "outcome": "adopted",
        "required": rules.required(len(choices)),
    }
    done = Voting.objects.create(
        house=made.house,
        key=f"{made.key}-v1",
        case=made,
        version=made.versions.last(),
        mandate=rules,
        round=1,
        quorum=rules.quorum,
        majority=rules.majority,
        tie=rules.tie,
        written=rules.written,
        base=len(choices),
        opened_at=BEGUN,
        closed_at=NOW,
        count_for=counts.count("for"),
        count_against=counts.count("against"),
        count_blank=counts.count("blank"),
        count_abstain=counts.count("abstain"),
        count_silent=counts.count(""),
        **{**usual, **told},
    )
    for seat, choice in choices.items():
        holding = seat.holdings.filter(rank=0).get()
        row = Elector(house=made.house, voting=done, seat=seat, organisation=seat.organisation)
        if choice:
            row.person, row.rank, row.at = holding.person, 0, NOW
            row.choice = "" if done.secret else choice
        row.save()
    return done


def follow_up(decision, owner, text="Følg opp", number=1, due_on=date(2023, 3, 1), **told):
    """What shall be done because of the decision."""
    return FollowUp.objects.create(
        house=decision.house,
        key=f"{decision.key}-f{number}",
        decision=decision,
        text=text,
        owner=owner,
        due_on=due_on,
        **told,
    )


def reserve(decision, seat, text="Vi er uenige"):
    """The seat reserves itself."""
    holder = seat.holdings.get(rank=0).person
    return Reservation.objects.create(
        house=decision.house, decision=decision, seat=seat, person=holder, text=text, at=NOW
    )


def a_whole_meeting(filled):
    """A meeting with a case that was voted on, one that was voted on in secret, and one that is exempt."""
    added = seats(filled)
    first = Seat.objects.in_house(filled.house).get(key="steering-1")
    mandate(filled)
    held = meeting(filled)
    slug = filled.house.slug
    open_case = case(filled, 1, title=f"Åpen sak {slug}", proposal=f"Forslaget {slug}.", basis="Mandatet punkt 3")
    secret_case = case(filled, 2, title=f"Valg {slug}", proposal=f"Valget {slug}.")
    hidden = case(
        filled, 3, title=f"Lønn til Kari {slug}", public_title=f"Personalsak {slug}", proposal="Kari får mer."
    )
    exempt(hidden)
    put_up(held, open_case, secret_case, hidden)
    voted = vote(open_case, {first: "for", added[0]: "for", added[1]: "against", added[2]: ""}, held)
    secret = vote(secret_case, {first: "for", added[0]: "for", added[1]: "blank", added[2]: ""}, held, secret=True)
    decided = decide(open_case, voting=voted, meeting=held, effective_on=date(2023, 2, 1))
    decide(secret_case, voting=secret, meeting=held)
    decide(hidden, "noted", meeting=held, text="Kari får mer likevel.")
    follow_up(decided, filled.persons["manager"], f"Send brev {slug}")
    reserve(decided, added[2], f"Uenig {slug}")
    return SimpleNamespace(
        meeting=held, seats=[first, *added], cases=[open_case, secret_case, hidden], votings=[voted, secret]
    )
