"""A real HTTP server that speaks the OpenAI protocol, with streaming, and simulates faults."""

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = Mapping[str, Any]


@dataclass
class Play:
    """The server's response to a request. `text` is streamed in pieces of `piece` characters, `pause` seconds apart.

    `before` is the number of seconds to wait first.
    """

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    piece: int = 24
    pause: float = 0.0
    before: float = 0.0
    cut_after: int | None = None  # the number of pieces after which the connection is reset
    closes_early: bool = False  # ends cleanly, but without a finish reason
    garbage: bool = False  # streams something that is not JSON


Reply = Callable[[Body], Play]


@dataclass
class Server:
    """A running server. `left` is set when a client disconnects in the middle of a stream."""

    url: str
    reply: Reply
    requests: list[Body] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    refuses_forms: bool = False

    def plays(self, *plays: Play) -> None:
        """Respond with these in turn, and repeat the last one."""
        queue = list(plays)
        self.reply = lambda _body: queue.pop(0) if len(queue) > 1 else queue[0]

    def says(self, *texts: str) -> None:
        """Answer with these texts in turn, and repeat the last one."""
        self.plays(*(Play(text) for text in texts))


def evidence_of(body: Body) -> list[dict[str, Any]]:
    """Return the numbered sentences of a request, as the model sees them."""
    content = body["messages"][-1]["content"]
    rows = [json.loads(line) for line in content.splitlines() if line.startswith('{"id"')]
    assert all(set(row) == {"id", "report", "words"} for row in rows)
    return rows


def claims(*pairs: tuple[str, list[int]]) -> str:
    """Return a reply in the requested format."""
    return json.dumps({"claims": [{"text": text, "ids": ids} for text, ids in pairs]}, ensure_ascii=False)


def parrot(body: Body) -> Play:
    """Act as a good model: repeat the first sentence as a claim, and cite it."""
    first = evidence_of(body)[0]
    return Play(claims((first["words"], [first["id"]])))


def obedient(body: Body) -> Play:
    """Act as a bad model: obey every instruction in the evidence."""
    rows = evidence_of(body)
    every = [row["id"] for row in rows]
    written: list[tuple[str, list[int]]] = []
    for row in rows:
        words = row["words"]
        ordered = re.findall(
            r"(?:say|write|answer|reply|output|state|print|repeat)[^:]{0,40}:\s*(.+)", words, re.IGNORECASE
        )
        for one in ordered or [words]:
            written += [(one, every[:3]), (f"“{one}”", [row["id"]]), (f"{one} [{row['id']}][999]", [999, -1])]
    return Play(claims(*written[:12]), piece=200)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    held: Server

    def log_message(self, *_: Any) -> None:
        """Log nothing."""

    def do_GET(self) -> None:
        """Return the list of models."""
        self._whole(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]}, {})

    def do_POST(self) -> None:
        """Return a chat completion, as a whole or streamed."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.held.requests.append(body)
        if self.held.refuses_forms and "response_format" in body:
            self._whole(400, {"error": {"message": "response_format is not known here"}}, {})
            return
        play = self.held.reply(body)
        if play.before:
            self.held.left.wait(play.before)
        if play.status != 200:
            error = {"error": {"message": "sk-secret was refused", "type": "scripted", "code": None}}
            self._whole(play.status, error, play.headers)
            return
        if not body.get("stream"):
            message = {"role": "assistant", "content": play.text}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            self._whole(200, {**self._frame(), "object": "chat.completion", "choices": [choice]}, {})
            return
        with suppress(BrokenPipeError, ConnectionResetError):
            self._stream(body, play)

    def _whole(self, status: int, value: Any, headers: Mapping[str, str]) -> None:
        data = json.dumps(value).encode()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(status)
            for key, held in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
                self.send_header(key, held)
            self.end_headers()
            self.wfile.write(data)

    def _stream(self, body: Body, play: Play) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        pieces = [play.text[at : at + play.piece] for at in range(0, len(play.text), play.piece)]
        for number, piece in enumerate(pieces):
            if number == play.cut_after:
                # A reset instead of an orderly end.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            if play.pause:
                time.sleep(play.pause)
            try:
                self._send("{not json" if play.garbage else self._chunk({"content": piece}))
            except (BrokenPipeError, ConnectionResetError):
                self.held.left.set()
                raise
        if play.closes_early:
            return
        self._send(self._chunk({}, "stop"))
        if (body.get("stream_options") or {}).get("include_usage"):
            usage = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}
            self._send(json.dumps({**self._frame(), "choices": [], "usage": usage}))
        self._send("[DONE]")

    def _frame(self) -> dict[str, Any]:
        return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}

    def _chunk(self, delta: Mapping[str, str], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return json.dumps({**self._frame(), "choices": [choice]})

    def _send(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()


@contextmanager
def serving(reply: Reply = parrot) -> Iterator[Server]:
    """Run a server on a free port, and yield it."""
    held = Server("", reply)
    handler = type("Handler", (_Handler,), {"held": held})
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    http.daemon_threads = True
    held.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        held.left.set()
        http.shutdown()
        http.server_close()
        thread.join()
