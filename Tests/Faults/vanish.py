"""The machine of a syslog receiver vanishes without a word while calls go on: what was on the way to it comes again.

Two network namespaces with a cable between them, so it needs root. Nothing tells the sender that the other side is gone,
and its system goes on taking data for it.

usage: vanish.py
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from support import Client, Failure, Server, check, processes

HERE, THERE, PORT = "10.99.99.1", "10.99.99.2", 16010
DOWN = 25.0
"""Seconds without a cable; longer than records need to count as delivered."""


def receive() -> None:
    """Prints the numbers of the records that come, each on a line."""
    with socket.create_server((THERE, PORT)) as listener:
        while True:
            connection, _ = listener.accept()
            stream = connection.makefile("rb")
            while length := read_length(stream):
                print(re.search(rb' id="(\d+)"', stream.read(length)).group(1).decode(), flush=True)
            stream.close()
            connection.close()


def read_length(stream: object) -> int:
    digits = b""
    while (byte := stream.read(1)).isdigit():
        digits += byte
    return int(digits or 0)


def run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


class Receiver:
    """A process in the other namespace, and what it has printed."""

    def __init__(self, namespace: int, ids: list[int]) -> None:
        command = ["nsenter", "-t", str(namespace), "-n", sys.executable, __file__, "receive"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        processes.append(self.process)
        threading.Thread(target=lambda: ids.extend(int(line) for line in self.process.stdout), daemon=True).start()


def main() -> None:
    run("ip", "link", "set", "lo", "up")
    holder = subprocess.Popen(["unshare", "-n", "sleep", "600"])
    processes.append(holder)
    time.sleep(0.5)
    try:
        run("ip", "link", "add", "veth0", "type", "veth", "peer", "name", "veth1")
        run("ip", "link", "set", "veth1", "netns", str(holder.pid))
        run("ip", "addr", "add", f"{HERE}/24", "dev", "veth0")
        run("ip", "link", "set", "veth0", "up")
        for words in (["addr", "add", f"{THERE}/24", "dev", "veth1"], ["link", "set", "veth1", "up"]):
            run("nsenter", "-t", str(holder.pid), "-n", "ip", *words)
    except subprocess.CalledProcessError as error:
        print(f"skip vanish: {error.stderr.decode().strip()}")
        return
    ids: list[int] = []
    receiver = Receiver(holder.pid, ids)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, environment={"AUDIT_SYSLOG": f"tcp://{THERE}:{PORT}"})
        client = Client(server.port, server.command("token", "create", "load"))

        def ask(seconds: float) -> None:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                check(client.call("list_playbooks_quick")[0] == 200, "a call was not answered")
                time.sleep(0.2)

        ask(3)
        check(len(ids) > 5, "nothing came before")
        run("ip", "link", "set", "veth0", "down")
        # Its last words go nowhere.
        receiver.process.send_signal(signal.SIGKILL)
        ask(DOWN)
        run("ip", "link", "set", "veth0", "up")
        Receiver(holder.pid, ids)
        ask(3)
        last = max(record["id"] for record in server.records())
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and len(set(ids)) < last:
            time.sleep(0.2)
        check(list(dict.fromkeys(ids)) == list(range(1, last + 1)), f"{len(set(ids))} of {last}, or not in order")
        print(f"ok   vanish: {last} records, the machine gone for {DOWN:.0f} s, {len(ids) - last} came twice")


try:
    if sys.argv[1:] == ["receive"]:
        receive()
    elif os.environ.get("VANISH_INSIDE"):
        main()
    elif os.geteuid() != 0 or not all(map(shutil.which, ("ip", "unshare", "nsenter"))):
        print("skip vanish: it needs root, ip, unshare and nsenter")
    else:
        os.environ["VANISH_INSIDE"] = "1"
        os.execvp("unshare", ["unshare", "-n", sys.executable, __file__])
except Failure as failure:
    print(f"FAIL vanish: {failure}")
    sys.exit(1)
