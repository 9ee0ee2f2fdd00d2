#!/usr/bin/env python3
"""Measures what a store of a million tokens, and a token of many rules, cost a call; prints ratios.

usage: Benchmarks/scale.py FOLDER_OF_RELEASE_BINARIES [--tokens N] [--tenants N] [--seconds N]

Tokens are written into the database by this script, many at once, for a million that are created one by one would be a
million syncs of the disk.
"""

import argparse
import hashlib
import http.client
import json
import os
import pathlib
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.parse
import zlib

from load import median, resident_kb, start, stop, wrk

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_playbooks_quick", "arguments": {}}}
ROUNDS = 3
RULES = 200
COLD = 12_000
"""More than are remembered: the warm ones have to push these out."""
WARM = 100
"""Tokens that are used at random, as many of a large store as of a small one: only then do both have the same to write."""
MANY = 5_000
"""The same for a figure of its own: each call's record then names another token, and so do the counts of uses."""


def base62(number: int, length: int) -> str:
    """The digits of a number, zeros in front included."""
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits = ALPHABET[digit] + digits
    return digits


def token(number: int) -> str:
    """A token as soar-mcp makes them: marker, 32 characters, checksum."""
    seed = int.from_bytes(hashlib.sha256(f"bench {number}".encode()).digest(), "big")
    body = "soar_" + base62(seed, 32)
    return body + base62(zlib.crc32(body.encode()), 6)


def environment(folder: str) -> list[str]:
    return ["env", "-i", f"PATH={os.environ['PATH']}", "SKIP_SYNC=true", f"HOME={folder}"]


def fill(database: str, tokens: int, tenants: int) -> None:
    """Writes tokens and tenants into a database that soar-mcp has made."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous=OFF")
    connection.executemany(
        "INSERT OR IGNORE INTO tenants (id, display_name, created_at) VALUES (?, ?, 0)",
        ((f"tenant-{number}", f"Tenant {number}") for number in range(tenants)))
    rows = (
        (f"tenant-{number % tenants}" if tenants > 1 else "default", f"token {number}", text[:12],
         hashlib.sha256(text.encode()).digest(), 1_700_000_000_000 + number)
        for number in range(tokens) for text in [token(number)])
    connection.executemany(
        "INSERT INTO api_tokens (tenant, name, summary, scopes, prefix, hash, state, created_at)"
        " VALUES (?, ?, '', 'executions:read playbooks:read', ?, ?, 'enabled', ?)", rows)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cold(url: str, numbers: range) -> list[float]:
    """Milliseconds of the first call with each of these tokens, one after the other on one connection."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    times = []
    for number in numbers:
        headers = {"Content-Type": "application/json", "Accept": "application/json",
                   "Authorization": f"Bearer {token(number)}"}
        begun = time.perf_counter()
        connection.request("POST", parts.path, json.dumps(CALL), headers)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - begun) * 1000)
        assert answer.status == 200, answer.status
    return times


def measure(server, url: str, bearers: list[str], seconds: int) -> dict[str, float]:
    """Rate, latency and processor microseconds a call, with one of the tokens by chance."""
    before = processor_seconds(server.pid)
    result = wrk(url, CALL, {}, seconds, 32, bearers)
    assert result["not2xx"] == 0, "calls were refused"
    result["cpu"] = (processor_seconds(server.pid) - before) / (result["rate"] * seconds) * 1e6
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binaries", type=pathlib.Path)
    parser.add_argument("--tokens", type=int, default=1_000_000)
    parser.add_argument("--tenants", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=3)
    options = parser.parse_args()
    soar = str(options.binaries / "soar-mcp")

    with tempfile.TemporaryDirectory() as folder:
        servers = {}
        for name, tokens, tenants in [("small", 100, 1), ("large", options.tokens, options.tenants)]:
            database = f"{folder}/{name}.db"
            subprocess.run(environment(folder) + [soar, "token", "create", "first", "--database", database],
                           check=True, capture_output=True)
            begun = time.monotonic()
            fill(database, tokens, tenants)
            filled = time.monotonic() - begun
            server, line, ready = start(environment(folder) + [
                soar, "serve", "--mcp-port", "0", "--admin-port", "0", "--database", database, "--log-level", "error"])
            url = next(word for word in line.split() if word.startswith("http")).rstrip(".,")
            servers[name] = (server, url if url.endswith("/mcp") else url + "/mcp", tokens)
            print(f"{name}: {tokens} tokens, {tenants} tenants, written in {filled:.0f} s, ready after {ready:.0f} ms")
        for name, (server, url, tokens) in servers.items():
            times = cold(url, range(min(COLD, tokens)))
            print(f"{name}: cold look-up p50 {statistics.median(times):.2f} ms, p99 {sorted(times)[int(len(times) * 0.99)]:.2f} ms")
        rows = {"small": ("small", WARM), "large": ("large", WARM), "large, many in use": ("large", MANY)}
        rounds = {row: [] for row in rows}
        # The first round only warms up.
        for number in range(ROUNDS + 1):
            for row, (name, count) in rows.items():
                server, url, tokens = servers[name]
                # From the end of the table.
                bearers = [token(tokens - 1 - place) for place in range(min(count, tokens))]
                result = measure(server, url, bearers, options.seconds)
                if number > 0:
                    rounds[row].append(result)
        results = {row: median(values) for row, values in rounds.items()}
        for row, (name, count) in rows.items():
            print(f"{row}: {count} tokens warm, {results[row]['rate']:.0f} calls/s, p99 {results[row]['p99']:.2f} ms, "
                  f"{resident_kb(servers[name][0].pid) / 1024:.0f} MB")
        for server, _, _ in servers.values():
            stop(server)
        print(f"warm, large/small  {results['large']['rate'] / results['small']['rate']:.2f}  (expected at least 0.9)\n")

        demo = ["env", soar, "demo", "--json", "--database", f"{folder}/rules.db", "--mcp-port", "0"]
        server, line, _ = start(demo + ["--admin-port", "0", "--log-level", "error"])
        url, plain = json.loads(line)["mcpURL"], json.loads(line)["token"]
        rules = {"playbooks": [{"effect": "deny", "playbooks": [f"name:*never-{number}*", f"label:none-{number}"]}
                               for number in range(RULES)]}
        pathlib.Path(f"{folder}/rules.json").write_text(json.dumps(rules))
        ruled = subprocess.run(
            [soar, "token", "create", "ruled", "--restrictions", f"{folder}/rules.json", "--database",
             f"{folder}/rules.db"], check=True, capture_output=True, text=True).stdout.strip()
        rounds = {"plain": [], "ruled": []}
        for _ in range(ROUNDS):
            for name, bearer in [("plain", plain), ("ruled", ruled)]:
                rounds[name].append(measure(server, url, [bearer], options.seconds))
        stop(server)
        cpu = {name: statistics.median(result["cpu"] for result in values) for name, values in rounds.items()}
        print(f"a token with {RULES} rules: {cpu['ruled']:.1f} µs of processor a call, without {cpu['plain']:.1f}; "
              f"{cpu['ruled'] - cpu['plain']:+.1f} µs  (expected less than 20)")


if __name__ == "__main__":
    main()
