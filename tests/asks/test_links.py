"""Links in mail: each opens one ask for one person, until it is answered, revoked or too old, and nothing else."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from statenshus.asks.models import Ask, Link, LinkRule
from statenshus.asks.queries.links import address_of
from statenshus.asks.rules.links import see
from statenshus.asks.usecases.links import make_link, revoke_link, set_link_rule
from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Account
from tests.architecture.visits import ROLES, everything
from tests.asks.mailing import TUESDAY, asked, clock
from tests.people.acting import refused, told

BASE = "http://127.0.0.1:8000"

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(autouse=True)
def forms(settings):
    settings.ASK_FORMS = dict.fromkeys(("poll", "vote"), "tests.asks.poll_form.PollForm")


def path(filled, ask=None, who="manager", days=0, **changes):
    """Where the link to an ask stands, made so many days ago."""
    by = clock(filled, timezone.now() - timedelta(days=days))
    link = make_link(ask or asked(filled, who, **changes), person=filled.persons[who], by=by)
    return address_of(link).removeprefix(BASE)


def closed(client, address, said, status=410):
    """The address opens nothing, whether read or sent to, tells why, and nothing of what it was about."""
    for answer in (client.get(address), client.post(address, {"day": "mon"})):
        text = answer.content.decode()
        assert (answer.status_code, said in text, "Møtedag" in text, "vaarthus" in text) == (status, True, False, False)
    assert Ask.objects.filter(ended="answered").exists() == (said == "Du har svart på dette")


def test_whoever_has_the_link_sees_that_ask_and_answers_as_its_person(filled, client):
    address = path(filled)

    page = client.get(address).content.decode()
    answer = client.post(address, {"day": "tue"})

    assert "Møtedag i mars" in page and "Du svarer som Manager vaarthus" in page and "Hvis du ikke svarer" in page
    assert (answer.status_code, "Svaret ditt er registrert" in answer.content.decode()) == (200, True)
    ask = Ask.objects.get()
    assert (ask.answer, ask.answered_by) == ("tue", filled.persons["manager"])


def test_the_link_begins_no_session_and_leads_no_further(filled):
    client, address = Client(enforce_csrf_checks=True), path(filled)

    client.get(address)
    client.post(address, {"day": "tue"})

    assert "session" not in client.cookies
    assert client.get(f"/h/{filled.house.slug}/").status_code == 302


def test_what_is_sent_with_a_link_says_nothing_to_search_engines_and_other_sites(filled, client):
    answer = client.get(path(filled))

    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert "no-store" in answer["Cache-Control"]


def test_reading_changes_nothing(filled, client):
    address = path(filled)
    before = everything()

    for method in (client.get, client.head, client.options):
        method(address)

    assert everything() == before


@pytest.mark.parametrize("forge", ["{0}.x", "{0}", "{1}", "{2}.{1}", "{0}.{1}x", "x.{1}", "-1.{1}"])
def test_a_forged_address_opens_nothing(filled, client, forge):
    number, _, signature = path(filled).split("/")[2].partition(".")

    closed(client, f"/answer/{forge.format(number, signature, int(number) + 1)}/", "ufullstendig", 404)


def test_the_address_that_stops_mail_is_no_link(filled, client):
    from statenshus.asks.queries.mails import stop_address

    path(filled)
    closed(client, stop_address(filled.persons["manager"]).removeprefix(BASE).replace("stop/", ""), "ufullstendig", 404)


def test_an_expired_link_opens_nothing(filled, client):
    closed(client, path(filled, days=61), "utløpt")


def test_a_revoked_link_opens_nothing(filled, client):
    address = path(filled)
    revoke_link(Link.objects.get(), by=filled.actor("manager"))

    closed(client, address, "trukket tilbake")


def test_a_link_opens_nothing_once_the_ask_has_ended(filled, client):
    address = path(filled)
    Ask.objects.update(ended="withdrawn", ended_at=TUESDAY)

    closed(client, address, "avsluttet")


def test_an_answer_sent_twice_counts_once(filled, client):
    address = path(filled)
    client.post(address, {"day": "tue"})

    closed(client, address, "Du har svart på dette")
    assert Ask.objects.get().answer == "tue"


def test_whoever_has_left_the_seat_is_not_asked_any_more(filled, client):
    seat = filled.bodies["steering"].seats.get()
    ask = asked(filled, person=None, seat=seat)
    address, deputys = path(filled, ask, "chair"), path(filled, ask, "deputy")
    closed(client, deputys, "venter ikke lenger på deg")

    seat.holdings.filter(rank=0).update(valid_to=date(2023, 2, 1))

    closed(client, address, "venter ikke lenger på deg")
    assert "Møtedag" in client.get(deputys).content.decode()


def test_a_link_dies_with_the_persons_account(filled, client):
    address = path(filled)
    Account.objects.filter(persons=filled.persons["manager"]).update(is_active=False)

    closed(client, address, "trukket tilbake")


def test_a_link_that_was_sent_on_answers_as_its_person_whoever_is_logged_in(filled, other, enter):
    """Known and told in the mail: the link is a key to that one ask. Revoking it is the way out."""
    client, address = enter(other, "admin"), path(filled)

    page = client.get(address).content.decode()
    client.post(address, {"day": "mon"})

    assert "Du svarer som Manager vaarthus" in page and "nabohus" not in page
    assert Ask.objects.get().answered_by == filled.persons["manager"]


def test_what_needs_a_login_is_shown_but_answered_only_there(filled, client):
    ask = asked(filled, kind="vote")
    address = path(filled, ask)

    page = client.get(address).content.decode()
    sent = client.post(address, {"day": "mon"})

    assert f"/accounts/login/?next=%2Fh%2Fvaarthus%2Fasks%2F{ask.pk}%2F" in page
    assert ("<form" in page, sent.status_code, Ask.objects.get().ended) == (False, 200, "")


def test_the_house_decides_what_may_be_answered_by_link_alone(filled, client):
    set_link_rule(filled.house, kind="vote", by_link=True, by=filled.actor("admin"))
    set_link_rule(filled.house, kind="poll", by_link=False, by=filled.actor("admin"))
    set_link_rule(filled.house, kind="poll", by_link=False, by=filled.actor("admin"))

    pages = [client.get(path(filled, kind=kind)).content.decode() for kind in ("vote", "poll")]

    assert ["<form" in page for page in pages] == [True, False]
    assert dict(LinkRule.objects.in_house(filled.house).values_list("kind", "by_link")) == {"vote": True, "poll": False}
    assert told(filled, "asks.set_link_rule")[0] == ("Huset vaarthus", {"kind": "vote", "by_link": True})


def test_a_kind_without_a_form_is_answered_logged_in(filled, client, settings):
    settings.ASK_FORMS = {}

    assert "Logg inn for å svare" in client.get(path(filled)).content.decode()


def test_what_is_wrong_is_told_and_asked_again(filled, client):
    answer = client.post(path(filled), {"day": "søndag"})

    assert (answer.status_code, 'id="errors-heading"' in answer.content.decode()) == (422, True)
    assert Ask.objects.get().ended == ""


def test_the_key_is_not_written_to_the_log(filled, client, caplog):
    client.post(path(filled), {"day": "søndag"})
    client.get("/answer/1.forged/")

    assert [record.getMessage() for record in caplog.records if "/answer/" in record.getMessage()] == []


@pytest.mark.parametrize(("due", "lasts"), [(None, 60), (10, 24), (58, 60), (-5, 14)])
def test_a_link_lasts_a_fortnight_beyond_what_is_due_and_never_over_sixty_days(filled, due, lasts):
    due_at = None if due is None else TUESDAY + timedelta(days=due)

    link = make_link(asked(filled, due_at=due_at), person=filled.persons["manager"], by=clock(filled))

    assert link.expires_at - TUESDAY == timedelta(days=lasts)


def test_the_same_link_stands_in_each_mail_until_it_is_revoked(filled):
    ask, by = asked(filled), clock(filled)
    first = make_link(ask, person=filled.persons["manager"], by=by)
    assert make_link(ask, person=filled.persons["manager"], by=by) == first
    assert make_link(ask, person=filled.persons["chair"], by=by) != first

    revoke_link(first, by=filled.actor("admin"))

    assert make_link(ask, person=filled.persons["manager"], by=by) != first
    assert told(filled, "asks.revoke_link")[0][1] == {"ask": "Møtedag i mars", "person": "Manager vaarthus"}
    with refused("revoked"):
        revoke_link(first, by=filled.actor("admin"))


@pytest.mark.parametrize("who", ROLES)
def test_one_sees_and_revokes_ones_own_links_and_those_who_keep_the_record_all(filled, other, who):
    for house in (filled, other):
        for each in house.persons:
            make_link(asked(house, each), person=house.persons[each], by=clock(house))
    by = filled.actor(who)

    listed = set(Link.objects.visible_to(by))

    assert listed == {link for link in Link.objects.all() if by.may(see, link)}
    assert len(listed) == (6 if who in {"manager", "admin"} else 1)
    with pytest.raises(NotAllowed):
        revoke_link(Link.objects.in_house(other.house).first(), by=by)


def test_the_pages_revoke_and_set_the_rule(filled, enter):
    path(filled, who="chair")
    link, chair, admin = Link.objects.get(), enter(filled, "chair"), enter(filled, "admin")

    page = chair.get("asks/links/").content.decode()
    assert ("Møtedag i mars" in page, "Krev innlogging" in page) == (True, False)
    assert chair.post("asks/links/poll/set_link_rule/", {"by_link": "no"}).status_code == 404
    assert admin.post("asks/links/poll/set_link_rule/", {"by_link": "no"}).status_code == 303
    assert admin.post("asks/links/poll/set_link_rule/", {"by_link": "x"}).status_code == 422
    assert LinkRule.of(filled.house)["poll"] is False
    assert chair.post(f"asks/links/{link.pk}/revoke_link/").status_code == 303
    assert "Møtedag i mars" not in admin.get("asks/links/").content.decode()
