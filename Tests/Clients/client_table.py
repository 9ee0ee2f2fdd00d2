"""The clients that are tested, and the revision each of them must end up speaking."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Client:
    """One client: the environment it runs in, the adapter that drives it, and what it must negotiate."""

    name: str
    environment: str
    adapter: str
    revision: str


CLIENTS = (
    Client("mcp-2.3.0", "mcp-2.3.0", "sdk2", "2026-07-28"),
    Client("mcp-2.3.0-legacy", "mcp-2.3.0", "sdk2_legacy", "2025-11-25"),
    Client("fastmcp-4.1", "fastmcp-4.1", "fastmcp4", "2026-07-28"),
    Client("mcp-1.30.0", "mcp-1.30.0", "sdk1", "2025-11-25"),
    Client("mcp-1.22.0", "mcp-1.22.0", "sdk1", "2025-06-18"),
    Client("mcp-1.9.4", "mcp-1.9.4", "sdk1", "2025-03-26"),
)

CREDENTIALS = ("bearer", "query")
"""How the token travels: in the Authorization header, or as `?token=` in the address."""

VALIDATOR_ENVIRONMENT = "validator"
