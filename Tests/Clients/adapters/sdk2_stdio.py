"""The official SDK, major version 2, starting the server itself."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp import Client, MCPError, StdioServerParameters

from adapters.sdk2 import Sdk2Connection


class Sdk2StdioAdapter:
    """`mcp.Client` over standard input and output. The address is the command to start, as a JSON array."""

    refusals = (MCPError,)

    def __init__(self, mode: str) -> None:
        self._mode = mode

    @asynccontextmanager
    async def connect(self, url: str, bearer: str | None) -> AsyncIterator[Sdk2Connection]:
        """Starts the server and opens a connection."""
        command, *arguments = json.loads(url)
        environment = {name: os.environ[name] for name in ("API_URL", "API_TOKEN", "SOAR_LABELS", "SKIP_SYNC", "TOKEN_EXPIRY_NOTICE")}
        parameters = StdioServerParameters(
            command=command, args=arguments, env={**environment, "SOAR_TOKEN": bearer or ""})
        async with Client(parameters, mode=self._mode) as client:
            yield Sdk2Connection(client)


ADAPTER = Sdk2StdioAdapter("auto")
