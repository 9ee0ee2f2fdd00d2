"""Measures how many tokens a second are checked, beside `openssl speed` of the same operation and beside PyJWT."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from beside import interpreter

# What `openssl speed` calls the operation; for HMAC it has only blocks, of 512 bytes here.
OPERATIONS = {"RS256": "rsa2048", "PS256": "rsa2048", "ES256": "ecdsap256", "ES384": "ecdsap384", "EdDSA": "ed25519"}
EXPECTED = 0.5
SIGNATURE = "signature"
"""What `token-bench` adds to an algorithm's name for the signature step alone."""
ROUNDS = 3
PYJWT_ENVIRONMENT = "authlib-1.9.9"
"""The environment of the test clients that has it."""


def openssl() -> dict[str, float]:
    """Verifications a second by algorithm; the last column of each line."""
    names = sorted(set(OPERATIONS.values()))
    output = subprocess.run(
        ["openssl", "speed", "-seconds", "1", *names], capture_output=True, text=True, check=True).stdout
    marks = {"rsa2048": "rsa 2048 bits", "ecdsap256": "(nistp256)", "ecdsap384": "(nistp384)", "ed25519": "(Ed25519)"}
    lines = output.splitlines()
    rates = {
        name: float(line.split()[-1]) for name, mark in marks.items() for line in lines
        if mark in line and re.search(r"[0-9.]+$", line)
    }
    result = {algorithm: rates[name] for algorithm, name in OPERATIONS.items() if name in rates}
    output = subprocess.run(
        ["openssl", "speed", "-seconds", "1", "-bytes", "512", "-hmac", "sha256"], capture_output=True, text=True,
        check=False).stdout
    found = re.search(r"^hmac\(sha256\) +([0-9.]+)k", output, re.M)
    if found:
        result["HS256"] = float(found[1]) * 1000 / 512
    return result


def pyjwt(path: pathlib.Path) -> dict[str, float]:
    """Verifications a second by PyJWT; empty, with a remark, where it can't be installed."""
    python = interpreter(PYJWT_ENVIRONMENT)
    if python is None:
        return {}
    command = [python, pathlib.Path(__file__).with_name("pyjwt_speed.py"), path]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def ours_once(binaries: pathlib.Path, file: pathlib.Path) -> dict[str, float]:
    """What `token-bench` says, by name; the tokens are in the file afterwards."""
    lines = subprocess.run([binaries / "token-bench", file], capture_output=True, text=True, check=True).stdout
    return {line["name"]: line["perSecond"] for line in map(json.loads, lines.splitlines())}


def measure(binaries: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "tokens.json"
        rounds = [(ours_once(binaries, file), openssl()) for _ in range(ROUNDS)]
        # Nothing here waits for anything, so the best round is the one that nobody disturbed.
        ours, theirs = ({name: max(each[name] for each in side) for name in side[0]} for side in zip(*rounds))
        python = pyjwt(file)
    print("\nTokens checked a second, on one core, nothing cached: the signature step alone, which is what openssl does,")
    print(f"and the whole check with its claims. Expected of each: >= {EXPECTED} of openssl.")
    rows = [["algorithm", "openssl speed", "signature", "ratio", "whole check", "ratio", "PyJWT"]]
    for name in (name for name in ours if f"{name} {SIGNATURE}" in ours):
        reference = theirs.get(name)
        row = [name, f"{reference:,.0f}" if reference else "-"]
        for rate in (ours[f"{name} {SIGNATURE}"], ours[name]):
            row += [f"{rate:,.0f}", f"{rate / reference:.2f}" if reference else "-"]
        rows.append([*row, f"{python[name]:,.0f}" if name in python else "not installed"])
    for row in rows:
        print("{:10}{:>15}{:>12}{:>8}{:>14}{:>8}{:>16}".format(*row))
    print(f"from the cache: {1e9 / ours['cached']:,.0f} ns each (expected: < 2,000)")
    print(f"refused as expired, signature checked: {1e6 / ours['refused']:,.0f} µs each")


if __name__ == "__main__":
    measure(pathlib.Path(sys.argv[1]))
