"""One run of every measurement, or of the named parts: a table, and build/bench.json."""

import os
import platform
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build/bench"


def main() -> int:
    # Its own database, always: what is measured is also thrown away.
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        STATENSHUS_DATA=str(FOLDER), PLAIN_STATIC="1", DEBUG="0", DEMO="0", DJANGO_SETTINGS_MODULE="config.settings"
    )
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")

    from bench import asks, calendars, decisions, decks, files, meetings, pages, workplaces
    from bench.timing import Row, keep, told

    begun, rows = time.perf_counter(), list[Row]()
    parts = {
        "pages": pages.measured(),
        "decks": decks.measured(FOLDER),
        "files": files.measured(FOLDER),
        "asks": asks.measured(),
        "decisions": decisions.measured(),
        "meetings": meetings.measured(),
        "calendars": calendars.measured(),
        "workplaces": workplaces.measured(),
    }
    for part in (parts[name] for name in sys.argv[1:] or parts):
        for row in part:
            rows.append(row)
            print(f"{time.perf_counter() - begun:6.1f} s  {row.what}", file=sys.stderr, flush=True)
    load = os.getloadavg()[0]
    surroundings = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(load, 1),
        "seconds": round(time.perf_counter() - begun),
    }
    keep(rows, surroundings, ROOT / "build/bench.json")
    print(told(rows))
    missed = [row.what for row in rows if row.met is False]
    print(f"\n{surroundings['seconds']} s on {os.cpu_count()} cores. Not met: {', '.join(missed) or 'nothing'}.")
    if load > 1.5 * (os.cpu_count() or 1):
        print(f"The machine was busy with other things (load {load:.1f}): times are inflated, ratios hold.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
