"""Other servers that soar-mcp is measured beside."""

import pathlib
import subprocess
import sys

from load import start

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = "fastmcp-4.1"
"""The exact versions are those of the tests with independent clients."""


def fastmcp(token: str, answer: str, folder: str) -> tuple[subprocess.Popen, str] | None:
    """Starts a FastMCP server that gives that text to whoever has the token; returns it and its URL.

    None, with a remark, where FastMCP can't be installed.
    """
    sys.path.insert(0, str(HERE.parent / "Tests/Clients"))
    import environments

    problems = environments.install_all([ENVIRONMENT])
    if problems:
        print(f"FastMCP is left out: {problems[ENVIRONMENT]}")
        return None
    file = pathlib.Path(folder, "answer.txt")
    file.write_text(answer)
    python = str(environments.python_of(ENVIRONMENT))
    server, port, _ = start([python, str(HERE / "fastmcp_server.py"), token, str(file)])
    return server, f"http://127.0.0.1:{port}/mcp"
