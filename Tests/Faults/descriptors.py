"""File descriptors used up: open connections are served, and new ones again when there is room."""

import resource
import socket
import sys
import tempfile
import time

from support import Client, Failure, Server, check

LIMIT = 128


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (LIMIT, LIMIT)))
        token = server.command("token", "create", "load")
        client = Client(server.port, token)
        check(client.call("list_playbooks_quick")[0] == 200, "before")
        idle = []
        for _ in range(LIMIT + 50):
            idle.append(socket.create_connection(("127.0.0.1", server.port), timeout=5))
        time.sleep(0.5)
        for _ in range(20):
            status, _ = client.call("list_playbooks_quick")
            check(status in (200, 503), f"on the open connection: {status}")
        for connection in idle:
            connection.close()
        begun = time.monotonic()
        while True:
            try:
                status, _ = Client(server.port, token).call("list_playbooks_quick")
                if status == 200:
                    break
            except OSError:
                pass
            check(time.monotonic() - begun < 10, "not good again after 10 s")
            time.sleep(0.05)
        back = time.monotonic() - begun
        check(server.end() == 0, "the server did not end well")
        print(f"ok   descriptors: {LIMIT} allowed, {len(idle)} idle connections, good again after {back * 1000:.0f} ms")


try:
    main()
except Failure as failure:
    print(f"FAIL descriptors: {failure}")
    sys.exit(1)
