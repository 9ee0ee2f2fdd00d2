"""Makes schemas/REV.json from the official MCP schemas: the wire format alone, without texts, on one line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REDUCED = HERE / "schemas"
OFFICIAL = HERE.parents[1].parent / "shared" / "mcp-schema"
REVISIONS = ("2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28")


def without_texts(schema: Any) -> Any:
    """Drops every `description` text. A property that is called `description` is an object, and stays."""
    if isinstance(schema, dict):
        return {
            name: without_texts(value)
            for name, value in schema.items()
            if not (name == "description" and isinstance(value, str))
        }
    if isinstance(schema, list):
        return [without_texts(value) for value in schema]
    return schema


def reduced(official: Path) -> str:
    """The reduced form of one official schema, as the text that is committed."""
    schema = without_texts(json.loads(official.read_text(encoding="utf-8")))
    return json.dumps(schema, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"


def differing(official: Path = OFFICIAL) -> list[str]:
    """The revisions whose committed copy is not what the official schema reduces to."""
    return [
        revision
        for revision in REVISIONS
        if not (REDUCED / f"{revision}.json").is_file()
        or (REDUCED / f"{revision}.json").read_text(encoding="utf-8") != reduced(official / f"{revision}.json")
    ]


def main() -> None:
    """Writes the reduced schemas; the official ones lie in the folder given, or beside the repository."""
    official = Path(sys.argv[1]) if len(sys.argv) > 1 else OFFICIAL
    REDUCED.mkdir(exist_ok=True)
    for revision in REVISIONS:
        (REDUCED / f"{revision}.json").write_text(reduced(official / f"{revision}.json"), encoding="utf-8")


if __name__ == "__main__":
    main()
