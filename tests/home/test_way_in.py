"""The way in: what a stranger sees, the houses of somebody signed in, and the demonstration."""

import pytest
from django.test import Client

from statenshus.home.queries.demo import demo_houses
from statenshus.people.models import Account, Person, Seat, SeatHolding
from tests.houses import TODAY, fill


@pytest.fixture
def demo(settings, filled):
    settings.DEMO = True
    Person.objects.in_house(filled.house).exclude(key="manager").update(fictitious=True)
    return filled


def person(house, key):
    return str(house.persons[key].pk)


def test_a_stranger_is_told_what_this_is_and_where_to_log_in(db):
    html = Client().get("/").content.decode()

    assert "Flere etater under samme tak" in html
    assert 'href="/accounts/login/"' in html


def test_somebody_with_one_house_comes_straight_to_it(filled, enter):
    answer = enter(filled, "member").get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/h/vaarthus/")


def test_somebody_with_two_houses_chooses(filled, other, enter):
    Person.objects.filter(pk=other.persons["chair"].pk).update(account=filled.persons["member"].account)

    html = enter(filled, "member").get("/").content.decode()

    assert [name in html for name in ("Huset vaarthus", "Huset nabohus")] == [True, True]


def test_somebody_without_a_house_is_told_so(filled, enter):
    client = enter(filled, "member")
    Person.objects.filter(pk=filled.persons["member"].pk).update(account=None)

    assert "Du er ikke med i noe hus ennå." in client.get("/").content.decode()


def test_the_persons_of_a_demonstration_are_told_in_plain_words(demo):
    [house] = demo_houses(TODAY)

    assert [(guise.person.key, guise.roles) for guise in house.guises] == [
        ("member", ["Leder delprosjektet En vaarthus"]),
        ("chair", ["Styringsgruppemedlem for Tax vaarthus"]),
        ("deputy", ["Vara i styringsgruppen for Tax vaarthus"]),
        ("admin", ["Administrator"]),
        ("commissioner", ["Oppdragsgiver, Ministry vaarthus"]),
    ]


def test_one_of_each_sort_comes_first_and_the_others_after(demo):
    extra = Person.objects.create(
        house=demo.house,
        key="extra",
        name="Ekstra",
        fictitious=True,
        account=Account.objects.create_user("e@e.example"),
    )
    seat = Seat.objects.create(
        house=demo.house, key="s2", body=demo.bodies["steering"], organisation=demo.organisations["registers"]
    )
    SeatHolding.objects.create(house=demo.house, seat=seat, person=extra)

    [house] = demo_houses(TODAY)

    assert [guise.person.key for guise in house.guises] == ["member", "chair", "deputy", "admin", "commissioner"]
    assert [(guise.person.key, guise.roles) for guise in house.others] == [
        ("extra", ["Styringsgruppemedlem for Registers vaarthus"])
    ]


def test_the_persons_of_three_houses_cost_what_those_of_one_do(demo, django_assert_max_num_queries):
    fill("tredje")
    Person.objects.update(fictitious=True)

    with django_assert_max_num_queries(5):
        houses = demo_houses(TODAY)

    assert [(each.house.slug, len(each.guises), len(each.others)) for each in houses] == [
        ("nabohus", 6, 0),
        ("tredje", 6, 0),
        ("vaarthus", 6, 0),
    ]


def test_in_a_demonstration_one_enters_as_an_invented_person(demo):
    client = Client()

    answer = client.post("/demo/enter/", {"person": person(demo, "chair")})

    assert (answer.status_code, answer["Location"]) == (302, "/h/vaarthus/")
    assert "Chair vaarthus" in client.get("/h/vaarthus/").content.decode()


def test_one_comes_to_the_page_that_one_asked_for_but_nowhere_else(demo):
    def to(address):
        return Client().post("/demo/enter/", {"person": person(demo, "chair"), "next": address})["Location"]

    assert to("/h/vaarthus/people/directory/") == "/h/vaarthus/people/directory/"
    assert [to(x) for x in ("/h/nabohus/", "https://ond.example/", "//ond.example/h/vaarthus/", "")] == [
        "/h/vaarthus/"
    ] * 4


def test_nobody_enters_as_a_real_person_or_as_one_whose_account_is_a_real_person_s_elsewhere(demo, other):
    Person.objects.filter(pk=other.persons["chair"].pk).update(account=demo.persons["deputy"].account)

    answers = [Client().post("/demo/enter/", {"person": who}) for who in (person(demo, "manager"), "0", "x", "")]
    answers.append(Client().post("/demo/enter/", {"person": person(demo, "deputy")}))

    assert [answer.status_code for answer in answers] == [404] * 5


def test_outside_a_demonstration_there_is_no_such_door(demo, settings):
    settings.DEMO = False

    assert Client().post("/demo/enter/", {"person": person(demo, "chair")}).status_code == 404
    for page in ("/", "/accounts/login/"):
        html = Client().get(page).content.decode()
        assert ("Chair vaarthus" in html, "demo/enter" in html, "Demonstrasjon." in html) == (False, False, False)


def test_the_login_page_of_a_demonstration_offers_its_persons(demo):
    html = Client().get("/accounts/login/?next=/h/vaarthus/people/directory/").content.decode()

    assert "Styringsgruppemedlem for Tax vaarthus" in html
    assert 'name="next" value="/h/vaarthus/people/directory/"' in html
    assert "Demonstrasjon." in html
