"""A soar-mcp binary with a real authorization server: its tokens, its rotation and its outage.

Runs inside the environment of `oauth_server.py`, and starts both servers. `play_oauth.py` plays the client's part in an
environment of its own. Prints one JSON line per group of checks.
"""

from __future__ import annotations

import argparse
import http.client
import json
import logging
import os
import random
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import environments
import jwt
import oauth_server
from issuer_checks import OUTAGE_SECONDS, REQUESTS
from live_tokens import LiveKeys, access_claims, signed
from server import DemoServer
from stdio_client import PLATFORM_TOKEN

HERE = Path(__file__).resolve().parent
CLIENT_ENVIRONMENT = "mcp-2.3.0"
CLIENT_SECONDS = 100
COMMAND_SECONDS = 30
AT_ONCE = 8
ROTATION_AFTER = 300
OUTAGE_PAUSE = 0.12
RECOVERY_SECONDS = 40
PATIENCE_SECONDS = 10
# Below the range that outgoing connections take theirs from: what is down must find its port free again.
PORTS = range(20_000, 30_000)


class Issuer:
    """The authorization server, that can go down and come back with all it remembers."""

    def __init__(self, port: int, resource: str) -> None:
        """Comes up."""
        self._port, self._resource = port, resource
        self.state: oauth_server.State | None = None
        self.name = ""
        self.up()

    def up(self) -> None:
        """Listens."""
        self.name, self._server, self.state = oauth_server.serve(self._port, [self._resource], 300, self.state)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def down(self) -> None:
        """Gives its port back: connections are refused."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def keys(self) -> oauth_server.Keys:
        """Its keys."""
        return self.state.keys

    @property
    def key_set_requests(self) -> int:
        """How often it was asked for its keys."""
        return self.state.asked.get("/jwks", 0)


class Caller:
    """Asks for the tools with one token or another, on one connection."""

    def __init__(self, port: int) -> None:
        """Connects with the first request."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.retry_after = 0

    def ask_patiently(self, token: str) -> tuple[int, str]:
        """The same, asked again after a 503 when its `Retry-After` says so."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            status, text = self.ask(token)
            if status != 503 or time.monotonic() > until:
                return status, text
            time.sleep(max(1, min(self.retry_after, PATIENCE_SECONDS)))

    def ask(self, token: str) -> tuple[int, str]:
        """Status and beginning of the answer."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
        self._connection.request("POST", "/mcp", body, {
            "Authorization": f"Bearer {token}", "Content-Type": "application/json",
            "MCP-Protocol-Version": "2025-06-18", "Accept": "application/json, text/event-stream"})
        with self._connection.getresponse() as answer:
            text = answer.read().decode()
            self.retry_after = int(answer.headers.get("Retry-After", "0"))
            status = answer.status if answer.status != 200 or '"result"' in text else -1
            return status, f"{answer.status} {text[:160]}"


