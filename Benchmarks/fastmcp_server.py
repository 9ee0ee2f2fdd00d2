"""A FastMCP server with a static token and the one tool that is measured, to be measured beside soar-mcp.

usage: fastmcp_server.py TOKEN ANSWER_FILE      prints its port; the tool answers with what the file holds
"""

import pathlib
import socket
import sys

import uvicorn
from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import StaticTokenVerifier


def main() -> None:
    token, file = sys.argv[1:]
    answer = pathlib.Path(file).read_text()
    server = FastMCP("bench", auth=StaticTokenVerifier(tokens={token: {"client_id": "bench", "scopes": []}}))

    @server.tool(output_schema=None)
    def list_playbooks_quick(limit: int = 100) -> str:
        """Lists the playbooks."""
        return answer

    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    app = server.http_app(stateless_http=True, json_response=True)
    config = uvicorn.Config(app, log_level="critical", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
