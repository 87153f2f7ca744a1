"""The command `statenshus`: the operator's door. It starts the database it needs, and swaps nothing but the door.

Exit codes: 0 done, 1 refused (a plain message on standard error), 2 used wrongly.
"""

import argparse
import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from config import database

if TYPE_CHECKING:
    from statenshus.archive.progress import Progress
    from statenshus.kernel.actors import Actor
    from statenshus.kernel.houses import House


def day(text: str) -> date:
    """A day as YYYY-MM-DD; argparse turns the ValueError into wrong use."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day in the calendar; write it as 2023-01-31") from None


def parser() -> argparse.ArgumentParser:
    """Every command and what it takes."""
    top = argparse.ArgumentParser(
        prog="statenshus",
        description="Runs a statens hus. With DATABASE_URL unset, an embedded PostgreSQL in STATENSHUS_DATA is used.",
        epilog="Settings are environment variables: see docs/operate.md. Messages follow LANG (nb, nn or en).",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="migrate, collect static files and serve until stopped")
    run.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--workers", type=int, default=2, help="web processes (default 2)")
    run.add_argument("--no-worker", action="store_true", help="start no worker for mail and reminders beside them")
    run.add_argument(
        "--seed", action="append", default=[], type=Path, metavar="FILE", help="house files for an empty database"
    )

    work = commands.add_parser("worker", help="send mail, remind, and do what else waits, until stopped")
    work.add_argument("--concurrency", type=int, default=2, help="jobs at once (default 2)")

    commands.add_parser("migrate", help="bring the database's tables up to date")

    load = commands.add_parser("import", help="load a house file, whole or not at all")
    load.add_argument("file", type=Path, metavar="FILE")

    save = commands.add_parser("export", help="write a whole house to a file")
    save.add_argument("house", metavar="HOUSE", help="the house's short name, such as narvik")
    save.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")

    deck = commands.add_parser("deck", help="make the status deck as of a day")
    deck.add_argument("house", metavar="HOUSE")
    deck.add_argument("--on", type=day, default=None, metavar="DAY", help="YYYY-MM-DD (default: today)")
    deck.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=".pptx, .pdf or .html")

    verify = commands.add_parser("verify", help="walk the chain of what was decided, and name the first broken link")
    verify.add_argument("house", metavar="HOUSE")
    verify.add_argument("--head", default="", metavar="HASH", help="a head from before, as printed on minutes")

    record = commands.add_parser("record", help="write what was decided to a file that can be checked anywhere")
    record.add_argument("house", metavar="HOUSE")
    record.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    record.add_argument("--public", action="store_true", help="leave out what is exempt from public access")

    commands.add_parser("schema", help="print the JSON Schema of the house file")

    invite = commands.add_parser(
        "invite", help="print a link by which a person chooses a password; for the first one in"
    )
    invite.add_argument("house", metavar="HOUSE")
    invite.add_argument("person", metavar="PERSON", help="the person's short name in the house")
    invite.add_argument("--base", default="http://127.0.0.1:8000", help="where the house is served")

    backup = commands.add_parser("backup", help="write the whole database to one file, while it is in use")
    backup.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    restore = commands.add_parser("restore", help="fill an empty database from a backup")
    restore.add_argument("file", type=Path, metavar="FILE")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    args = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Told to end, end in order: the embedded database is stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    import django

    try:
        django.setup()
    except database.Unavailable as fault:
        print(fault, file=sys.stderr)
        return 1
    from django.db import OperationalError, ProgrammingError
    from django.utils import translation

    from statenshus.kernel.errors import DomainError

    try:
        with translation.override(_language()):
            return COMMANDS[args.command](args) or 0
    except DomainError as refusal:
        print(str(refusal) or "This is not allowed.", file=sys.stderr)
        return 1
    except OperationalError as fault:
        print(f"The database did not answer: {fault}".strip(), file=sys.stderr)
        return 1
    except ProgrammingError as fault:
        if getattr(fault.__cause__, "sqlstate", "") not in {"42P01", "42703"}:  # no such table, no such column
            raise
        print("The database's tables are not up to date. Run: statenshus migrate", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as fault:
        print(f"{fault.filename or ''}: {fault.strerror or fault}".lstrip(": "), file=sys.stderr)
        return 1


def _language() -> str:
    """The operator's language, as the system has it; bokmål when it says neither nynorsk nor English."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return {"nn": "nn", "en": "en"}.get(said[:2].lower(), "nb")


