"""kill -9 under full load, at random moments: what was acknowledged is there.

The chain of the audit log verifies after each of them.

usage: kill.py [ROUNDS [SEED]]
"""

import http.client
import os
import random
import sys
import tempfile
import threading
import time

from support import Client, Failure, Platform, Server, check, playbook

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30
START_LIMIT = float(os.environ.get("START_LIMIT", "1"))
"""Seconds; more for debug builds on machines that do other work too."""
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1_000_000


class Load:
    """What clients were told while the server lived."""

    def __init__(self, server: Server, token: str, block: int, round_number: int) -> None:
        self.server, self.token, self.block, self.round = server, token, block, round_number
        self.reads = 0
        self.executions: list[str] = []
        self.created: list[str] = []
        self.revoked: list[str] = []
        self.wrong: list[str] = []
        self.over = threading.Event()
        jobs = [self.read] * 6 + [lambda n=n: self.execute(n) for n in range(4)] + [self.tokens]
        self.threads = [threading.Thread(target=self.run, args=(job,), daemon=True) for job in jobs]
        for thread in self.threads:
            thread.start()

    def run(self, job: object) -> None:
        try:
            job()
        except (OSError, http.client.HTTPException, ValueError, Failure):
            pass  # the server is gone

    def read(self) -> None:
        client = Client(self.server.port, self.token)
        while True:
            status, _ = client.call("list_playbooks_quick")
            if status == 200:
                self.reads += 1
            else:
                self.wrong.append(f"read: {status}")

    def execute(self, worker: int) -> None:
        client = Client(self.server.port, self.token)
        for number in range(1_000_000):
            source = f"r{self.round}w{worker}n{number}"
            status, answer = client.call("execute_playbook", {"playbook_id": self.block, "parameters": {"src": source}})
            if status == 200 and not answer.get("result", {}).get("isError"):
                self.executions.append(source)
            else:
                self.wrong.append(f"execute: {status} {answer}")

    def tokens(self) -> None:
        number = -1
        # The command needs no server, so nobody but this flag ends it.
        while not self.over.is_set():
            number += 1
            name = f"t{self.round}x{number}"
            self.created.append(self.server.command("token", "create", name))
            if number % 2:
                self.server.command("token", "revoke", name)
                self.revoked.append(self.created[-1])
            time.sleep(0.05)

    def join(self) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(20)


def reads_in(records: list[dict]) -> list[dict]:
    """The records of reads that were answered."""
    return [r for r in records if r["action"] == "list_playbooks_quick" and r["phase"] == "outcome"]


def main() -> None:
    chance = random.Random(SEED)
    platform = Platform()
    reads, executions, slowest = 0, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, platform)
        token = server.command("token", "create", "load")
        block = playbook(server, token)
        base = len(reads_in(server.records()))
        for number in range(ROUNDS):
            load = Load(server, token, block, number)
            time.sleep(chance.uniform(0.05, 1.2))
            server.kill()
            load.join()
            server.start()
            slowest = max(slowest, server.start_seconds)
            check(server.start_seconds < START_LIMIT, f"round {number}: the start took {server.start_seconds:.2f} s")
            check(not load.wrong, f"round {number}: {load.wrong[:3]}")
            records = server.records()
            done = len(reads_in(records)) - base
            reads += load.reads
            executions += len(load.executions)
            check(done >= reads, f"round {number}: {reads} reads were acknowledged, {done} recorded")
            intents = {str((r.get("parameters") or {}).get("parameters", {}).get("src")) for r in records
                       if r["action"] == "execute_playbook" and r["phase"] == "intent"}
            outcomes = {str((r.get("parameters") or {}).get("parameters", {}).get("src")) for r in records
                        if r["action"] == "execute_playbook" and r["phase"] == "outcome"}
            lost = [source for source in platform.started if source not in intents]
            check(not lost, f"round {number}: started without an intent on record: {lost[:3]}")
            lost = [source for source in load.executions if source not in outcomes]
            check(not lost, f"round {number}: acknowledged without a record: {lost[:3]}")
            twice = [source for source, count in platform.started.items() if count > 1]
            check(not twice, f"round {number}: started twice: {twice[:3]}")
            for secret in load.created:
                status, _ = Client(server.port, secret).call("list_playbooks_quick")
                expected = 401 if secret in load.revoked else 200
                check(status == expected, f"round {number}: a token answers {status}, not {expected}")
                reads += status == 200
            server.command("audit", "verify")
        check(server.end() == 0, "the last server did not end well")
    platform.end()
    print(f"ok   kill: {ROUNDS} rounds (seed {SEED}), {reads} reads and {executions} executions acknowledged, "
          f"slowest start {slowest * 1000:.0f} ms")


try:
    main()
except Failure as failure:
    print(f"FAIL kill (seed {SEED}): {failure}")
    sys.exit(1)
