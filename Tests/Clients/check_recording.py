"""Checks one recording, inside the validator's environment. Prints one JSON object: findings and facts."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from recording_checks import RecordingChecks
from stdio_checks import StdioChecks


def main() -> None:
    """Arguments: the recording, the revision. The token comes in the environment."""
    recording, revision = Path(sys.argv[1]), sys.argv[2]
    kind = StdioChecks if recording.stem.endswith("-stdio") else RecordingChecks
    lines = recording.read_text(encoding="utf-8").splitlines() if recording.exists() else []
    checks = kind(lines, revision, os.environ["CLIENT_TOKEN"])
    print(json.dumps({"findings": checks.run(), "facts": checks.facts(), "exchanges": len(lines)}))


if __name__ == "__main__":
    main()
