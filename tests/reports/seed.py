"""Statens hus Narvik as its house file tells of it, and what the deck typed by hand for 31 January 2023 said."""

from datetime import UTC, date, datetime
from pathlib import Path

from statenshus.archive.commands import import_file
from statenshus.kernel.actors import Actor

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2023, 1, 31)
NOW = datetime(2023, 1, 31, 9, tzinfo=UTC)
STATEMENTS = (Path(__file__).with_name("seed_statements.txt")).read_text().splitlines()
SEED = ROOT.parent / "shared/seed/statens-hus-narvik-2023-01-31.txt"


def narvik() -> Actor:
    """The house on record, and its operator on the day."""
    return Actor.operator(import_file(ROOT / "examples/narvik.yaml", NOW).house, NOW)
