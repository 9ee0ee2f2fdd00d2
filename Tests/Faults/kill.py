"""kill -9 under full load, at random moments: what was acknowledged is there.

The chain of the audit log verifies after each of them.

usage: kill.py [ROUNDS [SEED]]
"""

import os
import random
import sys
import tempfile
import threading
import time

from support import Client, Failure, Load, Platform, Server, check, playbook, reads, sources

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30
START_LIMIT = float(os.environ.get("START_LIMIT", "1"))
"""Seconds; more for debug builds on machines that do other work too."""
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1_000_000


class TokenLoad(Load):
    """Creates and revokes tokens beside the calls, and has calls of a known caller refused."""

    reader = ""
    """A token that may not execute anything."""

    def further_jobs(self) -> list:
        self.refusals = 0
        self.created: list[str] = []
        self.revoked: list[str] = []
        self.over = threading.Event()
        return [self.tokens, self.refused]

    def refused(self) -> None:
        client = Client(self.server.port, self.reader)
        while True:
            status, _ = client.call("execute_playbook", {"playbook_id": self.block})
            if status == 403:
                self.refusals += 1
            else:
                self.wrong.append(f"refused: {status}")

    def tokens(self) -> None:
        number = -1
        # The command needs no server, so nobody but this flag ends it.
        while not self.over.is_set():
            number += 1
            name = f"t{self.name}x{number}"
            self.created.append(self.server.command("token", "create", name))
            if number % 2:
                self.server.command("token", "revoke", name)
                self.revoked.append(self.created[-1])
            time.sleep(0.05)

    def join(self) -> None:
        self.over.set()
        super().join()


def main() -> None:
    chance = random.Random(SEED)
    platform = Platform()
    read, executions, refusals, slowest = 0, 0, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, platform)
        token = server.command("token", "create", "load")
        block = playbook(server, token)
        base = reads(server.records())
        TokenLoad.reader = server.command("token", "create", "reader", "--scope", "playbooks:read")
        for number in range(ROUNDS):
            load = TokenLoad(server, token, block, f"r{number}", readers=6, executors=4)
            time.sleep(chance.uniform(0.05, 1.2))
            server.kill()
            load.join()
            server.start()
            slowest = max(slowest, server.start_seconds)
            check(server.start_seconds < START_LIMIT, f"round {number}: the start took {server.start_seconds:.2f} s")
            check(not load.wrong, f"round {number}: {load.wrong[:3]}")
            records = server.records()
            done = reads(records) - base
            read += load.reads
            executions += len(load.executions)
            refusals += load.refusals
            denied = sum(r["outcome"] == "denied" and r["tokenName"] == "reader" for r in records)
            check(denied >= refusals, f"round {number}: {refusals} refusals were answered, {denied} recorded")
            check(done >= read, f"round {number}: {read} reads were acknowledged, {done} recorded")
            intents, outcomes = sources(records, "intent"), sources(records, "outcome")
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
                read += status == 200
            server.command("audit", "verify")
        check(server.end() == 0, "the last server did not end well")
    platform.end()
    print(f"ok   kill: {ROUNDS} rounds (seed {SEED}), {read} reads, {executions} executions and {refusals} "
          f"refusals of a known caller acknowledged, "
          f"slowest start {slowest * 1000:.0f} ms")


try:
    main()
except Failure as failure:
    print(f"FAIL kill (seed {SEED}): {failure}")
    sys.exit(1)
