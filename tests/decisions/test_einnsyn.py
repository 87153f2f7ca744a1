"""What eInnsyn would be given: its field names and words, and nothing that is exempt."""

import json
from datetime import date, datetime, timedelta

import pytest

from statenshus.decisions.models import Minutes
from statenshus.decisions.queries.einnsyn import moetemappe
from statenshus.decisions.usecases.minutes import write_minutes
from tests.decisions import records
from tests.houses import NOW

TITLED = {"offentligTittel": str, "offentligTittelSensitiv": str}
# Of each thing: the fields it must have, and the words that one of them may be.
REQUIRED = {
    "Moetemappe": {**TITLED, "moetenummer": str, "utvalg": str, "moetedato": datetime},
    "Moetesak": {**TITLED, "moetesakstype": str},
    "Moetedokument": {**TITLED, "moetedokumenttype": str},
    "Vedtak": {"vedtakstekst": dict, "dato": date},
    "Votering": {"moetedeltaker": dict, "stemme": str},
    "Moetedeltaker": {"moetedeltakerNavn": str},
    "Moetesaksbeskrivelse": {"tekstInnhold": str, "tekstFormat": str},
    "Utredning": {"saksbeskrivelse": dict, "innstilling": dict},
    "Dokumentbeskrivelse": {
        "tittel": str,
        "tittelSensitiv": str,
        "dokumentnummer": int,
        "tilknyttetRegistreringSom": str,
    },
}
WORDS = {
    "moetesakstype": {
        "moete",
        "politisk",
        "delegert",
        "interpellasjon",
        "godkjenning",
        "orientering",
        "referat",
        "annet",
    },
    "stemme": {"Ja", "Nei", "Blankt"},
}
# What each may have beside what it must.
OPTIONAL = {
    "Moetemappe": {
        "moetested",
        "videoLink",
        "referanseForrigeMoete",
        "referanseNesteMoete",
        "moetedokument",
        "moetesak",
    },
    "Moetesak": {"moetesaksaar", "moetesakssekvensnummer", "utvalg", "utredning", "innstilling", "vedtak"},
    "Moetedokument": {"beskrivelse", "dokumentbeskrivelse"},
    "Vedtak": {"votering"},
    "Votering": {"representerer"},
    "Moetedeltaker": {"moetedeltakerFunksjon"},
    "Utredning": {"utredningsdokument"},
}


def faults(told):
    """Everything that is not as eInnsyn's API has it, at any depth."""
    if isinstance(told, list):
        return [fault for each in told for fault in faults(each)]
    if not isinstance(told, dict):
        return []
    kind, found = told.get("entity"), []
    if kind not in REQUIRED:
        return [f"no entity in {told}"]
    for name, wanted in REQUIRED[kind].items():
        value = told.get(name)
        if wanted in (date, datetime):
            wanted.fromisoformat(value.replace("Z", "+00:00"))
        elif not isinstance(value, wanted):
            found.append(f"{kind}.{name} is {value!r}")
    for name, value in told.items():
        if name not in {"entity", "externalId", *REQUIRED[kind], *OPTIONAL.get(kind, ())}:
            found.append(f"{kind} has no {name}")
        if name in WORDS and value not in WORDS[name]:
            found.append(f"{kind}.{name} may not be {value!r}")
        found += faults(value)
    return found


@pytest.fixture
def made(filled):
    return records.a_whole_meeting(filled)


def test_a_meeting_has_the_shape_that_einnsyn_takes(filled, made):
    records.meeting(filled, 9, starts_at=records.BEGUN - timedelta(days=30), ends_at=records.BEGUN - timedelta(days=29))
    write_minutes(made.meeting, by=filled.actor())
    Minutes.objects.filter(meeting=made.meeting).update(approved_at=NOW)

    told = moetemappe(filled.actor(), made.meeting)

    assert faults(json.loads(json.dumps(told))) == []
    assert {name: told[name] for name in ("moetenummer", "utvalg", "moetedato", "moetested")} == {
        "moetenummer": "1/2023",
        "utvalg": "Steering vaarthus",
        "moetedato": "2023-01-20T09:00:00Z",
        "moetested": "Rom vaarthus",
    }
    assert told["referanseForrigeMoete"] == "vaarthus:m2023-9"
    assert [each["moetedokumenttype"] for each in told["moetedokument"]] == ["moeteprotokoll"]


def test_votes_are_told_where_the_voting_was_open(filled, made):
    opened, secret, _hidden = moetemappe(filled.actor(), made.meeting)["moetesak"]

    assert [(v["moetedeltaker"]["moetedeltakerNavn"], v["stemme"]) for v in opened["vedtak"]["votering"]] == [
        ("Chair vaarthus", "Ja"),
        ("Demo Medlem 1 vaarthus", "Ja"),
        ("Demo Medlem 2 vaarthus", "Nei"),
    ]
    assert opened["vedtak"]["votering"][1]["representerer"] == "Etat 1 vaarthus"
    assert secret["vedtak"]["votering"] == []


def test_of_an_exempt_case_only_its_public_title_leaves(filled, made):
    told = moetemappe(filled.actor(), made.meeting)
    hidden = told["moetesak"][2]

    assert "Kari" not in json.dumps(told)
    assert set(hidden) == {
        "entity",
        "externalId",
        "offentligTittel",
        "offentligTittelSensitiv",
        "moetesakstype",
        "moetesaksaar",
        "moetesakssekvensnummer",
        "utvalg",
    }
    assert hidden["offentligTittelSensitiv"] == "Personalsak vaarthus"


def test_a_file_that_is_exempt_is_not_named(filled, made):
    document = records.attachment(made.cases[0], "Kart.pdf")
    records.attachment(made.cases[0], "Tilbud.pdf", document)
    records.exempt(made.cases[0], file_name="Tilbud.pdf")

    opened = moetemappe(filled.actor(), made.meeting)["moetesak"][0]

    assert [each["tittel"] for each in opened["utredning"]["utredningsdokument"]] == ["Kart.pdf"]


def test_minutes_that_are_not_approved_are_not_told(filled, made):
    write_minutes(made.meeting, by=filled.actor())

    assert moetemappe(filled.actor(), made.meeting)["moetedokument"] == []


def test_a_written_procedure_is_a_moetemappe_of_its_own(filled):
    added = records.seats(filled, 2)
    records.mandate(filled)
    case = records.case(filled, 1, title="Rutine", proposal="Vi gjør dette.")
    voting = records.vote(case, {added[0]: "for", added[1]: "blank"})
    records.decide(case, voting=voting)

    told = moetemappe(filled.actor(), voting)

    assert faults(json.loads(json.dumps(told))) == []
    assert (told["moetested"], told["moetenummer"]) == ("Skriftlig saksbehandling", "S-1/2023-1")
    assert [v["stemme"] for v in told["moetesak"][0]["vedtak"]["votering"]] == ["Ja", "Blankt"]


def test_those_who_lead_the_body_take_it_out_as_a_file(whole, enter):
    answer = enter(whole).get("decisions/einnsyn/m2022-9/")

    assert answer["Content-Disposition"] == 'attachment; filename="einnsyn-m2022-9.json"'
    assert answer.json()["moetesak"][0]["offentligTittel"] == "Drøftingssak vaarthus"
    assert enter(whole, "member").get("decisions/einnsyn/m2022-9/").status_code == 404


def test_an_open_voting_is_nothing_to_take_out(filled, enter):
    assert enter(filled).get("decisions/einnsyn/2023-1-v1/").status_code == 404
