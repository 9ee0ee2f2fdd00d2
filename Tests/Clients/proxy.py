"""A reverse proxy that passes HTTP/1.1 through byte by byte and writes each exchange down.

Only the Host header is changed: the server is told its own address, as if there were no proxy. Bodies are forwarded
as they arrive, so a stream stays a stream. When either side hangs up, the other side's connection is closed too.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LIMIT = 1 << 20
BODILESS = (204, 304)
HANG_UP_POLL_SECONDS = 0.05

Forward = Callable[[bytes], Awaitable[None]]


@dataclass
class Exchange:
    """One request and its answer, as they were seen on the wire."""

    method: str = ""
    path: str = ""
    request_headers: list[tuple[str, str]] = field(default_factory=list)
    request_body: str = ""
    status: int = 0
    response_headers: list[tuple[str, str]] = field(default_factory=list)
    response_body: str = ""
    complete: bool = False


def parse_head(head: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The start line and the header fields of a request or a response."""
    start, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    fields = [line.partition(":") for line in lines if line]
    return start, [(name.strip(), value.strip()) for name, _, value in fields]


def value_of(headers: list[tuple[str, str]], wanted: str) -> str | None:
    """The first value of one header field."""
    return next((value for name, value in headers if name.lower() == wanted.lower()), None)


def with_host(head: bytes, host: str) -> bytes:
    """The same head with another Host; every other byte is kept."""
    lines = head.split(b"\r\n")
    return b"\r\n".join(b"Host: " + host.encode() if line.lower().startswith(b"host:") else line for line in lines)


async def read_head(reader: asyncio.StreamReader) -> bytes | None:
    """The bytes up to and including the empty line, or None when the peer has hung up."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None


async def copy_body(
    reader: asyncio.StreamReader, headers: list[tuple[str, str]], forward: Forward, taken: bytearray, until_close: bool
) -> None:
    """Forwards a message body as it is framed, and collects its content without the framing in `taken`."""
    if "chunked" in (value_of(headers, "transfer-encoding") or "").lower():
        await copy_chunks(reader, forward, taken)
    elif (length := value_of(headers, "content-length")) is not None:
        remaining = int(length)
        while remaining:
            remaining -= await copy_some(reader, remaining, forward, taken)
    elif until_close:
        while data := await reader.read(LIMIT):
            taken += data
            await forward(data)


async def copy_chunks(reader: asyncio.StreamReader, forward: Forward, taken: bytearray) -> None:
    """Forwards a chunked body, trailers included."""
    size = -1
    while size != 0:
        line = await reader.readuntil(b"\r\n")
        await forward(line)
        size = remaining = int(line.split(b";")[0], 16)
        while remaining:
            remaining -= await copy_some(reader, remaining, forward, taken)
        if size:
            await forward(await reader.readexactly(2))
    trailer = b""
    while trailer != b"\r\n":
        trailer = await reader.readuntil(b"\r\n")
        await forward(trailer)


async def copy_some(reader: asyncio.StreamReader, most: int, forward: Forward, taken: bytearray) -> int:
    """Forwards what is there, at most so many bytes, and returns how many they were."""
    data = await reader.read(min(most, LIMIT))
    if not data:
        raise ConnectionResetError("the peer hung up in the middle of a body")
    taken += data
    await forward(data)
    return len(data)


class RecordingProxy:
    """Serves on a free port of 127.0.0.1 in a thread of its own, until closed."""

    def __init__(self, upstream: str, recording: Path) -> None:
        """`upstream` is the server's base address, `recording` the JSON-lines file that is written."""
        parts = urlsplit(upstream)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._recording = recording
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def address(self) -> str:
        """Where clients connect to."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Ends every connection, whose exchanges are then recorded as far as they got, and stops the thread."""
        asyncio.run_coroutine_threadsafe(self._shut_down(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LIMIT)

    async def _shut_down(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, client: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """One client connection, with one connection of its own to the server."""
        upstream, sink = await asyncio.open_connection(self._host, self._port, limit=LIMIT)
        watcher = asyncio.create_task(close_on_hang_up(client, sink))
        try:
            while await self._exchange(client, answer, upstream, sink):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # one side hung up or the run is over: what there was is recorded
        finally:
            watcher.cancel()
            sink.close()
            answer.close()

    async def _exchange(
        self,
        client: asyncio.StreamReader,
        answer: asyncio.StreamWriter,
        upstream: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
    ) -> bool:
        """Passes one request and its answer through. Returns whether the connection may carry another."""
        if (head := await read_head(client)) is None:
            return False
        start, headers = parse_head(head)
        exchange = Exchange(request_headers=headers)
        exchange.method, exchange.path, _ = start.split(" ", 2)
        sent, received = bytearray(), bytearray()

        async def to_server(data: bytes) -> None:
            sink.write(data)
            await sink.drain()

        async def to_client(data: bytes) -> None:
            answer.write(data)
            await answer.drain()

        try:
            await to_server(with_host(head, f"{self._host}:{self._port}"))
            await copy_body(client, headers, to_server, sent, until_close=False)
            while exchange.status < 200:  # an interim answer (1xx) is followed by the real one
                if (head := await read_head(upstream)) is None:
                    return False
                start, exchange.response_headers = parse_head(head)
                exchange.status = int(start.split(" ", 2)[1])
                await to_client(head)
            if exchange.method != "HEAD" and exchange.status not in BODILESS:
                await copy_body(upstream, exchange.response_headers, to_client, received, until_close=True)
            exchange.complete = True
        finally:
            exchange.request_body = sent.decode("utf-8", "replace")
            exchange.response_body = received.decode("utf-8", "replace")
            self._record(exchange)
        closing = (value_of(exchange.response_headers, "connection") or "").lower() == "close"
        return not closing

    def _record(self, exchange: Exchange) -> None:
        with self._lock, self._recording.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(exchange)) + "\n")


async def close_on_hang_up(client: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Hangs up on the server as soon as the client has hung up, so a stream nobody reads is not left open."""
    while not client.at_eof():
        await asyncio.sleep(HANG_UP_POLL_SECONDS)
    sink.close()
