"""A file system that becomes read-only under a running server, and a start on one.

Refused with 503, a good token never with 401; nothing reaches the platform; good again by itself. A system in use can't
be made read-only by hand (EBUSY); the kernel does so after an error on the disk, for good. So shims/disk.c answers
writes as such a system does; the start is on a real one, where that can be mounted.
"""

import subprocess
import sys
import tempfile
import time

from support import BINARY, Client, Failure, Missing, Platform, Server, Shim, check, playbook, sources


def running() -> float:
    """Returns how long the server needed to be good again."""
    platform = Platform()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as aside:
        shim = Shim("disk", aside)
        server = Server(folder, platform, environment={**shim.environment, "FAULT_FILES": f"{folder}/soar_mcp.db"})
        try:
            token = server.command("token", "create", "load")
            # Verified for the first time while nothing can be written.
            fresh = server.command("token", "create", "fresh")
            block = playbook(server, token)
            shim.tell(b"R")
            for number in range(20):
                client = Client(server.port, (token, fresh)[number % 2])
                arguments = {"playbook_id": block, "parameters": {"src": f"n{number}"}}
                status, _ = client.call("execute_playbook", arguments)
                check(status == 503, f"an execution: {status}")
                check(platform.started[f"n{number}"] == 0, "a refused call reached the platform")
                status, _ = client.call("list_playbooks_quick")
                check(status == 503, f"a read: {status}")
            deadline = time.monotonic() + 3
            while server.ready()["audit"] != "unavailable":
                check(time.monotonic() < deadline, "/ready does not show it")
                time.sleep(0.05)
            shim.tell(b"0")
            begun = time.monotonic()
            while server.ready()["audit"] != "ok":
                check(time.monotonic() - begun < 5, "not good again after 5 s")
                time.sleep(0.05)
            back = time.monotonic() - begun
            status, _ = Client(server.port, fresh).call(
                "execute_playbook", {"playbook_id": block, "parameters": {"src": "after"}})
            check(status == 200, f"after: {status}")
            check("after" in sources(server.records(), "intent"), "an execution has no intent on record")
            server.command("audit", "verify")
            check(server.end() == 0, "the server did not end well")
            return back
        finally:
            server.process.kill()
            platform.end()


def start() -> str:
    """Starts on a read-only file system; says what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", folder],
                                 capture_output=True)
        if mounted.returncode != 0:
            return "a start was not tried (needs root)"
        try:
            server = Server(folder)
            server.command("token", "create", "load")
            check(server.end() == 0, "the server did not end well")
            subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
            for name in ("soar_mcp.db", "new.db"):
                done = subprocess.run(
                    [BINARY, "serve", "--mcp-port", "0", "--admin-port", "0", "--database", f"{folder}/{name}"],
                    env=server.environment, capture_output=True, text=True, timeout=20)
                lines = done.stderr.strip().splitlines()
                check(done.returncode != 0, f"it starts with {name}")
                check(len(lines) == 1 and f"{folder}/{name}" in lines[0], f"with {name} it says {lines}")
            return f"a start ends with “{lines[0].replace(folder, '…')}”"
        finally:
            subprocess.run(["umount", "-l", folder], check=False)


try:
    back = running()
    print(f"ok   readonly: 20 executions and 20 reads refused with 503, none at the platform, good again after "
          f"{back * 1000:.0f} ms; {start()}")
except Missing as missing:
    print(f"skip readonly: needs {missing}")
except Failure as failure:
    print(f"FAIL readonly: {failure}")
    sys.exit(1)
