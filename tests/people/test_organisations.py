"""The pages of organisations, as of a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.people import queries
from statenshus.people.models import Affiliation, Organisation, Participation, Seat
from statenshus.people.usecases.organisations import join, leave, register_organisation


def groups_on(filled, day):
    return [
        (group.kind, [str(part.organisation) for part in group.participations])
        for group in queries.participants(filled.actor("member"), day)
    ]


def test_participants_stand_by_kind_in_the_houses_order(filled):
    tax = filled.organisations["tax"]
    Participation.objects.in_house(filled.house).filter(organisation=tax).update(position=9)

    assert groups_on(filled, date(2023, 1, 31)) == [
        ("active", ["Registers vaarthus", "Tax vaarthus"]),
        ("project_management", ["Town vaarthus"]),
        ("commissioner", ["Ministry vaarthus"]),
    ]


def test_participants_are_those_of_the_day(filled):
    part = Participation.objects.in_house(filled.house).get(organisation=filled.organisations["tax"])
    leave(part, valid_to=date(2022, 7, 1), by=filled.actor("manager"))
    join(filled.organisations["tax"], kind="observer", valid_from=date(2022, 9, 1), by=filled.actor("manager"))

    of_tax = [
        [kind for kind, names in groups_on(filled, day) if "Tax vaarthus" in names]
        for day in (date(2021, 12, 31), date(2022, 6, 30), date(2022, 7, 1), date(2022, 9, 1))
    ]

    assert of_tax == [[], ["active"], [], ["observer"]]


def test_comings_and_goings_are_told_last_first_up_to_the_day(filled):
    by = filled.actor("manager")
    part = Participation.objects.in_house(filled.house).get(organisation=filled.organisations["tax"])
    leave(part, valid_to=date(2022, 7, 1), by=by)
    join(filled.organisations["tax"], kind="observer", valid_from=date(2023, 9, 1), by=by)

    def told(day):
        steps = queries.comings_and_goings(by, day, most=2)
        return [(step.on, step.joined, str(step.participation.organisation), step.planned) for step in steps]

    assert told(date(2022, 12, 31))[0] == (date(2022, 6, 30), False, "Tax vaarthus", False)
    assert told(by.today) == [
        (date(2023, 9, 1), True, "Tax vaarthus", True),
        (date(2022, 6, 30), False, "Tax vaarthus", False),
    ]


def test_the_page_shows_the_participants_and_those_only_on_record(filled, enter):
    register_organisation(name="Ventende etat", kind="state_agency", by=filled.actor("manager"))

    answer = enter(filled, "member").get("people/organisations/")

    html = answer.content.decode()
    assert [group.kind for group in answer.context["groups"]] == ["active", "project_management", "commissioner"]
    assert [str(organisation) for organisation in answer.context["others"]] == ["Ventende etat"]
    assert "Hvem vaarthus" in html
    assert "nabohus" not in html
    assert "register_organisation" not in html


def test_organisations_stand_by_the_names_that_are_shown_in_the_norwegian_alphabet(filled):
    by = filled.actor("manager")
    for name, short_name in (("Utlending", "Ål"), ("Ølen", "Abc"), ("Ærø", ""), ("Zoo", "")):
        register_organisation(name=name, short_name=short_name, kind="company", by=by)

    shown = Organisation.objects.visible_to(by).staying_out(by.today).alphabetical()

    assert [str(organisation) for organisation in shown] == ["Abc", "Zoo", "Ærø", "Ål"]


def test_the_page_on_a_day_before_all_says_that_nobody_took_part(filled, enter):
    html = enter(filled, "manager").get("people/organisations/?on=2021-12-31").content.decode()

    assert "Ingen virksomhet deltok i huset denne dagen." in html
    assert "Tax vaarthus" not in html


def test_links_keep_the_day_and_nothing_is_registered_from_it(filled, enter):
    html = enter(filled, "manager").get("people/organisations/?on=2022-06-30").content.decode()

    assert "people/organisations/tax/?on=2022-06-30" in html
    assert "register_organisation" not in html


def test_the_page_of_an_empty_house_says_what_to_do(filled, enter):
    Participation.objects.in_house(filled.house).delete()

    html = enter(filled, "manager").get("people/organisations/").content.decode()

    assert "Ingen virksomhet deltar i huset ennå. Registrer en virksomhet, og registrer så hvordan den deltar." in html
    assert f"/h/{filled.house.slug}/people/organisations/register_organisation/" in html


def test_long_history_is_shown_in_part_until_all_is_asked_for(filled, enter):
    tax = filled.organisations["tax"]
    for year in range(1990, 2005):
        join(tax, kind="support", valid_from=date(year, 1, 1), valid_to=date(year, 6, 1), by=filled.actor("manager"))
    client = enter(filled, "member")

    part, whole = client.get("people/organisations/"), client.get("people/organisations/?history=all")

    assert (len(part.context["steps"]), len(whole.context["steps"])) == (10, 34)
    told = "Vis alle som har kommet til og gått ut"
    assert [told in answer.content.decode() for answer in (part, whole)] == [True, False]


def test_an_organisation_tells_its_card_facts_people_and_seats(filled, enter):
    html = enter(filled, "member").get("people/organisations/tax/").content.decode()

    for said in ("Hvem vaarthus", "974\N{NO-BREAK SPACE}761\N{NO-BREAK SPACE}076", "Kilde vaarthus", "Chair vaarthus"):
        assert said in html
    assert "Steering vaarthus" in html
    assert "nabohus" not in html


def test_people_and_seats_are_those_of_the_day(filled, enter):
    house, tax = filled.house, filled.organisations["tax"]
    Affiliation.objects.in_house(house).filter(person=filled.persons["chair"]).update(valid_to=date(2022, 7, 1))
    Seat.objects.in_house(house).filter(organisation=tax).update(valid_to=date(2022, 7, 1))
    client = enter(filled, "member")

    def shown(day):
        context = client.get(f"people/organisations/tax/?on={day}").context
        return [str(a.person) for a in context["people"]], [str(seat.body) for seat in context["seats"]]

    assert shown("2022-06-30") == (["Chair vaarthus", "Deputy vaarthus"], ["Steering vaarthus"])
    assert shown("2022-07-01") == (["Deputy vaarthus"], [])


def test_holder_and_deputies_of_a_seat_stand_in_their_order(filled, enter):
    context = enter(filled, "member").get("people/organisations/tax/").context

    assert [[str(h.person) for h in seat.sitting] for seat in context["seats"]] == [
        ["Chair vaarthus", "Deputy vaarthus"]
    ]


def test_an_organisation_without_card_people_and_seats_says_so(filled, enter):
    register_organisation(name="Ny etat", kind="state_agency", by=filled.actor("manager"))

    html = enter(filled, "member").get("people/organisations/ny-etat/").content.decode()

    for said in (
        "Ingen har skrevet kortet ennå",
        "Deltar ikke i huset i dag.",
        "Virksomheten har aldri deltatt i huset.",
        "Ingen er registrert her.",
        "Ingen plass i noe organ.",
    ):
        assert said in html


@pytest.mark.parametrize(
    ("who", "acts"),
    [
        (
            "manager",
            ["copy_from_register", "correct_participation", "describe_organisation", "join", "leave", "write_card"],
        ),
        ("chair", ["write_card"]),
        ("member", []),
        ("commissioner", []),
    ],
)
def test_what_one_may_do_is_offered_today_and_not_on_another_day(filled, enter, who, acts):
    client = enter(filled, who)
    every = ["copy_from_register", "correct_participation", "describe_organisation", "join", "leave", "write_card"]

    def offered(query):
        html = client.get(f"people/organisations/tax/{query}").content.decode()
        return [act for act in every if f"/{act}/" in html]

    assert (offered(""), offered("?on=2023-01-31")) == (acts, [])


@pytest.mark.parametrize(
    "path",
    [
        "",
        "write_card/",
        "describe_organisation/",
        "copy_from_register/",
        "join/",
    ],
)
def test_an_organisation_of_the_house_next_door_is_not_found(filled, other, enter, path):
    Organisation.objects.in_house(other.house).filter(key="tax").update(key="theirs")

    assert enter(filled, "manager").get(f"people/organisations/theirs/{path}").status_code == 404


@pytest.mark.parametrize("path", ["people/organisations/", "people/organisations/tax/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(filled, enter, path):
    client, by = enter(filled, "member"), filled.actor("manager")
    client.get(path)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    one = cost()
    for number in range(3):
        made = register_organisation(name=f"Etat {number}", kind="state_agency", by=by)
        join(made, kind="active", valid_from=date(2022, 1, 1), by=by)
        register_organisation(name=f"Annen {number}", kind="company", by=by)
        join(
            filled.organisations["tax"],
            kind=["support", "observer", "project_management"][number],
            valid_from=date(2022, 1, 1),
            by=by,
        )
        own = {"house": filled.house, "valid_from": date(2022, 1, 1), "organisation": filled.organisations["tax"]}
        Affiliation.objects.create(**own, person=filled.persons[["member", "manager", "admin"][number]])
        Seat.objects.create(**own, key=f"more-{number}", body=filled.bodies["working"])

    assert cost() == one
