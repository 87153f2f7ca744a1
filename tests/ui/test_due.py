"""When something is due, in words."""

from datetime import datetime

import pytest
from django.utils import translation

from statenshus.kernel.actors import OSLO
from statenshus.ui.templatetags.ui import due

NOW = datetime(2023, 2, 28, 10, 30, tzinfo=OSLO)  # a Tuesday


def at(month, day, hour=12, minute=0):
    return datetime(2023, month, day, hour, minute, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (at(2, 28, 12), "i dag kl. 12"),
        (at(2, 28, 15, 30), "i dag kl. 15.30"),
        (at(3, 1, 0), "innen utgangen av dagen"),
        (at(3, 1, 9), "i morgen kl. 9"),
        (at(3, 2, 0), "innen utgangen av morgendagen"),
        (at(3, 2), "torsdag, om 2 dager"),
        (at(3, 6), "mandag, om 6 dager"),
        (at(3, 7), "7. mars, om 7 dager"),
        (at(3, 22, 0), "21. mars, om 21 dager"),
        (at(3, 22), "22. mars"),
        (at(2, 28, 10, 30), "for sent siden kl. 10.30 i dag"),
        (at(2, 28, 0), "for sent siden 27. februar"),
        (datetime(2024, 1, 10, tzinfo=OSLO), "9. januar 2024"),
        (at(2, 2), "for sent siden 2. februar"),
    ],
)
def test_it_is_said_as_one_says_it(when, said):
    assert due(when, NOW) == said


def test_also_in_nynorsk_and_english():
    with translation.override("nn"):
        assert due(at(3, 1, 9), NOW) == "i morgon kl. 9"
    with translation.override("en"):
        assert due(at(3, 1, 9), NOW) == "tomorrow at 9 AM"
