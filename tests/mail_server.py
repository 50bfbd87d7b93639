"""A mail server on loopback for tests: takes mail, refuses, hangs up or dies as it is told."""

from __future__ import annotations

import socket
import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """What arrived, in order, and how often somebody connected.

    X"""

    port: int = 0
    arrived: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    tried: int = 0
    refuse: dict[str, str] = field(default_factory=dict)
    hang_up_at: set[int] = field(default_factory=set)
    stall_at: int | None = None
    stalled: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def receivers(self) -> list[str]:
        return [message["To"] for message in self.arrived]


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        state = self.server.state
        state.connections += 1
        self._reply("220 kantor pos")
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            verb, _blank, rest = line.partition(" ")
            if verb.upper() == "RCPT":
                address = rest.partition("<")[2].partition(">")[0]
                self._reply(state.refuse.get(address, "250 ok"))
            elif verb.upper() == "DATA":
                self._reply("354 go on")
                if not self._take():
                    return
            elif verb.upper() == "QUIT":
                self._reply("221 bye")
                return
            else:
                self._reply("250 ok")

    def _take(self) -> bool:
        state = self.server.state
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        state.tried += 1
        if state.tried in state.hang_up_at:
            return False
        state.arrived.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if state.tried == state.stall_at:
            state.stalled.set()
            state.over.wait()
            return False
        self._reply("250 taken")
        return True

    def _reply(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, state: MailServer) -> None:
        self.state = state
        super().__init__(("127.0.0.1", state.port), _Conversation)
        state.port = self.server_address[1]

    def handle_error(self, *args: object) -> None:
        """A sender that was killed leaves its connection open: no news for the terminal."""


class RunningMailServer:
    """`with RunningMailServer() as server:`; `stop()` and `start()` keep its port."""

    def __enter__(self) -> MailServer:
        self.state = MailServer()
        self.start()
        return self.state

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def start(self) -> None:
        self.server = _Server(self.state)
        threading.Thread(target=self.server.serve_forever, args=[0.02], daemon=True).start()

    def stop(self) -> None:
        self.state.over.set()
        self.server.shutdown()
        self.server.server_close()


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
