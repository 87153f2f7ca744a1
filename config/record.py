"""What the command line does with the record of what was decided: verify it, and write it to a file."""

import json
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from statenshus.decisions.queries.record import record_of
from statenshus.decisions.queries.verdict import verify as verdict_on
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House


def verify(house: House, head: str) -> int:
    """Say whether the house's chain holds, or which link is the first that does not; the exit code."""
    verdict = verdict_on(house, head=head)
    print(verdict, file=sys.stderr if verdict.broken else sys.stdout)
    return 1 if verdict.broken else 0


def write(by: Actor, path: Path, *, public: bool) -> int:
    """Write the record to the file, which is replaced when all is written, and say how it is checked; the exit code."""
    record = record_of(by, public=public)
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    told = {"links": record["links"], "head": record["head"], "file": path}
    print(_("%(file)s: %(links)s links, head %(head)s.") % told)
    print(_("Check it anywhere, without this program: python tools/verify_record.py %(file)s") % told)
    return 0
