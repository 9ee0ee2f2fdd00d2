"""The official SDK, major version 2, as a client that can be asked everything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx2
import mcp_types as types
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from guest import REPLY, ROOT, STATELESS, Answer, Heard, filled_in

LISTS = {f"notifications/{kind}/list_changed": kind for kind in ("tools", "prompts", "resources")}
EVENTS = {"ToolsListChanged": "tools", "PromptsListChanged": "prompts", "ResourcesListChanged": "resources"}


class Callbacks:
    """What the client is asked and told."""

    def __init__(self) -> None:
        self.heard = Heard()
        self.changed: asyncio.Queue[str] = asyncio.Queue()

    async def elicitation(self, context: Any, params: Any) -> types.ElicitResult:
        """Fills in the form."""
        self.heard.asked.append(f"elicitation: {params.message}")
        return types.ElicitResult(action="accept", content=filled_in(params.requested_schema))

    async def sampling(self, context: Any, params: types.CreateMessageRequestParams) -> types.CreateMessageResult:
        """Writes one word."""
        self.heard.asked.append(f"sampling: {params.messages[0].content.text}")
        return types.CreateMessageResult(role="assistant", content=types.TextContent(type="text", text=REPLY),
                                         model="test-model", stop_reason="endTurn")

    async def roots(self, context: Any) -> types.ListRootsResult:
        """Tells one folder."""
        self.heard.asked.append("roots")
        return types.ListRootsResult(roots=[types.Root(uri=ROOT, name="home")])

    async def logging(self, params: types.LoggingMessageNotificationParams) -> None:
        """Takes note of a log message."""
        self.heard.logged.append((params.level, params.data))

    async def message(self, message: Any) -> None:
        """Takes note of a change, in the revisions with a handshake."""
        method = getattr(message, "method", "")
        if method in LISTS:
            self.changed.put_nowait(LISTS[method])
        elif method == "notifications/resources/updated":
            self.changed.put_nowait(str(message.params.uri))


class Guest2:
    """An open connection of `mcp.Client`."""

    has_forms = True

    def __init__(self, client: Client, callbacks: Callbacks) -> None:
        self._client, self._callbacks = client, callbacks
        self.heard = callbacks.heard
        self.revision = client.protocol_version
        self._level: str | None = None

    async def tools(self) -> list[str]:
        """The names of all tools."""
        return [tool.name for tool in (await self._client.list_tools()).tools]

    async def tool(self, name: str, arguments: dict[str, Any] | None = None) -> Answer:
        """Calls a tool."""
        meta: Any = {"io.modelcontextprotocol/logLevel": self._level} if self._level else None
        result = await self._client.call_tool(name, arguments, progress_callback=self._progress, meta=meta)
        texts = [item.text for item in result.content if item.type == "text"]
        return Answer(bool(result.is_error), "".join(texts), [item.type for item in result.content],
                      result.structured_content)

    async def _progress(self, progress: float, total: float | None, message: str | None) -> None:
        self.heard.progress.append(progress)

    async def cancelled_tool(self, name: str) -> None:
        """Calls a tool, and leaves when it reports progress."""
        with anyio.CancelScope() as scope:
            async def leave(progress: float, total: float | None, message: str | None) -> None:
                scope.cancel()

            await self._client.call_tool(name, progress_callback=leave)

    async def resources(self) -> list[str]:
        """The addresses of all resources."""
        return [str(resource.uri) for resource in (await self._client.list_resources()).resources]

    async def templates(self) -> list[str]:
        """The templates of addresses."""
        listed = await self._client.list_resource_templates()
        return [template.uri_template for template in listed.resource_templates]

    async def read(self, uri: str) -> tuple[str | None, str | None]:
        """The text or the bytes of a resource."""
        contents = (await self._client.read_resource(uri)).contents[0]
        return getattr(contents, "text", None), getattr(contents, "blob", None)

    async def prompts(self) -> list[str]:
        """The names of all prompts."""
        return [prompt.name for prompt in (await self._client.list_prompts()).prompts]

    async def prompt(self, name: str, arguments: dict[str, str] | None = None) -> list[tuple[str, str]]:
        """The messages of a prompt."""
        messages = (await self._client.get_prompt(name, arguments)).messages
        return [(message.content.type, getattr(message.content, "text", "")) for message in messages]

    async def complete(self, kind: str, name: str, argument: str, value: str) -> list[str]:
        """What is suggested."""
        reference: Any = (types.PromptReference(type="ref/prompt", name=name) if kind == "prompt"
                          else types.ResourceTemplateReference(type="ref/resource", uri=name))
        result = await self._client.complete(reference, {"name": argument, "value": value})
        return list(result.completion.values)

    async def set_level(self, level: str) -> None:
        """Once for a session, or with every call."""
        if self.revision >= STATELESS:
            self._level = level
        else:
            await self._client.set_logging_level(level)  # type: ignore[arg-type, deprecated]

    @asynccontextmanager
    async def changes(self, uri: str) -> AsyncIterator[AsyncIterator[str]]:
        """On a stream of its own, or among the messages of the session."""
        if self.revision >= STATELESS:
            async with self._client.listen(tools_list_changed=True, prompts_list_changed=True,
                                           resources_list_changed=True, resource_subscriptions=[uri]) as events:
                yield (EVENTS.get(type(event).__name__) or event.uri async for event in events)
        else:
            await self._client.subscribe_resource(uri)  # type: ignore[deprecated]
            yield queued(self._callbacks.changed)
            await self._client.unsubscribe_resource(uri)  # type: ignore[deprecated]


async def queued(changed: asyncio.Queue[str]) -> AsyncIterator[str]:
    """What was put in a queue, as it comes."""
    while True:
        yield await changed.get()


class Host2:
    """`mcp.Client` in one of its modes, with every callback it has."""

    def __init__(self, mode: str) -> None:
        self._mode = mode

    @asynccontextmanager
    async def connect(self, url: str, bearer: str) -> AsyncIterator[Guest2]:
        """Opens a connection."""
        callbacks = Callbacks()
        headers = {"Authorization": f"Bearer {bearer}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=30) as http,
            Client(streamable_http_client(url, http_client=http), mode=self._mode,
                   elicitation_callback=callbacks.elicitation, sampling_callback=callbacks.sampling,
                   list_roots_callback=callbacks.roots, logging_callback=callbacks.logging,
                   message_handler=callbacks.message) as client,
        ):
            yield Guest2(client, callbacks)


HOST = Host2("auto")
