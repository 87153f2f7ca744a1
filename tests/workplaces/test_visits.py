"""Guests: invited for some days, in by a link that is theirs alone, told of, and forgotten."""

import re
from datetime import date, timedelta

import pytest

from statenshus.asks.models import Mail
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.events import Event
from statenshus.people.models import Person
from statenshus.people.queries import acting_as
from statenshus.workplaces.models import Booking, OfficeRules, RulesAccepted, Visit, Waiting
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.feeds import make_feed
from statenshus.workplaces.usecases.forgetting import forget_presence
from statenshus.workplaces.usecases.keeping import keep, move
from statenshus.workplaces.usecases.telling import tell_host
from statenshus.workplaces.usecases.visits import invite_guest, revoke_guest
from statenshus.workplaces.usecases.waiting import wait_for
from statenshus.workplaces.usecases.workplaces import close_workplace
from tests.houses import NOW
from tests.workplaces.acting import AFTERNOON, MORNING, NEXT, refused
from tests.workplaces.offices import at

GUEST = {"name": "Kari <b>Gjest</b>", "email": "kari@politiet.example", "comes_from": "Politiet, Tromsø"}
DAYS = {"first_on": NEXT, "until_on": date(2023, 2, 3)}


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def invited(filled, places, now):
    return invite_guest(**GUEST, **DAYS, by=filled.actor("member"))


def guest_of(filled, visit, at=NOW):
    return acting_as(visit.person, filled.house, at, frozenset({"link"}))


def test_the_link_comes_by_mail_books_and_is_told_of(filled, invited, client):
    visit, secret = invited
    (mail,) = Mail.objects.filter(person=visit.person)
    assert re.search(r"/visit/([\w-]+)/", mail.text)[1] == secret and "&lt;b&gt;" in mail.html

    page = client.get(f"/visit/{secret}/").content.decode()
    assert "Kari &lt;b&gt;Gjest" in page and f'value="{NEXT}"' in page
    answer = client.post(f"/visit/{secret}/?slot=morning", {"day": f"{NEXT}", "place": "desk-1"})

    made = Booking.objects.get(person=visit.person)
    assert answer.status_code == 200 and "Den er din." in answer.content.decode()
    assert (made.workplace.key, made.starts_at, made.organisation, made.shown) == ("desk-1", at(NEXT, 7), None, "busy")
    (told,) = Mail.objects.filter(person=filled.persons["member"])
    assert "Gjesten din kommer" in told.subject and "Tromsø" in told.text
    for header, value in {"Referrer-Policy": "no-referrer", "Cache-Control": "private, no-store"}.items():
        assert answer[header] == value


def test_used_twice_it_books_once_and_says_why(filled, invited, client):
    _visit, secret = invited
    said = {"day": f"{NEXT}", "place": "desk-1"}
    first, second = (client.post(f"/visit/{secret}/?slot=morning", said) for _time in range(2))

    assert (first.status_code, second.status_code, Booking.objects.count()) == (200, 409, 1)
    assert "Du har allerede en plass" in second.content.decode() and "Bestillingene dine" in second.content.decode()


def test_what_the_page_offers_can_be_done_and_nothing_else(filled, places, invited, client, monkeypatch):
    visit, secret = invited
    mine = book(places["desk-1"], **MORNING, by=guest_of(filled, visit))
    other = book(places["desk-2"], **MORNING, by=filled.actor("chair"))
    path = f"/visit/{secret}/"
    assert client.post(path, {"what": "cancel", "booking": other.key}).status_code == 404
    assert client.post(path, {"place": "hidden", "day": f"{NEXT}"}, QUERY_STRING="slot=afternoon").status_code == 409
    assert client.post(path, {"place": "desk-3", "day": "i morgen"}).status_code == 409
    monkeypatch.setattr(clock, "now", lambda: at(NEXT, 7))
    assert "Velkommen. Plassen er din." in client.post(path, {"what": "check_in", "booking": mine.key}).content.decode()
    assert "ledig for andre" in client.post(path, {"what": "leave", "booking": mine.key}).content.decode()
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.ended, other.ended) == ("left", "")


