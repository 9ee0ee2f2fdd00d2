"""What every client does with the everything server: each feature once, and the client must see what it should."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from guest import REPLY, ROOT, Guest, Host
from story import describe, require

WATCHED = "test://watched-resource"
EVENT_SECONDS = 10.0
PICTURE = "iVBORw0KGgo"
ROUND = "test_input_required_result_"

GROUPS = ("connects", "content", "resources", "prompts", "completion", "progress", "logging", "sampling",
          "elicitation", "roots", "several rounds", "prompt that asks", "changes", "cancellation", "reconnection")
"""The groups of checks, in the order in which they are reported."""


@dataclass
class Tour:
    """One client's way through all features."""

    host: Host
    url: str
    token: str
    revision: str

    async def run(self, report: Callable[[str, str | None], None]) -> None:
        """Goes through every group and reports each: None if it held, otherwise what did not."""
        try:
            async with self.host.connect(self.url, self.token) as guest:
                steps: tuple[Callable[[Guest], Awaitable[None]], ...] = (
                    self.connects, content, resources, prompts, completion, progress, logging, sampling, elicitation,
                    roots, rounds, asking_prompt, changes, cancellation, reconnection)
                for group, step in zip(GROUPS, steps, strict=True):
                    guest.heard.forget()
                    report(group, await problem_of(step(guest)))
        except Exception as error:  # a client may raise anything; what it is, is the finding
            report(GROUPS[0], describe(error))

    async def connects(self, guest: Guest) -> None:
        """The client reports the revision that it must have negotiated, and sees the tools."""
        require(guest.revision == self.revision, f"the client says it speaks {guest.revision}")
        names = await guest.tools()
        require({"test_simple_text", "json_schema_2020_12_tool", "test_trigger_tool_change"} <= set(names), f"{names}")


async def content(guest: Guest) -> None:
    """Every kind of content arrives as what it is."""
    expected = {
        "test_simple_text": ["text"], "test_image_content": ["image"], "test_audio_content": ["audio"],
        "test_embedded_resource": ["resource"], "test_multiple_content_types": ["text", "image", "resource"],
        "test_resource_link": ["resource_link" if guest.revision >= "2025-06-18" else "text"],
    }
    for name, kinds in expected.items():
        answer = await guest.tool(name)
        require(answer.kinds == kinds and not answer.is_error, f"{name} gave {answer}")
    answer = await guest.tool("test_error_handling")
    require(answer.is_error and answer.text == "This tool intentionally returns an error for testing", f"{answer}")
    answer = await guest.tool("test_structured_content")
    wanted = {"temperature": 21.5, "conditions": "clear"} if guest.revision >= "2025-06-18" else None
    require(answer.structured == wanted, f"structured content is {answer.structured}")
    answer = await guest.tool("test_header_parameter", {"region": "Zürich", "priority": 3})
    require(answer.text == "region=Zürich, priority=3", f"header parameters gave {answer}")


async def resources(guest: Guest) -> None:
    """They are listed and read, one of a family too."""
    require({"test://static-text", "test://static-binary", WATCHED} <= set(await guest.resources()), "some are missing")
    require(await guest.templates() == ["test://template/{id}/data"], "the template is missing")
    text, blob = await guest.read("test://static-text")
    require(text == "This is the content of the static text resource." and blob is None, f"the text is {text} {blob}")
    text, blob = await guest.read("test://static-binary")
    require(text is None and (blob or "").startswith(PICTURE), f"the picture is {text} {blob}")
    text, _ = await guest.read("test://template/123/data")
    require('"id":"123"' in (text or ""), f"the template gave {text}")


async def prompts(guest: Guest) -> None:
    """They are listed and worded."""
    names = await guest.prompts()
    require({"test_simple_prompt", "test_prompt_with_arguments"} <= set(names), f"prompts are {names}")
    messages = await guest.prompt("test_simple_prompt")
    require(messages == [("text", "This is a simple prompt for testing.")], f"{messages}")
    messages = await guest.prompt("test_prompt_with_arguments", {"arg1": "hello", "arg2": "world"})
    require(messages == [("text", "Prompt with arguments: arg1='hello', arg2='world'")], f"{messages}")
    messages = await guest.prompt("test_prompt_with_embedded_resource", {"resourceUri": "test://example-resource"})
    require([kind for kind, _ in messages] == ["resource", "text"], f"{messages}")
    messages = await guest.prompt("test_prompt_with_image")
    require([kind for kind, _ in messages] == ["image", "text"], f"{messages}")


async def completion(guest: Guest) -> None:
    """Values are suggested for prompts and for templates."""
    values = await guest.complete("prompt", "test_prompt_with_arguments", "arg1", "test")
    require(values == ["test", "testing", "tested"], f"suggested: {values}")
    values = await guest.complete("resource", "test://template/{id}/data", "id", "12")
    require(values == ["12", "123"], f"suggested: {values}")


async def progress(guest: Guest) -> None:
    """Three steps are heard before the answer."""
    answer = await guest.tool("test_tool_with_progress")
    require(not answer.is_error and guest.heard.progress == [0, 50, 100], f"progress was {guest.heard.progress}")


