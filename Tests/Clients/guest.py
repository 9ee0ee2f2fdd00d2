"""A client of the everything server, in words that fit every client; and what it answers when it is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

STATELESS = "2026-07-28"

ANSWERS: dict[str, Any] = {"username": "ada", "email": "ada@example.org", "name": "Ada", "color": "blue", "ok": True,
                           "context": "a test"}
"""What the user fills in: of these, whatever a form has a place for."""
REPLY, ROOT = "Paris", "file:///home/ada"


@dataclass(frozen=True)
class Answer:
    """The answer of a tool as the client shows it."""

    is_error: bool
    text: str
    kinds: list[str]
    structured: Any


@dataclass
class Heard:
    """What the client's callbacks were called with."""

    asked: list[str] = field(default_factory=list)
    logged: list[tuple[str, Any]] = field(default_factory=list)
    progress: list[float] = field(default_factory=list)

    def forget(self) -> None:
        """Begins anew."""
        self.asked, self.logged, self.progress = [], [], []


class Guest(Protocol):
    """An open connection to the everything server, in words that fit every client."""

    revision: str
    has_forms: bool
    heard: Heard

    async def tools(self) -> list[str]:
        """The names of all tools."""

    async def tool(self, name: str, arguments: dict[str, Any] | None = None) -> Answer:
        """Calls a tool; its progress is heard."""

    async def cancelled_tool(self, name: str) -> None:
        """Calls a tool, and takes that back as soon as it has reported progress."""

    async def resources(self) -> list[str]:
        """The addresses of all resources."""

    async def templates(self) -> list[str]:
        """The templates of addresses."""

    async def read(self, uri: str) -> tuple[str | None, str | None]:
        """The text of a resource, or its bytes in Base64."""

    async def prompts(self) -> list[str]:
        """The names of all prompts."""

    async def prompt(self, name: str, arguments: dict[str, str] | None = None) -> list[tuple[str, str]]:
        """The messages of a prompt: the kind of each, and its text."""

    async def complete(self, kind: str, name: str, argument: str, value: str) -> list[str]:
        """What is suggested for an argument of a prompt or a variable of a resource template."""

    async def set_level(self, level: str) -> None:
        """Asks for log messages, in the way of the revision."""

    def changes(self, uri: str) -> AbstractAsyncContextManager[AsyncIterator[str]]:
        """Changes of the three lists, by their names, and of one resource, by its address."""


class Host(Protocol):
    """One client library."""

    def connect(self, url: str, bearer: str) -> AbstractAsyncContextManager[Guest]:
        """Opens a connection that can be asked everything."""


def filled_in(schema: dict[str, Any]) -> dict[str, Any]:
    """What the user fills in in a form."""
    return {name: value for name, value in ANSWERS.items() if name in schema.get("properties", {})}
