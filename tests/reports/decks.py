"""Decks made without a record, of any size."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from statenshus.kernel.houses import House
from statenshus.reports.queries.slides import (
    ChangeSlide,
    Deck,
    ExperiencesSlide,
    FactorsSlide,
    Finding,
    Group,
    Part,
    ParticipantsSlide,
    Point,
    SubprojectsSlide,
    Tile,
    TitleSlide,
)

NAMES = (
    ("UDI", "Utlendingsdirektoratet"),
    ("Skatteetaten", ""),
    ("Brønnøysundregistrene", "Registerenheten i Brønnøysund"),
    ("UiT Norges arktiske universitet", "Universitetet i Tromsø – Norges arktiske universitet"),
    ("Politiet", ""),
    ("Statens vegvesen", ""),
    ("Nav", "Arbeids- og velferdsetaten"),
    ("Kystverket", ""),
    ("Statsforvalteren", "Statsforvalteren i Nordland"),
    ("Bane NOR", ""),
    ("Mattilsynet", ""),
    ("Husbanken", ""),
    ("Sivilforsvaret", "Direktoratet for samfunnssikkerhet og beredskap"),
    ("Kriminalomsorgen", "Kriminalomsorgsdirektoratet"),
    ("Nordland fylkeskommune", ""),
)
LONG = "Prosjektet vil intensivere arbeidet med å tilrettelegge mulighet for kontorfellesskap for de som ønsker dette. "


def made(*slides, **house):
    """A deck of these slides."""
    told = House(slug="narvik", name="Statens hus Narvik", first_year=2021, **house)
    when = datetime(2023, 1, 31, 9, tzinfo=UTC)
    first = TitleSlide("STATENS HUS NARVIK", day="31. januar 2023", commissioner="Kommunal- og distriktsdepartementet")
    return Deck(told, date(2023, 1, 31), "31. januar 2023", told.name, when, (first, *slides))


def with_participants(number):
    """Participants, and experiences as long as the number is large."""
    active = tuple(Tile(*NAMES[place % len(NAMES)]) for place in range(number))
    support = (Tile("Narvik kommune", "prosjektledelse"), Tile("Futurum", "Futurum AS – støtteressurs"))
    groups = (Group("AKTIVE DELTAKERE:", active), Group("STØTTERESSURSER OG PROSJEKTLEDELSE:", support))
    findings = tuple(Finding(f"Tema {at}", LONG * at, (LONG, "Kort.")) for at in range(1, number))
    return made(
        ParticipantsSlide("Deltakere", commissioner="Departementet", groups=groups, empty=""),
        ExperiencesSlide("Erfaringer og veien videre", findings=findings, empty=""),
    )


@st.composite
def any_decks(draw):
    """Decks of any texts that a record may hold, long words and strange letters too."""
    letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"])
    strange = st.text(letters, min_size=1, max_size=8)
    broad = st.builds(lambda part, times: part * times, st.sampled_from(["W", "Æg", "i«", "m-"]), st.integers(30, 99))
    words = st.lists(st.one_of(strange, st.sampled_from(LONG.split()), broad), min_size=1, max_size=4)
    text = st.builds(lambda found, times: " ".join(found * times), words, st.sampled_from([1, 2, 9, 30]))
    short = text.map(lambda said: said[:200].strip() or "–")
    some = st.lists(text, max_size=3).map(tuple)
    tile = st.builds(Tile, short.map(lambda said: said[:60]), short)
    part = st.builds(Part, short, short, st.lists(short, max_size=2).map(tuple))
    parts = draw(st.lists(part, min_size=1, max_size=3).map(lambda few: tuple(few * draw(st.integers(1, 3)))))
    lines = st.tuples(st.integers(0, len(parts) - 1), st.integers(0, len(parts) - 1))
    groups = st.lists(
        st.builds(
            Group, st.just("AKTIVE DELTAKERE:"), st.lists(tile, min_size=1, max_size=3).map(lambda few: tuple(few * 6))
        ),
        max_size=2,
    )
    factors = st.lists(
        st.builds(Point, short, st.lists(short, max_size=3).map(lambda few: tuple(few * 3))), min_size=1, max_size=4
    )
    colour = st.from_regex(r"\A#[0-9a-f]{6}\Z")
    return made(
        ParticipantsSlide("Deltakere", commissioner=draw(short), groups=tuple(draw(groups)), empty="Ingen."),
        ExperiencesSlide(
            "Erfaringer",
            findings=tuple(draw(st.lists(st.builds(Finding, short, text, some), max_size=6))),
            empty="Ingen.",
        ),
        ChangeSlide(
            "Endringer",
            before_heading="Før:",
            before=parts,
            sentence=("Så skjedde dette.", "Derfor:"),
            after=parts,
            leads=draw(st.lists(short, max_size=4).map(tuple)),
            lines=tuple(draw(st.lists(lines, max_size=6))),
        ),
        SubprojectsSlide("Delprosjektene", sentence="Ingen endring.", parts=parts),
        FactorsSlide("Nøkkelfaktorer", factors=tuple(draw(factors))),
        FactorsSlide("Nøkkelfaktorer", factors=tuple(draw(factors))),
        main_colour=draw(colour),
        accent_colour=draw(colour),
        language=draw(st.sampled_from(["nb", "nn"])),
    )