def test_the_rules_of_the_office_are_accepted_first(filled, invited, client):
    _visit, secret = invited
    OfficeRules.objects.create(house=filled.house, number=1, text="Rydd **pulten**.", issued_at=NOW)
    path, said = f"/visit/{secret}/?slot=day", {"day": f"{NEXT}", "place": "desk-1"}
    assert "<strong>pulten</strong>" in client.get(path).content.decode()

    refusal = client.post(path, said)
    assert refusal.status_code == 409 and "godtar" in refusal.content.decode()
    assert client.post(path, {**said, "accept_rules": "on"}).status_code == 200
    assert RulesAccepted.objects.count() == 1 and "<strong>pulten</strong>" not in client.get(path).content.decode()


@pytest.mark.parametrize("day", [date(2023, 2, 6), date(2023, 1, 31)])
def test_no_other_day_than_one_is_invited_for(filled, places, invited, day):
    when = {"starts_at": at(day, 12), "ends_at": at(day, 17)}

    assert refused(book, places["desk-1"], **when, by=guest_of(filled, invited[0])) == "not_invited"


def test_a_link_that_is_over_taken_back_or_forged_opens_nothing(filled, places, invited, client, monkeypatch):
    visit, secret = invited
    held = book(places["desk-1"], **MORNING, by=guest_of(filled, visit))
    assert client.get("/visit/nei/").status_code == 404
    monkeypatch.setattr(clock, "now", lambda: at(date(2023, 2, 4), 9))
    page = client.get(f"/visit/{secret}/")
    assert page.status_code == 410 and "Besøket er over" in page.content.decode()

    monkeypatch.setattr(clock, "now", lambda: NOW)
    revoke_guest(visit, by=filled.actor("member"))

    page = client.post(f"/visit/{secret}/?slot=afternoon", {"day": f"{NEXT}", "place": "desk-1"})
    held.refresh_from_db()
    assert page.status_code == 410 and "trukket tilbake" in page.content.decode()
    assert (held.ended, Booking.objects.count()) == ("cancelled", 1)
    assert "CANCEL" in Mail.objects.filter(person=visit.person).order_by("pk").last().calendar
    assert refused(book, places["desk-2"], **MORNING, by=guest_of(filled, visit)) == "not_invited"
    assert refused(revoke_guest, visit, by=filled.actor("member")) == "revoked"


def test_taken_back_nothing_is_offered_to_them_any_more(filled, places, invited):
    visit, _secret = invited
    close_workplace(places["desk-1"], **MORNING, reason="Maling", by=filled.actor("manager"))
    wait_for(places["desk-1"], **AFTERNOON, by=guest_of(filled, visit))
    held = keep(places["desk-2"], person=visit.person, **MORNING, by=guest_of(filled, visit))
    moved = {name: when + timedelta(days=5) for name, when in MORNING.items()}
    assert refused(move, held, **moved, by=guest_of(filled, visit)) == "not_invited"

    revoke_guest(visit, by=filled.actor("member"))

    assert [wait.ended for wait in Waiting.objects.filter(person=visit.person)] == ["withdrawn"]
    assert refused(keep, places["desk-2"], person=visit.person, **MORNING, by=filled.actor("manager")) == "not_invited"


def test_a_closing_tells_the_guest_and_whoever_invited_them(filled, places, invited):
    visit, _secret = invited
    book(places["desk-1"], **MORNING, by=guest_of(filled, visit))
    close_workplace(places["desk-1"], **MORNING, reason="Maling", by=filled.actor("manager"))

    to_guest, to_host = (Mail.objects.filter(person=who).order_by("pk").last() for who in (visit.person, visit.host))
    assert "Maling" in to_guest.text and "/bookings/" not in to_guest.text + to_guest.html
    assert "kommer ikke" in to_host.subject


