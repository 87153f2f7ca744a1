"""Many places with many things to try: all with all in the long profile, in the quick one each place with its turn."""

import os
from collections.abc import Sequence
from typing import Any

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


def in_turn(things: Sequence[Any], place: int) -> Sequence[Any]:
    """What is tried in the place of this number: the things one by one, so that all are tried somewhere."""
    return things if LONG else [things[place % len(things)]]
