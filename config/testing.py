"""Loaded by pytest before Django: tests own their data folder, and never touch that of a running house."""

import os

from config.env import ROOT

os.environ.setdefault("STATENSHUS_DATA", str(ROOT / "build/test"))
os.environ["PLAIN_STATIC"] = "1"
for name in ("DEMO", "EMAIL_URL", "MAIL_FROM", "BASE_URL"):
    os.environ.pop(name, None)
# A port where nobody answers: a test that looks somebody up starts a register of its own.
os.environ["ENHETSREGISTERET_URL"] = "http://127.0.0.1:9/enhetsregisteret/api"
os.environ["NO_PROXY"] = "*"
