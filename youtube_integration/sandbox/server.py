"""The wire: HTTP/1.1 on loopback, speaking Data API v3 and the control addresses."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from youtube_integration.sandbox.control import PREFIX, Control
from youtube_integration.sandbox.discovery import BadRequest, Discovery
from youtube_integration.sandbox.faults import (
    ON_RESPONSE,
    Fault,
    Faults,
    error_body,
    refusal,
    spoiled,
)
from youtube_integration.sandbox.ledger import Ledger, quota_day
from youtube_integration.sandbox.responses import NotFound, respond
from youtube_integration.sandbox.world import World

LOOPBACK = "127.0.0.1"
LOCAL_NAMES = {"127.0.0.1", "localhost"}
WRONG_KEY = "INVALID"
LARGEST_BODY = 50_000_000
WORTH_COMPRESSING = 1000


class SandboxServer(ThreadingHTTPServer):
    """The server and everything it answers from. Port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, port: int, world: World, discovery: Discovery, *, quota: int = 10_000
    ) -> None:
        super().__init__((LOOPBACK, port), SandboxHandler)
        self.world = world
        self.discovery = discovery
        self.ledger = Ledger(quota)
        self.faults = Faults()
        self.control = Control(world, self.ledger, self.faults, quota)
        self.lock = threading.RLock()

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


class SandboxHandler(BaseHTTPRequestHandler):
    """One connection; requests follow one another on it."""

    server: SandboxServer
    protocol_version = "HTTP/1.1"
    server_version = "KanalSandbox"
    # Nagle's algorithm and delayed acknowledgement together cost 40 ms a request.
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the ledger counts, and a terminal shows the site's own lines."""

    def do_GET(self) -> None:  # noqa: N802
        self._route("GET", b"")

    def do_POST(self) -> None:  # noqa: N802
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            self.close_connection = True
            self._send(413, error_body(413, "global", "uploadTooLarge", "Request too large"))
            return
        self._route("POST", self.rfile.read(length))

    def _route(self, verb: str, body: bytes) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path.startswith(PREFIX):
            self._steer(verb, path.removeprefix(PREFIX), parts.query, body)
            return
        query = parts.query
        if verb == "POST":  # a GET whose address is too long comes like this
            if self.headers.get("X-HTTP-Method-Override", "").upper() != "GET":
                self._send(404, error_body(404, "global", "notFound", "Not Found"))
                return
            query = "&".join(filter(None, [query, body.decode("utf-8", "replace")]))
        self._serve_api(path, parse_qs(query, keep_blank_values=True))

    # --- control ---

    def _steer(self, verb: str, name: str, query: str, body: bytes) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in LOCAL_NAMES:
            self._send(403, {"error": "only from this machine"})
            return
        try:
            payload = json.loads(body) if body else {}
        except ValueError as error:
            self._send(400, {"error": str(error)})
            return
        arguments = {key: values[0] for key, values in parse_qs(query).items()}
        with self.server.lock:
            status, answered = self.server.control.handle(verb, name, arguments, payload)
        self._send(status, answered)

    # --- Data API v3 ---

    def _serve_api(self, path: str, query: dict[str, list[str]]) -> None:
        method = self.server.discovery.methods.get(path)
        if method is None:
            self._send(404, error_body(404, "global", "notFound", "Not Found"))
            return
        world = self.server.world
        day = quota_day(world.clock(), None if world.follows_clock else world.day)
        within_quota = self.server.ledger.count(method.name, day)
        if refused := self._key_refusal(query):
            self._send(*refused)
            return
        if not within_quota:
            self._send(*refusal("quotaExceeded"))
            return
        fault = self.server.faults.met_by(method.name)
        if fault and fault.kind not in ON_RESPONSE:
            self._fail(fault)
            return
        try:
            self.server.discovery.check(method, query)
            with self.server.lock:
                payload = respond(world, method.name, query)
        except BadRequest as error:
            self._send(400, error_body(400, "youtube.parameter", error.reason, error.message))
        except NotFound as error:
            domain = f"youtube.{method.name.partition('.')[0].removesuffix('s')}"
            self._send(404, error_body(404, domain, error.reason, error.message))
        else:
            self._give(payload, fault)

    def _key_refusal(self, query: dict[str, list[str]]) -> tuple[int, Any] | None:
        key = self.headers.get("X-Goog-Api-Key") or "".join(query.get("key", []))
        if not key:
            text = (
                "Method doesn't allow unregistered callers (callers without established "
                "identity). Please use API Key or other form of API consumer identity to call "
                "this API."
            )
            return 403, error_body(403, "global", "forbidden", text)
        if key == WRONG_KEY:
            text = "API key not valid. Please pass a valid API key."
            return 400, error_body(400, "usageLimits", "keyInvalid", text)
        return None

    def _fail(self, fault: Fault) -> None:
        if fault.kind in ("reset", "stall"):
            if fault.kind == "stall":
                time.sleep(float(fault.details.get("seconds", 30)))
            self._break_off()
            return
        self._send(*refusal(fault.kind))

    def _give(self, payload: dict[str, Any], fault: Fault | None) -> None:
        if fault is None:
            self._send(200, payload)
            return
        if fault.kind == "slow":
            time.sleep(float(fault.details.get("seconds", 1)))
        body = spoiled(fault, payload)
        if fault.kind != "cut":
            self._write(200, body, "text/html" if fault.kind == "html" else None)
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _break_off(self) -> None:
        """Close with a reset, as a broken network does, instead of a clean end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    # --- writing ---

    def _send(self, status: int, payload: Any) -> None:
        self._write(status, json.dumps(payload, ensure_ascii=False).encode())

    def _write(self, status: int, body: bytes, content_type: str | None = None) -> None:
        zipped = len(body) > WORTH_COMPRESSING and "gzip" in self.headers.get("Accept-Encoding", "")
        if zipped:
            body = gzip.compress(body, compresslevel=1)
        self.send_response(status)
        self.send_header("Content-Type", content_type or "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
