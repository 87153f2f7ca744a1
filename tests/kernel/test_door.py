"""The door of a house."""

import re


def words(answer):
    """What is told, without the address asked for and the form's changing token."""
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
    return text.replace(answer.wsgi_request.path, "")


def test_the_front_page_opens_for_a_member(filled, enter):
    answer = enter(filled, "member").get("")

    assert answer.status_code == 200
    assert filled.house.name in answer.content.decode()


def test_another_house_is_answered_like_none(filled, other, enter):
    client = enter(filled, "manager")

    theirs = client.get(f"/h/{other.house.slug}/")
    none = client.get("/h/finnes-ikke/")

    assert (theirs.status_code, none.status_code) == (404, 404)
    assert words(theirs) == words(none)
