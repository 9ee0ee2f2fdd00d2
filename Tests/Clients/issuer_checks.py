"""The checks with a real authorization server: what they are called, and how the run has them played."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import environments

HERE = Path(__file__).resolve().parent
ENVIRONMENT = "authlib-1.9.9"
"""Where the authorization server lives."""
CLIENT = "mcp-2.3.0"
"""Whose OAuth client is sent to it."""
WHO = "authorization server"
SECONDS = 280
REQUESTS = 1000
OUTAGE_SECONDS = 61
"""Longer than a minute, which is how long soar-mcp counts the keys as fresh here: `max-age=60`, its own minimum too."""
GROUPS = (
    "serves", "challenge and metadata", "first token", "step-up", "PyJWT tokens", "joserfc tokens", "Authlib tokens",
    "refusals", "token explain", "doctor", "rotation under load", "issuer down", "issuer back", "ends on SIGTERM",
)

Finished = Callable[[list[str], dict[str, str], float], subprocess.CompletedProcess[str]]
Objects = Callable[[str], list[dict[str, Any]]]
Lines = list[tuple[str, list[str], str]]


def play(binary: Path, folder: Path, finished: Finished, objects: Objects) -> Lines:
    """Has everything played. Returns group, problems and detail of each line of the report."""
    own = folder / "issuer"
    own.mkdir()
    command = [environments.python_of(ENVIRONMENT), HERE / "play_issuer.py", binary, own]
    settings = {**os.environ, "NO_PROXY": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"}
    played = finished([str(part) for part in command], settings, SECONDS)
    (folder / "issuer.log").write_text(f"{played.stdout}\n{played.stderr}", encoding="utf-8")
    told = {line["group"]: line for line in objects(played.stdout)}
    lines: Lines = []
    for group in GROUPS:
        line = told.get(group, {"problem": f"not reached: {played.stderr[-300:]!r}"})
        detail = f" ({line['detail']})" if line.get("detail") else ""
        lines.append((group, [line["problem"]] if line["problem"] else [], detail))
    return lines
