"""Checks one recording of a tour, inside the validator's environment. Prints one JSON object: the findings."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from streamed_checks import StreamedChecks


def main() -> None:
    """Arguments: the recording, the revision. The token comes in the environment."""
    recording, revision = Path(sys.argv[1]), sys.argv[2]
    lines = recording.read_text(encoding="utf-8").splitlines() if recording.exists() else []
    checks = StreamedChecks(lines, revision, os.environ["CLIENT_TOKEN"])
    print(json.dumps({"findings": checks.run(), "exchanges": len(lines)}))


if __name__ == "__main__":
    main()
