"""The register of decisions and the lasting page of each, as different people see them."""

import csv
import io

import pytest

from statenshus.decisions.models import ChainLink, Decision, Mandate
from statenshus.decisions.usecases.minutes import write_minutes
from statenshus.people.models import Account, Person
from tests.decisions import records
from tests.houses import NOW


@pytest.fixture
def made(filled):
    return records.a_whole_meeting(filled)


def seen(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_register_tells_what_was_decided_when_and_by_whom(filled, made, enter):
    page = seen(enter(filled, "member").get("decisions/"))

    for part in ("1/2023 Åpen sak vaarthus", "Vedtatt", "31. januar 2023", "Gjelder fra 1. februar 2023", "3 vedtak"):
        assert part in page
    assert "Personalsak vaarthus" in page and "Kari" not in page


def test_those_who_sit_in_the_body_see_the_whole_with_a_mark(filled, made, enter):
    page = seen(enter(filled, "chair").get("decisions/"))

    assert "Lønn til Kari vaarthus" in page and "Unntatt, § 13" in page


def test_the_search_answers_with_the_region_alone(filled, made, enter):
    client = enter(filled)

    region = seen(client.get("decisions/?q=forslag", headers={"HX-Request": "true"}))

    assert region.strip().startswith('<section id="results"')
    assert "<mark>Forslaget</mark>" in region
    assert region.strip() in seen(client.get("decisions/?q=forslag"))


def test_the_register_is_narrowed_by_body_year_and_outcome(filled, made, enter):
    client = enter(filled)

    assert "1 vedtak" in seen(client.get("decisions/?outcome=noted"))
    assert "3 vedtak" in seen(client.get("decisions/?year=2023"))
    assert "Ingen vedtak har med alt dette" in seen(client.get("decisions/?body=working"))
    assert "3 vedtak" in seen(client.get("decisions/?year=tull&body=finnes-ikke"))


def test_an_empty_register_says_what_will_stand_there(filled, enter):
    Decision.objects.filter(house=filled.house).delete()

    assert "Ingenting er vedtatt ennå." in seen(enter(filled).get("decisions/"))


def test_a_long_register_comes_a_page_at_a_time_and_costs_no_more(filled, enter, django_assert_max_num_queries):
    for number in range(1, 31):
        records.decide(records.case(filled, number))
    client = enter(filled, "member")

    with django_assert_max_num_queries(14):
        page = seen(client.get("decisions/?page=2"))

    assert "1/2023 Sak 1 vaarthus" in page and "30/2023" not in page


def test_the_file_is_a_table_for_a_spreadsheet_without_formulas(filled, enter):
    case = records.case(filled, 1, title="=1+1", proposal="@SUM(A1)\nog mer")
    records.decide(case, decided_by="+47")

    told = rows(enter(filled).get("decisions/register.csv?year=2023"))

    assert [(row["tittel"], row["tekst"], row["vedtatt_av"]) for row in told] == [
        ("'=1+1", "'@SUM(A1)\nog mer", "'+47")
    ]


def test_the_file_tells_who_supported_and_leaves_out_what_is_exempt(filled, made, enter):
    told = {row["sak"]: row for row in rows(enter(filled, "member").get("decisions/register.csv"))}

    assert told["1/2023"]["stottet_av"] == "Tax vaarthus, Etat 1 vaarthus"
    assert told["1/2023"]["votering"] == "Vedtatt 2 mot 1; 3 av 4 plasser stemte, kravet er 2."
    assert told["2/2023"]["stottet_av"] == ""
    assert {name: told["3/2023"][name] for name in ("tittel", "tekst", "unntatt")} == {
        "tittel": "Personalsak vaarthus",
        "tekst": "",
        "unntatt": "Unntatt offentlighet, jf. offentleglova § 13",
    }


def test_the_columns_of_the_file_are_explained(filled, made, enter):
    client = enter(filled)

    explained = [row["kolonne"] for row in rows(client.get("decisions/register-fields.csv"))]

    assert explained == list(rows(client.get("decisions/register.csv"))[0])


def test_the_page_of_a_decision_tells_who_supported_it_apart_from_who_decided(filled, made, enter):
    ChainLink.objects.create(
        house=filled.house,
        number=99,
        kind="decision",
        subject="2023-1",
        at=NOW,
        payload={"decision": "2023-1"},
        previous="0" * 64,
        hash="ab" * 32,
    )
    page = seen(enter(filled, "member").get("decisions/decisions/2023-1/"))

    for part in (
        "Forslaget vaarthus.",
        "Steering vaarthus",
        "Tax vaarthus, Etat 1 vaarthus",
        "Mandatet punkt 3",
        "Send brev vaarthus",
        "Uenig vaarthus",
        "ab" * 32,
        "1. februar 2023",
    ):
        assert part in page


def test_a_secret_voting_tells_numbers_alone(filled, made, enter):
    page = seen(enter(filled).get("decisions/decisions/2023-2/"))

    assert "Avstemningen var hemmelig" in page and "Demo Medlem" not in page


def test_an_exempt_decision_says_that_it_exists_and_no_more(filled, made, enter):
    member = seen(enter(filled, "member").get("decisions/decisions/2023-3/"))
    chair = seen(enter(filled, "chair").get("decisions/decisions/2023-3/"))

    assert "Personalsak vaarthus" in member and "jf. offentleglova § 13" in member
    assert [word for word in ("Kari", "Lønn") if word in member] == []
    assert "Kari får mer likevel." in chair


def test_a_decision_points_to_its_minutes_and_to_what_replaced_it(filled, made, enter):
    write_minutes(made.meeting, by=filled.actor())
    old = Decision.objects.get(house=filled.house, key="2023-1")
    records.decide(records.case(filled, 4, title="Ny ordning"), replaces=old)
    client = enter(filled)

    assert "/decisions/minutes/m2023-1-p1/" in seen(client.get("decisions/decisions/2023-1/"))
    assert "Et senere vedtak har erstattet dette:" in seen(client.get("decisions/decisions/2023-1/"))
    assert "Åpen sak vaarthus" in seen(client.get("decisions/decisions/2023-4/"))


def test_what_higher_capabilities_tell_stands_on_the_page(filled, made, enter, settings):
    settings.DECISION_PARTS = {"decisions/minutes_runs.html": "tests.decisions.test_register_pages.told_by_others"}

    assert enter(filled).get("decisions/decisions/2023-1/").context["parts"] == [
        ("decisions/minutes_runs.html", "vaarthus: 2023-1")
    ]


def told_by_others(by, decision):
    """As the portfolio would tell what a decision changed."""
    return f"{by.house.slug}: {decision.key}"


def test_an_absent_member_may_reserve_their_seat_from_the_page(filled, made, enter):
    Mandate.objects.update(reservation_days=30000)
    account = Account.objects.create_user("demo3@vaarthus.example")
    Person.objects.filter(house=filled.house, key="p3-0").update(account=account)
    filled.persons["third"] = Person.objects.get(house=filled.house, key="p3-0")

    assert "/decisions/decisions/2023-1/reserve/" in seen(enter(filled, "third").get("decisions/decisions/2023-1/"))
    assert "/decisions/decisions/2023-1/reserve/" not in seen(enter(filled, "chair").get("decisions/decisions/2023-1/"))