async def logging(guest: Guest) -> None:
    """Messages of the level that was asked for are heard."""
    await guest.set_level("info")
    await guest.tool("test_tool_with_logging")
    wanted = [("info", f"Tool {what}") for what in ("execution started", "processing data", "execution completed")]
    require(guest.heard.logged == wanted, f"logged was {guest.heard.logged}")
    guest.heard.forget()
    await guest.set_level("error")
    await guest.tool("test_logging_tool")
    levels = [level for level, _ in guest.heard.logged]
    require(levels == ["error", "critical", "alert", "emergency"], f"levels were {levels}")


async def sampling(guest: Guest) -> None:
    """The client's model is asked, and its words come back."""
    answer = await guest.tool("test_sampling", {"prompt": "What is it?"})
    require(answer.text == f"LLM response: {REPLY}" and guest.heard.asked == ["sampling: What is it?"], f"{answer}")
    answer = await guest.tool(f"{ROUND}sampling")
    require(answer.text == REPLY, f"{answer}")


async def elicitation(guest: Guest) -> None:
    """The user is asked, and what is filled in comes back."""
    answer = await guest.tool("test_elicitation", {"message": "Who are you?"})
    if not guest.has_forms:
        require(answer.is_error and "elicitation" in answer.text, f"a client without forms got {answer}")
        return
    require("action=accept" in answer.text and '"username":"ada"' in answer.text, f"{answer}")
    require(guest.heard.asked == ["elicitation: Who are you?"], f"asked was {guest.heard.asked}")
    for name in ("test_elicitation_sep1034_defaults", "test_elicitation_sep1330_enums"):
        answer = await guest.tool(name)
        wanted = "action=accept" if guest.revision >= "2025-11-25" else "2025-11-25"
        require(wanted in answer.text, f"{name} gave {answer}")
    answer = await guest.tool("test_streaming_elicitation")
    require("action=accept" in answer.text and guest.heard.progress[-1] == 2, f"{answer} {guest.heard.progress}")


async def roots(guest: Guest) -> None:
    """The client's folders are asked for."""
    answer = await guest.tool(f"{ROUND}list_roots")
    require(answer.text == f"Client roots: {ROOT}" and guest.heard.asked == ["roots"], f"{answer}")


async def rounds(guest: Guest) -> None:
    """Several questions, at once and one after the other."""
    if not guest.has_forms:
        return
    expected = {
        "elicitation": "Hello, Ada!", "multiple_inputs": f"{REPLY} Ada, roots: 1", "multi_round": "Ada likes blue.",
        "capabilities": "Answered: client_roots, greeting, user_name",
    }
    for name, text in expected.items():
        answer = await guest.tool(ROUND + name)
        require(answer.text == text, f"{name} gave {answer}")
    answer = await guest.tool(f"{ROUND}request_state")
    require(answer.text.startswith("state-ok"), f"{answer}")


async def asking_prompt(guest: Guest) -> None:
    """A prompt asks the user first."""
    if guest.has_forms:
        messages = await guest.prompt("test_input_required_result_prompt")
        require(messages == [("text", "Use this context: a test")], f"{messages}")


async def changes(guest: Guest) -> None:
    """Whoever listens is told of every change, and then sees it."""
    async with guest.changes(WATCHED) as events:
        for kind, listed, name in (
            ("tool", guest.tools, "test_dynamic_tool"), ("prompt", guest.prompts, "test_dynamic_prompt"),
            ("resource", guest.resources, "test://dynamic-resource"),
        ):
            for there in (True, False):
                await guest.tool(f"test_trigger_{kind}_change")
                event = await next_of(events)
                require(event == f"{kind}s", f"a change of {kind}s was told as {event}")
                names = await listed()
                require((name in names) == there, f"after the change {kind}s are {names}")
        await guest.tool("test_trigger_resource_update")
        event = await next_of(events)
        require(event == WATCHED, f"an update was told as {event}")
        text, _ = await guest.read(WATCHED)
        require("Updates: 1." in (text or ""), f"the resource is {text}")


async def cancellation(guest: Guest) -> None:
    """A call that is taken back stops."""
    async with guest.changes(WATCHED) as events:
        await guest.cancelled_tool("test_cancellation")
        event = await next_of(events)
        require(event == WATCHED, f"the stop was told as {event}")
        text, _ = await guest.read(WATCHED)
        require("Calls stopped: 1." in (text or ""), f"the resource is {text}")


async def reconnection(guest: Guest) -> None:
    """A client that is sent away comes back for its answer; where it could not, it isn't sent away."""
    answer = await guest.tool("test_reconnection")
    require(answer.text == "Reconnection test completed successfully.", f"{answer}")


async def next_of(events: AsyncIterator[str]) -> str:
    """The next event, within its time."""
    return await asyncio.wait_for(anext(events), EVENT_SECONDS)


async def problem_of(step: Awaitable[None]) -> str | None:
    """What did not hold."""
    try:
        await step
    except Exception as error:
        return describe(error)
    return None
