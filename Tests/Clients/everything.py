"""The everything server beside the soar-mcp binary, and the clients that go through all of its features."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import environments
from client_table import VALIDATOR_ENVIRONMENT, Client
from proxy import RecordingProxy

HERE = Path(__file__).resolve().parent
NAME = "everything-server"
STOP_SECONDS = 20
TOUR_SECONDS = 90
CHECK_SECONDS = 60

CLIENTS = (
    Client("mcp-2.3.0", "mcp-2.3.0", "everything2", "2026-07-28"),
    Client("mcp-2.3.0-legacy", "mcp-2.3.0", "everything2_legacy", "2025-11-25"),
    Client("mcp-1.30.0", "mcp-1.30.0", "everything1", "2025-11-25"),
    Client("mcp-1.22.0", "mcp-1.22.0", "everything1", "2025-06-18"),
    Client("mcp-1.9.4", "mcp-1.9.4", "everything1", "2025-03-26"),
)

Finished = Callable[[list[str], dict[str, str], float], subprocess.CompletedProcess[str]]
Objects = Callable[[str], list[dict[str, Any]]]


@dataclass
class Toured:
    """How one client's tour went."""

    told: dict[str, str | None] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=dict)
    exchanges: int = 0
    ending: str | None = None


class EverythingServer:
    """`everything-server` with sessions and a token, on a free port."""

    def __init__(self, binary: Path, log: Path) -> None:
        """Starts it, and waits for the line that says where it is."""
        self.token, self._log = secrets.token_hex(16), log
        command = [str(binary), "--port", "0", "--sessions", "--token", self.token]
        with log.open("w", encoding="utf-8") as sink:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sink, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline().split()
        if len(line) != 3 or line[:2] != ["Listening", "on"]:
            self.stop()
            raise RuntimeError(f"it said {line}: {log.read_text(encoding='utf-8')[-300:]}")
        self.url = line[2].removesuffix("/mcp")

    def stop(self) -> str | None:
        """Asks the server to end. Returns what was not as it should be, or None."""
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return f"it had not ended {STOP_SECONDS} s after SIGTERM"
        words = self._log.read_text(encoding="utf-8")[-300:]
        return f"it ended with {status} and said {words!r}" if status or words else None


def tour(binary: Path, client: Client, folder: Path, finished: Finished, objects: Objects) -> Toured:
    """Lets one client go through everything, with a server and a proxy of its own."""
    toured, name = Toured(), f"everything-{client.name}"
    server = EverythingServer(binary, folder / f"{name}.server.log")
    recording = folder / f"{name}.jsonl"
    secret = {**os.environ, "CLIENT_TOKEN": server.token, "NO_PROXY": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        proxy = RecordingProxy(server.url, recording)
        try:
            command = [environments.python_of(client.environment), "-W", "ignore", HERE / "play_tour.py",
                       client.adapter, f"{proxy.address}/mcp", client.revision]
            played = finished([str(part) for part in command], secret, TOUR_SECONDS)
        finally:
            proxy.close()
    finally:
        toured.ending = server.stop()
    (folder / f"{name}.log").write_text(f"{played.stdout}\n{played.stderr}", encoding="utf-8")
    toured.told = {line["group"]: line["problem"] for line in objects(played.stdout)}
    if played.returncode:
        toured.told.setdefault("", f"the client ended with {played.returncode}: {played.stderr[-300:]!r}")
    command = [environments.python_of(VALIDATOR_ENVIRONMENT), HERE / "check_tour.py", recording, client.revision]
    checked = finished([str(part) for part in command], secret, CHECK_SECONDS)
    found = objects(checked.stdout)
    toured.findings = found[0]["findings"] if found else {"checks": [checked.stderr[-300:]]}
    toured.exchanges = found[0]["exchanges"] if found else 0
    return toured
