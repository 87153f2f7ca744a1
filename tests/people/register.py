"""Enhetsregisteret on loopback, in the documented shapes, well and ill."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

UNIT: dict[str, Any] = {
    "organisasjonsnummer": "974760746",
    "navn": "UTLENDINGSDIREKTORATET",
    "organisasjonsform": {
        "kode": "ORGL",
        "beskrivelse": "Organisasjonsledd",
        "_links": {"self": {"href": "http://127.0.0.1/organisasjonsformer/ORGL"}},
    },
    "forretningsadresse": {
        "land": "Norge",
        "landkode": "NO",
        "postnummer": "0190",
        "poststed": "OSLO",
        "adresse": ["Hagegata 28"],
        "kommune": "OSLO",
        "kommunenummer": "0301",
    },
    "registreringsdatoEnhetsregisteret": "1995-08-09",
    "institusjonellSektorkode": {"kode": "6100", "beskrivelse": "Statsforvaltningen"},
    "konkurs": False,
    "maalform": "Bokmål",
    "_links": {"self": {"href": "http://127.0.0.1/enheter/974760746"}},
}


def unit(**changes: Any) -> dict[str, Any]:
    """The unit, otherwise."""
    return {**UNIT, **changes}


def page(*units: dict[str, Any]) -> dict[str, Any]:
    """A list as HAL; without units the register leaves the list out."""
    found = {"_embedded": {"enheter": list(units)}} if units else {}
    return {**found, "page": {"size": 10, "totalElements": len(units), "totalPages": 1, "number": 0}}


class Register:
    """Answers what it is told to; remembers what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        self.waits_seconds = 0.0
        self.drips = False

    def says(self, path: str, answer: Any = b"", status: int = 200, **headers: str) -> None:
        """From now on, the answer to a path below /enhetsregisteret/api."""
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.answers[path] = (status, body, headers)


@contextmanager
def serving() -> Iterator[Register]:
    """A register on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            path = asked.path.removeprefix("/enhetsregisteret/api")
            register.asked.append((path, parse_qs(asked.query), self.headers["Accept"]))
            status, body, headers = register.answers.get(path, (404, b"", {}))
            time.sleep(register.waits_seconds)
            with suppress(ConnectionError):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                for at in range(0, len(body), 1 if register.drips else len(body) or 1):
                    self.wfile.write(body[at : at + (1 if register.drips else len(body))])
                    time.sleep(0.05 if register.drips else 0)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    register = Register(f"http://127.0.0.1:{server.server_port}/enhetsregisteret/api")
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield register
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
