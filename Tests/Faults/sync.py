"""To synchronise fails, and later the power too: what was acknowledged is on disk all the same.

Refused with 503, nothing reaches the platform, good again by itself. A failed fsync leaves pages behind that the kernel
takes for written (shims/disk.c does as Linux does), so that the power cut shows whether the server believes it.
"""

import sys
import tempfile
import time

from support import Client, Failure, Missing, Platform, Server, Shim, check, playbook, reads, sources

ROUNDS = 3
REFUSED = 5
AFTERWARDS = 5
"""So few that the write-ahead log is not copied into the database, which would put everything right."""


def execute(client: Client, block: int, source: str) -> int:
    return client.call("execute_playbook", {"playbook_id": block, "parameters": {"src": source}})[0]


def broken(server: Server, shim: Shim, platform: Platform, client: Client, block: int, name: str) -> float:
    """Lets it fail for a while; returns how long the server needed to be good again."""
    shim.tell(b"F")
    for number in range(REFUSED):
        status = execute(client, block, f"{name}n{number}")
        check(status == 503, f"while it fails: {status}")
        check(platform.started[f"{name}n{number}"] == 0, "a refused call reached the platform")
        status, _ = client.call("list_playbooks_quick")
        check(status == 503, f"a read while it fails: {status}")
    deadline = time.monotonic() + 3
    while server.ready()["audit"] != "unavailable":
        check(time.monotonic() < deadline, "/ready does not show it")
        time.sleep(0.05)
    shim.tell(b"0")
    begun = time.monotonic()
    while server.ready()["audit"] != "ok":
        check(time.monotonic() - begun < 5, "not good again after 5 s")
        time.sleep(0.05)
    return time.monotonic() - begun


def unnoticed() -> int:
    """Only reads, whose records are not synchronised one by one: sooner or later it is noticed; returns when."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as aside:
        shim = Shim("disk", aside)
        environment = {**shim.environment, "FAULT_FILES": f"{folder}/soar_mcp.db", "AUDIT_DURABILITY": "commit"}
        server = Server(folder, environment=environment)
        client = Client(server.port, server.command("token", "create", "load"))
        check(client.call("list_playbooks_quick")[0] == 200, "before")
        shim.tell(b"F")
        count = 0
        while client.call("list_playbooks_quick")[0] == 200:
            count += 1
            check(count < 2000, "reads go on although nothing reaches the disk")
        shim.tell(b"0")
        check(client.call("list_playbooks_quick")[0] == 200, "not good again")
        server.command("audit", "verify")
        check(server.end() == 0, "the server did not end well")
        return count


def one_round(durability: str, number: int) -> tuple[float, int]:
    platform = Platform()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as aside:
        shim = Shim("disk", aside)
        environment = {**shim.environment, "FAULT_FILES": f"{folder}/soar_mcp.db", "AUDIT_DURABILITY": durability}
        server = Server(folder, platform, environment=environment)
        try:
            token = server.command("token", "create", "load")
            block = playbook(server, token)
            client = Client(server.port, token)
            acknowledged = []
            # Records that nobody had synchronised when it failed, in front of those that come afterwards.
            for _ in range(10):
                check(client.call("list_playbooks_quick")[0] == 200, "before")
            back = broken(server, shim, platform, client, block, f"broken{number}")
            for after in range(AFTERWARDS):
                check(client.call("list_playbooks_quick")[0] == 200, "a read afterwards")
                status = execute(client, block, f"after{number}n{after}")
                check(status == 200, f"afterwards: {status}")
                acknowledged.append(f"after{number}n{after}")
            server.command("audit", "verify")
            check(reads(server.records()) >= 10 + AFTERWARDS, "a read has no record")
            shim.tell(b"C")
            try:
                client.call("list_playbooks_quick")
                raise Failure("the power cut came to nothing")
            except OSError:
                server.process.wait()
            shim.tell(b"0")
            server.start()
            recorded = sources(server.records(), "intent")
            lost = [source for source in [*acknowledged, *platform.started] if source not in recorded]
            check(not lost, f"{durability}: {len(lost)} executions without a record after the power cut: {lost[:3]}")
            server.command("audit", "verify")
            check(Client(server.port, token).call("list_playbooks_quick")[0] == 200, "the token is not good any more")
            check(server.end() == 0, "the server did not end well")
            return back, len(acknowledged)
        finally:
            server.process.kill()
            platform.end()


try:
    slowest, kept = 0.0, 0
    for number in range(ROUNDS):
        for durability in ("fsync", "commit"):
            back, acknowledged = one_round(durability, number)
            slowest, kept = max(slowest, back), kept + acknowledged
    noticed = unnoticed()
    print(f"ok   sync: {ROUNDS * 2} rounds, {REFUSED} executions and {REFUSED} reads refused with 503 in each, none at the platform, "
          f"good again after {slowest * 1000:.0f} ms at most; all {kept} executions acknowledged afterwards are on "
          f"record after a power cut; reads alone were refused after {noticed}")
except Missing as missing:
    print(f"skip sync: needs {missing}")
except Failure as failure:
    print(f"FAIL sync: {failure}")
    sys.exit(1)
