"""Days in forms."""

from datetime import date

import pytest

from statenshus.ui.forms import PeriodForm


def test_the_last_day_is_included_for_people_and_excluded_on_record():
    form = PeriodForm({"valid_from": "2023-01-01", "valid_to": "31.01.2023"})

    assert form.is_valid()
    assert form.cleaned_data == {"valid_from": date(2023, 1, 1), "valid_to": date(2023, 2, 1)}


def test_what_the_record_keeps_is_shown_as_the_last_day():
    form = PeriodForm(initial={"valid_from": date(2023, 1, 1), "valid_to": date(2023, 2, 1)})

    assert 'value="2023-01-31"' in str(form["valid_to"])


@pytest.mark.parametrize("day", ["2023-02-30", "9999-12-31", "0001-01-01", "<script>", "31. januar", "\x00"])
def test_what_is_no_day_of_a_record_is_an_error(day):
    assert list(PeriodForm({"valid_from": day, "valid_to": day}).errors) == ["valid_from", "valid_to"]
