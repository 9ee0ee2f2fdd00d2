"""The database's file goes away, is replaced or damaged while it is open."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

from support import BINARY, Client, Failure, Server, check


def state(server: Server, part: str, expected: str) -> None:
    """Waits until /ready says something of a part."""
    deadline = time.monotonic() + 5
    while (found := server.ready()[part]) != expected:
        check(time.monotonic() < deadline, f"/ready says {part}: {found}")
        time.sleep(0.05)


def answers(client: Client, expected: int) -> float:
    """How long it takes until calls are answered with a status."""
    begun = time.monotonic()
    while (status := client.call("list_playbooks_quick")[0]) != expected:
        check(status in (200, 503), f"a good token is answered with {status}")
        check(time.monotonic() - begun < 1, f"a call is still answered with {status}")
        time.sleep(0.02)
    return time.monotonic() - begun


def gone(suffix: str) -> None:
    """Renamed away, replaced by a copy, and put back again."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        client = Client(server.port, server.command("token", "create", "load"))
        check(client.call("list_playbooks_quick")[0] == 200, "before")
        path = f"{server.database}{suffix}"
        os.rename(path, f"{folder}/aside")
        answers(client, 503)
        state(server, "store", "unavailable")
        state(server, "audit", "unavailable")
        shutil.copy(f"{folder}/aside", path)
        os.chmod(path, 0o600)
        answers(client, 503)
        os.rename(f"{folder}/aside", path)
        answers(client, 200)
        state(server, "store", "ok")
        state(server, "audit", "ok")
        server.command("audit", "verify")
        check(server.end() == 0, "the server did not end well")


def damaged() -> str:
    """Overwritten in place; says what a start makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        token = server.command("token", "create", "load")
        client = Client(server.port, token)
        for _ in range(20):
            check(client.call("list_playbooks_quick")[0] == 200, "before")
        with open(server.database, "r+b") as file:
            length = file.seek(0, os.SEEK_END)
            file.seek(0)
            file.write(os.urandom(length))
        with open(f"{server.database}-wal", "r+b") as file:
            file.truncate(0)
        # Calls may still go on with what is in memory, until a page is read again.
        fresh = Client(server.port, token)
        statuses = []
        deadline = time.monotonic() + 5
        while statuses[-3:] != [503] * 3:
            check(time.monotonic() < deadline and set(statuses) <= {200, 503}, f"statuses {statuses[-20:]}")
            statuses.append(fresh.call("list_playbooks_quick")[0])
        state(server, "store", "unavailable")
        state(server, "audit", "unavailable")
        server.kill()
        done = subprocess.run(
            [BINARY, "serve", "--mcp-port", "0", "--admin-port", "0"], cwd=folder, env=server.environment,
            capture_output=True, text=True, timeout=20)
        lines = done.stderr.strip().splitlines()
        check(done.returncode != 0 and len(lines) == 1, f"the start says {lines}")
        return lines[0].replace(os.path.realpath(folder), "…")


try:
    gone("")
    gone("-wal")
    print(f"ok   file: away, replaced and back, 503 meanwhile and /ready shows it; damaged: refused with 503, and a start ends with “{damaged()}”")
except Failure as failure:
    print(f"FAIL file: {failure}")
    sys.exit(1)
