"""Setting the rules by which a body decides, from a day on."""

import re
from datetime import date, timedelta

import pytest
from django.utils import translation

from statenshus.decisions.models import Mandate
from statenshus.decisions.models.mandates import template_of
from statenshus.decisions.queries.mandates import told as in_words
from statenshus.decisions.usecases.mandates import set_mandate
from statenshus.decisions.usecases.votings import open_written
from statenshus.kernel.errors import NotAllowed
from tests.decisions.conftest import LATER
from tests.houses import START, TODAY
from tests.people.acting import refused, told


@pytest.fixture
def body(filled):
    return filled.bodies["steering"]


def periods(body):
    return list(Mandate.objects.filter(body=body).order_by("valid_from").values_list("valid_from", "valid_to"))


def test_new_rules_end_those_before_on_the_day_they_begin(filled, body):
    first = set_mandate(body, valid_from=START, by=filled.actor())
    set_mandate(body, valid_from=TODAY, quorum="all", by=filled.actor())

    assert periods(body) == [(START, TODAY), (TODAY, None)]
    assert Mandate.objects.in_house(filled.house).at(TODAY - timedelta(days=1)).get(body=body) == first
    assert Mandate.objects.in_house(filled.house).at(TODAY).get(body=body).quorum == "all"
    assert told(filled, "decisions.set_mandate")[1] == (
        "Steering vaarthus",
        {"valid_from": "2023-01-31", "template": ""},
    )


def test_rules_that_ended_long_ago_leave_a_gap(filled, body):
    first = set_mandate(body, valid_from=START, by=filled.actor())
    Mandate.objects.filter(pk=first.pk).update(valid_to=date(2022, 6, 1))

    set_mandate(body, valid_from=TODAY, by=filled.actor())

    assert periods(body) == [(START, date(2022, 6, 1)), (TODAY, None)]


@pytest.mark.parametrize("day", [START, TODAY], ids=["the same day", "before"])
def test_not_backwards(filled, body, day):
    set_mandate(body, valid_from=TODAY, by=filled.actor())

    with refused("backwards"):
        set_mandate(body, valid_from=day, by=filled.actor())


def test_whoever_decides_as_owner_is_named(filled, body):
    with refused("owner"):
        set_mandate(body, valid_from=TODAY, decides="owner", by=filled.actor())

    made = set_mandate(body, valid_from=TODAY, decides="owner", owner=filled.persons["admin"], by=filled.actor())
    assert made.owner == filled.persons["admin"]


def test_an_owner_is_not_kept_where_the_group_decides(filled, body):
    assert set_mandate(body, valid_from=TODAY, owner=filled.persons["admin"], by=filled.actor()).owner is None


def test_the_body_must_exist_on_the_day(filled, body):
    with refused("outside"):
        set_mandate(body, valid_from=START - timedelta(days=1), by=filled.actor())


def test_a_rule_that_is_none_is_refused(filled, body):
    with refused("invalid"):
        set_mandate(body, valid_from=TODAY, quorum="a few", by=filled.actor())


@pytest.mark.parametrize("who", ["chair", "member", "commissioner"])
def test_not_by_others(filled, body, who):
    with pytest.raises(NotAllowed):
        set_mandate(body, valid_from=TODAY, by=filled.actor(who))


def test_nobody_of_another_house_is_let_in(filled, other, body):
    with pytest.raises(NotAllowed):
        set_mandate(body, valid_from=TODAY, decides="owner", owner=other.persons["admin"], by=filled.actor())
    with pytest.raises(NotAllowed):
        set_mandate(body, valid_from=TODAY, by=other.actor())


def test_what_is_being_voted_on_goes_on_by_the_rules_it_was_opened_under(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)

    set_mandate(group.body, valid_from=TODAY, quorum="all", by=group.leader)

    voting.refresh_from_db()
    assert (voting.quorum, voting.required) == ("half", 3)


@pytest.mark.parametrize("name", Mandate.Template.values)
def test_each_template_is_whole_and_says_where_it_is_from(filled, body, name):
    rules = template_of(name)
    if rules["decides"] == "owner":
        rules["owner"] = filled.persons["admin"]

    made = set_mandate(body, valid_from=TODAY, **rules, by=filled.actor())

    assert (made.template, made.source) == (name, rules["source"])
    assert made.source


