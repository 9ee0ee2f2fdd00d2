"""10,000 idle keep-alive connections and 1,000 slow ones: what a normal client sees of them."""

import socket
import sys
import tempfile
import threading
import time

from support import Client, Failure, Server, check, descriptors, memory

IDLE = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
SLOW = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
CALLS = 500


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def measure(port: int, token: str) -> tuple[float, float]:
    client, times = Client(port, token), []
    for _ in range(CALLS):
        begun = time.monotonic()
        status, _ = client.call("list_playbooks_quick")
        times.append((time.monotonic() - begun) * 1000)
        check(status == 200, f"the normal client got {status}")
    return percentile(times, 0.5), percentile(times, 0.99)


def main() -> None:
    wanted = IDLE + SLOW + 200
    if descriptors(wanted) < wanted:
        print(f"skip crowd: {wanted} open files are not allowed here")
        return
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        token = server.command("token", "create", "load")
        alone, small = measure(server.port, token), memory(server.process)
        head = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        idle = []
        for _ in range(IDLE):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
            connection.sendall(head)
            connection.recv(4096)
            idle.append(connection)
        slow = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(SLOW)]
        stop = threading.Event()

        def drip() -> None:
            position = 0
            while not stop.is_set():
                for connection in slow:
                    try:
                        connection.send(head[position % 20:position % 20 + 1])
                    except OSError:
                        pass
                position += 1
                stop.wait(1)

        dripping = threading.Thread(target=drip)
        dripping.start()
        crowded, large = measure(server.port, token), memory(server.process)
        stop.set()
        dripping.join()
        for connection in idle + slow:
            connection.close()
        check(crowded[1] < 100, f"the normal client's p99 is {crowded[1]:.0f} ms")
        check(server.end() == 0, "the server did not end well")
        print(f"ok   crowd: {IDLE} idle, {SLOW} slow; p50/p99 alone {alone[0]:.1f}/{alone[1]:.1f} ms, "
              f"crowded {crowded[0]:.1f}/{crowded[1]:.1f} ms; memory {small:.0f} MB, then {large:.0f} MB")


try:
    main()
except Failure as failure:
    print(f"FAIL crowd: {failure}")
    sys.exit(1)
