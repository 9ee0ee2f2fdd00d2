"""A full disk: refused with 503, nothing reaches the platform, good again by itself."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

from support import Client, Failure, Platform, Server, check, playbook, sources


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", folder],
                                 capture_output=True)
        if mounted.returncode != 0:
            print("skip disk: a small tmpfs can't be mounted here (needs root)")
            return
        try:
            fill(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=False)


def fill(folder: str) -> None:
    platform = Platform()
    server = Server(folder, platform)
    try:
        token = server.command("token", "create", "load")
        block = playbook(server, token)
        client = Client(server.port, token)
        status, _ = client.call("execute_playbook", {"playbook_id": block, "parameters": {"src": "before"}})
        check(status == 200, f"before: {status}")
        ballast = pathlib.Path(folder, "ballast")
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        refused = 0
        for number in range(2000):
            status, _ = client.call("execute_playbook", {"playbook_id": block, "parameters": {"src": f"full{number}"}})
            check(status in (200, 503), f"while full: {status}")
            if status == 503:
                refused += 1
                check(platform.started[f"full{number}"] == 0, "a refused call reached the platform")
                if refused == 20:
                    break
        check(refused == 20, "the disk never was full")
        check(server.ready()["audit"] == "unavailable", "/ready does not show it")
        ballast.unlink()
        begun = time.monotonic()
        while server.ready()["audit"] != "ok":
            check(time.monotonic() - begun < 5, "not good again after 5 s")
            time.sleep(0.05)
        back = time.monotonic() - begun
        status, _ = client.call("execute_playbook", {"playbook_id": block, "parameters": {"src": "after"}})
        check(status == 200, f"after: {status}")
        intents = sources(server.records(), "intent")
        lost = [source for source in platform.started if source not in intents]
        check(not lost, f"started without an intent on record: {lost[:3]}")
        server.command("audit", "verify")
        check(server.end() == 0, "the server did not end well")
        print(f"ok   disk: 20 calls refused with 503, none at the platform, good again after {back * 1000:.0f} ms")
    finally:
        server.process.kill()
        platform.end()


try:
    main()
except Failure as failure:
    print(f"FAIL disk: {failure}")
    sys.exit(1)
