"""Tests a soar-mcp binary with independent MCP clients. Prints one line per group of checks and a closing count."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import environments
import everything
import issuer_checks
import reduce_schemas
import stdio_client
import story
import tour
from audit_checks import audit_findings
from client_table import CLIENTS as HTTP_CLIENTS
from client_table import CREDENTIALS, VALIDATOR_ENVIRONMENT, Client
from proxy import RecordingProxy
from server import DemoServer

HERE = Path(__file__).resolve().parent
CLIENTS = HTTP_CLIENTS + stdio_client.CLIENTS
CLIENT_SECONDS = 90
CHECK_SECONDS = 60
WHOLE_RUN_SECONDS = 1500
CLIENTS_AT_ONCE = 3


class Report:
    """What has passed and what has failed, one line each."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def line(self, who: str, group: str, problems: list[str], detail: str = "") -> None:
        """Prints how one group of checks went."""
        if problems:
            self.failed += 1
            more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
            print(f"FAILED {who}: {group}: {' | '.join(problems[:3])}{more}", flush=True)
        else:
            self.passed += 1
            print(f"ok {who}: {group}{detail}", flush=True)

    def finish(self) -> int:
        """Prints the closing line. Returns the exit status."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0


class Run:
    """One run: the environments, the self-tests, the clients, the recordings, the audit log."""

    def __init__(self, binary: Path, chosen: list[Client], folder: Path) -> None:
        self.binary, self.chosen, self.folder = binary, chosen, folder
        self.report = Report()
        self.facts: list[dict[str, Any]] = []

    def run(self) -> int:
        """Everything, in order."""
        wanted = list(dict.fromkeys([VALIDATOR_ENVIRONMENT, *(client.environment for client in self.chosen)]))
        with_issuer = any(client.name == issuer_checks.CLIENT for client in self.chosen)
        wanted += [issuer_checks.ENVIRONMENT] if with_issuer else []
        problems = environments.install_all(wanted)
        for environment in wanted:
            installed = [problems[environment]] if environment in problems else []
            self.report.line(environment, "installed", installed)
        self.self_tests()
        if with_issuer:
            self.self_test(environments.python_of(issuer_checks.ENVIRONMENT), "test_oauth_server.py")
        with ThreadPoolExecutor(max_workers=1) as pool:
            # Beside the clients, for it waits more than a minute while the issuer is down.
            issuer = pool.submit(
                issuer_checks.play, self.binary, self.folder, finished, json_lines) if with_issuer else None
            self.with_servers(problems)
            if issuer:
                self.issuer(issuer)
        return self.report.finish()

    def with_servers(self, problems: dict[str, str]) -> None:
        """The clients' stories and tours, and the audit log."""
        server = DemoServer(self.binary, self.folder)
        try:
            server.start()
            self.with_clients(server, [client for client in self.chosen if client.environment not in problems])
            self.metrics(server)
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            self.report.line("soar-mcp", "serves", [f"{type(error).__name__}: {error}"])
        finally:
            problem = server.stop()
        if server.url:
            self.report.line("soar-mcp", "ends on SIGTERM", [problem] if problem else [])
            self.audit(server)
        self.everything({client.name for client in self.chosen if client.environment not in problems})

    def issuer(self, issuer: Future[issuer_checks.Lines]) -> None:
        """The lines of the checks with an authorization server."""
        try:
            for group, problems, detail in issuer.result():
                self.report.line(issuer_checks.WHO, group, problems, detail)
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            self.report.line(issuer_checks.WHO, "is played", [f"{type(error).__name__}: {error}"])

    def everything(self, names: set[str]) -> None:
        """Lets the clients go through every feature of MCP, with the server that has them all."""
        binary = self.binary.with_name(everything.NAME)
        clients = [client for client in everything.CLIENTS if client.name in names]
        if clients and not binary.is_file():
            self.report.line(everything.NAME, "is beside soar-mcp", [f"there is no {binary}"])
            return
        with ThreadPoolExecutor(max_workers=CLIENTS_AT_ONCE) as pool:
            tours = [pool.submit(everything.tour, binary, client, self.folder, finished, json_lines)
                     for client in clients]
        for client, each in zip(clients, tours, strict=True):
            who = f"{client.name} (everything)"
            try:
                self.report_tour(who, client.revision, each.result())
            except (OSError, RuntimeError, ValueError, KeyError) as error:
                self.report.line(who, "is served", [f"{type(error).__name__}: {error}"])

    def report_tour(self, who: str, revision: str, toured: everything.Toured) -> None:
        """The lines of one client's tour."""
        for group in tour.GROUPS:
            problem = toured.told.get(group, toured.told.get("", "not reached"))
            self.report.line(who, group, [problem] if problem else [])
        details = {"negotiated revision": f" ({revision})", "server messages": f" ({toured.exchanges} exchanges)"}
        for group, findings in toured.findings.items():
            self.report.line(who, group, findings, details.get(group, ""))
        self.report.line(who, "the server ends on SIGTERM", [toured.ending] if toured.ending else [])

    def self_tests(self) -> None:
        """The tests of this test: it must be able to fail."""
        for python, test in (
            (Path(sys.executable), "test_proxy.py"),
            (environments.python_of(VALIDATOR_ENVIRONMENT), "test_validator.py"),
            (environments.python_of(VALIDATOR_ENVIRONMENT), "test_stdio.py"),
            (environments.python_of(VALIDATOR_ENVIRONMENT), "test_streamed.py"),
        ):
            self.self_test(python, test)
        if reduce_schemas.OFFICIAL.is_dir():
            differing = reduce_schemas.differing()
            self.report.line("schemas", "are the official ones", [f"{revision} differs" for revision in differing])

    def self_test(self, python: Path, test: str) -> None:
        """One of them."""
        self.report.line("self-test", test, command_problems([str(python), str(HERE / test)]))

    def with_clients(self, server: DemoServer, clients: list[Client]) -> None:
        """Lets every client go through the story, some at a time, and reports them in order."""
        tasks = [
            (client, credentials)
            for client in clients
            for credentials in (stdio_client.CREDENTIALS if client in stdio_client.CLIENTS else CREDENTIALS)
        ]
        pool = ThreadPoolExecutor(max_workers=CLIENTS_AT_ONCE)
        try:
            results = pool.map(lambda task: self.play(server, *task), tasks)
            for (client, credentials), (told, checked) in zip(tasks, results, strict=True):
                self.report_client(client, credentials, told, checked)
        finally:
            pool.shutdown(cancel_futures=True)

    def play(self, server: DemoServer, client: Client, credentials: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """One client's story through a proxy of its own, and the checks of what was recorded."""
        recording = self.folder / f"{client.name}-{credentials}.jsonl"
        secret = {**os.environ, "CLIENT_TOKEN": server.token, "NO_PROXY": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"}
        if client in stdio_client.CLIENTS:
            played = finished(
                stdio_client.story_command(self.binary, server, client, recording),
                {**secret, **stdio_client.platform_settings(server)}, CLIENT_SECONDS)
        else:
            played = self.play_through_proxy(server, client, credentials, recording, secret)
        played_log = self.folder / f"{client.name}-{credentials}.log"
        played_log.write_text(f"{played.stdout}\n{played.stderr}", encoding="utf-8")
        told = {line["group"]: line["problem"] for line in json_lines(played.stdout)}
        if played.returncode:
            told.setdefault("", f"the client ended with {played.returncode}: {played.stderr[-300:]!r}")
        command = [environments.python_of(VALIDATOR_ENVIRONMENT), HERE / "check_recording.py", recording,
                   client.revision]
        checked = finished([str(part) for part in command], secret, CHECK_SECONDS)
        objects = json_lines(checked.stdout)
        return told, objects[0] if objects else {"findings": {"checks": [checked.stderr[-300:]]}, "exchanges": 0}

    def play_through_proxy(
        self, server: DemoServer, client: Client, credentials: str, recording: Path, secret: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """One client's story over HTTP."""
        proxy = RecordingProxy(server.url, recording)
        try:
            command = [environments.python_of(client.environment), HERE / "play_story.py", client.adapter,
                       f"{proxy.address}/mcp", credentials, client.revision]
            return finished([str(part) for part in command], secret, CLIENT_SECONDS)
        finally:
            proxy.close()

    def report_client(self, client: Client, credentials: str, told: dict[str, Any], checked: dict[str, Any]) -> None:
        """The lines of one client with one kind of credentials."""
        who = f"{client.name} ({credentials})"
        for group in story.GROUPS:
            problem = told.get(group, told.get("", "not reached"))
            self.report.line(who, group, [problem] if problem else [])
        for group, findings in checked["findings"].items():
            detail = f" ({client.revision})" if group == "negotiated revision" else ""
            detail = f" ({checked['exchanges']} exchanges)" if group == "server messages" else detail
            self.report.line(who, group, findings, detail)
        if "facts" in checked:
            self.facts.append(checked["facts"])

    def metrics(self, server: DemoServer) -> None:
        """Reads the figures with the parsers of Prometheus' own client."""
        command = [environments.python_of(VALIDATOR_ENVIRONMENT), HERE / "metrics_checks.py",
                   f"{server.admin_url}/metrics"]
        settings = {**os.environ, "CLIENT_TOKEN": server.token, "NO_PROXY": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"}
        checked = finished([str(part) for part in command], settings, CHECK_SECONDS)
        objects = json_lines(checked.stdout)
        told = objects[0] if objects else {"findings": {"are read": [checked.stderr[-300:]]}, "series": 0}
        for group, problems in told["findings"].items():
            self.report.line("metrics", group, problems, f" ({told['series']} series)" if group == "text format" else "")

    def audit(self, server: DemoServer) -> None:
        """Compares the audit log with all recordings."""
        try:
            findings = audit_findings(server.audit(), self.facts, server.token)
        except (OSError, RuntimeError, ValueError, subprocess.TimeoutExpired) as error:
            findings = {"can be read": [str(error)]}
        for group, problems in findings.items():
            self.report.line("audit", group, problems)


def finished(command: list[str], environment: dict[str, str], seconds: float) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end, or to the end of its time."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=environment)
    except subprocess.TimeoutExpired as late:
        output = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        return subprocess.CompletedProcess(command, -1, output, f"not done after {seconds:g} s")
    except OSError as error:
        return subprocess.CompletedProcess(command, -1, "", str(error))


def command_problems(command: list[str]) -> list[str]:
    """What a test program says when it fails."""
    done = finished(command, {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, CHECK_SECONDS)
    return [] if done.returncode == 0 else [done.stderr[-800:].replace("\n", " ")]


def json_lines(text: str) -> list[dict[str, Any]]:
    """The JSON objects among the lines of an output."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def cut_short(number: int, _: object) -> None:
    """Ends the run in a way that still stops the server."""
    raise SystemExit(f"FAILED: ended by {signal.Signals(number).name} before it was done")


def main() -> int:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=Path, help="the soar-mcp binary")
    parser.add_argument("--only", default="", help="only the clients whose name contains this")
    parser.add_argument("--keep", type=Path, help="keep recordings, logs and the database in this new folder")
    arguments = parser.parse_args()
    chosen = [client for client in CLIENTS if arguments.only in client.name]
    if not chosen:
        parser.error(f"no client is called {arguments.only!r}")
    if not arguments.binary.is_file():
        parser.error(f"there is no {arguments.binary}")
    signal.signal(signal.SIGALRM, cut_short)
    signal.signal(signal.SIGTERM, cut_short)
    signal.alarm(WHOLE_RUN_SECONDS)
    folder = Path(tempfile.mkdtemp(prefix="soar-mcp-clients-"))
    try:
        return Run(arguments.binary.resolve(), chosen, folder).run()
    finally:
        if arguments.keep:
            shutil.copytree(folder, arguments.keep)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
