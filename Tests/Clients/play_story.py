"""Runs the story with one client, inside that client's environment. Prints one JSON line per group of checks."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys

from story import Story


def report(group: str, problem: str | None) -> None:
    """Tells the caller how one group of checks went."""
    print(json.dumps({"group": group, "problem": problem}), flush=True)


def main() -> None:
    """Arguments: adapter, address, credentials, revision. The token comes in the environment, not in `ps`."""
    adapter, url, credentials, revision = sys.argv[1:]
    token = os.environ["CLIENT_TOKEN"]
    module = importlib.import_module(f"adapters.{adapter}")
    asyncio.run(Story(module.ADAPTER, url, token, credentials, revision).run(report))


if __name__ == "__main__":
    main()
