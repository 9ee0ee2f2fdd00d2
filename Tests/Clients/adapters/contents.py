"""What all client libraries show alike."""

from __future__ import annotations

from typing import Any


def message_text(content: Any) -> tuple[str, str]:
    """The kind of a message's content, and its text or that of the resource in it."""
    holder = content.resource if content.type == "resource" else content
    return str(content.type), str(getattr(holder, "text", ""))
