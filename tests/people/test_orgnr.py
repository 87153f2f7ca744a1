"""Organisation numbers and names of organisations."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from statenshus.people.models.organisations import check_name, valid_orgnr

KNOWN = [
    "974760746",
    "974761076",
    "974760673",
    "912660680",
    "970422528",
    "959469059",
    "972417858",
    "964982953",
]
eight_digits = st.text("0123456789", min_size=8, max_size=8)


def completed(digits):
    """The valid numbers that begin with the eight digits: one, or none where the check digit would be ten."""
    return [number for last in "0123456789" if valid_orgnr(number := digits + last)]


@pytest.mark.parametrize("number", KNOWN)
def test_numbers_of_the_house_are_valid(number):
    assert valid_orgnr(number)


@given(eight_digits)
def test_eight_digits_have_at_most_one_check_digit(digits):
    assert len(completed(digits)) <= 1


@given(eight_digits.map(completed).filter(bool), st.integers(0, 8), st.integers(1, 9))
def test_any_other_digit_anywhere_makes_a_number_invalid(numbers, at, more):
    number = numbers[0]
    changed = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1 :]

    assert not valid_orgnr(changed)


@pytest.mark.parametrize("text", ["", "97476074", "9747607466", "97476074x", "974 760 746", "٩٧٤٧٦٠٧٤٦", "974760746\n"])
def test_what_is_not_nine_digits_is_no_number(text):
    assert not valid_orgnr(text)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "a<b", "../../etc/passwd", "/etc/passwd", "..\\windows", "C:\\temp"]
)
def test_markup_and_paths_are_no_names(name):
    with pytest.raises(ValidationError):
        check_name(name)


@pytest.mark.parametrize("name", ["NAV Narvik/Evenes", "Møre & Romsdal", "Statens hus AS.", "O'Neill «Nord» (IVT)"])
def test_names_as_they_are_written_are_names(name):
    check_name(name)
