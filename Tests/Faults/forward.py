"""The receivers of the audit log cut off and brought back under load: every record arrives, in order.

usage: forward.py [ROUNDS]
"""

import http.client
import http.server
import json
import re
import socket
import sys
import tempfile
import threading
import time

from support import Client, Failure, Server, check

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 4
DOWN = 2.0
"""Seconds that both receivers are gone in each round."""


class Syslog:
    """A syslog receiver over TCP with octet counting; ends its connections in the middle when it stops."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.port = 0
        self.start()

    def start(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        self.connections: list[socket.socket] = []
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self.read, args=(connection,), daemon=True).start()

    def read(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        try:
            while length := self.length(stream):
                message = stream.read(length)
                if len(message) < length:
                    return
                head, text = message.split("] \ufeff".encode(), 1)
                number = re.search(rb' id="(\d+)"', head).group(1)
                check(json.loads(text)["id"] == int(number), "two numbers in one message")
                self.ids.append(int(number))
        except (OSError, ValueError):
            pass
        finally:
            # Who has read to the end closes, as rsyslog and syslog-ng do; the sender takes it for an acknowledgement.
            stream.close()
            connection.close()

    @staticmethod
    def length(stream: object) -> int:
        digits = b""
        while (byte := stream.read(1)).isdigit():
            digits += byte
        return int(digits or 0)

    def stop(self) -> None:
        # Only a shutdown wakes who waits in accept.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            connection.close()


class Webhook:
    """An address that takes records, or refuses them while it is down."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.is_down = False
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not outer.is_down:
                    outer.ids += [json.loads(line)["id"] for line in body.splitlines()]
                self.send_response(503 if outer.is_down else 204)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/audit"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def first_ones(ids: list[int]) -> list[int]:
    """The numbers, each where it came first."""
    return list(dict.fromkeys(ids))


def main() -> None:
    syslog, webhook = Syslog(), Webhook()
    environment = {"AUDIT_SYSLOG": f"tcp://127.0.0.1:{syslog.port}", "AUDIT_WEBHOOK": webhook.url}
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, environment=environment)
        token = server.command("token", "create", "load")
        over = threading.Event()
        slowest, statuses = [0.0], set()

        def ask() -> None:
            while not over.is_set():
                try:
                    client = Client(server.port, token)
                    while not over.is_set():
                        begun = time.monotonic()
                        statuses.add(client.call("list_playbooks_quick")[0])
                        slowest[0] = max(slowest[0], time.monotonic() - begun)
                except (OSError, http.client.HTTPException):
                    time.sleep(0.1)  # the server is between two starts

        threads = [threading.Thread(target=ask, daemon=True) for _ in range(8)]
        for thread in threads:
            thread.start()
        for number in range(ROUNDS):
            time.sleep(2)
            syslog.stop()
            webhook.is_down = True
            time.sleep(DOWN)
            if number % 2:
                # Also in the middle of an outage nothing is lost with the process.
                server.kill()
                server.start()
                time.sleep(DOWN)
            syslog.start()
            webhook.is_down = False
        time.sleep(2)
        over.set()
        for thread in threads:
            thread.join(15)
        last = max(record["id"] for record in server.records())
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            if len(set(syslog.ids)) >= last and len(set(webhook.ids)) >= last:
                break
            time.sleep(0.2)
        for name, ids in (("syslog", syslog.ids), ("webhook", webhook.ids)):
            firsts = first_ones(ids)
            check(firsts == list(range(1, last + 1)), f"{name}: {len(firsts)} of {last}, or not in order")
        check(statuses == {200}, f"statuses {statuses}")
        check(server.end() == 0, "the server did not end well")
        states = json.loads(server.command("audit", "forwarding", "status", "--json"))
        check(all(state["backlog"] == 0 and state["lost"] == 0 for state in states), f"{states}")
        print(f"ok   forward: {last} records through {ROUNDS} outages, {len(syslog.ids) - last} of syslog and "
              f"{len(webhook.ids) - last} of the webhook twice, slowest call {slowest[0] * 1000:.0f} ms")


try:
    main()
except Failure as failure:
    print(f"FAIL forward: {failure}")
    sys.exit(1)
