"""A moment as people give it: a day and a time by the clock of Norway, also on the nights when that is changed."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import translation
from pydantic import ValidationError

from statenshus.kernel.actors import OSLO
from statenshus.ui.forms import MomentField
from statenshus.ui.said import Moment, Said
from statenshus.ui.templatetags.ui import moment, span


class Form(forms.Form):
    at = MomentField(label="Når")
    maybe = MomentField(label="Kanskje", required=False)


def given(day="", time="", **more):
    return Form({"at_day": day, "at_time": time, **more})


def read(day, time):
    form = given(day, time)
    assert form.is_valid(), form.errors
    return form.cleaned_data["at"].astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        ("2022-12-01", "09:00", datetime(2022, 12, 1, 8, tzinfo=UTC)),
        ("2022-07-01", "09:00", datetime(2022, 7, 1, 7, tzinfo=UTC)),
        ("1.12.2022", "9.00", datetime(2022, 12, 1, 8, tzinfo=UTC)),
        ("2026-03-29", "01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29", "03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25", "01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25", "02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25", "03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_it_is_a_time_by_the_clock_of_norway(day, time, utc):
    assert read(day, time) == utc


@pytest.mark.parametrize("time", ["02:00", "02:30", "02:59"])
def test_a_time_that_the_clock_jumps_over_does_not_exist(time):
    assert given("2026-03-29", time).errors["at"] == [
        "Klokken stilles fram den natten, så det klokkeslettet finnes ikke. Velg et annet."
    ]


@pytest.mark.parametrize(
    ("day", "time"), [("2022-12-01", ""), ("", "09:00"), ("", ""), ("2022-12-01", "25:00"), ("3000-01-01", "09:00")]
)
def test_both_the_day_and_the_time_are_needed_and_must_be_such(day, time):
    assert list(given(day, time).errors) == ["at"]


def test_where_none_is_needed_half_a_moment_is_still_a_fault():
    whole = {"day": "2022-12-01", "time": "09:00"}

    assert given(**whole, maybe_day="", maybe_time="").is_valid()
    assert list(given(**whole, maybe_day="2022-12-01", maybe_time="").errors) == ["maybe"]
    assert list(given(**whole, maybe_day="", maybe_time="09:00").errors) == ["maybe"]


def test_what_is_on_record_is_shown_by_the_clock_of_norway_and_read_back_as_it_was():
    form = Form(initial={"at": datetime(2022, 7, 1, 7, tzinfo=UTC)})

    page = str(form["at"])

    assert 'type="date" name="at_day" value="2022-07-01"' in page
    assert 'type="time" name="at_time" value="09:00"' in page


def test_a_fault_leads_to_the_first_of_the_two_and_each_says_what_it_is():
    page = str(given("", "")["at"])

    assert Form()["at"].id_for_label == "id_at_0"
    assert 'id="id_at_0"' in page and 'aria-label="Dato"' in page and 'aria-label="Klokkeslett"' in page


FIRST, SECOND = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_of_a_time_that_the_clock_passes_twice_it_is_said_which():
    assert moment(read("2026-10-25", "02:30")) == ("søndag 25. oktober 2026 kl. 02.30 (før klokken stilles tilbake)")
    assert moment(SECOND) == "søndag 25. oktober 2026 kl. 02.30 (etter at klokken er stilt tilbake)"
    assert moment(datetime(2026, 10, 25, 2, 30, tzinfo=UTC)) == "søndag 25. oktober 2026 kl. 03.30"
    assert moment(datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == "søndag 29. mars 2026 kl. 03.30"


@pytest.mark.parametrize(
    ("first", "after", "said"),
    [
        (
            datetime(2022, 12, 1, 9, tzinfo=OSLO),
            datetime(2022, 12, 1, 11, 30, tzinfo=OSLO),
            "torsdag 1. desember 2022 kl. 09.00–11.30",
        ),
        (
            datetime(2022, 12, 1, 22, tzinfo=OSLO),
            datetime(2022, 12, 2, 0, tzinfo=OSLO),
            "torsdag 1. desember 2022 kl. 22.00 – fredag 2. desember 2022 kl. 00.00",
        ),
        (
            datetime(2026, 10, 25, 2, 30, tzinfo=OSLO),
            datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=OSLO),
            "søndag 25. oktober 2026 kl. 02.30 (før klokken stilles tilbake)–02.30 (etter at klokken er stilt tilbake)",
        ),
        (
            datetime(2026, 10, 25, 1, tzinfo=OSLO),
            datetime(2026, 10, 25, 4, tzinfo=OSLO),
            "søndag 25. oktober 2026 kl. 01.00–04.00",
        ),
    ],
)
def test_from_one_moment_to_another_is_said_as_one_says_it(first, after, said):
    assert span(first, after) == said


def test_also_in_nynorsk_and_english():
    with translation.override("nn"):
        assert moment(FIRST) == "søndag 25. oktober 2026 kl. 02.30 (før klokka blir stilt attende)"
    with translation.override("en"):
        assert moment(FIRST) == "Sunday 25 October 2026, 02:30 (before the clock is put back)"


class Wanted(Said):
    """What a program sends."""

    at: Moment


@pytest.mark.parametrize(
    ("said", "utc"),
    [
        ("2022-12-01T09:00:00+01:00", datetime(2022, 12, 1, 8, tzinfo=UTC)),
        ("2022-12-01T09:00:00", datetime(2022, 12, 1, 8, tzinfo=UTC)),
        ("2026-10-25T02:30:00", FIRST),
        ("2026-10-25T02:30:00+01:00", SECOND),
    ],
)
def test_a_program_may_leave_out_the_zone(said, utc):
    assert Wanted(at=said).at.astimezone(UTC) == utc


@pytest.mark.parametrize(
    "said", ["2026-03-29T02:30:00", "9999-12-31T23:59:00+00:00", "0001-01-01T00:00:00+14:00", "nå"]
)
def test_but_not_say_what_is_no_moment_of_a_record(said):
    with pytest.raises(ValidationError):
        Wanted(at=said)
