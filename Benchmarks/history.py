#!/usr/bin/env python3
"""Measures what a long audit log costs: a call, and a filtered page of `audit list`.

usage: Benchmarks/history.py FOLDER_OF_RELEASE_BINARIES [--records N] [--seconds N] [--connections N] [--folder PATH]

Two servers of the same program, one with an empty log and one with N records (10,000,000: 4 GB of disk and some
minutes), are loaded in turn. The records are put in with SQLite alone, so their hashes are no chain; no call looks.
"""

import argparse
import importlib.machinery
import importlib.util
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

from load import judge, median, resident_kb, stop, table, wrk

LEAST_RATIO = 0.95
MAXIMUM_PAGE_MS = 50
ROUNDS = 5
PAGES = 7
BATCH = 100_000
PERIOD = 365 * 86_400_000
"""Milliseconds that the records are spread over."""
FILTERS = {
    "no filter": [], "token": ["--token", "token 7"], "outcome": ["--outcome", "failure"],
    "rare action": ["--action", "rare_tool"], "no such action": ["--action", "none"],
    "token and outcome": ["--token", "token 8", "--outcome", "denied"],
    "until long ago": ["--until", "300d"], "a day": ["--since", "100d", "--until", "99d"],
    "token and a day": ["--token", "token 7", "--since", "100d", "--until", "99d"],
}


def bench() -> object:
    """The script that measures calls; it has no name that could be imported."""
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader("run", str(pathlib.Path(__file__).with_name("run")))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
    loader.exec_module(module)
    return module


def rows(first: int, count: int, total: int, now: int):
    """Records as a server writes them, the last of all a moment ago."""
    for number in range(first, first + count):
        outcome = "failure" if number % 1000 == 7 else "denied" if number % 50 == 3 else "success"
        action = "rare_tool" if number % 100_000 == 5 else "list_playbooks_quick"
        name = random.randrange(20)
        yield (f"01a2b3c4d5e6f708-{number}", now - (total - number) * PERIOD // total, name + 1000, f"token {name}",
               action, outcome, random.randrange(500, 5000), random.randbytes(32))


def note_blocks(database: sqlite3.Connection) -> None:
    """Notes which values occur in which blocks; queries find nothing without. How long a block is, the schema says."""
    [trigger] = database.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_blocks_never_go'").fetchone()
    length = int(re.search(r"min\(id\) / (\d+)", trigger)[1])
    fields = {name: name for name in ("tenant", "token_name", "token_id", "action", "outcome")}
    fields["hour"] = "time / 3600000"
    for field, value in fields.items():
        database.execute(
            f"INSERT OR IGNORE INTO audit_blocks (field, value, block) SELECT DISTINCT '{field}', {value}, id / {length} "
            f"FROM audit_records WHERE {value} IS NOT NULL")


def fill(path: str, total: int) -> None:
    """Puts records into a database that nobody has open; the indexes are made anew at the end."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -1000000")
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'audit_records' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    now = time.time_ns() // 1_000_000
    for first in range(0, total, BATCH):
        database.execute("BEGIN")
        database.executemany(
            "INSERT INTO audit_records (call_id, phase, time, token_id, token_name, tenant, action, resource, "
            "parameters, outcome, latency, peer, user_agent, hash) VALUES (?, 'outcome', ?, ?, ?, 'default', ?, "
            "'soar://playbooks', '{\"limit\":100}', ?, ?, '127.0.0.1', 'claude-desktop/1.2.3', ?)",
            rows(first, min(BATCH, total - first), total, now))
        database.execute("COMMIT")
    for _, sql in indexes:
        database.execute(sql)
    note_blocks(database)
    database.execute("PRAGMA journal_mode = WAL")
    database.close()


def pages(binary: pathlib.Path, paths: dict[str, str]) -> dict[str, float]:
    """Milliseconds of one `audit list` beyond those of the same in a new log: the start of the program is no page.

    The best of several, in turn: what the machine's neighbours did in between does not count.
    """
    times: dict[tuple[str, str], list[float]] = {(name, key): [] for name in FILTERS for key in ("new", "long")}
    for _ in range(PAGES):
        for (name, key), found in times.items():
            command = [str(binary), "audit", "list", "--json", "--limit", "100", "--database", paths[key]]
            begun = time.monotonic()
            subprocess.run(command + FILTERS[name], check=True, stdout=subprocess.DEVNULL)
            found.append((time.monotonic() - begun) * 1000)
    return {name: min(times[name, "long"]) - min(times[name, "new"]) for name in FILTERS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binaries", type=pathlib.Path)
    parser.add_argument("--records", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--folder", help="where there is room; the system's folder for temporary files without it")
    options = parser.parse_args()
    soar, run = options.binaries / "soar-mcp", bench()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        paths = {key: f"{folder}/{key}.db" for key in ("new", "empty", "long")}
        for path in paths.values():
            stop(run.demo(soar, path)[0])
        begun = time.monotonic()
        fill(paths["long"], options.records)
        size = os.path.getsize(paths["long"]) / 1e9
        print(f"{options.records:,} records, {size:.1f} GB, put in within {time.monotonic() - begun:.0f} s", flush=True)
        servers = {key: run.demo(soar, paths[key], AUDIT_DURABILITY="commit") for key in ("empty", "long")}
        rounds: dict[str, list[dict[str, float]]] = {key: [] for key in servers}
        for _ in range(ROUNDS):
            for key, (_, url, token) in servers.items():
                headers = {"Authorization": f"Bearer {token}"}
                rounds[key].append(wrk(url, run.CALL, headers, options.seconds, options.connections))
        memory = {key: resident_kb(server.pid) / 1024 for key, (server, _, _) in servers.items()}
        results = {key: median(values) for key, values in rounds.items()}
        table({key[0]: result for key, result in results.items()},
              {"e": "empty audit log", "l": f"{options.records:,} records"})
        ratio = results["long"]["rate"] / results["empty"]["rate"]
        judge("calls, long log / empty one", ratio, LEAST_RATIO, least=True)
        print(f"resident memory: empty log {memory['empty']:.0f} MB, long one {memory['long']:.0f} MB")
        print("a page of `audit list`, beyond the same in a new log:")
        for name, milliseconds in pages(soar, paths).items():
            judge(f"  {name}", milliseconds, MAXIMUM_PAGE_MS, "ms", digits=1)
        for server, _, _ in servers.values():
            stop(server)


if __name__ == "__main__":
    main()
