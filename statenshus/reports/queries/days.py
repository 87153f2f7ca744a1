"""Days in the words of a deck."""

from datetime import date

from django.utils.formats import date_format

NBSP = "\u00a0"


def in_words(day: date) -> str:
    """31. januar 2023, with a space after the day's number that no line breaks at."""
    return date_format(day, "DATE_FORMAT").replace(" ", NBSP, 1)


def in_speech(day: date, told_on: date) -> str:
    """1. desember, where the year goes without saying: the day lies less than a year before it is told of."""
    if 0 <= (told_on - day).days < 365:
        return date_format(day, "MONTH_DAY_FORMAT").replace(" ", NBSP, 1)
    return in_words(day)


def in_short(day: date) -> str:
    """31/12-22."""
    return f"{day.day}/{day.month}-{day:%y}"
