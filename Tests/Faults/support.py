"""A server under faults: its process, its platform, its clients and its audit log."""

import atexit
import collections
import http.client
import http.server
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.request

BINARY = str(pathlib.Path(os.environ.get("SOAR_MCP", ".build/debug/soar-mcp")).resolve())


processes: list[subprocess.Popen] = []
"""Whatever a script has started; none outlives it."""


@atexit.register
def end_all() -> None:
    """Ends what a script that failed has left."""
    for process in processes:
        if process.poll() is None:
            process.kill()
            process.wait()


class Failure(Exception):
    """What a fault must not do, it did."""


def check(condition: bool, text: str) -> None:
    """Ends the script where something is not as stated."""
    if not condition:
        raise Failure(text)


class Platform:
    """The simulated platform of `soar-mcp demo`, behind a recorder of every start of a playbook."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        command = [BINARY, "demo", "--json", "--mcp-port", "0", "--admin-port", "0", "--log-level", "critical"]
        command += ["--database", f"{self.folder.name}/demo.db"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=self.folder.name)
        processes.append(self.process)
        self.inner = json.loads(self.process.stdout.readline())["platformURL"]
        self.started: collections.Counter[str] = collections.Counter()
        """How often each `src` was started."""
        outer = self

        class Recorder(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.pass_on(None)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                parsed = json.loads(body or b"null")
                if isinstance(parsed, dict) and parsed.get("executorInstanceType"):
                    values = {item.get("key"): item.get("value") for item in parsed.get("params") or []}
                    outer.started[str(values.get("src"))] += 1
                self.pass_on(body)

            def pass_on(self, body: bytes | None) -> None:
                headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
                request = urllib.request.Request(outer.inner + self.path, body, headers, method=self.command)
                with urllib.request.urlopen(request, timeout=10) as answer:
                    data = answer.read()
                try:
                    self.send_response(200)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Recorder)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self) -> None:
        self.server.shutdown()
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


class Server:
    """`soar-mcp serve` in a folder."""

    def __init__(self, folder: str, platform: Platform | None = None, **options: object) -> None:
        self.folder = folder
        self.database = f"{folder}/soar_mcp.db"
        self.environment = {"PATH": "/usr/bin:/bin", "LOG_LEVEL": "error", **options.pop("environment", {})}
        if platform:
            self.environment |= {"API_URL": platform.url, "API_TOKEN": "octomation-simulator-token", "SOAR_LABELS": "MCP"}
        self.options = options
        self.start()

    def start(self) -> None:
        """Starts it, and notes how long that took."""
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--mcp-port", "0", "--admin-port", "0"], cwd=self.folder, env=self.environment,
            stdout=subprocess.PIPE, stderr=open(f"{self.folder}/remarks.log", "a"), text=True, **self.options)
        processes.append(self.process)
        first, second = self.process.stdout.readline(), self.process.stdout.readline()
        self.start_seconds = time.monotonic() - begun
        if not second:
            raise Failure("the server did not start: " + open(f"{self.folder}/remarks.log").read()[-500:])
        self.port = int(first.strip().removesuffix("/mcp").rsplit(":", 1)[1])

    def command(self, *arguments: str) -> str:
        """Runs another command of the program on the same database."""
        environment = {name: value for name, value in self.environment.items() if name != "LD_PRELOAD"}
        done = subprocess.run(
            [BINARY, *arguments, "--database", self.database], cwd=self.folder, env=environment,
            capture_output=True, text=True)
        check(done.returncode == 0, f"{arguments}: {done.stderr}")
        return done.stdout.strip()

    def records(self) -> list[dict]:
        """All audit records."""
        return json.loads(self.command("audit", "list", "--json", "--all-phases", "--limit", "100000"))

    def ready(self) -> dict:
        """What /ready says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request("GET", "/ready")
            return json.loads(connection.getresponse().read())["checks"]
        finally:
            connection.close()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


