"""What the surroundings decide: every environment variable the program reads, in one place."""

import os
import secrets
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes and on; false for anything else that is set."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def data() -> Path:
    """The folder that holds everything this installation owns: database, files, secret key (STATENSHUS_DATA)."""
    folder = Path(os.environ.get("STATENSHUS_DATA", ROOT / "var")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key() -> str:
    """SECRET_KEY, or one made at first start and kept in the data folder, readable by its owner alone."""
    if value := os.environ.get("SECRET_KEY"):
        return value
    path = data() / "secret_key"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key


def calendar_hosts() -> list[str]:
    """CALENDAR_HOSTS_INSIDE, comma-separated: hosts on the inside from which people's calendars may be read; none."""
    return [each.strip().lower() for each in os.environ.get("CALENDAR_HOSTS_INSIDE", "").split(",") if each.strip()]


def hosts() -> list[str]:
    """ALLOWED_HOSTS, comma-separated; this machine alone when unset."""
    return os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")


def origins() -> list[str]:
    """CSRF_TRUSTED_ORIGINS, comma-separated, with scheme; needed behind a proxy that ends TLS."""
    return [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]


def enhetsregisteret_url() -> str:
    """ENHETSREGISTERET_URL: where the national register of legal entities is, asked only when somebody looks one up."""
    return os.environ.get("ENHETSREGISTERET_URL", "https://data.brreg.no/enhetsregisteret/api").rstrip("/")


def proxies() -> int:
    """PROXIES: how many of one's own proxies stand before the program, so that limits count visitors and not them."""
    return int(os.environ.get("PROXIES", "0"))


def base_url() -> str:
    """BASE_URL: where people reach the program; links in mail begin with it."""
    return os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")


def mail_from() -> str:
    """MAIL_FROM: who mail is from, such as "Narvik hus <hus@example.no>"."""
    return os.environ.get("MAIL_FROM", "Statens hus <statenshus@localhost>")


class MailServer(NamedTuple):
    """Where mail is handed over, and how."""

    host: str
    port: int
    user: str
    password: str
    ssl: bool
    tls: bool


def mail_server() -> MailServer | None:
    """EMAIL_URL: smtp://user:password@host:587/?tls=1, or smtps:// for TLS from the start; None when unset.

    Characters such as @ in a password are percent-encoded. ValueError for what is no such address.
    """
    given = os.environ.get("EMAIL_URL", "")
    if not given:
        return None
    url = urlsplit(given)
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise ValueError("EMAIL_URL is neither smtp://host:port/ nor smtps://host:port/")
    ssl = url.scheme == "smtps"
    tls = not ssl and parse_qs(url.query).get("tls") == ["1"]
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return MailServer(url.hostname, url.port or (465 if ssl else 25), user, password, ssl, tls)


def stalled_seconds() -> float:
    """WORKER_STALLED_SECONDS: how long a worker may be silent before its jobs are taken up by another."""
    return float(os.environ.get("WORKER_STALLED_SECONDS", "30"))
