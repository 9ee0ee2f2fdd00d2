"""FastMCP 4: a client of its own over the official SDK's sessions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import mcp_types as types
from fastmcp import Client
from fastmcp.client.auth import BearerAuth
from mcp import MCPError

from adapters.contents import message_text
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

    async def list_templates(self) -> list[str]:
        """The templates of addresses."""
        return [each.uri_template for each in await self._client.list_resource_templates()]

    async def list_prompts(self) -> dict[str, dict[str, bool]]:
        """All prompts with their arguments."""
        prompts = await self._client.list_prompts()
        return {prompt.name: {each.name: bool(each.required) for each in prompt.arguments or []} for prompt in prompts}

    async def prompt(self, name: str, arguments: dict[str, str]) -> list[tuple[str, str]]:
        """The messages of a prompt."""
        try:
            result = await self._client.get_prompt(name, arguments)
        except MCPError as error:
            raise ProtocolError(error.code, error.message) from error
        return [message_text(message.content) for message in result.messages]

    async def complete(self, kind: str, name: str, argument: str, value: str) -> list[str]:
        """What is suggested."""
        reference: Any = (
            types.PromptReference(type="ref/prompt", name=name)
            if kind == "prompt"
            else types.ResourceTemplateReference(type="ref/resource", uri=name)
        )
        try:
            result = await self._client.complete(reference, {"name": argument, "value": value})
        except MCPError as error:
            raise ProtocolError(error.code, error.message) from error
        return list(result.values)

    async def call_tool(
        self, name: str, arguments: dict[str, Any] | None, progress: list[float] | None = None
    ) -> Outcome:
        """Calls one tool."""

        async def heard(done: float, total: float | None, message: str | None) -> None:
            assert progress is not None
            progress.append(done)

        handler = None if progress is None else heard
        try:
            result = await self._client.call_tool(name, arguments, raise_on_error=False, progress_handler=handler)
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
