"""The database locked by another process, for 3 s and for 20 s: 503 within 10 s, good again within 2 s.

usage: lock.py [SECONDS…]
"""

import sqlite3
import sys
import tempfile
import threading
import time

from support import Client, Failure, Server, check


def hold(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        token = server.command("token", "create", "load")
        client = Client(server.port, token)
        check(client.call("list_playbooks_quick")[0] == 200, "before the lock")
        database = sqlite3.connect(server.database, isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        released = threading.Event()
        until = time.monotonic() + seconds
        waits: list[tuple[float, int]] = []

        def ask() -> None:
            own = Client(server.port, token)
            while not released.is_set():
                begun = time.monotonic()
                status, _ = own.call("list_playbooks_quick")
                waits.append((time.monotonic() - begun, status))

        threads = [threading.Thread(target=ask, daemon=True) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(until - time.monotonic())
        database.execute("ROLLBACK")
        begun = time.monotonic()
        while client.call("list_playbooks_quick")[0] != 200:
            check(time.monotonic() - begun < 5, "not good again after 5 s")
        back = time.monotonic() - begun
        released.set()
        for thread in threads:
            thread.join(15)
        slowest = max(wait for wait, _ in waits)
        statuses = sorted({status for _, status in waits})
        check(back < 2, f"good again only after {back:.1f} s")
        check(slowest < 10, f"a caller waited {slowest:.1f} s")
        check(set(statuses) <= {200, 503}, f"statuses {statuses}")
        check(server.end() == 0, "the server did not end well")
        print(f"ok   lock: {seconds:.0f} s, statuses {statuses}, slowest answer {slowest:.1f} s, "
              f"good again after {back * 1000:.0f} ms")


try:
    for seconds in [float(text) for text in sys.argv[1:]] or [3, 20]:
        hold(seconds)
except Failure as failure:
    print(f"FAIL lock: {failure}")
    sys.exit(1)
