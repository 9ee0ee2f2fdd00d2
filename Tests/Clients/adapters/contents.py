"""What all client libraries show alike, and what their adapters therefore share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from story import Outcome, ProtocolError


def message_text(content: Any) -> tuple[str, str]:
    """The kind of a message's content, and its text or that of the resource in it."""
    holder = content.resource if content.type == "resource" else content
    return str(content.type), str(getattr(holder, "text", ""))


def message_texts(result: Any) -> list[tuple[str, str]]:
    """The messages of a prompt."""
    return [message_text(message.content) for message in result.messages]


def resource_text(contents: Any) -> str:
    """The text of a resource."""
    return "".join(each.text for each in contents if hasattr(each, "text"))


def prompt_arguments(prompts: Any) -> dict[str, dict[str, bool]]:
    """Prompts with their arguments, and whether these are required."""
    return {prompt.name: {each.name: bool(each.required) for each in prompt.arguments or []} for prompt in prompts}


def reference(types: Any, kind: str, name: str) -> Any:
    """What is to be completed. The reference to a template was called otherwise in early versions."""
    if kind == "prompt":
        return types.PromptReference(type="ref/prompt", name=name)
    template = getattr(types, "ResourceTemplateReference", None) or getattr(types, "ResourceReference")
    return template(type="ref/resource", uri=name)


def listener(progress: list[float] | None) -> Any:
    """What a library calls for each step of progress; nothing where nobody asks for them."""
    if progress is None:
        return None

    async def heard(done: float, total: float | None, message: str | None) -> None:
        progress.append(done)

    return heard


def outcome(result: Any, is_error: Any, structured: Any) -> Outcome:
    """What a call came to."""
    text = "".join(item.text for item in result.content if item.type == "text")
    return Outcome(bool(is_error), text, structured)


@contextmanager
def protocol_errors(kind: type[Exception]) -> Iterator[None]:
    """Turns a library's error into ours; early versions have the error in a member of their exception."""
    try:
        yield
    except kind as error:
        told: Any = getattr(error, "error", error)
        raise ProtocolError(told.code, told.message) from error
