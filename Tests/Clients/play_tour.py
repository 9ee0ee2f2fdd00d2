"""Runs the tour with one client, inside that client's environment. Prints one JSON line per group of checks."""

from __future__ import annotations

import asyncio
import importlib
import os
import sys

from play_story import report
from tour import Tour


def main() -> None:
    """Arguments: adapter, address, revision. The token comes in the environment, not in `ps`."""
    adapter, url, revision = sys.argv[1:]
    module = importlib.import_module(f"adapters.{adapter}")
    asyncio.run(Tour(module.HOST, url, os.environ["CLIENT_TOKEN"], revision).run(report))


if __name__ == "__main__":
    main()
