"""The words of docs/words.md are those in use."""

import re

from config.env import ROOT


def test_every_word_is_used_in_the_code_and_translated():
    code = "\n".join(path.read_text() for path in (ROOT / "statenshus").rglob("*.py")).lower()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs/words.md").read_text().splitlines()
        if line.startswith("| ") and not line.startswith("| in code")
    ]

    lacking = [row[0] for row in rows if not all(row[:3])]
    idle = [
        word
        for row in rows
        for word in row[0].split(", ")
        if not re.search(rf"{re.escape(word).replace('_', '[ _]')}", code)
    ]

    assert (len(rows) > 50, lacking, idle) == (True, [], [])
