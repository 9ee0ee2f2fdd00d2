"""What SwiftPM says of the packages that a build takes in."""

import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
# A phrase that only this licence has, in lower case.
LICENCES = {
    "Apache-2.0": "apache license",
    "MIT": "permission is hereby granted, free of charge",
    "BSD-3-Clause": "neither the name of",
}


def graph(scratch: str = ".build") -> dict:
    """What SwiftPM says about the package and all that it depends on, as resolved for builds in that folder."""
    command = [os.environ.get("SWIFT", "swift"), "package", "--scratch-path", scratch]
    command += ["show-dependencies", "--format", "json"]
    output = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    return json.loads(output)


def packages(root: dict) -> dict[str, dict]:
    """Every package once, by its identity, the package itself left out."""
    found: dict[str, dict] = {}
    direct = {package["identity"] for package in root["dependencies"]}
    waiting = list(root["dependencies"])
    while waiting:
        package = waiting.pop()
        if package["identity"] not in found:
            found[package["identity"]] = package | {"direct": package["identity"] in direct}
            waiting += package["dependencies"]
    return found


def licence(folder: str) -> str:
    """The licence of a checked-out package; a question mark where no file of the usual name tells."""
    for file in sorted(pathlib.Path(folder).glob("LICEN[SC]E*")):
        text = " ".join(file.read_text(errors="replace").lower().split())
        for name, phrase in LICENCES.items():
            if phrase in text:
                return name
    return "?"
