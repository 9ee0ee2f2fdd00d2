"""FastMCP 4: a client of its own over the official SDK's sessions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import mcp_types as types
from fastmcp import Client
from fastmcp.client.auth import BearerAuth
from mcp import MCPError

from adapters.contents import (
    listener, message_texts, outcome, prompt_arguments, protocol_errors, reference, resource_text,
)
from story import Outcome, ToolInfo


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
        with protocol_errors(MCPError):
            contents = await self._client.read_resource(uri)
        return resource_text(contents)

    async def list_templates(self) -> list[str]:
        """The templates of addresses."""
        return [each.uri_template for each in await self._client.list_resource_templates()]

    async def list_prompts(self) -> dict[str, dict[str, bool]]:
        """All prompts with their arguments."""
        prompts = await self._client.list_prompts()
        return prompt_arguments(prompts)

    async def prompt(self, name: str, arguments: dict[str, str]) -> list[tuple[str, str]]:
        """The messages of a prompt."""
        with protocol_errors(MCPError):
            result = await self._client.get_prompt(name, arguments)
        return message_texts(result)

    async def complete(self, kind: str, name: str, argument: str, value: str) -> list[str]:
        """What is suggested."""
        with protocol_errors(MCPError):
            result = await self._client.complete(reference(types, kind, name), {"name": argument, "value": value})
        return list(result.values)

    async def call_tool(
        self, name: str, arguments: dict[str, Any] | None, progress: list[float] | None = None
    ) -> Outcome:
        """Calls one tool."""
        with protocol_errors(MCPError):
            result = await self._client.call_tool(name, arguments, raise_on_error=False, progress_handler=listener(progress))
        return outcome(result, result.is_error, result.structured_content)


class FastMCPAdapter:
    """`fastmcp.Client` with its own bearer authentication."""

    refusals = (MCPError,)

    @asynccontextmanager
    async def connect(self, url: str, bearer: str | None) -> AsyncIterator[FastMCPConnection]:
        """Opens a connection."""
        async with Client(url, auth=BearerAuth(bearer) if bearer else None) as client:
            yield FastMCPConnection(client)


ADAPTER = FastMCPAdapter()
