"""Clients that start the server themselves, on the database and the platform of the demo that runs meanwhile."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import environments
from client_table import Client
from server import DemoServer

HERE = Path(__file__).resolve().parent
CREDENTIALS = ("stdio",)
PLATFORM_TOKEN = "octomation-simulator-token"
"""What the simulated platform lets in."""

CLIENTS = (
    Client("mcp-2.3.0-stdio", "mcp-2.3.0", "sdk2_stdio", "2026-07-28"),
    Client("mcp-2.3.0-stdio-legacy", "mcp-2.3.0", "sdk2_stdio_legacy", "2025-11-25"),
)


def story_command(binary: Path, server: DemoServer, client: Client, recording: Path) -> list[str]:
    """The command that lets this client go through the story, and has every line written down."""
    started = [sys.executable, HERE / "stdio_tee.py", recording, binary, "stdio", "--database", server.database]
    address = json.dumps([str(part) for part in started])
    return [str(environments.python_of(client.environment)), str(HERE / "play_story.py"), client.adapter, address,
            "stdio", client.revision]


def platform_settings(server: DemoServer) -> dict[str, str]:
    """Where the server that is started finds its platform; the demo's short-lived token is no news to the stories."""
    return {"API_URL": server.platform_url, "API_TOKEN": PLATFORM_TOKEN, "SOAR_LABELS": "MCP", "SKIP_SYNC": "true",
            "TOKEN_EXPIRY_NOTICE": "0"}
