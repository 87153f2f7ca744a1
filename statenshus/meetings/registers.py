"""Calendars that others keep: the only place of meetings that speaks to the network.

An address comes from whoever wants it read, so nothing of it is believed: it must be http or https, at the usual port,
of a host whose every address is out on the Internet; that address is the one that is spoken to, and no other; where it
leads on, the same holds for where to. What comes is cut off by size and by time, and read in a program of its own.
"""

import ipaddress
import json
import socket
import subprocess
import sys
import time
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

from statenshus.meetings.formats import busy
from statenshus.meetings.queries.busy import minute_of

CONNECT_SECONDS, WHOLE_SECONDS, READING_SECONDS = 5.0, 20.0, 25.0
LARGEST_BYTES = 10_000_000
MOST_STEPS = 3
PORTS = {"http": 80, "https": 443}
TYPES = "text/calendar, */*;q=0.1"
# Addresses that carry another within them, by which one comes to the inside all the same (RFC 6052, 3056, 4380).
CARRIERS = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class NotRead(Exception):
    """The calendar could not be read, and `code` says why.

    forbidden, unreachable, refused, too_large, too_slow or no_calendar: see queries.busy.FAULTS.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normal(address: str) -> str:
    """The address as it is asked for: webcal is https. Raises NotRead, forbidden, for what is no such address."""
    try:
        parts = urlsplit(address.strip())
        scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme.lower(), parts.scheme.lower())
        port = parts.port
    except ValueError:
        raise NotRead("forbidden") from None
    host = (parts.hostname or "").rstrip(".")
    if scheme not in PORTS or not host or parts.username or parts.password:
        raise NotRead("forbidden")
    if host not in settings.CALENDAR_HOSTS_INSIDE and port not in (None, PORTS[scheme]):
        raise NotRead("forbidden")
    return parts._replace(scheme=scheme, fragment="").geturl()


def fetch_calendar(address: str) -> bytes:
    """What stands at the address. Raises NotRead."""
    ends, address = time.monotonic() + WHOLE_SECONDS, normal(address)
    for _step in range(MOST_STEPS + 1):
        answer = _ask(address, ends)
        if isinstance(answer, bytes):
            return answer
        address = normal(urljoin(address, answer))
    raise NotRead("refused")


def _ask(address: str, ends: float) -> bytes | str:
    """What stands there, or where it leads on."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    ip = _address_of(host, parts.port or PORTS[parts.scheme])
    at = f"[{ip}]" if ":" in ip else ip
    pinned = parts._replace(netloc=f"{at}:{parts.port}" if parts.port else at).geturl()
    headers = {"Host": parts.netloc, "Accept": TYPES, "User-Agent": "statenshus", "Accept-Encoding": "identity"}
    timeout = httpx.Timeout(min(WHOLE_SECONDS, max(ends - time.monotonic(), 0.1)), connect=CONNECT_SECONDS)
    try:
        with (
            httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": host}) as answer,
        ):
            if answer.is_redirect:
                return answer.headers["location"]
            if answer.status_code != 200:
                raise NotRead("refused")
            return _read(answer, ends)
    except httpx.TimeoutException:
        raise NotRead("too_slow") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        raise NotRead("unreachable") from None


def _read(answer: httpx.Response, ends: float) -> bytes:
    found = bytearray()
    for part in answer.iter_raw():
        found += part
        if len(found) > LARGEST_BYTES:
            raise NotRead("too_large")
        if time.monotonic() > ends:
            raise NotRead("too_slow")
    return bytes(found)


def _address_of(host: str, port: int) -> str:
    """The address that is spoken to. Raises NotRead where any of the host's is within."""
    found = [host] if _is_written_out(host) else _looked_up(host, port)
    if host not in settings.CALENDAR_HOSTS_INSIDE and not all(is_outside(each) for each in found):
        raise NotRead("forbidden")
    return found[0]


def _is_written_out(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _looked_up(host: str, port: int) -> list[str]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotRead("unreachable") from None
    return [str(row[4][0]).partition("%")[0] for row in rows]


def is_outside(address: str) -> bool:
    """Whether an address is out on the Internet, also where it is written within another."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_outside(str(ip.ipv4_mapped))
        if any(ip in network for network in CARRIERS):
            return False
    return ip.is_global and not ip.is_multicast


def read_busy(content: bytes, first: datetime, until: datetime) -> tuple[list[tuple[int, int]], int]:
    """When one is busy during [first, until) by the file, in minutes since 1970, and how many entries were left out.

    Read in a program of its own, that is ended when it takes too long. Raises NotRead.
    """
    if len(content) > LARGEST_BYTES:
        raise NotRead("too_large")
    command = [sys.executable, "-m", busy.__name__, str(minute_of(first)), str(minute_of(until))]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=READING_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NotRead("too_slow") from None
    if done.returncode == busy.NO_CALENDAR:
        raise NotRead("no_calendar")
    if done.returncode != 0:
        raise NotRead("too_slow" if done.returncode < 0 else "too_large")
    told = json.loads(done.stdout)
    return [(begin, end) for begin, end in told["times"]], told["left_out"]
