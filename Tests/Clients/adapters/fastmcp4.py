"""FastMCP 4: a client of its own over the official SDK's sessions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastmcp import Client
from fastmcp.client.auth import BearerAuth
from mcp import MCPError

from story import Outcome, ProtocolError, ToolInfo


class FastMCPConnection:
    """An open connection of `fastmcp.Client`."""

    has_structured_content = True

    def __init__(self, client: Client) -> None:
        self._client = client
        self.revision = client.protocol_version or ""

    async def ping(self) -> None:
        """Nothing: this client is tested on the stateless revision, which has no ping."""

    async def list_tools(self) -> list[ToolInfo]:
        """All tools."""
        return [ToolInfo(tool.name, tool.description, tool.input_schema) for tool in await self._client.list_tools()]

    async def list_resources(self) -> list[str]:
        """The addresses of all resources."""
        return [str(resource.uri) for resource in await self._client.list_resources()]

    async def read_resource(self, uri: str) -> str:
        """The text of one resource."""
        try:
            contents = await self._client.read_resource(uri)
        except MCPError as error:
            raise ProtocolError(error.code, error.message) from error
        return "".join(each.text for each in contents if hasattr(each, "text"))

    async def call_tool(self, name: str, arguments: dict[str, Any] | None) -> Outcome:
        """Calls one tool."""
        try:
            result = await self._client.call_tool(name, arguments, raise_on_error=False)
        except MCPError as error:
            raise ProtocolError(error.code, error.message) from error
        text = "".join(item.text for item in result.content if item.type == "text")
        return Outcome(bool(result.is_error), text, result.structured_content)


class FastMCPAdapter:
    """`fastmcp.Client` with its own bearer authentication."""

    refusals = (MCPError,)

    @asynccontextmanager
    async def connect(self, url: str, bearer: str | None) -> AsyncIterator[FastMCPConnection]:
        """Opens a connection."""
        async with Client(url, auth=BearerAuth(bearer) if bearer else None) as client:
            yield FastMCPConnection(client)


ADAPTER = FastMCPAdapter()
