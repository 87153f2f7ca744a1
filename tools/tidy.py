"""Rules of the house on the files themselves: python tools/tidy.py

No registry's address, no path of one machine, no third-party source, no secret, in any file of the project.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HOSTS = re.compile(
    r"(registry\.(npmjs|yarnpkg)|(files\.)?pythonhosted\.org|(?<![\w.-])pypi\.(org|python)|(?<![\w.-])npmjs\.(com|org)"
    r"|unpkg\.com|jsdelivr\.net|cdnjs\.|fonts\.g(oogleapis|static)\.com)"
)
MACHINE = re.compile(r"(?<![\w.*$}~/>-])/(root|home|work|tmp|opt|Users)/\w|[A-Z]:\\\\?Users\\")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
CONFLICT = re.compile(r"^(<<<<<<<|>>>>>>>) ")
BANNER = re.compile(r"@license|/\*!|SPDX-License-Identifier|Licensed under the (MIT|Apache|BSD)", re.IGNORECASE)
FOREIGN_NAMES = re.compile(
    r"(^|/)(node_modules|vendor|third_party|site-packages)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|map)$"
)
LARGEST_KB = 600


def files(root: Path) -> Iterator[str]:
    """The files that git tracks, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    yield from sorted(name for name in listed.stdout.split("\0") if name and (root / name).is_file())


def faults(root: Path = ROOT) -> Iterator[str]:
    """Everything that is wrong, each as file:line: what."""
    for name in files(root):
        path = root / name
        if FOREIGN_NAMES.search(name):
            yield f"{name}:1: looks like another's source; fetch it at set-up instead"
        if path.stat().st_size > LARGEST_KB * 1024:
            yield f"{name}:1: is larger than {LARGEST_KB} kB"
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if found := HOSTS.search(line):
                yield f"{name}:{number}: names a registry or its like, {found[0]}"
            if found := MACHINE.search(line):
                yield f"{name}:{number}: names a path of one machine, {found[0]}…"
            if SECRET.search(line) or CONFLICT.search(line):
                yield f"{name}:{number}: holds a secret key, or the marks of a conflict"
            if path.suffix in {".js", ".css"} and BANNER.search(line):
                yield f"{name}:{number}: bears another's licence; fetch it at set-up instead"
    yield from _faults_of_locks(root)


def _faults_of_locks(root: Path) -> Iterator[str]:
    """Lock files pin by hash and say nothing of where a package comes from; npm is told to keep it so."""
    for name, package in json.loads((root / "package-lock.json").read_text())["packages"].items():
        if name and ("resolved" in package or "integrity" not in package):
            yield f"package-lock.json:1: {name} tells where it comes from, or not its hash"
    settings = (root / ".npmrc").read_text().split()
    if "omit-lockfile-registry-resolved=true" not in settings:
        yield ".npmrc:1: must say omit-lockfile-registry-resolved=true"
    for number, line in enumerate(settings, 1):
        if re.match(r"(@\S+:)?registry=|//|.*_auth", line):
            yield f".npmrc:{number}: names a registry or a key to one"
    for lock in sorted(root.glob("requirements*.lock")):
        lines = lock.read_text().splitlines()
        for number, line in enumerate(lines, 1):
            if re.match(r"\s*(--(index-url|extra-index-url|find-links)|-[if] )", line) or " @ " in line:
                yield f"{lock.name}:{number}: tells where a package comes from"
            if re.match(r"\w", line) and not (line.endswith("\\") and lines[number].lstrip().startswith("--hash=")):
                yield f"{lock.name}:{number}: is not pinned by hash"


def main() -> int:
    found = list(faults())
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
