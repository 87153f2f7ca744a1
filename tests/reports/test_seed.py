"""The deck that was typed by hand for 31 January 2023 comes out of the record, statement by statement."""

import re

import pytest

from statenshus.reports.files import RENDERERS
from statenshus.reports.queries import deck
from tests.reports.reading import flat, in_html, in_pdf, in_slides
from tests.reports.seed import DAY, SEED, STATEMENTS, narvik

READERS = {"pptx": in_slides, "pdf": in_pdf, "html": in_html}


@pytest.mark.django_db
@pytest.mark.parametrize("ending", READERS)
def test_every_statement_of_the_seed_is_in_the_deck(ending):
    by = narvik()

    text = READERS[ending](RENDERERS[ending](deck(by.house, DAY, by)))

    assert [said for said in STATEMENTS if flat(said) not in text] == []


@pytest.mark.skipif(not SEED.exists(), reason="the seed itself is not on this machine")
def test_no_line_of_the_seed_is_forgotten_among_the_statements():
    told = flat(" ".join(STATEMENTS)).casefold()

    lines = [flat(re.sub(r"^[\s\-*★❖]+|\*+$", "", line)) for line in SEED.read_text().splitlines()]

    # The description of the picture is of the layout; that the police are in capitals is, too.
    said = [line for line in lines if line and not line.startswith("The background features")]
    assert [line for line in said if line.casefold() not in told] == []
    assert len(said) > 40
