"""The official SDK, major version 1, as a client that can be asked everything."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp import ClientSession, types

from adapters.sdk1 import streams
from guest import REPLY, ROOT, Answer, Heard, filled_in

LISTS = {f"notifications/{kind}/list_changed": kind for kind in ("tools", "prompts", "resources")}


class Callbacks:
    """What the client is asked and told."""

    def __init__(self) -> None:
        self.heard = Heard()
        self.changed: asyncio.Queue[str] = asyncio.Queue()

    async def elicitation(self, context: Any, params: Any) -> Any:
        """Fills in the form."""
        self.heard.asked.append(f"elicitation: {params.message}")
        return types.ElicitResult(action="accept", content=filled_in(params.requestedSchema))

    async def sampling(self, context: Any, params: types.CreateMessageRequestParams) -> types.CreateMessageResult:
        """Writes one word."""
        self.heard.asked.append(f"sampling: {params.messages[0].content.text}")  # type: ignore[union-attr]
        return types.CreateMessageResult(role="assistant", content=types.TextContent(type="text", text=REPLY),
                                         model="test-model", stopReason="endTurn")

    async def roots(self, context: Any) -> types.ListRootsResult:
        """Tells one folder."""
        self.heard.asked.append("roots")
        return types.ListRootsResult(roots=[types.Root(uri=ROOT, name="home")])  # type: ignore[arg-type]

    async def logging(self, params: types.LoggingMessageNotificationParams) -> None:
        """Takes note of a log message."""
        self.heard.logged.append((params.level, params.data))

    async def message(self, message: Any) -> None:
        """Takes note of a change."""
        notification = getattr(message, "root", message)
        method = getattr(notification, "method", "")
        if method in LISTS:
            self.changed.put_nowait(LISTS[method])
        elif method == "notifications/resources/updated":
            self.changed.put_nowait(str(notification.params.uri))


class Guest1:
    """An initialized `mcp.ClientSession`."""

    def __init__(self, session: ClientSession, revision: str, callbacks: Callbacks, has_forms: bool) -> None:
        self._session, self._callbacks = session, callbacks
        self.heard, self.revision, self.has_forms = callbacks.heard, revision, has_forms

    async def tools(self) -> list[str]:
        """The names of all tools."""
        return [tool.name for tool in (await self._session.list_tools()).tools]

    async def tool(self, name: str, arguments: dict[str, Any] | None = None) -> Answer:
        """Calls a tool."""
        result = await self._session.call_tool(name, arguments, progress_callback=self._progress)
        texts = [item.text for item in result.content if item.type == "text"]
        return Answer(bool(result.isError), "".join(texts), [item.type for item in result.content],
                      getattr(result, "structuredContent", None))

    async def _progress(self, progress: float, total: float | None, message: str | None) -> None:
        self.heard.progress.append(progress)

    async def cancelled_tool(self, name: str) -> None:
        """Calls a tool, and says that it isn't wanted any more: this version has no word for that of its own."""
        reported = asyncio.Event()

        async def note(progress: float, total: float | None, message: str | None) -> None:
            reported.set()

        number = self._session._request_id  # the id that the next request bears
        call = asyncio.create_task(self._session.call_tool(name, progress_callback=note))
        await asyncio.wait_for(reported.wait(), 10)
        notice = types.CancelledNotification(method="notifications/cancelled",
                                             params=types.CancelledNotificationParams(requestId=number))
        await self._session.send_notification(types.ClientNotification(notice))
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)

    async def resources(self) -> list[str]:
        """The addresses of all resources."""
        return [str(resource.uri) for resource in (await self._session.list_resources()).resources]

    async def templates(self) -> list[str]:
        """The templates of addresses."""
        listed = await self._session.list_resource_templates()
        return [template.uriTemplate for template in listed.resourceTemplates]

    async def read(self, uri: str) -> tuple[str | None, str | None]:
        """The text or the bytes of a resource."""
        contents = (await self._session.read_resource(uri)).contents[0]  # type: ignore[arg-type]
        return getattr(contents, "text", None), getattr(contents, "blob", None)

    async def prompts(self) -> list[str]:
        """The names of all prompts."""
        return [prompt.name for prompt in (await self._session.list_prompts()).prompts]

    async def prompt(self, name: str, arguments: dict[str, str] | None = None) -> list[tuple[str, str]]:
        """The messages of a prompt."""
        messages = (await self._session.get_prompt(name, arguments)).messages
        return [(message.content.type, getattr(message.content, "text", "")) for message in messages]

    async def complete(self, kind: str, name: str, argument: str, value: str) -> list[str]:
        """What is suggested."""
        early = getattr(types, "ResourceReference", None)
        template = getattr(types, "ResourceTemplateReference", early)
        reference: Any = (types.PromptReference(type="ref/prompt", name=name) if kind == "prompt"
                          else template(type="ref/resource", uri=name))
        result = await self._session.complete(reference, {"name": argument, "value": value})
        return list(result.completion.values)

    async def set_level(self, level: str) -> None:
        """Once for the session."""
        await self._session.set_logging_level(level)  # type: ignore[arg-type]

    @asynccontextmanager
    async def changes(self, uri: str) -> AsyncIterator[AsyncIterator[str]]:
        """Among the messages of the session."""
        await self._session.subscribe_resource(uri)  # type: ignore[arg-type]
        yield queued(self._callbacks.changed)
        await self._session.unsubscribe_resource(uri)  # type: ignore[arg-type]


async def queued(changed: asyncio.Queue[str]) -> AsyncIterator[str]:
    """What was put in a queue, as it comes."""
    while True:
        yield await changed.get()


class Host1:
    """`ClientSession` over Streamable HTTP, with every callback this version has."""

    @asynccontextmanager
    async def connect(self, url: str, bearer: str) -> AsyncIterator[Guest1]:
        """Opens a connection and goes through the handshake."""
        callbacks = Callbacks()
        wanted = {
            "sampling_callback": callbacks.sampling, "elicitation_callback": callbacks.elicitation,
            "list_roots_callback": callbacks.roots, "logging_callback": callbacks.logging,
            "message_handler": callbacks.message,
        }
        known = inspect.signature(ClientSession).parameters
        had: dict[str, Any] = {name: value for name, value in wanted.items() if name in known}
        headers = {"Authorization": f"Bearer {bearer}"}
        async with streams(url, headers) as (reader, writer), ClientSession(reader, writer, **had) as session:
            hello = await session.initialize()
            yield Guest1(session, str(hello.protocolVersion), callbacks, "elicitation_callback" in had)


HOST = Host1()
