"""Calendars that others have written, and a server on loopback that gives them out in many ways."""

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PLAIN = b"\r\n".join(
    [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"PRODID:-//x//y//NO",
        b"BEGIN:VEVENT",
        b"UID:1@x",
        b"DTSTAMP:20230101T000000Z",
        b"DTSTART:20230306T090000Z",
        b"DTEND:20230306T100000Z",
        b"SUMMARY:Hemmelig",
        b"END:VEVENT",
        b"END:VCALENDAR",
        b"",
    ]
)


def calendar(*events: str, before: str = "") -> bytes:
    """A calendar of events, each told by its lines without BEGIN and END."""
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}@x\r\n{event.strip()}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//NO\r\n{before}{body}END:VCALENDAR\r\n"
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


class Handler(BaseHTTPRequestHandler):
    """Gives out what the path says."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        act = getattr(self, f"on_{self.path.strip('/').partition('?')[0].replace('.', '_')}", self.on_missing)
        with suppress(BrokenPipeError, ConnectionResetError):
            act()

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def _send(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def on_plain_ics(self) -> None:
        self._send(PLAIN)

    def on_html(self) -> None:
        self._send(b"<html>Logg inn</html>")

    def on_missing(self) -> None:
        self._send(b"", 404)

    def on_moved(self) -> None:
        self._send(b"", 302, Location="/plain.ics")

    def on_round(self) -> None:
        self._send(b"", 302, Location="/round")

    def on_inside(self) -> None:
        self._send(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def on_file(self) -> None:
        self._send(b"", 302, Location="file:///etc/passwd")

    def on_large(self) -> None:
        """500 MB, as fast as it goes."""
        self.send_response(200)
        self.send_header("Content-Length", str(500_000_000))
        self.end_headers()
        for _part in range(500):
            self.wfile.write(b"X" * 1_000_000)

    def on_endless(self) -> None:
        """A byte at a time, for ever."""
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"B")
            self.wfile.flush()
            time.sleep(0.05)

    def on_silent(self) -> None:
        time.sleep(5)


class Server:
    """On loopback, with what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        made = type("Asked", (Handler,), {"asked": self.asked})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), made)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}/{path}"

    def stop(self) -> None:
        """Give nothing out any more."""
        self._server.shutdown()
        self._server.server_close()
