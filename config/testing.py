"""Loaded by pytest before Django: tests own their data folder, and never touch that of a running house."""

import os

from config.env import ROOT

os.environ.setdefault("STATENSHUS_DATA", str(ROOT / "build/test"))
os.environ["PLAIN_STATIC"] = "1"
os.environ.pop("DEMO", None)