class IssuerPlay:
    """All parts, in order."""

    def __init__(self, binary: Path, folder: Path) -> None:
        """Starts nothing but the authorization server."""
        self._binary = binary
        self._port = free_port()
        self._url = f"http://127.0.0.1:{self._port}/mcp"
        self._issuer = Issuer(free_port(), self._url)
        self._claims = access_claims(self._issuer.name, self._url)
        self._live = LiveKeys()
        self._issuer.keys.beside = self._live.public()
        auth = [{"type": "database"}, {"type": "jwt", "issuer": self._issuer.name, "audience": self._url}]
        self._settings = {
            "AUTH": json.dumps(auth), "PUBLIC_URL": self._url, "AUTHORIZATION_SERVERS": self._issuer.name,
            "INITIAL_SCOPES": "playbooks:read"}
        self._server = DemoServer(binary, folder, self._port, self._settings)

    def run(self) -> None:
        """Plays; what fails is told and the next part begins."""
        try:
            self._part("serves", self._serves)
            self._oauth_client()
            for library in self._live.libraries:
                self._part(f"{library} tokens", lambda library=library: self._library(library))
            self._part("refusals", self._refusals)
            self._part("token explain", self._explain)
            self._part("doctor", self._doctor)
            self._part("rotation under load", self._rotation)
            self._part("issuer down", self._outage)
            self._part("issuer back", self._recovery)
        finally:
            report("ends on SIGTERM", self._server.stop())

    def _part(self, group: str, part: Callable[[], str]) -> None:
        try:
            detail = part()
        except Exception as failure:
            report(group, f"{type(failure).__name__}: {failure}")
        else:
            report(group, None, detail)

    def _serves(self) -> str:
        self._server.start()
        expect(self._server.url == self._url, self._server.url)
        caller = Caller(self._port)
        expect_status(caller, self._server.token, 200)
        expect_status(caller, self._token(), 200)
        return f"{len(self._issuer.keys.public()['keys'])} keys"

    def _oauth_client(self) -> None:
        """The lines of the OAuth client are passed on."""
        command = [environments.python_of(CLIENT_ENVIRONMENT), HERE / "play_oauth.py", self._url]
        try:
            done = subprocess.run(
                [str(part) for part in command], capture_output=True, text=True, timeout=CLIENT_SECONDS)
            output, ending = done.stdout, done.stderr[-300:]
        except subprocess.TimeoutExpired as late:
            output, ending = (late.stdout or b"").decode(), f"not done after {CLIENT_SECONDS} s"
        told = {line["group"]: line["problem"] for line in map(json.loads, output.splitlines())}
        for group in ("challenge and metadata", "first token", "step-up"):
            report(group, told.get(group, f"not reached: {ending}"))

    def _library(self, library: str) -> str:
        caller = Caller(self._port)
        tokens = self._live.tokens(library, self._claims)
        for algorithm, token in tokens.items():
            status, text = caller.ask(token)
            expect(status == 200, f"{algorithm}: {text}")
        return ", ".join(tokens)

    def _refusals(self) -> str:
        """Near misses of a token that is accepted: these checks must be able to fail."""
        caller, key = Caller(self._port), self._issuer.keys.signing
        stranger = oauth_server.Keys().signing
        now = int(time.time())
        misses = {
            "another's signature": signed(stranger, self._claims, key.kid),
            "another audience": signed(key, self._claims | {"aud": self._url + "/other"}),
            "another issuer": signed(key, self._claims | {"iss": self._issuer.name + "/"}),
            "expired": signed(key, self._claims | {"iat": now - 900, "exp": now - 600}),
            "not an access token": signed(key, self._claims, kind="JWT"),
            "unsigned": jwt.encode(self._claims, None, algorithm="none", headers={"kid": key.kid, "typ": "at+jwt"}),
        }
        for name, token in misses.items():
            status, text = caller.ask(token)
            expect(status == 401, f"{name}: {text}")
        return f"{len(misses)} tokens"

    def _explain(self) -> str:
        token = self._token()
        for presented, accepted in ((token, True), (self._forged(), False)):
            status, output = self._command(["token", "explain", "-", "--json"], presented + "\n")
            said = json.loads(output)
            expect(said["accepted"] is accepted and status == (0 if accepted else 1), f"{status}: {output[:400]}")
            expect(presented.rsplit(".", 1)[1] not in output, "the token is repeated")
            if accepted:
                expect(said["caller"]["subject"].endswith(oauth_server.SUBJECT), output[:400])
                expect(said["caller"]["scopes"] == ["playbooks:read"], output[:400])
            else:
                expect(said["steps"][-1]["outcome"] == "refused" and bool(said["advice"]), output[:400])
        return "one accepted, one refused"

    def _doctor(self) -> str:
        count = len(self._issuer.keys.public()["keys"])
        _, output = self._command(["doctor", "--json"], "")
        found = [each for each in json.loads(output)["findings"] if each["subject"] == "auth"]
        whole = " | ".join(f"{each['grade']} {each['message']}" for each in found)
        expect(any(each["grade"] == "sound" and self._issuer.name in each["message"]
                   and f"{count} keys" in each["message"] for each in found), whole or output[:400])
        expect(all(each["grade"] == "sound" for each in found), whole)
        return f"{count} keys"

    def _command(self, arguments: list[str], given: str) -> tuple[int, str]:
        """A command beside the running server, with its settings."""
        platform = {"API_URL": self._server.platform_url, "API_TOKEN": PLATFORM_TOKEN}
        done = subprocess.run(
            [str(self._binary), *arguments, "--database", str(self._server.database)], input=given,
            capture_output=True, text=True, timeout=COMMAND_SECONDS, env={**os.environ, **self._settings, **platform})
        expect(bool(done.stdout), f"{done.returncode}: {done.stderr[-300:]}")
        return done.returncode, done.stdout

    def _rotation(self) -> str:
        """Half of those who call afterwards have a token of the new key, all of them at once.

        Just before, somebody has named a key that nobody has: the keys were looked for, and may not be again at once.
        """
        asked, local, lock = self._issuer.key_set_requests, threading.local(), threading.Lock()
        tokens = [self._token()]

        def call(index: int) -> tuple[int, str]:
            with lock:
                if index == ROTATION_AFTER:
                    made_up = Caller(self._port).ask(signed(oauth_server.Keys().signing, self._claims, "made-up"))
                    expect(made_up[0] == 401, f"a key that nobody has: {made_up[1]}")
                    self._issuer.keys.rotate()
                    tokens.append(self._token())
                token = tokens[index % len(tokens)]
            if not hasattr(local, "caller"):
                local.caller = Caller(self._port)
            return local.caller.ask_patiently(token)

        begin = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(call, range(REQUESTS)))
        seconds = time.monotonic() - begin
        refused = [text for status, text in answers if status != 200]
        expect(not refused, f"{len(refused)} of {REQUESTS}: {refused[:1]}")
        fetches = self._issuer.key_set_requests - asked
        # One for the key that is made up, one for the new one, and one that may have been due.
        expect(2 <= fetches <= 3, f"the keys were asked for {fetches} times")
        return f"{REQUESTS} requests in {seconds:.1f} s, keys asked for {fetches} time(s)"

    def _outage(self) -> str:
        """Longer than the keys are fresh: they were read within the minute before, and are believed for a minute."""
        known, caller = self._token(), Caller(self._port)
        self._issuer.down()
        self._issuer.keys.rotate()
        self._unknown = self._token()
        begin, statuses = time.monotonic(), Counter[int]()
        early = caller.ask(self._unknown)
        expect(early[0] == 503, f"an unknown key: {early[1]}")
        while time.monotonic() < begin + OUTAGE_SECONDS:
            status, text = caller.ask(known)
            statuses[status] += 1
            expect(status == 200, f"after {time.monotonic() - begin:.1f} s: {text}")
            time.sleep(OUTAGE_PAUSE)
        # By now the keys were due, and could not be had: whether that one is good can't be known.
        late = caller.ask(self._unknown)
        expect(late[0] == 503, f"an unknown key after {OUTAGE_SECONDS} s: {late[1]}")
        expect_status(caller, self._forged(), 401)
        expect_status(caller, self._server.token, 200)
        return f"{OUTAGE_SECONDS} s, {statuses[200]} requests; an unknown key: {early[0]}, later {late[0]}"

    def _recovery(self) -> str:
        """The token of the key that came during the outage is good as soon as the keys were read."""
        caller, statuses = Caller(self._port), Counter[int]()
        self._issuer.up()
        begin = time.monotonic()
        while True:
            status, text = caller.ask(self._unknown)
            if status == 200:
                break
            statuses[status] += 1
            expect(status == 503, text)
            expect(time.monotonic() < begin + RECOVERY_SECONDS, f"not within {RECOVERY_SECONDS} s: {text}")
            time.sleep(0.5)
        return f"after {time.monotonic() - begin:.1f} s"

    def _token(self) -> str:
        """A token of the key that signs now."""
        return signed(self._issuer.keys.signing, self._claims)

    def _forged(self) -> str:
        """A token that says that a known key has signed it."""
        return signed(oauth_server.Keys().signing, self._claims, self._live.known)


def report(group: str, problem: str | None, detail: str = "") -> None:
    """Tells the caller how one group of checks went."""
    print(json.dumps({"group": group, "problem": problem, "detail": detail}), flush=True)


def expect(holds: bool, otherwise: str) -> None:
    """Ends the part where something does not hold."""
    if not holds:
        raise AssertionError(otherwise)


def expect_status(caller: Caller, token: str, wanted: int) -> None:
    """Ends the part where a token is answered otherwise."""
    status, text = caller.ask(token)
    expect(status == wanted, f"{wanted} was due: {text}")


def free_port() -> int:
    """A port that nobody has."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as attempt:
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")


def main() -> None:
    """Arguments: the binary, and a folder for log and database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    IssuerPlay(given.binary, given.folder).run()


if __name__ == "__main__":
    main()
