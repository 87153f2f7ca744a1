"""What minutes say: read from the record, in the language of the house, with what is exempt marked."""

import pytest

from statenshus.decisions.formats.minutes import document_of
from statenshus.decisions.models import Minutes
from statenshus.decisions.queries.minutes import content_of
from statenshus.decisions.queries.openness import exempted
from statenshus.decisions.usecases.minutes import write_minutes
from tests.decisions import records
from tests.houses import NOW


@pytest.fixture
def made(filled):
    return records.a_whole_meeting(filled)


def told(document):
    """Every text of the document, in order."""
    texts = [document.title, document.status]
    for block in document.blocks:
        texts += [getattr(block, "text", ""), getattr(block, "title", "")]
        texts += [paragraph.text for paragraph in getattr(block, "paragraphs", ())]
        texts += [cell for row in getattr(block, "rows", ()) for cell in row]
    return "\n".join(text for text in texts if text)


def written(filled, made, **said):
    return write_minutes(made.meeting, by=filled.actor(), **said)


def whole(minutes):
    return told(document_of(minutes, [], whole=True, exempted={}))


def public(filled, minutes, made):
    shown = exempted(filled.actor(), made.cases)
    return told(document_of(minutes, [], whole=False, exempted=shown))


def test_the_facts_of_the_meeting_and_who_sat_where(filled, made):
    content = content_of(made.meeting, language="nb", by=filled.actor())

    assert {name: content[name] for name in ("called", "seats", "present", "required", "place")} == {
        "called": "1/2023",
        "seats": 4,
        "present": 3,
        "required": 2,
        "place": "Rom vaarthus",
    }
    assert [(s["organisation"], s["person"], s["deputy"], s["came"]) for s in content["attendance"]] == [
        ("Tax vaarthus", "Chair vaarthus", False, "room"),
        ("Etat 1 vaarthus", "Demo Medlem 1 vaarthus", False, "room"),
        ("Etat 2 vaarthus", "Demo Vara 2 vaarthus", True, "room"),
        ("Etat 3 vaarthus", "Demo Medlem 3 vaarthus", False, "regrets"),
    ]


def test_an_open_voting_tells_what_each_seat_voted_and_a_secret_one_only_numbers(filled, made):
    opened, secret, _hidden = content_of(made.meeting, language="nb", by=filled.actor())["items"]

    assert opened["votings"][0]["result"] == "Vedtatt 2 mot 1; 3 av 4 plasser stemte, kravet er 2."
    assert [seat["said"] for seat in opened["votings"][0]["seats"]] == ["for", "for", "imot", ""]
    assert opened["decision"]["supported_by"] == ["Tax vaarthus", "Etat 1 vaarthus"]
    assert secret["votings"][0]["counts"] == {"for": 2, "against": 0, "blank": 1, "abstain": 0, "silent": 1}
    assert [{"choice", "said", "agrees"} & set(seat) for seat in secret["votings"][0]["seats"]] == [set()] * 4
    assert secret["decision"]["supported_by"] == []


def test_minutes_tell_proposal_decision_reservation_and_follow_up(filled, made):
    text = whole(written(filled, made))

    for part in (
        "Sak 1/2023: Åpen sak vaarthus",
        "Det ble sagt noe om 1/2023.",
        "Forslaget vaarthus.",
        "Vedtatt",
        "Mandatet punkt 3",
        "Støttet av\nTax vaarthus, Etat 1 vaarthus",
        "Demo Medlem 3 vaarthus, Etat 3 vaarthus: Uenig vaarthus",
        "Send brev vaarthus\nManager vaarthus\n1. mars 2023",
        "Lønn til Kari vaarthus",
    ):
        assert part in text


def test_the_public_variant_leaves_out_what_is_exempt(filled, made):
    text = public(filled, written(filled, made), made)

    assert (
        "Sak 3/2023: Personalsak vaarthus\nUnntatt offentlighet, jf. offentleglova § 13\nTatt til orientering" in text
    )
    assert [word for word in ("Kari", "Lønn", "3/2023.") if word in text] == []
    assert "Forslaget vaarthus." in text


def test_what_is_exempt_is_marked_in_what_is_frozen(filled, made):
    minutes = written(filled, made)

    assert [item["exempt"] for item in minutes.content["items"]] == [
        None,
        None,
        {"paragraph": "§ 13", "until": "2033-01-31"},
    ]


def test_a_lifted_exemption_opens_the_public_variant(filled, made):
    minutes = written(filled, made)
    made.cases[2].exemptions.update(lifted_at=NOW)

    assert "Kari får mer." in public(filled, minutes, made)


def test_a_later_exemption_closes_the_public_variant(filled, made):
    minutes = written(filled, made)
    records.exempt(made.cases[0], paragraph="§ 24")

    text = public(filled, minutes, made)
    assert "Unntatt offentlighet, jf. offentleglova § 24" in text
    assert [word for word in ("Forslaget vaarthus.", "Send brev", "Uenig vaarthus") if word in text] == []


def test_a_file_that_is_exempt_is_not_named_in_the_public_variant(filled, made):
    document = records.attachment(made.cases[0], "Kart.pdf")
    records.attachment(made.cases[0], "Tilbud fra Kari.pdf", document)
    records.exempt(made.cases[0], paragraph="§ 23", file_name="Tilbud fra Kari.pdf")
    minutes = written(filled, made)

    assert "Kart.pdf\nTilbud fra Kari.pdf" in whole(minutes)
    assert "Kart.pdf\nUnntatt offentlighet, jf. offentleglova § 23" in public(filled, minutes, made)


def test_minutes_in_nynorsk_are_nynorsk_throughout(filled, made):
    text = whole(written(filled, made, language="nn"))

    assert (
        "Protokoll frå møte 1/2023, Steering vaarthus\nIkkje godkjend enno; lesefrist 7. februar 2023 kl. 23.59" in text
    )
    assert "Vedteke 2 mot 1; 3 av 4 plassar røysta, kravet er 2." in text
    assert "Melde forfall" in text


def test_what_is_frozen_does_not_change_with_the_record(filled, made):
    minutes = written(filled, made)
    before = whole(minutes)
    made.cases[0].items.update(notes="Noe annet")
    filled.persons["chair"].name = "Annet Navn"
    filled.persons["chair"].save()

    assert whole(Minutes.objects.get(pk=minutes.pk)) == before


def test_minutes_of_a_written_procedure_tell_rule_deadline_and_answers(filled):
    added = records.seats(filled, 2)
    records.mandate(filled)
    case = records.case(filled, 1, proposal="Vi gjør **dette**.")
    voting = records.vote(case, {added[0]: "for", added[1]: ""}, outcome="to_meeting")
    minutes = write_minutes(voting, by=filled.actor())

    text = whole(minutes)

    assert "Frist\n31. januar 2023 kl. 10.00" in text
    assert "Regel for skriftlig vedtak" in text
    assert "Vi gjør dette." in text
    assert "Må tas i møte: 1 av 2 plasser er for forslaget, og skriftlig må alle være det." in text
    assert "Etat 2 vaarthus\n–\nHar ikke stemt" in text


def test_the_queries_grow_with_the_cases_alone(filled, made, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        content_of(made.meeting, language="nb", by=filled.actor())