@pytest.mark.parametrize(
    ("rules", "sentences"),
    [
        (
            {},
            [
                "Gruppen avgjør selv.",
                "Et møte kalles inn minst 7 dager før.",
                "Gruppen kan avgjøre saker når minst halvparten av plassene stemmer.",
                "Et forslag er vedtatt når flere stemmer for enn imot.",
                "Ved likt stemmetall avgjør lederens stemme.",
                "En sak kan avgjøres skriftlig hvis alle er enige både i det og i forslaget. "
                "Svarfristen er minst 7 dager.",
                "1 medlem er nok til å kreve at en sak tas i møte.",
                "Den som ikke deltok, kan ikke reservere seg etterpå.",
                "Medlemmene har 7 dager til å komme med merknader til protokollen. Etter det regnes den som godkjent.",
            ],
        ),
        (
            {
                "quorum": "all",
                "majority": "nobody_against",
                "tie": "falls",
                "written": "never",
                "notice_days": 0,
                "reservation_days": 1,
                "reading_days": 1,
            },
            [
                "Gruppen avgjør selv.",
                "Et møte kan kalles inn uten varsel.",
                "Gruppen kan bare avgjøre saker når alle plassene stemmer.",
                "Et forslag er vedtatt når ingen stemmer imot.",
                "Ved likt stemmetall faller forslaget.",
                "Ingenting avgjøres skriftlig.",
                "Den som ikke deltok, kan reservere seg innen 1 dag.",
                "Medlemmene har 1 dag til å komme med merknader til protokollen. Etter det regnes den som godkjent.",
            ],
        ),
        (
            {"decides": "owner", "written": "silence", "written_days": 1, "pull_members": None},
            [
                "Gruppen gir råd. Admin vaarthus avgjør som prosjekteier.",
                "Et møte kalles inn minst 7 dager før.",
                "Gruppen kan avgjøre saker når minst halvparten av plassene stemmer.",
                "Et forslag er vedtatt når flere stemmer for enn imot.",
                "Ved likt stemmetall avgjør lederens stemme.",
                "En sak kan avgjøres skriftlig. Den som ikke har svart innen fristen, regnes som enig, "
                "og én som er imot, stopper saken. Svarfristen er minst 1 dag.",
                "Medlemmene kan ikke kreve møte når en sak er til skriftlig behandling.",
                "Den som ikke deltok, kan ikke reservere seg etterpå.",
                "Medlemmene har 7 dager til å komme med merknader til protokollen. Etter det regnes den som godkjent.",
            ],
        ),
    ],
    ids=["the usual", "the strictest", "an owner and silence"],
)
def test_each_rule_is_told_in_a_sentence(filled, body, rules, sentences):
    owner = {"owner": filled.persons["admin"]} if rules.get("decides") == "owner" else {}

    made = set_mandate(body, valid_from=TODAY, **rules, **owner, by=filled.actor())

    assert [rule.sentence for rule in in_words(made)] == sentences


def test_every_choice_has_its_sentence_in_every_language(filled, body):
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            for field in ("quorum", "majority", "tie", "written"):
                for value in Mandate._meta.get_field(field).flatchoices:
                    assert all(rule.sentence for rule in in_words(Mandate(body=body, **{field: value[0]})))


def test_the_page_says_whose_rules_they_are(filled, enter, body):
    set_mandate(body, valid_from=START, **template_of("municipal"), by=filled.actor())
    set_mandate(body, valid_from=TODAY, **template_of("consensus"), by=filled.actor())

    now = enter(filled, "member").get("decisions/mandates/steering/").content.decode()
    before = enter(filled, "member").get("decisions/mandates/steering/?on=2022-06-01").content.decode()

    assert "Reglene i mandatet (mal: konsensus), fra 31. januar 2023." in now
    assert "Reglene i mandatet (mal: kommuneloven), 1. januar 2022 til 30. januar 2023." in before
    assert "ikke fordi en lov sier det" in now
    assert ("Tidligere regler" in now, "Tidligere regler" in before) == (True, False)
    assert "Sett nye regler" not in now


def test_the_form_begins_from_a_template(filled, enter, body):
    page = enter(filled).get("decisions/mandates/steering/set_mandate/?template=project").content.decode()

    assert re.search(r'value="owner"[^>]*checked', page)
    assert "Prosjektveiviseren, roller: prosjektstyre og prosjekteier, brukt som mal" in page

    answer = enter(filled).post(
        "decisions/mandates/steering/set_mandate/",
        {
            "valid_from": "2023-01-31",
            "template": "project",
            "decides": "owner",
            "owner": "admin",
            "quorum": "half",
            "majority": "simple",
            "tie": "falls",
            "notice_days": "7",
            "written": "majority",
            "written_days": "5",
            "pull_members": "2",
            "reservation_days": "7",
            "reading_days": "7",
        },
    )
    assert answer["Location"] == "/h/vaarthus/decisions/mandates/steering/"
    made = Mandate.objects.get(body=body)
    assert (made.template, made.owner.key, made.pull_members) == ("project", "admin", 2)


def test_a_refusal_stands_at_its_field(filled, enter, body):
    answer = enter(filled).post(
        "decisions/mandates/steering/set_mandate/",
        {
            "valid_from": "2023-01-31",
            "decides": "owner",
            "quorum": "half",
            "majority": "simple",
            "tie": "falls",
            "notice_days": "7",
            "written": "majority",
            "written_days": "5",
            "reservation_days": "7",
            "reading_days": "7",
        },
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["owner"]


def test_the_body_s_page_tells_its_rules(filled, enter, body):
    assert "Slik avgjør organet saker" not in enter(filled, "member").get("people/bodies/steering/").content.decode()

    set_mandate(body, valid_from=TODAY, by=filled.actor())

    page = enter(filled, "member").get("people/bodies/steering/?on=2023-02-01").content.decode()
    assert "Gruppen avgjør selv." in page
