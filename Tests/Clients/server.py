"""The soar-mcp binary under test: its demo server and its audit log."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

START_SECONDS = 30
STOP_SECONDS = 20
COMMAND_SECONDS = 30
ALL_RECORDS = 100_000


class DemoServer:
    """`soar-mcp demo` on free ports, with a database of its own."""

    def __init__(self, binary: Path, folder: Path, port: int = 0, settings: dict[str, str] | None = None) -> None:
        """Nothing is started yet. Log and database are kept in `folder`; settings go into its environment."""
        self._binary, self._port = binary, port
        self._environment = {**os.environ, **(settings or {})}
        self.database = folder / "demo.db"
        self.log = folder / "demo.log"
        self._process: subprocess.Popen[str] | None = None
        self.url = self.token = self.platform_url = self.admin_url = ""

    def start(self) -> None:
        """Starts the server and waits for the line that says where it is."""
        command = [str(self._binary), "demo", "--json", "--database", str(self.database), "--mcp-port",
                   str(self._port), "--admin-port", "0"]
        with self.log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=self._environment)
        ready = json.loads(self._first_line())
        self.url, self.token, self.platform_url = ready["mcpURL"], ready["token"], ready["platformURL"]
        self.admin_url = ready["adminURL"]

    def _first_line(self) -> str:
        """The first line on stdout. The rest is read too, so that the server never waits for a full pipe."""
        assert self._process is not None and self._process.stdout is not None
        stream, lines = self._process.stdout, queue.Queue[str]()

        def read() -> None:
            lines.put(stream.readline())
            for _ in stream:
                pass

        threading.Thread(target=read, daemon=True).start()
        try:
            line = lines.get(timeout=START_SECONDS)
        except queue.Empty:
            raise RuntimeError(f"the server was not ready within {START_SECONDS} s: {self.last_words()}") from None
        if not line:
            raise RuntimeError(f"the server ended before it was ready: {self.last_words()}")
        return line

    def stop(self) -> str | None:
        """Asks the server to end. Returns what was not as it should be, or None."""
        if self._process is None:
            return None
        if (status := self._process.poll()) is not None:
            return f"it had ended by itself with {status}: {self.last_words()}"
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return f"it had not ended {STOP_SECONDS} s after SIGTERM"
        return f"it ended with {status}: {self.last_words()}" if status else None

    def last_words(self) -> str:
        """The end of the log, for a failure's message."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-800:] if self.log.exists() else ""

    def audit(self) -> list[dict[str, Any]]:
        """All audit records."""
        command = [str(self._binary), "audit", "list", "--json", "--database", str(self.database)]
        if "--limit" in self._output([str(self._binary), "audit", "list", "--help"]):
            command += ["--limit", str(ALL_RECORDS)]
        records = json.loads(self._output(command))
        if not isinstance(records, list):
            raise RuntimeError("`audit list --json` printed no array")
        return records

    def _output(self, command: list[str]) -> str:
        """What a command prints on stdout; a command that fails raises."""
        done = subprocess.run(command, capture_output=True, text=True, timeout=COMMAND_SECONDS)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command[1:])} ended with {done.returncode}: {done.stderr[-300:]}")
        return done.stdout
