"""Starts a program that speaks MCP on its standard input and output, passes every line on and writes it down.

Arguments: the recording, then the command. Lines are added to the recording, one JSON object each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from typing import BinaryIO


class Recording:
    """A file that two threads add to."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "a", encoding="utf-8")  # noqa: SIM115 - it is open as long as the program is
        self._lock = threading.Lock()

    def add(self, sender: str, said: object) -> None:
        """Writes down who said what."""
        with self._lock:
            self._file.write(json.dumps({"from": sender, "said": said}) + "\n")
            self._file.flush()


def pass_on(source: BinaryIO, sink: BinaryIO, sender: str, recording: Recording) -> None:
    """Passes lines on as they are until there are no more; a reader that is gone ends it too."""
    try:
        for line in iter(source.readline, b""):
            recording.add(sender, line.decode("utf-8", errors="surrogateescape"))
            sink.write(line)
            sink.flush()
        sink.close()
    except (BrokenPipeError, ValueError):
        pass


def main() -> None:
    """Runs the program to its end, and ends as it did."""
    recording = Recording(sys.argv[1])
    recording.add("start", sys.argv[3:])
    child = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None and child.stdout is not None
    told = (sys.stdin.buffer, child.stdin, "client", recording)
    threading.Thread(target=pass_on, args=told, daemon=True).start()
    pass_on(child.stdout, sys.stdout.buffer, "server", recording)
    status = child.wait()
    recording.add("end", status)
    os._exit(status)  # the thread may still wait for input


if __name__ == "__main__":
    main()
