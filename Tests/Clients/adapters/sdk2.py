"""The official SDK, major version 2: discovers a modern server by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx2
import mcp_types as types
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client

from adapters.contents import (
    listener, message_texts, outcome, prompt_arguments, protocol_errors, reference, resource_text,
)
from story import Outcome, ToolInfo


class Sdk2Connection:
    """An open connection of `mcp.Client`."""

    has_structured_content = True

    def __init__(self, client: Client) -> None:
        self._client = client
        self.revision = client.protocol_version

    async def ping(self) -> None:
        """Pings in the revisions with a handshake; the stateless ones have no ping."""
        if self.revision < "2026-07-28":
            await self._client.session.send_ping()

    async def list_tools(self) -> list[ToolInfo]:
        """All tools."""
        tools = (await self._client.list_tools()).tools
        return [ToolInfo(tool.name, tool.description, tool.input_schema) for tool in tools]

    async def list_resources(self) -> list[str]:
        """The addresses of all resources."""
        return [str(resource.uri) for resource in (await self._client.list_resources()).resources]

    async def read_resource(self, uri: str) -> str:
        """The text of one resource."""
        with protocol_errors(MCPError):
            result = await self._client.read_resource(uri)
        return resource_text(result.contents)

    async def list_templates(self) -> list[str]:
        """The templates of addresses."""
        return [each.uri_template for each in (await self._client.list_resource_templates()).resource_templates]

    async def list_prompts(self) -> dict[str, dict[str, bool]]:
        """All prompts with their arguments."""
        prompts = (await self._client.list_prompts()).prompts
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
        return list(result.completion.values)

    async def call_tool(
        self, name: str, arguments: dict[str, Any] | None, progress: list[float] | None = None
    ) -> Outcome:
        """Calls one tool."""
        with protocol_errors(MCPError):
            result = await self._client.call_tool(name, arguments, progress_callback=listener(progress))
        return outcome(result, result.is_error, result.structured_content)


class Sdk2Adapter:
    """`mcp.Client` in one of its modes. Without a token to send it makes its own HTTP client from the address."""

    refusals = (MCPError,)

    def __init__(self, mode: str) -> None:
        self._mode = mode

    @asynccontextmanager
    async def connect(self, url: str, bearer: str | None) -> AsyncIterator[Sdk2Connection]:
        """Opens a connection."""
        async with AsyncExitStack() as stack:
            server: Any = url
            if bearer is not None:
                headers = {"Authorization": f"Bearer {bearer}"}
                http = await stack.enter_async_context(httpx2.AsyncClient(headers=headers, timeout=30))
                server = streamable_http_client(url, http_client=http)
            yield Sdk2Connection(await stack.enter_async_context(Client(server, mode=self._mode)))


ADAPTER = Sdk2Adapter("auto")
