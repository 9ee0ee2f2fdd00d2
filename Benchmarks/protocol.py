"""What MCP itself costs: each method against a bare route, and what an open stream takes."""

import json
import pathlib
import select
import socket
import subprocess
import time

from load import descriptors, median, resident_kb, start, stop, table, wrk

STREAMS = 1000
MAXIMUM_KB_PER_STREAM = 40
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "bench", "version": "1"},
}


def request(method: str, params: dict, meta: dict | None = None) -> tuple[dict, dict[str, str]]:
    """A stateless request, and its headers."""
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": {**META, **(meta or {})}}}
    headers = {
        "Authorization": "Bearer bench", "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method,
    }
    if "name" in params:
        headers["Mcp-Name"] = params["name"]
    return body, headers


TARGETS = {
    "l": ("tools/list, two tools", request("tools/list", {})),
    "t": ("tools/call", request("tools/call", {"name": "add", "arguments": {"a": 1, "b": 2}})),
    "p": ("prompts/get", request("prompts/get", {"name": "greet", "arguments": {"name": "Ada"}})),
    "s": ("tools/call, ten events and the answer",
          request("tools/call", {"name": "ten_events"}, {"progressToken": 1})),
}


def measure(binaries: pathlib.Path, seconds: int, connections: int, rounds: int) -> None:
    """Measures each method, and the bare route beside it, in turn."""
    server, port, _ = start([str(binaries / "protocol-server"), "0"])
    bare, bare_port, _ = start([str(binaries / "bare-server"), "0", "500"])
    url, reference = f"http://127.0.0.1:{port}/mcp", f"http://127.0.0.1:{bare_port}/mcp"
    results: dict[str, list[dict[str, float]]] = {key: [] for key in ["a'", *TARGETS]}
    for _ in range(rounds):
        results["a'"].append(wrk(reference, {}, {}, seconds, connections))
        for key, (_, (body, headers)) in TARGETS.items():
            results[key].append(wrk(url, body, headers, seconds, connections))
    stop(bare)
    stop(server)
    medians = {key: median(values) for key, values in results.items()}
    table(medians, {"a'": "bare Hummingbird route, 500 bytes"} | {key: name for key, (name, _) in TARGETS.items()})
    print()
    base = medians["a'"]["rate"]
    for key in TARGETS:
        assert medians[key]["not2xx"] == 0, f"{key} was refused"
        print(f"{key}/a'  {medians[key]['rate'] / base:.2f}")
    print(f"events/s of s  {medians['s']['rate'] * 11:.0f}")


class Listener:
    """One open `subscriptions/listen`, read without blocking."""

    def __init__(self, port: int, resource: str):
        body, headers = request(
            "subscriptions/listen", {"notifications": {"resourceSubscriptions": [resource]}})
        text = json.dumps(body)
        fields = {
            "Host": f"127.0.0.1:{port}", "Content-Type": "application/json", "Accept": "text/event-stream",
            "Content-Length": str(len(text)), **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"POST /mcp HTTP/1.1\r\n{head}\r\n{text}".encode())
        self.received = b""
        self.resource = resource

    def read(self, seconds: float) -> None:
        """Takes in what has come."""
        while select.select([self.socket], [], [], seconds)[0]:
            data = self.socket.recv(65536)
            if not data:
                return
            self.received += data
            seconds = 0

    @property
    def updates(self) -> list[str]:
        """The URIs that it was told of."""
        lines = [line[6:] for line in self.received.decode().splitlines() if line.startswith("data: ")]
        messages = [json.loads(line) for line in lines]
        return [m["params"]["uri"] for m in messages if m.get("method") == "notifications/resources/updated"]


def measure_streams(binaries: pathlib.Path) -> None:
    """Opens many streams, has each told of its own resource, and closes them."""
    server, port, _ = start([str(binaries / "protocol-server"), "0"])
    open_streams(int(port), 200, server)  # so that what is only made once is there
    time.sleep(1)
    before, before_fds = resident_kb(server.pid), descriptors(server.pid)
    listeners = [Listener(int(port), f"bench://{number}") for number in range(STREAMS)]
    for listener in listeners:
        while b"acknowledged" not in listener.received:
            listener.read(10)
    time.sleep(1)
    during = resident_kb(server.pid)
    changed = range(0, STREAMS, 7)
    for number in changed:
        subprocess.run(
            ["curl", "-sf", "-X", "POST", f"http://127.0.0.1:{port}/change/{number}"], check=True)
    time.sleep(1)
    for listener in listeners:
        listener.read(0)
    for number, listener in enumerate(listeners):
        expected = [f"bench://{number}"] if number in changed else []
        assert listener.updates == expected, (number, listener.updates)
    for listener in listeners:
        listener.socket.close()
    deadline = time.monotonic() + 10
    while descriptors(server.pid) > before_fds and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    after, after_fds = resident_kb(server.pid), descriptors(server.pid)
    stop(server)
    print(f"{STREAMS} open streams, each told of exactly what it asked for")
    print(f"memory per stream    {(during - before) / STREAMS:.1f} KB  (expected at most {MAXIMUM_KB_PER_STREAM})")
    print(f"memory               {before / 1024:.1f} MB before, {during / 1024:.1f} MB open, {after / 1024:.1f} MB after")
    print(f"file descriptors     {before_fds} before, {after_fds} after")


def open_streams(port: int, count: int, server: subprocess.Popen) -> None:
    """Opens some streams and closes them again."""
    listeners = [Listener(port, f"bench://{number}") for number in range(count)]
    for listener in listeners:
        while b"acknowledged" not in listener.received:
            listener.read(10)
    for listener in listeners:
        listener.socket.close()
