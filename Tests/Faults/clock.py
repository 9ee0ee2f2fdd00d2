"""The clock jumps by days under load: nothing expired comes back, nothing good is lost for longer than the jump.

The server alone sees the jumps (shims/clock.c); clients and commands have the real time.
"""

import collections
import datetime
import http.client
import struct
import sys
import tempfile
import threading
import time

from support import Client, Failure, Missing, Platform, Server, Shim, check, playbook, reads

DAY = 86_400
JUMPS = (-3, 0, 3, 0, 400, 0, -3, 0)
"""Days that the clock is off, one after the other."""
SHORT_LIFE = 4
NOTED = 3
"""Seconds after which it is stored that a token was used after its end."""
LOAD_SECONDS = 1.0


class Load:
    """Reads by a token that never expires, as fast as they are answered."""

    def __init__(self, server: Server, token: str) -> None:
        self.statuses: collections.Counter[int] = collections.Counter()
        self.slowest = 0.0
        self.over = False
        self.threads = [threading.Thread(target=self.run, args=(server, token), daemon=True) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def run(self, server: Server, token: str) -> None:
        client = Client(server.port, token)
        while not self.over:
            begun = time.monotonic()
            try:
                status, _ = client.call("list_playbooks_quick")
            except (OSError, http.client.HTTPException):
                status = 0
            self.statuses[status] += 1
            self.slowest = max(self.slowest, time.monotonic() - begun)

    def end(self) -> None:
        self.over = True
        for thread in self.threads:
            thread.join(20)


def in_seconds(seconds: float) -> str:
    """A time that far ahead, as commands take it."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).isoformat()


def main() -> None:
    platform = Platform()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as aside:
        shim = Shim("clock", aside)
        server = Server(folder, platform, environment=shim.environment)
        try:
            good = server.command("token", "create", "good", "--never-expires")
            day = server.command("token", "create", "day", "--expires-in-days", "1")
            month = server.command(
                "token", "create", "month", "--expires-in-days", "30", "--max-executions", "6/minute")
            short = server.command("token", "create", "short", "--expires", in_seconds(SHORT_LIFE))
            block = playbook(server, good)
            before = reads(server.records())

            def status(token: str) -> int:
                return Client(server.port, token).call("list_playbooks_quick")[0]

            def execute(source: str) -> int:
                arguments = {"playbook_id": block, "parameters": {"src": source}}
                code, answer = Client(server.port, month).call("execute_playbook", arguments)
                return 0 if answer.get("result", {}).get("isError") else code

            check((status(good), status(day), status(month), status(short)) == (200,) * 4, "before the first jump")
            time.sleep(SHORT_LIFE)
            check(status(short) == 401, "the short token does not expire")
            load = Load(server, good)
            for number, off in enumerate(JUMPS):
                shim.tell(struct.pack("=q", off * DAY))
                name = f"{off:+d} days"
                check(status(good) == 200, f"{name}: a token that never expires is refused")
                check(status(short) == 401, f"{name}: a token that has expired is good again")
                check(status(day) == (200 if off < 1 else 401), f"{name}: the token of a day: {status(day)}")
                check(status(month) == (200 if off < 30 else 401), f"{name}: the token of 30 days: {status(month)}")
                if off < 30:
                    check(execute(f"jump{number}") == 200, f"{name}: an execution is refused")
                check(set(server.ready().values()) == {"ok"}, f"{name}: /ready says {server.ready()}")
                time.sleep(LOAD_SECONDS)
            load.end()
            check(set(load.statuses) == {200}, f"under load: {dict(load.statuses)}")
            check(load.slowest < 5, f"an answer took {load.slowest:.1f} s")
            check(reads(server.records()) - before >= load.statuses[200], "a read has no record")
            server.command("audit", "verify")
            check(server.end() == 0, "the server did not end well")

            shim.tell(struct.pack("=q", -3 * DAY))
            server.start()
            check(status(good) == 200, "a restart with a clock that is behind: a good token is refused")
            check(status(short) == 401, "a restart with a clock that is behind revives an expired token")
            late = server.command("token", "create", "late", "--expires", in_seconds(SHORT_LIFE))
            check(status(late) == 200, "a new token is refused while the clock is behind")
            shim.tell(struct.pack("=q", 0))
            time.sleep(SHORT_LIFE)
            check(status(late) == 401, "set right: the new token does not expire")
            time.sleep(NOTED)
            shim.tell(struct.pack("=q", -3 * DAY))
            check(status(late) == 401, "set right and back again: an expired token is good again")
            check(server.end() == 0, "the server did not end well the second time")
            jumps = ", ".join(f"{off:+d}" for off in JUMPS)
            print(f"ok   clock: {jumps} days under {load.statuses[200]} reads, all answered and recorded, the slowest in "
                  f"{load.slowest * 1000:.0f} ms; the expired token stays refused, after a restart with a clock that is behind too")
        finally:
            server.process.kill()
            platform.end()


try:
    main()
except Missing as missing:
    print(f"skip clock: needs {missing}")
except Failure as failure:
    print(f"FAIL clock: {failure}")
    sys.exit(1)
