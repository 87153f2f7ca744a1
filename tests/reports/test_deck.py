"""What the status deck says on a day."""

from dataclasses import fields, is_dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Organisation, Participation
from statenshus.portfolio.models import Experience, Placement, ProposedLead, Restructuring, StageChange, Subproject
from statenshus.reports.queries import deck
from statenshus.reports.queries.slides import ChangeSlide, SubprojectsSlide
from tests.houses import TODAY
from tests.reports.seed import DAY, narvik


def slide(made, kind):
    return next(slide for slide in made.slides if slide.kind == kind)


def words(thing):
    """Every text in a deck, notes too."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple):
        return [word for one in thing for word in words(one)]
    return [w for f in fields(thing) for w in words(getattr(thing, f.name))] if is_dataclass(thing) else []


def told(filled, day=TODAY, who="manager"):
    return deck(filled.house, day, filled.actor(who))


def stage(filled, name, on):
    filled.restructuring.stages.create(house=filled.house, stage=name, on=on)


def test_the_seeds_slides_come_in_the_seeds_order(db):
    by = narvik()

    made = deck(by.house, DAY, by)

    assert [slide.title for slide in made.slides] == [
        "STATENS HUS NARVIK",
        "Deltakere i Statens hus Narvik",
        "Erfaringer og veien videre",
        "Foreslåtte endringer i delprosjektene",
        "Sentrale nøkkelfaktorer for måloppnåelse:",
        "Hvordan sikrer vi VARIGE resultater?",
    ]


def test_the_change_is_told_as_the_seed_does_with_where_everything_goes(db):
    by = narvik()

    change = slide(deck(by.house, DAY, by), "ChangeSlide")

    assert change.before_heading == "Delprosjekter per 31/12-22:"
    assert change.sentence == (
        "I styringsgruppemøte 1.\u00a0desember ble det diskutert en reduksjon fra 4 til 3 delprosjekter.",
        "Ut fra dette fremmes følgende forslag:",
    )
    assert [(part.name, part.origins) for part in change.after] == [
        (
            "Samhandling og kompetanseheving",
            ("Fra Samarbeid og samhandling", "Fra Kompetanseheving og rekruttering: Kompetanseheving"),
        ),
        (
            "Vertskap, attraktivitet og rekruttering",
            ("Fra Kompetanseheving og rekruttering: Rekruttering", "Fra Vertskap og attraktivitet"),
        ),
        ("Tjenesteutvikling og innovasjon", ("Videreføres",)),
    ]
    assert change.lines == ((0, 0), (1, 0), (1, 1), (2, 1), (3, 2))
    assert change.leads == (
        "(delprosjekt-ledelse Gaute Skoglund, Narvik kommune)",
        "(delprosjekt-ledelse Ida Mari Larsen, Narvik kommune)",
        "(delprosjekt-ledelse Bjørn Erik Rønhaug, Futurum)",
    )


def test_the_deck_of_an_earlier_day_knows_nothing_of_what_came_later(filled):
    day = date(2022, 5, 31)

    made = told(filled, day)

    assert slide(made, "ExperiencesSlide").findings == ()
    assert slide(made, "ExperiencesSlide").empty == "Ingen åpne erfaringer er registrert per 31.\u00a0mai 2022."
    assert slide(made, "SubprojectsSlide").sentence == (
        "Ingen endring i delprosjektene er til behandling per 31.\u00a0mai 2022."
    )
    assert [(part.name, part.lead) for part in slide(made, "SubprojectsSlide").parts] == [
        ("En vaarthus", "(delprosjekt-ledelse Member vaarthus, Registers vaarthus)"),
        ("To vaarthus", ""),
    ]


def test_a_deck_of_a_day_before_anything_says_so_plainly(filled):
    made = told(filled, date(2020, 1, 1))

    assert [s.kind for s in made.slides] == [
        "TitleSlide",
        "ParticipantsSlide",
        "ExperiencesSlide",
        "SubprojectsSlide",
        "FactorsSlide",  # nobody knows since when the factor has been one
    ]
    assert slide(made, "ParticipantsSlide").empty == "Ingen deltakere er registrert per 1.\u00a0januar 2020."
    assert "Ingen delprosjekter er registrert." in slide(made, "SubprojectsSlide").sentence


def test_an_experience_leaves_the_deck_when_it_is_settled_and_what_it_led_to_comes_on_its_day(filled):
    filled.experience.outcomes.create(house=filled.house, text="Senere", on=TODAY + timedelta(days=10))
    Experience.objects.filter(pk=filled.experience.pk).update(settled_on=date(2023, 3, 1), settled_by="Gjort")

    found = [
        slide(told(filled, day), "ExperiencesSlide").findings for day in (TODAY, date(2023, 2, 28), date(2023, 3, 1))
    ]

    assert [[finding.outcomes for finding in each] for each in found] == [
        [("Førte til vaarthus",)],
        [("Førte til vaarthus", "Senere")],
        [],
    ]


def test_an_organisation_that_takes_part_in_two_ways_has_one_tile(filled):
    town = filled.organisations["town"]
    Participation.objects.create(house=filled.house, organisation=town, kind="support")

    support = slide(told(filled), "ParticipantsSlide").groups[1]

    assert [(tile.name, tile.detail) for tile in support.tiles] == [
        ("Town vaarthus", "prosjektledelse og støtteressurs")
    ]


def test_observers_have_a_heading_of_their_own(filled):
    seen = Organisation.objects.create(house=filled.house, key="seer", name="Fylket", short_name="F", kind="county")
    Participation.objects.create(house=filled.house, organisation=seen, kind="observer")

    groups = slide(told(filled), "ParticipantsSlide").groups

    assert [group.heading for group in groups] == [
        "AKTIVE DELTAKERE:",
        "STØTTERESSURSER OG PROSJEKTLEDELSE:",
        "OBSERVATØRER:",
    ]
    assert [(tile.name, tile.detail) for tile in groups[2].tiles] == [("F", "Fylket")]


def test_a_lead_who_is_proposed_for_a_subproject_stands_with_it(filled):
    joined = filled.restructuring.successors.get()
    ProposedLead.objects.create(
        house=filled.house, restructuring=filled.restructuring, successor=joined, person=filled.persons["chair"]
    )

    change = slide(told(filled), "ChangeSlide")

    assert [part.lead for part in change.after] == ["(delprosjekt-ledelse Chair vaarthus)"]
    assert change.leads == ()


def test_drafts_are_in_no_deck_whoever_asks(filled):
    StageChange.objects.filter(restructuring=filled.restructuring).delete()
    stage(filled, "draft", date(2022, 12, 1))

    assert {who: type(told(filled, who=who).slides[3]) for who in ("manager", "member")} == {
        "manager": SubprojectsSlide,
        "member": SubprojectsSlide,
    }


@pytest.mark.parametrize(
    ("on", "title", "last"),
    [
        (date(2022, 12, 15), "Foreslåtte endringer i delprosjektene", "Dette ble diskutert:"),
        (date(2023, 1, 31), "Foreslåtte endringer i delprosjektene", "følgende forslag:"),
        (date(2023, 2, 15), "Foreslåtte endringer i delprosjektene", "(1.\u00a0februar) og er ikke vedtatt:"),
        (date(2023, 3, 15), "Vedtatte endringer i delprosjektene", "trer i kraft 1.\u00a0april 2023. Fra da av:"),
        (date(2023, 4, 1), "Gjennomførte endringer i delprosjektene", "trådte i kraft 1.\u00a0april:"),
    ],
)
def test_each_stage_is_told_truly(filled, on, title, last):
    stage(filled, "heard", date(2023, 2, 1))
    stage(filled, "decided", date(2023, 3, 1))
    Restructuring.objects.filter(pk=filled.restructuring.pk).update(
        decided_on=date(2023, 3, 1), decided_by="Kommunedirektøren", effective_on=date(2023, 4, 1)
    )

    change = slide(told(filled, on), "ChangeSlide")

    assert change.title == title
    assert change.sentence[-1].endswith(last)
    assert change.sentence[0] == (
        "I styringsgruppemøte 1.\u00a0desember ble det diskutert en reduksjon fra 2 til 1 delprosjekt."
    )
    assert ("Vedtatt 1.\u00a0mars av: Kommunedirektøren." in change.sentence) == (on >= date(2023, 3, 1))


def test_a_change_in_effect_is_measured_against_the_day_before_and_has_its_leads_of_the_day(filled):
    joined = filled.restructuring.successors.get()
    day = date(2023, 4, 1)
    new = Subproject.objects.create(house=filled.house, key="ny", name=joined.name, valid_from=day)
    Subproject.objects.filter(house=filled.house, key__in=["one", "two"]).update(valid_to=day)
    Placement.objects.create(
        house=filled.house, key="ny-leder", subproject=new, kind="lead", person=filled.persons["deputy"], valid_from=day
    )
    joined.subproject = new
    joined.save()
    stage(filled, "decided", date(2023, 3, 1))
    Restructuring.objects.filter(pk=filled.restructuring.pk).update(
        decided_on=date(2023, 3, 1), decided_by="Eier", effective_on=day
    )

    change = slide(told(filled, date(2023, 5, 1)), "ChangeSlide")

    assert change.before_heading == "Delprosjekter per 31/3-23:"
    assert [part.name for part in change.before] == ["En vaarthus", "To vaarthus"]
    assert [(part.name, part.lead) for part in change.after] == [
        ("Samlet vaarthus", "(delprosjekt-ledelse Deputy vaarthus)")
    ]
    assert slide(told(filled, date(2023, 11, 1)), "SubprojectsSlide").parts[0].name == "Samlet vaarthus"


def test_a_withdrawn_change_is_told_for_half_a_year(filled):
    stage(filled, "withdrawn", date(2023, 2, 1))

    change = slide(told(filled, date(2023, 2, 1)), "ChangeSlide")

    assert (change.title, change.sentence[-1]) == (
        "Trukne endringer i delprosjektene",
        "Forslaget ble trukket 1.\u00a0februar. Dette var foreslått:",
    )
    assert not any(isinstance(s, ChangeSlide) for s in told(filled, date(2023, 9, 1)).slides)


def test_two_changes_have_a_slide_each_with_titles_told_apart(filled):
    other_change = Restructuring.objects.create(house=filled.house, key="annen", title="Annen endring")
    StageChange.objects.create(house=filled.house, restructuring=other_change, stage="proposed", on=TODAY)

    titles = [s.title for s in told(filled).slides if s.kind == "ChangeSlide"]

    assert titles == [
        "Foreslåtte endringer i delprosjektene: Endring vaarthus",
        "Foreslåtte endringer i delprosjektene: Annen endring",
    ]


def test_a_house_that_writes_nynorsk_gets_its_deck_in_nynorsk(filled):
    filled.house.language = "nn"
    filled.house.save()

    made = told(filled)

    assert slide(made, "ExperiencesSlide").title == "Erfaringar og vegen vidare"
    assert slide(made, "ChangeSlide").sentence == (
        "I styringsgruppemøte 1.\u00a0desember vart det diskutert ein reduksjon frå 2 til 1 delprosjekt.",
        "Ut frå dette blir følgjande forslag fremja:",
    )


def test_a_deck_says_nothing_of_another_house(filled, other):
    with pytest.raises(NotAllowed):
        deck(other.house, TODAY, filled.actor("manager"))

    assert [word for word in words(told(filled).slides) if other.house.slug in word] == []


def test_a_deck_costs_as_many_queries_with_three_of_everything_as_with_one(filled):
    by = filled.actor("manager")

    def more(number):
        change = Restructuring.objects.create(house=filled.house, key=f"o{number}", title=f"Endring {number}")
        StageChange.objects.create(house=filled.house, restructuring=change, stage="proposed", on=TODAY)
        to = change.successors.create(house=filled.house, key="ny", name="Ny")
        change.destinations.create(house=filled.house, placement=filled.placements["theme"], successor=to)
        change.proposed_leads.create(
            house=filled.house, person=filled.persons["chair"], organisation=filled.organisations["tax"]
        )
        made = Experience.objects.create(house=filled.house, key=f"e{number}", found_on=TODAY, theme="T", text="Mer")
        made.outcomes.create(house=filled.house, text="Videre")
        Subproject.objects.create(house=filled.house, key=f"d{number}", name=f"Del {number}")

    more(1)
    with CaptureQueriesContext(connection) as one:
        deck(filled.house, TODAY, by)
    more(2)
    more(3)

    with CaptureQueriesContext(connection) as three:
        deck(filled.house, TODAY, by)

    assert len(three) == len(one) < 20
