"""The official SDK, major version 1: initialize, then a session, whatever the server offers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from mcp import ClientSession, McpError, types
from mcp.client import streamable_http

from adapters.contents import (
    listener, message_texts, outcome, prompt_arguments, protocol_errors, reference, resource_text,
)
from story import Outcome, ToolInfo


class Sdk1Connection:
    """An initialized `mcp.ClientSession`."""

    def __init__(self, session: ClientSession, revision: str) -> None:
        self._session = session
        self.revision = revision
        self.has_structured_content = revision >= "2025-06-18"

    async def ping(self) -> None:
        """Asks whether the server is there."""
        await self._session.send_ping()

    async def list_tools(self) -> list[ToolInfo]:
        """All tools."""
        tools = (await self._session.list_tools()).tools
        return [ToolInfo(tool.name, tool.description, tool.inputSchema) for tool in tools]

    async def list_resources(self) -> list[str]:
        """The addresses of all resources."""
        return [str(resource.uri) for resource in (await self._session.list_resources()).resources]

    async def read_resource(self, uri: str) -> str:
        """The text of one resource."""
        with protocol_errors(McpError):
            result = await self._session.read_resource(uri)  # type: ignore[arg-type]
        return resource_text(result.contents)

    async def list_templates(self) -> list[str]:
        """The templates of addresses."""
        return [each.uriTemplate for each in (await self._session.list_resource_templates()).resourceTemplates]

    async def list_prompts(self) -> dict[str, dict[str, bool]]:
        """All prompts with their arguments."""
        prompts = (await self._session.list_prompts()).prompts
        return prompt_arguments(prompts)

    async def prompt(self, name: str, arguments: dict[str, str]) -> list[tuple[str, str]]:
        """The messages of a prompt."""
        with protocol_errors(McpError):
            result = await self._session.get_prompt(name, arguments)
        return message_texts(result)

    async def complete(self, kind: str, name: str, argument: str, value: str) -> list[str]:
        """What is suggested."""
        with protocol_errors(McpError):
            result = await self._session.complete(reference(types, kind, name), {"name": argument, "value": value})
        return list(result.completion.values)

    async def call_tool(
        self, name: str, arguments: dict[str, Any] | None, progress: list[float] | None = None
    ) -> Outcome:
        """Calls one tool. Before 2025-06-18 there is no structured content."""
        with protocol_errors(McpError):
            result = await self._session.call_tool(name, arguments, progress_callback=listener(progress))
        return outcome(result, result.isError, getattr(result, "structuredContent", None))


class Sdk1Adapter:
    """`ClientSession` over Streamable HTTP, opened by the function this version recommends."""

    refusals = (httpx.HTTPStatusError, McpError)

    @asynccontextmanager
    async def connect(self, url: str, bearer: str | None) -> AsyncIterator[Sdk1Connection]:
        """Opens a connection and goes through the handshake."""
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        async with streams(url, headers) as (reader, writer), ClientSession(reader, writer) as session:
            hello = await session.initialize()
            yield Sdk1Connection(session, str(hello.protocolVersion))


@asynccontextmanager
async def streams(url: str, headers: dict[str, str]) -> AsyncIterator[tuple[Any, Any]]:
    """The two message streams of a connection. Late versions take an HTTP client, early ones the headers."""
    if hasattr(streamable_http, "streamable_http_client"):
        async with (
            httpx.AsyncClient(headers=headers, timeout=30) as http,
            streamable_http.streamable_http_client(url, http_client=http) as (reader, writer, _),
        ):
            yield reader, writer
    else:
        async with streamable_http.streamablehttp_client(url, headers=headers) as (reader, writer, _):
            yield reader, writer


ADAPTER = Sdk1Adapter()
