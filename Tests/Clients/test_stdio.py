"""The checks of standard input and output must fail on what is broken. Runs in the validator's environment."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

from stdio_checks import StdioChecks

HERE = Path(__file__).resolve().parent
TOKEN = "soar_secretsecretsecretsecretsecretsecret1"
REVISION = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": REVISION,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "c", "version": "1"},
}
CACHED = {"resultType": "complete", "ttlMs": 0, "cacheScope": "private"}


def line(sender: str, message: dict[str, Any]) -> dict[str, Any]:
    """One line of a recording."""
    return {"from": sender, "said": json.dumps({"jsonrpc": "2.0", **message}) + "\n"}


def sound() -> list[dict[str, Any]]:
    """A recording with nothing to object to."""
    discovered = {**CACHED, "supportedVersions": [REVISION], "capabilities": {"tools": {"listChanged": True}}}
    called = {"resultType": "complete", "content": [{"type": "text", "text": '{"n": 1}'}], "structuredContent": {"n": 1}}
    return [
        {"from": "start", "said": ["soar-mcp", "stdio"]},
        line("client", {"id": 1, "method": "server/discover", "params": {"_meta": META}}),
        line("server", {"id": 1, "result": discovered}),
        line("client", {"id": 2, "method": "tools/call", "params": {"_meta": META, "name": "t"}}),
        line("server", {"id": 2, "result": called}),
        {"from": "end", "said": 0},
        {"from": "start", "said": ["soar-mcp", "stdio"]},
        {"from": "end", "said": 1},
    ]


def findings(recording: list[dict[str, Any]]) -> set[str]:
    """The groups that object."""
    checks = StdioChecks([json.dumps(each) for each in recording], REVISION, TOKEN)
    return {group for group, problems in checks.run().items() if problems}


class StdioChecksTest(unittest.TestCase):
    """One broken recording after the other."""

    def test_sound(self) -> None:
        """Nothing is wrong with what is right."""
        self.assertEqual(findings(sound()), set())

    def test_broken(self) -> None:
        """Each fault is found, in its group."""
        faults = {
            "noise on standard output": ("server messages", lambda r: r.insert(3, {"from": "server", "said": "hello\n"})),
            "an answer too many": ("server messages", lambda r: r.insert(3, r[2])),
            "an answer too few": ("server messages", lambda r: r.pop(4)),
            "no resultType": ("server messages", lambda r: r.__setitem__(2, line("server", {"id": 1, "result": {}}))),
            "a line cut off": ("server messages", lambda r: r[4].update(said=r[4]["said"][:-1])),
            "another revision": ("negotiated revision", lambda r: r[2].update(said=r[2]["said"].replace(REVISION, "x"))),
            "nothing to be told of": ("negotiated revision", lambda r: r[2].update(said=r[2]["said"].replace(
                "true", "false"))),
            "another text": ("structured content", lambda r: r[4].update(said=r[4]["said"].replace(
                '{\\"n\\": 1}', '{\\"n\\": 2}'))),
            "a crash": ("refusals", lambda r: r[5].update(said=-11)),
            "a wrong token let in": ("refusals", lambda r: r[7].update(said=0)),
            "a token told": ("secrecy", lambda r: r[6].update(said=["--token", TOKEN])),
            "a strange request": ("client messages", lambda r: r[3].update(said=r[3]["said"].replace("tools/call", "x/y"))),
        }
        for name, (group, spoil) in faults.items():
            with self.subTest(name):
                recording = copy.deepcopy(sound())
                spoil(recording)
                self.assertIn(group, findings(recording))


class TeeTest(unittest.TestCase):
    """What goes through the tee is the same on both sides, and written down."""

    def test_tee(self) -> None:
        """A program that repeats what it is told and ends with 3."""
        with tempfile.TemporaryDirectory() as folder:
            recording = Path(folder) / "r.jsonl"
            program = "import sys\nfor line in sys.stdin: print(line.upper(), end='', flush=True)\nsys.exit(3)"
            command = [sys.executable, str(HERE / "stdio_tee.py"), str(recording), sys.executable, "-c", program]
            done = subprocess.run(command, input=b"a\nb\n", capture_output=True, timeout=30)
            self.assertEqual((done.returncode, done.stdout), (3, b"A\nB\n"))
            said = [json.loads(each) for each in recording.read_text(encoding="utf-8").splitlines()]
            self.assertEqual([each["said"] for each in said if each["from"] == "client"], ["a\n", "b\n"])
            self.assertEqual([each["said"] for each in said if each["from"] == "server"], ["A\n", "B\n"])
            self.assertEqual(said[-1], {"from": "end", "said": 3})


if __name__ == "__main__":
    unittest.main()
