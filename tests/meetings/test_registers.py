"""A calendar is fetched from out on the Internet alone, and never for long."""

import _socket
import socket
import time

import pytest

from statenshus.meetings import registers
from statenshus.meetings.registers import NotRead, fetch_calendar, is_outside, normal
from tests.meetings.calendars import PLAIN, Server

INSIDE = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
]
OUTSIDE = ["193.213.112.4", "8.8.8.8", "2a00:1450:400f:80c::200e", "::ffff:8.8.8.8"]
NO_ADDRESS = [
    "file:///etc/passwd",
    "ftp://x.no/a",
    "gopher://x.no",
    "javascript:alert(1)",
    "data:text/calendar,x",
    "//x.no/a",
    "x.no/a",
    "http://",
    "https:///a.ics",
    "http://user@x.no/a",
    "http://user:pass@x.no/a",
    "http://x.no:22/a",
    "https://x.no:8443/a",
    "http://x.no:99999/",
    "http://[::1",
]


@pytest.fixture
def server():
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def reached(server, settings):
    """The server, as one of the hosts on the inside that may be read."""
    settings.CALENDAR_HOSTS_INSIDE = ["127.0.0.1"]
    return server


def code_of(act):
    with pytest.raises(NotRead) as caught:
        act()
    return caught.value.code


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_within_is_within_however_it_is_written(address):
    assert not is_outside(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_out_on_the_internet_is(address):
    assert is_outside(address)


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_what_is_no_address_of_a_calendar_is_not_asked(address):
    assert code_of(lambda: normal(address)) == "forbidden"


def test_webcal_is_https():
    assert normal(" webcal://x.no/a.ics?k=1#del ") == "https://x.no/a.ics?k=1"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_loopback_is_not_asked_however_it_is_written(server, host, monkeypatch):
    monkeypatch.setitem(registers.PORTS, "http", server.port)
    # Numbers that are written in odd ways are read without a look-up in any network.
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **kwargs: _socket.getaddrinfo(host, port))

    assert code_of(lambda: fetch_calendar(f"http://{host}/plain.ics")) in {"forbidden", "unreachable"}
    assert server.asked == []


def test_a_host_of_which_one_address_is_within_is_not_asked(server, monkeypatch):
    rows = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("193.213.112.4", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)

    assert code_of(lambda: fetch_calendar("http://kalender.example/plain.ics")) == "forbidden"
    assert server.asked == []


def test_the_address_that_was_looked_at_is_the_one_that_is_spoken_to(server, settings, monkeypatch):
    """A name that is looked up twice may lead elsewhere the second time: it is looked up once."""
    settings.CALENDAR_HOSTS_INSIDE = ["kalender.example"]
    looked = []

    def look(host, *args, **kwargs):
        looked.append(host)
        assert looked.count("kalender.example") == 1
        return [(socket.AF_INET, 1, 6, "", ("127.0.0.1", server.port))]

    monkeypatch.setattr(registers.socket, "getaddrinfo", _only_names(look, socket.getaddrinfo))

    assert fetch_calendar(server.at("plain.ics", "kalender.example")) == PLAIN
    assert server.asked == [("/plain.ics", f"kalender.example:{server.port}")]


def _only_names(look, real):
    return lambda host, *args, **kwargs: (look if host == "kalender.example" else real)(host, *args, **kwargs)


def test_what_stands_there_is_fetched_also_where_it_leads_on(reached):
    assert fetch_calendar(reached.at("plain.ics")) == PLAIN
    assert fetch_calendar(reached.at("moved")) == PLAIN


@pytest.mark.parametrize(
    ("path", "code"), [("missing", "refused"), ("round", "refused"), ("inside", "forbidden"), ("file", "forbidden")]
)
def test_what_leads_nowhere_or_inside_is_not_followed(reached, path, code):
    assert code_of(lambda: fetch_calendar(reached.at(path))) == code


def test_what_is_large_is_cut_off(reached):
    began = time.monotonic()

    assert code_of(lambda: fetch_calendar(reached.at("large"))) == "too_large"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("path", ["endless", "silent"])
def test_what_takes_long_is_cut_off(reached, path, monkeypatch):
    monkeypatch.setattr(registers, "WHOLE_SECONDS", 1.0)
    began = time.monotonic()

    assert code_of(lambda: fetch_calendar(reached.at(path))) == "too_slow"
    assert time.monotonic() - began < 3


def test_nobody_there(reached):
    reached.stop()
    assert code_of(lambda: fetch_calendar(reached.at("plain.ics"))) == "unreachable"
