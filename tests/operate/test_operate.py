"""The operator's page tells the truth: its commands are run, in order, as written."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs/operate.md").read_text()
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.S)


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    path = f"{Path(sys.executable).parent}:{kept['PATH']}"
    return {**kept, "PATH": path, "STATENSHUS_DATA": str(data), "LANG": "en_GB.UTF-8", "LC_ALL": "", **more}


@pytest.fixture
def place():
    """An empty folder with the examples. As root the embedded database runs as a user of its own, who must get in."""
    (ROOT / "build").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="op", dir=ROOT / "build"))
    folder.chmod(0o755)
    shutil.copytree(ROOT / "examples", folder / "examples")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_the_commands_of_the_operators_page_work_as_written(place):
    assert len(COMMANDS) == 7

    done = subprocess.run(
        ["sh", "-eu", "-c", "\n".join(COMMANDS)],
        cwd=place,
        env=environment(place / "var"),
        capture_output=True,
        text=True,
        timeout=240,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    assert (place / "deck.pptx").stat().st_size > 10_000
    assert "https://hus.example.no/" in done.stdout


def test_a_refusal_is_one_plain_line_and_exit_code_one(place):
    done = subprocess.run(
        ["statenshus", "export", "ingen", "-o", "x.yaml"],
        cwd=place,
        env=environment(place / "var"),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr == "The database's tables are not up to date. Run: statenshus migrate\n"


def test_wrong_use_is_exit_code_two(place):
    done = subprocess.run(
        ["statenshus", "deck", "narvik", "--on", "2023-02-30", "-o", "x.pdf"],
        cwd=place,
        env=environment(place / "var"),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 2
    assert "'2023-02-30' is no day in the calendar" in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def running(data: Path) -> list[str]:
    """The commands of all processes that were begun over the folder; of PostgreSQL's own, which stop last, none."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(data).encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return [command for command in found if "postgres" not in command]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_run_serves_the_demo_and_ends_whole(place, ending):
    port = free_port()
    env = environment(place / "var", DEMO="1", PLAIN_STATIC="1")
    command = ["statenshus", "run", "--port", str(port)]
    command += ["--seed", "examples/narvik.yaml", "--seed", "examples/narvik-demo.yaml"]
    with subprocess.Popen(
        command, cwd=place, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        assert server.stdout is not None
        said = ""
        until = time.monotonic() + 90
        while f"127.0.0.1:{port}" not in said and time.monotonic() < until:
            said += server.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            page = answer.read().decode()
        while "worker" not in " ".join(running(place)) and time.monotonic() < until:
            time.sleep(0.2)
        begun = running(place)
        os.killpg(server.pid, ending)
        server.wait(timeout=30)

    assert "Demo" in page
    assert ("config.cli worker" in " ".join(begun), running(place)) == (True, [])
    assert not (place / "var/postgres/postmaster.pid").exists()
    with pytest.raises(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
