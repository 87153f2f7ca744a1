"""Serving: everything a stranger's first start needs, in order, and everything stopped at the end."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils.translation import gettext as _

from statenshus.kernel import clock
from statenshus.kernel.errors import Refused
from statenshus.kernel.houses import House

# Sixteen requests at once a process, and so as many connections to the database. Not by the server's backpressure: that
# counts open connections, so browsers that keep theirs open would keep all others waiting. A web process that is
# killed is begun again. The server's own warnings are about its tuning; what the program says goes to Django's log.
GRANIAN = [
    *("--interface=wsgi", "--no-ws", "--blocking-threads=16", "--respawn-failed-workers", "--respawn-interval=0.5"),
    *("--workers-kill-timeout=2", "--log-level=error"),
]

# Seconds before a worker that has ended is started again.
PAUSE = 3


def run(host: str, port: int, workers: int, seeds: list[Path], *, with_worker: bool = True) -> int:
    """Migrate, fill an empty database, and serve until interrupted or told to end. The web server's exit code.

    A worker does the jobs beside the web server; one that has ended is started again.
    """
    _must_be_free(host, port)
    call_command("migrate", interactive=False, verbosity=0)
    if seeds and not House.objects.exists():
        from statenshus.archive import commands

        for seed in seeds:
            print(commands.import_file(seed, clock.now()), flush=True)
        if settings.DEMO:
            from config import demo, demo_office

            for house in House.objects.all():
                demo.begin(house, clock.now())
                demo_office.furnish(house, clock.now())
    collect_static()
    if host not in {"0.0.0.0", "::"}:  # noqa: S104  what is compared to, not listened on
        os.environ.setdefault("BASE_URL", f"http://{f'[{host}]' if ':' in host else host}:{port}")
    where = ["--host", host, "--port", str(port), "--workers", str(workers)]
    # In a session of its own: the web server locks up when it is told to end twice, as it would be when the keyboard's
    # interrupt reached it beside ours.
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *GRANIAN, *where, "config.wsgi:application"], start_new_session=True
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    begun = [server]
    try:
        if _answers(host, port, server):
            print(_greeting(host, port), flush=True)
        while with_worker and server.poll() is None:
            begun[1:] = [_start_worker()]
            while server.poll() is None and begun[1].poll() is None:
                time.sleep(0.5)
            time.sleep(0 if server.poll() is not None else PAUSE)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _end(begun)


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "config.cli", "worker"], start_new_session=True)


def _end(begun: list[subprocess.Popen[bytes]]) -> None:
    """Tell the web server and the worker to end, once; what has not ended in ten seconds is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for process in begun:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + 10
    for process in begun:
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def collect_static() -> None:
    """Gather the static files, compressed and under hashed names, when any has changed since last time."""
    if settings.PLAIN_STATIC:
        return
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            seen.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(seen.hexdigest())


def _must_be_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            message = _("Something already listens on port %(port)s. Stop it, or choose another with --port.")
            raise Refused("port_taken", message % {"port": port}) from fault


def _answers(host: str, port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes connections; false when it ended instead."""
    while server.poll() is None:
        try:
            with socket.create_connection((host, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.05)
    return False


def _greeting(host: str, port: int) -> str:
    at = f"http://{host}:{port}/"
    if settings.DEMO:
        return _("Statens hus is open: %(at)s – choose a demo person there, no password needed. Ctrl-C stops it.") % {
            "at": at
        }
    return _("Statens hus is open: %(at)s – Ctrl-C stops it.") % {"at": at}