def test_the_host_is_told_when_the_guest_cancels(filled, places, invited):
    visit, _secret = invited
    made = book(places["desk-1"], **MORNING, by=guest_of(filled, visit))
    cancel_booking(made, by=guest_of(filled, visit))

    mails = Mail.objects.filter(person=visit.host).order_by("pk")
    told = [mail.subject.partition(":")[0] for mail in mails]
    assert told == ["Gjesten din kommer", "Gjesten din kommer ikke likevel"]
    own = book(places["desk-1"], **AFTERNOON, by=filled.actor("chair"))
    assert tell_host(own, by=filled.actor("chair")) is None


def test_a_guest_is_no_member_and_in_no_list(filled, places, invited, enter):
    visit, _secret = invited
    for act, said in ((make_feed, {}), (invite_guest, {**GUEST, **DAYS})):
        with pytest.raises(NotAllowed):
            act(**said, by=guest_of(filled, visit))
    assert visit.person not in Person.objects.visible_to(filled.actor("admin"))
    assert "Gjest</b>" not in enter(filled, "admin").get("people/persons/").content.decode()


def test_only_whoever_invited_and_hosts_see_and_take_back(filled, invited, enter):
    visit, _secret = invited
    with pytest.raises(NotAllowed):
        revoke_guest(visit, by=filled.actor("deputy"))
    assert "Tromsø" in enter(filled, "member").get("workplaces/visits/").content.decode()
    assert "Tromsø" not in enter(filled, "deputy").get("workplaces/visits/").content.decode()
    assert enter(filled, "deputy").post(f"workplaces/visits/{visit.key}/revoke_guest/").status_code == 404
    enter(filled, "manager").post(f"workplaces/visits/{visit.key}/revoke_guest/")
    visit.refresh_from_db()
    assert visit.revoked_at == NOW


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"first_on": NEXT, "until_on": NEXT - timedelta(days=1)}, "backwards"),
        ({"first_on": date(2023, 1, 2), "until_on": date(2023, 1, 3)}, "past"),
        ({"first_on": NEXT, "until_on": NEXT + timedelta(days=31)}, "too_long"),
    ],
)
def test_an_invitation_that_cannot_be(filled, said, code):
    assert refused(invite_guest, **GUEST, **said, by=filled.actor("member")) == code
    assert not Visit.objects.exists() and not Person.objects.filter(is_guest=True).exists()


def test_the_page_invites_and_shows_the_link_once(filled, places, enter, now, client):
    answer = enter(filled, "member").post(
        "workplaces/visits/invite_guest/",
        {"name": "Ola", "comes_from": "Nav, Bodø", "first_on": "2023-02-01", "until_on": "2023-02-01"},
    )
    page = answer.content.decode()
    link = re.search(r'value="[^"]*(/visit/[\w-]+/)"', page)[1]
    assert Visit.objects.get().until_on == NEXT  # the last day is one of them
    assert answer["Cache-Control"] == "private, no-store" and "Gi dem lenken selv." in page
    assert "Velkommen, Ola" in client.get(link).content.decode()


def test_when_the_visit_is_over_the_guest_is_forgotten(filled, places, invited):
    visit, _secret = invited
    book(places["desk-1"], **MORNING, by=guest_of(filled, visit))
    forget_presence(by=Actor.clock(filled.house, at(date(2023, 2, 17), 3)))
    assert Person.objects.filter(is_guest=True, house=filled.house).count() == 1

    forget_presence(by=Actor.clock(filled.house, at(date(2023, 2, 18), 3)))

    assert not Person.objects.filter(is_guest=True, house=filled.house).exists()
    assert not Visit.objects.filter(house=filled.house).exists()
    assert not Mail.objects.filter(text__contains="Gjest", house=filled.house, sent_at=NOW).exists()
    assert not Event.objects.filter(house=filled.house, subject_name__contains="Gjest").exists()