def _house(slug: str) -> "House":
    from django.utils.translation import gettext as _

    from statenshus.kernel.errors import Refused
    from statenshus.kernel.houses import House

    house = House.objects.filter(slug=slug).first()
    if house is None:
        known = ", ".join(House.objects.order_by("slug").values_list("slug", flat=True)) or "–"
        raise Refused(
            "no_house", _("There is no house “%(slug)s”. There are: %(known)s") % {"slug": slug, "known": known}
        )
    return house


def _operator(slug: str) -> "Actor":
    from statenshus.kernel import clock
    from statenshus.kernel.actors import Actor

    return Actor.operator(_house(slug), clock.now())


@contextlib.contextmanager
def _progress() -> Iterator["Progress"]:
    """Shows on a terminal how far long work has come, at most ten times a second."""
    shown = sys.stderr.isatty()
    last = 0.0

    def tell(what: str, done: int, of: int | None) -> None:
        nonlocal last
        if not shown or (done != of and time.monotonic() - last < 0.1):
            return
        last = time.monotonic()
        print(f"\r\033[K{what} {done}{f'/{of}' if of else ''}", end="", file=sys.stderr, flush=True)

    yield tell
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _run(args: argparse.Namespace) -> int:
    from config import serve

    return serve.run(args.host, args.port, args.workers, args.seed, with_worker=not args.no_worker)


def _worker(args: argparse.Namespace) -> int:
    from config import worker

    return worker.run(args.concurrency)


def _migrate(args: argparse.Namespace) -> int:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
    return 0


def _import(args: argparse.Namespace) -> int:
    from statenshus.archive import commands
    from statenshus.kernel import clock

    with _progress() as tell:
        print(commands.import_file(args.file, clock.now(), tell))
    return 0


def _export(args: argparse.Namespace) -> int:
    from statenshus.archive import commands
    from statenshus.kernel import clock

    with _progress() as tell:
        commands.export_file(_house(args.house).slug, args.output, clock.now(), tell)
    print(args.output)
    return 0


def _deck(args: argparse.Namespace) -> int:
    from statenshus.reports.files import write_deck

    by = _operator(args.house)
    with _progress() as tell:
        write_deck(args.output, day=args.on or by.today, by=by, progress=tell)
    print(args.output)
    return 0


def _verify(args: argparse.Namespace) -> int:
    from config import record

    return record.verify(_house(args.house), args.head)


def _record(args: argparse.Namespace) -> int:
    from config import record

    return record.write(_operator(args.house), args.output, public=args.public)


def _schema(args: argparse.Namespace) -> int:
    from statenshus.archive import commands

    print(commands.print_schema())
    return 0


def _invite(args: argparse.Namespace) -> int:
    from django.urls import reverse
    from django.utils.http import urlencode
    from django.utils.translation import gettext as _

    from statenshus.kernel.errors import Refused
    from statenshus.people.models import Person
    from statenshus.people.usecases import accounts

    by = _operator(args.house)
    person = Person.objects.visible_to(by).filter(key=args.person).first()
    if person is None or not person.email:
        raise Refused("no_person", _("There is no person “%s” with an e-mail address in that house.") % args.person)
    link = accounts.invite_person(person, email=person.email, by=by)
    if link is None:
        print(_("%s has an account already, and logs in with it.") % person)
    else:
        print(f"{args.base.rstrip('/')}{reverse('accept_invitation')}?{urlencode({'link': link})}")
    return 0


def _backup(args: argparse.Namespace) -> int:
    from config import backup

    backup.backup(args.output)
    print(args.output)
    return 0


def _restore(args: argparse.Namespace) -> int:
    from config import backup

    backup.restore(args.file)
    return 0


COMMANDS = {
    "run": _run,
    "worker": _worker,
    "migrate": _migrate,
    "import": _import,
    "export": _export,
    "deck": _deck,
    "verify": _verify,
    "record": _record,
    "schema": _schema,
    "invite": _invite,
    "backup": _backup,
    "restore": _restore,
}


if __name__ == "__main__":
    sys.exit(main())