class Client:
    """One keep-alive connection with one token."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.token = token

    def call(self, tool: str, arguments: dict | None = None) -> tuple[int, dict]:
        """Calls a tool; returns the status and the answer."""
        meta = {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": {"name": "faults", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {},
        }
        params = {"name": tool, "arguments": arguments or {}, "_meta": meta}
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "Accept": "application/json", "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call",
            "Mcp-Name": tool,
        }
        self.connection.request("POST", "/mcp", body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        return answer.status, json.loads(data) if data else {}

    def close(self) -> None:
        self.connection.close()


class Shim:
    """A library that stands between the server and the system, made anew from `shims/NAME.c`, and what it is told."""

    def __init__(self, name: str, folder: str) -> None:
        compiler = shutil.which("clang") or shutil.which("cc")
        if not compiler or os.uname().sysname != "Linux":
            raise Missing("a C compiler and Linux")
        library = f"{folder}/{name}.so"
        source = pathlib.Path(__file__).with_name("shims") / f"{name}.c"
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O2", "-o", library, str(source), "-ldl", "-lpthread"], check=True)
        self.control = pathlib.Path(folder, f"{name}.control")
        self.control.write_bytes(bytes(8))
        self.environment = {"LD_PRELOAD": library, "FAULT_CONTROL": str(self.control)}

    def tell(self, what: bytes) -> None:
        """Says what to do from now on; the server sees it at once."""
        with self.control.open("r+b", buffering=0) as file:
            file.write(what)


class Missing(Exception):
    """What a script needs isn't here."""


def playbook(server: Server, token: str) -> int:
    """The playbook that takes one address; waits until it is there."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        _, answer = Client(server.port, token).call("list_playbooks_quick")
        for entry in answer.get("result", {}).get("structuredContent", {}).get("playbooks", []):
            if entry.get("displayName", entry.get("display_name", "")) == "Block a malicious IP":
                return entry.get("id", entry.get("playbook_id"))
        time.sleep(0.2)
    raise Failure("the playbook never came")


def sources(records: list[dict], phase: str) -> set[str]:
    """The `src` of all executions that have a record of that phase."""
    return {str((r.get("parameters") or {}).get("parameters", {}).get("src")) for r in records
            if r["action"] == "execute_playbook" and r["phase"] == phase}


def reads(records: list[dict]) -> int:
    """How many records of answered reads there are."""
    return sum(r["action"] == "list_playbooks_quick" and r["phase"] == "outcome" and r["outcome"] == "success"
               for r in records)


class Load:
    """Readers and executors that go on until the server is gone, and what they were told."""

    def __init__(self, server: Server, token: str, block: int, name: str, readers: int, executors: int) -> None:
        self.server, self.token, self.block, self.name = server, token, block, name
        self.reads = 0
        self.executions: list[str] = []
        """The `src` of all that were acknowledged."""
        self.wrong: list[str] = []
        jobs = [self.read] * readers + [lambda n=n: self.execute(n) for n in range(executors)] + self.further_jobs()
        self.threads = [threading.Thread(target=self.run, args=(job,), daemon=True) for job in jobs]
        for thread in self.threads:
            thread.start()

    def further_jobs(self) -> list:
        """What else is done at the same time."""
        return []

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
            source = f"{self.name}w{worker}n{number}"
            status, answer = client.call("execute_playbook", {"playbook_id": self.block, "parameters": {"src": source}})
            if status == 200 and not answer.get("result", {}).get("isError"):
                self.executions.append(source)
            else:
                self.wrong.append(f"execute: {status} {answer}")

    def join(self) -> None:
        for thread in self.threads:
            thread.join(20)


def descriptors(wanted: int) -> int:
    """Raises this process's limit of open files as far as it goes."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    return limit


def memory(process: subprocess.Popen) -> float:
    """Megabytes of memory that a process has now."""
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
