"""Power cuts under full load: whatever was not synchronised is gone, all of it or by chance half of its pages.

Every acknowledged execution has its records, with AUDIT_DURABILITY=fsync every acknowledged read too; the chain
verifies. The disk is shims/disk.c's: what real hardware says it has written and has not, it can't show.

usage: power.py [ROUNDS [SEED]]
"""

import random
import sys
import tempfile
import time

from support import Failure, Load, Missing, Platform, Server, Shim, check, playbook, reads, sources

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1_000_000


def series(durability: str, chance: random.Random, shim: Shim) -> tuple[int, int]:
    """Some power cuts of one server, one after the other."""
    platform = Platform()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**shim.environment, "FAULT_FILES": f"{folder}/soar_mcp.db", "AUDIT_DURABILITY": durability}
        server = Server(folder, platform, environment=environment)
        try:
            token = server.command("token", "create", "load")
            block = playbook(server, token)
            read, executions = reads(server.records()), []
            for number in range(ROUNDS):
                load = Load(server, token, block, f"{durability}{number}", readers=4, executors=4)
                time.sleep(chance.uniform(0.2, 1.5))
                shim.tell(b"CH"[number % 2:][:1])
                server.process.wait(20)
                load.join()
                shim.tell(b"0")
                server.start()
                check(not load.wrong, f"{durability} {number}: {load.wrong[:3]}")
                records = server.records()
                read += load.reads
                executions += load.executions
                where = f"{durability} {number}"
                if durability == "fsync":
                    found = reads(records)
                    check(found >= read, f"{where}: {read} reads were acknowledged, {found} recorded")
                recorded = sources(records, "intent")
                lost = [source for source in platform.started if source not in recorded]
                check(not lost, f"{where}: started without an intent on record: {lost[:3]}")
                recorded = sources(records, "outcome")
                lost = [source for source in executions if source not in recorded]
                check(not lost, f"{where}: acknowledged without a record: {lost[:3]}")
                server.command("audit", "verify")
            check(server.end() == 0, "the last server did not end well")
            return read, len(executions)
        finally:
            server.process.kill()
            platform.end()


def main() -> None:
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as aside:
        shim = Shim("disk", aside)
        results = {durability: series(durability, chance, shim) for durability in ("fsync", "commit")}
    told = ", ".join(f"{name}: {read} reads and {done} executions" for name, (read, done) in results.items())
    print(f"ok   power: {ROUNDS} cuts each (seed {SEED}); acknowledged {told}")


try:
    main()
except Missing as missing:
    print(f"skip power: needs {missing}")
except Failure as failure:
    print(f"FAIL power (seed {SEED}): {failure}")
    sys.exit(1)
