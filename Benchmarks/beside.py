"""Other servers that soar-mcp is measured beside."""

import pathlib
import subprocess
import sys

from load import start

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = "fastmcp-4.1"
"""The exact versions are those of the tests with independent clients."""


def interpreter(environment: str) -> str | None:
    """The interpreter of an environment of the test clients, which is made where it is missing.

    None, with a remark, where it can't be made.
    """
    sys.path.insert(0, str(HERE.parent / "Tests/Clients"))
    import environments

    problems = environments.install_all([environment])
    if problems:
        print(f"{environment} is left out: {problems[environment]}")
        return None
    return str(environments.python_of(environment))


def fastmcp(token: str, answer: str, folder: str) -> tuple[subprocess.Popen, str] | None:
    """Starts a FastMCP server that gives that text to whoever has the token; returns it and its URL.

    None where FastMCP can't be installed.
    """
    python = interpreter(ENVIRONMENT)
    if python is None:
        return None
    file = pathlib.Path(folder, "answer.txt")
    file.write_text(answer)
    server, port, _ = start([python, str(HERE / "fastmcp_server.py"), token, str(file)])
    return server, f"http://127.0.0.1:{port}/mcp"
