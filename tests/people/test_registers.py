"""The client of Enhetsregisteret, against a register on loopback that speaks the documented shapes."""

import gzip
import json
import socket
import time

import pytest

from statenshus.people import registers
from statenshus.people.registers import Entry, NotRead, Removed, Unknown, Unreachable
from tests.people.register import UNIT, page, unit

UDI = "974760746"


def test_a_number_gives_the_entry(register):
    register.says(f"/enheter/{UDI}", UNIT)

    found = registers.find(UDI)

    assert found == Entry(
        orgnr=UDI,
        name="UTLENDINGSDIREKTORATET",
        form_code="ORGL",
        form="Organisasjonsledd",
        address="Hagegata 28, 0190 OSLO",
        kind="state_agency",
    )


def test_the_documented_version_of_the_answer_is_asked_for(register):
    register.says(f"/enheter/{UDI}", UNIT)

    registers.find(UDI)

    accept = "application/vnd.enhetsregisteret.enhet.v1+json, application/json;q=0.9"
    assert register.asked == [(f"/enheter/{UDI}", {}, accept)]


def test_a_sub_unit_is_found_when_there_is_no_unit(register):
    place = {"postnummer": "8514", "poststed": "NARVIK", "adresse": ["Kongens gate 1", None], "landkode": "NO"}
    register.says(f"/underenheter/{UDI}", unit(forretningsadresse=None, beliggenhetsadresse=place))

    found = registers.find(UDI)

    assert found.address == "Kongens gate 1, 8514 NARVIK"
    assert [path for path, *_ in register.asked] == [f"/enheter/{UDI}", f"/underenheter/{UDI}"]


def test_a_name_gives_the_nearest_units(register):
    register.says("/enheter", page(UNIT, unit(organisasjonsnummer="974761076", navn="SKATTEETATEN")))

    found = registers.search("etaten & co/../?x=1")

    assert [entry.name for entry in found] == ["UTLENDINGSDIREKTORATET", "SKATTEETATEN"]
    assert register.asked[0][:2] == ("/enheter", {"navn": ["etaten & co/../?x=1"], "size": ["10"]})


def test_a_name_that_nobody_bears_gives_nothing(register):
    register.says("/enheter", page())

    assert registers.search("Finnes ikke") == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"organisasjonsform": {"kode": "KOMM", "beskrivelse": "Kommune"}}, "municipality"),
        ({"organisasjonsform": {"kode": "FYLK", "beskrivelse": "Fylkeskommune"}}, "county"),
        ({"organisasjonsform": {"kode": "STAT", "beskrivelse": "Staten"}}, "state_agency"),
        ({"organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap"}}, "company"),
        ({"navn": "KOMMUNAL- OG DISTRIKTSDEPARTEMENTET"}, "ministry"),
        ({"navn": "UNIVERSITETET I TROMSØ - NORGES ARKTISKE UNIVERSITET"}, "university"),
        ({"institusjonellSektorkode": {"kode": "6500"}}, ""),
        ({"organisasjonsform": {"kode": "FLI"}}, ""),
    ],
)
def test_the_kind_is_suggested_where_the_register_tells_it(register, changes, kind):
    register.says(f"/enheter/{UDI}", unit(**changes))

    assert registers.find(UDI).kind == kind


def test_an_address_abroad_names_the_land(register):
    register.says(
        f"/enheter/{UDI}", unit(forretningsadresse={"adresse": ["Gatan 1"], "land": "Sverige", "landkode": "SE"})
    )

    assert registers.find(UDI).address == "Gatan 1, Sverige"


def test_an_unknown_number(register):
    with pytest.raises(Unknown, match=UDI):
        registers.find(UDI)


@pytest.mark.parametrize("number", ["974760747", "../enheter", "", "9747607460", "٩٧٤٧٦٠٧٤٦", "974760746\n"])
def test_an_impossible_number_is_not_asked_for(register, number):
    with pytest.raises(Unknown):
        registers.find(number)

    assert register.asked == []


def test_a_removed_organisation(register):
    register.says(f"/enheter/{UDI}", status=410)

    with pytest.raises(Removed, match=UDI):
        registers.find(UDI)


def test_a_removed_sub_unit(register):
    register.says(f"/underenheter/{UDI}", status=410)

    with pytest.raises(Removed):
        registers.find(UDI)


def test_an_organisation_told_with_the_day_it_was_removed(register):
    register.says(f"/enheter/{UDI}", unit(slettedato="2020-01-01"))

    with pytest.raises(Removed):
        registers.find(UDI)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"", 500),
        (b"", 503),
        (b"", 429),
        (b"", 204),
        (b"", 200),
        (b'{"organisasjonsnummer": "974760746", "navn"', 200),
        (b"<html>Vedlikehold</html>", 200),
        (b"[]", 200),
        (b"[" * 100_000, 200),
        (b"\xff\xfe\x00", 200),
        (json.dumps({**UNIT, "navn": None}).encode(), 200),
        (json.dumps({**UNIT, "navn": "A" * 1000}).encode(), 200),
        (json.dumps({**UNIT, "organisasjonsnummer": "974761076"}).encode(), 200),
        (json.dumps({**UNIT, "organisasjonsform": "ORGL"}).encode(), 200),
    ],
)
def test_an_answer_without_sense(register, answer, status):
    register.says(f"/enheter/{UDI}", answer, status)

    with pytest.raises(Unreachable):
        registers.find(UDI)


def test_a_redirect_is_not_followed(register):
    register.says(f"/enheter/{UDI}", status=302, Location=f"{register.url}/enheter/974761076")
    register.says("/enheter/974761076", UNIT)

    with pytest.raises(Unreachable):
        registers.find(UDI)

    assert len(register.asked) == 1


def test_ten_megabytes_are_not_read(register):
    register.says(f"/enheter/{UDI}", b" " * 10_000_000 + json.dumps(UNIT).encode())

    with pytest.raises(Unreachable):
        registers.find(UDI)


def test_what_is_packed_is_not_unpacked(register):
    register.says(f"/enheter/{UDI}", gzip.compress(json.dumps(UNIT).encode()), **{"Content-Encoding": "gzip"})

    with pytest.raises(Unreachable):
        registers.find(UDI)


def test_a_slow_register_is_given_up(register, monkeypatch):
    monkeypatch.setattr(registers, "WHOLE_SECONDS", 0.2)
    register.waits_seconds = 1.0

    with pytest.raises(Unreachable):
        registers.find(UDI)


def test_a_register_that_drips_is_given_up(register, monkeypatch):
    monkeypatch.setattr(registers, "WHOLE_SECONDS", 0.5)
    register.says(f"/enheter/{UDI}", UNIT)
    register.drips = True
    begun = time.monotonic()

    with pytest.raises(Unreachable):
        registers.find(UDI)

    assert time.monotonic() - begun < 2


def test_nobody_at_home(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.ENHETSREGISTERET_URL = f"http://127.0.0.1:{free.getsockname()[1]}"

        with pytest.raises(Unreachable):
            registers.find(UDI)


@pytest.mark.parametrize(
    ("fault", "code"), [(Unknown(UDI), "unknown"), (Removed(UDI), "removed"), (Unreachable(), "unreachable")]
)
def test_every_fault_has_a_code_and_a_sentence(fault, code):
    assert (fault.code, isinstance(fault, NotRead), str(fault).endswith(".")) == (code, True, True)


def test_a_test_that_asks_another_machine_fails(settings):
    settings.ENHETSREGISTERET_URL = "https://register.example/api"

    with pytest.raises(pytest.fail.Exception):
        registers.find(UDI)
