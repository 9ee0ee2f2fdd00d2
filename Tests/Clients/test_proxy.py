"""The recording proxy must not change what it passes through. Standard library only."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
import time
import unittest
from pathlib import Path

from proxy import RecordingProxy

REQUEST = b'POST /mcp?token=x HTTP/1.1\r\nhost: elsewhere:1\r\nX-Odd:  kept \r\nContent-Length: 2\r\n\r\n{}'
STREAM = [
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n6\r\ndata: \r\n",
    b"3\r\n1\n\n\r\n0\r\n\r\n",
]


class OneShotServer:
    """Answers one connection with the given pieces, waiting between them, and keeps what it was sent."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces, self.seen = pieces, b""
        self.go_on = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        """Reads the request, sends the first piece, and each further one when told to."""
        connection, _ = self.listener.accept()
        with connection:
            while not self.seen.endswith(b"{}"):
                self.seen += connection.recv(4096)
            for piece in self.pieces:
                connection.sendall(piece)
                self.go_on.wait(5)
        self.listener.close()


class ProxyTest(unittest.TestCase):
    """One exchange with a streamed answer."""

    def test_streams_and_keeps_every_byte_but_the_host(self) -> None:
        """The first part of a stream arrives before the second is sent; the recording has the content."""
        server = OneShotServer(STREAM)
        with tempfile.TemporaryDirectory() as folder:
            recording = Path(folder) / "recording.jsonl"
            proxy = RecordingProxy(server.address, recording)
            with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as client:
                client.sendall(REQUEST)
                first = self.receive(client, len(STREAM[0]))
                self.assertEqual(first, STREAM[0])
                server.go_on.set()
                self.assertEqual(self.receive(client, len(STREAM[1])), STREAM[1])
            proxy.close()
            [line] = recording.read_text(encoding="utf-8").splitlines()
        host = server.address.removeprefix("http://").encode()
        self.assertEqual(server.seen, REQUEST.replace(b"host: elsewhere:1", b"Host: " + host))
        exchange = json.loads(line)
        self.assertEqual((exchange["method"], exchange["path"], exchange["status"]), ("POST", "/mcp?token=x", 200))
        self.assertEqual((exchange["request_body"], exchange["response_body"]), ("{}", "data: 1\n\n"))
        self.assertTrue(exchange["complete"])

    def receive(self, client: socket.socket, count: int) -> bytes:
        """So many bytes, or a time-out."""
        data, deadline = b"", time.monotonic() + 5
        while len(data) < count and time.monotonic() < deadline:
            data += client.recv(count - len(data))
        return data


if __name__ == "__main__":
    unittest.main()
