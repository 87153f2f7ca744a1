"""A copy of the program, to plant a flaw in."""

import shutil
import subprocess
from pathlib import Path

import pytest

from config.env import ROOT

TAKEN = ("config", "statenshus", "tools", "docs", ".importlinter", "pyproject.toml", "manage.py", ".npmrc")


@pytest.fixture
def copy(tmp_path):
    """The program's own files, as a tree that git knows."""
    for name in (*TAKEN, "package-lock.json", *(path.name for path in ROOT.glob("requirements*.lock"))):
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, target)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)
