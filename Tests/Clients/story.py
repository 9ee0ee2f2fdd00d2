"""What every client goes through: find a playbook, run it, read its result, pick a prompt; and what must be refused."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol

PLAYBOOK = 1907203516548373
SOURCE_ADDRESS = "15.197.148.33"
UNKNOWN_PLAYBOOK = 999
DEADLINE_SECONDS = 20.0
POLL_SECONDS = 0.25
WAIT_SECONDS = 30

QUICK_LIST = "list_playbooks_quick"
PARAMETERS = "query_playbook_execution_params"
EXECUTE = "execute_playbook"
STATUS = "query_playbook_execution_status_by_activity_id"
RESULT = "query_playbook_execution_result_by_activity_id"

TOOLS: dict[str, tuple[set[str], set[str]]] = {
    QUICK_LIST: ({"category", "limit"}, set()),
    PARAMETERS: ({"playbook_id"}, {"playbook_id"}),
    EXECUTE: ({"playbook_id", "parameters", "event_id", "wait_seconds"}, {"playbook_id"}),
    STATUS: ({"activity_id"}, {"activity_id"}),
    RESULT: ({"activity_id"}, {"activity_id"}),
}
"""Each tool with its parameters and those of them that the schema requires."""

APPLICATIONS, PLAYBOOKS, EXECUTIONS = "soar://applications", "soar://playbooks", "soar://executions"
PLAYBOOK_TEMPLATE, EXECUTION_TEMPLATE = f"{PLAYBOOKS}/{{id}}", f"{EXECUTIONS}/{{activity_id}}"
PLAYBOOK_NAME, TYPED_NAME = "Block a malicious IP", "block a m"

INVESTIGATE, RUN_SAFELY, EXPLAIN = "investigate_address", "run_playbook_safely", "explain_execution"
PROMPTS: dict[str, dict[str, bool]] = {
    INVESTIGATE: {"address": True, "context": False},
    RUN_SAFELY: {"playbook": True},
    EXPLAIN: {"activity_id": True},
}
"""Each prompt with its arguments, and whether they are required."""

UNKNOWN_TOOL, UNKNOWN_PROMPT, UNKNOWN_RESOURCE = "no_such_tool", "no_such_prompt", "soar://no-such-resource"
INVALID_PARAMS, RESOURCE_NOT_FOUND = -32602, -32002

GROUPS = ("connects", "lists", "runs a playbook", "waits for a run", "picks a prompt", "failing calls", "wrong token")
"""The groups of checks, in the order in which they are reported. The first needs nothing but a connection."""


@dataclass(frozen=True)
class ToolInfo:
    """A tool as the client shows it."""

    name: str
    description: str | None
    input_schema: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """The answer of a tool as the client shows it."""

    is_error: bool
    text: str
    structured: dict[str, Any] | None


class ProtocolError(Exception):
    """A JSON-RPC error that the client reported."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.code = code


class Connection(Protocol):
    """An open connection, in words that fit every client."""

    revision: str
    has_structured_content: bool

    async def ping(self) -> None:
        """Asks whether the server is there, where the revision has that."""

    async def list_tools(self) -> list[ToolInfo]:
        """All tools."""

    async def list_resources(self) -> list[str]:
        """The addresses of all resources."""

    async def read_resource(self, uri: str) -> str:
        """The text of one resource."""

    async def list_templates(self) -> list[str]:
        """The templates of addresses."""

    async def list_prompts(self) -> dict[str, dict[str, bool]]:
        """The names of all prompts, with their arguments and whether they are required."""

    async def prompt(self, name: str, arguments: dict[str, str]) -> list[tuple[str, str]]:
        """The messages of a prompt: the kind of each, and its text, or that of the resource in it."""

    async def complete(self, kind: str, name: str, argument: str, value: str) -> list[str]:
        """What is suggested for an argument of a prompt, or for a variable of a resource's template."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any] | None, progress: list[float] | None = None
    ) -> Outcome:
        """Calls one tool; a failure of the tool is an outcome, a protocol error is raised.

        With a list for it, progress is asked for and put there as it comes.
        """


class Adapter(Protocol):
    """One client library."""

    refusals: tuple[type[BaseException], ...]
    """The errors with which this library reports that it was not let in."""

    def connect(self, url: str, bearer: str | None) -> AbstractAsyncContextManager[Connection]:
        """Opens a connection, with a bearer token unless it is in the address."""


def require(condition: object, what: str) -> None:
    """States what must hold."""
    if not condition:
        raise AssertionError(what)


@dataclass
class Story:
    """One client's way through the system."""

    adapter: Adapter
    url: str
    token: str
    credentials: str
    revision: str
    activity: str = ""
    """The run that the story has started last."""

    async def run(self, report: Callable[[str, str | None], None]) -> None:
        """Goes through every group and reports each: None if it held, otherwise what did not."""
        try:
            async with self.open(self.token) as connection:
                checks = (self.connects, self.lists, self.runs, self.waits, self.picks, self.fails)
                for group, check in zip(GROUPS[:-1], checks, strict=True):
                    await reported(group, check(connection), report)
        except Exception as error:  # a client may raise anything; what it is, is the finding
            report(GROUPS[0], describe(error))
        await reported(GROUPS[-1], self.refuses(), report)

    def open(self, token: str) -> AbstractAsyncContextManager[Connection]:
        """Connects with this token in the way this story is about."""
        if self.credentials == "query":
            return self.adapter.connect(f"{self.url}?token={token}", None)
        return self.adapter.connect(self.url, token)

    async def connects(self, connection: Connection) -> None:
        """The client reports the revision that it must have negotiated, and the server is there."""
        require(connection.revision == self.revision, f"the client says it speaks {connection.revision}")
        await connection.ping()

    async def lists(self, connection: Connection) -> None:
        """Tools and resources are listed whole, and resources can be read."""
        tools = {tool.name: tool for tool in await connection.list_tools()}
        require(set(tools) == set(TOOLS), f"tools are {sorted(tools)}")
        for name, (parameters, required) in TOOLS.items():
            schema = tools[name].input_schema
            require(tools[name].description, f"{name} has no description")
            require(schema.get("type") == "object", f"{name}: the input schema's root is no object")
            require(set(schema.get("properties", {})) == parameters, f"{name} takes {sorted(schema['properties'])}")
            require(set(schema.get("required", [])) == required, f"{name} requires {schema.get('required')}")
        resources = await connection.list_resources()
        require({APPLICATIONS, PLAYBOOKS, EXECUTIONS} <= set(resources), f"resources are {resources}")
        require(isinstance(json.loads(await connection.read_resource(APPLICATIONS)), list), "applications: no list")
        playbooks = json.loads(await connection.read_resource(PLAYBOOKS))
        require(PLAYBOOK in [int(playbook["id"]) for playbook in playbooks], f"{PLAYBOOKS} is {playbooks}")
        for playbook in playbooks:
            require({"id", "name", "displayName", "category"} <= set(playbook), f"{PLAYBOOKS} has {playbook}")
        templates = await connection.list_templates()
        require(templates == [PLAYBOOK_TEMPLATE, EXECUTION_TEMPLATE], f"templates are {templates}")
        prompts = await connection.list_prompts()
        require(prompts == PROMPTS, f"prompts are {prompts}")

    async def runs(self, connection: Connection) -> None:
        """The whole way of one playbook. Some clients write the number as a text: both are accepted."""
        playbook: int | str = str(PLAYBOOK) if self.credentials == "query" else PLAYBOOK
        quick = await self.answer(connection, QUICK_LIST, {})
        require(quick["total"] == len(quick["playbooks"]), f"total is {quick['total']}")
        require(PLAYBOOK in [int(each["id"]) for each in quick["playbooks"]], f"{QUICK_LIST} gave {quick}")
        require(all({"id", "name", "displayName"} <= set(each) for each in quick["playbooks"]), f"it gave {quick}")
        one = await self.answer(connection, QUICK_LIST, {"limit": 1})
        require(len(one["playbooks"]) == 1, f"limit 1 gave {len(one['playbooks'])}")

        wanted = await self.answer(connection, PARAMETERS, {"playbook_id": playbook})
        require(int(wanted["playbookId"]) == PLAYBOOK, f"playbookId is {wanted['playbookId']}")
        required = [each["paramName"] for each in wanted["requiredParams"] if each["required"]]
        require(required == ["src"], f"required parameters are {required}")

        before = await connection.read_resource(EXECUTIONS)
        arguments = {"playbook_id": playbook, "parameters": {"src": SOURCE_ADDRESS}, "event_id": 0}
        started = await self.answer(connection, EXECUTE, arguments)
        require(started["success"] is True, f"it answered {started}")
        activity = self.activity = str(uuid.UUID(started["activity_id"]))
        require(activity not in before, f"{EXECUTIONS} had the execution before it was started")

        await self.succeeded(connection, activity)
        result = await self.answer(connection, RESULT, {"activity_id": activity})
        require(result["success"] is True and result["activityId"] == activity, f"the result is {result}")
        require(isinstance(result["executionResult"], dict), f"the result is {result}")
        executions = json.loads(await connection.read_resource(EXECUTIONS))
        require(activity in [each["activity_id"] for each in executions], f"{EXECUTIONS} is {executions}")

    async def waits(self, connection: Connection) -> None:
        """A run that is waited for comes back ended, with its result; progress is heard meanwhile."""
        arguments = {"playbook_id": PLAYBOOK, "parameters": {"src": SOURCE_ADDRESS}, "wait_seconds": WAIT_SECONDS}
        heard: list[float] = []
        ended = await self.answer(connection, EXECUTE, arguments, heard)
        require(ended["success"] is True and ended["isFinal"] is True, f"it answered {ended}")
        require(ended["status"] == "SUCCESS" and isinstance(ended["executionResult"], dict), f"it answered {ended}")
        require(ended["activity_id"] != self.activity, "it is the run from before")
        require(heard and heard == sorted(set(heard)), f"progress was {heard}")

    async def picks(self, connection: Connection) -> None:
        """A playbook is found by typing its name, read at its own address and put into a prompt; so is a run."""
        named = await connection.complete("prompt", RUN_SAFELY, "playbook", TYPED_NAME)
        require(named == [PLAYBOOK_NAME], f"{TYPED_NAME!r} was completed to {named}")
        ids = await connection.complete("resource", PLAYBOOK_TEMPLATE, "id", TYPED_NAME)
        require(ids == [str(PLAYBOOK)], f"{TYPED_NAME!r} was completed to {ids}")
        playbook = json.loads(await connection.read_resource(f"{PLAYBOOKS}/{ids[0]}"))
        require(int(playbook["playbookId"]) == PLAYBOOK, f"the playbook is {playbook}")
        require([each["paramName"] for each in playbook["requiredParams"]] == ["src"], f"the playbook is {playbook}")
        messages = await connection.prompt(RUN_SAFELY, {"playbook": named[0]})
        require([kind for kind, _ in messages] == ["text", "resource"], f"{RUN_SAFELY} gave {messages}")
        require(str(PLAYBOOK) in messages[0][1], f"{RUN_SAFELY} does not say which playbook")
        require(json.loads(messages[1][1]) == playbook, f"{RUN_SAFELY} embeds {messages[1][1]}")

        typed = self.activity[:-4]
        runs = await connection.complete("prompt", EXPLAIN, "activity_id", typed)
        require(runs == [self.activity], f"{typed!r} was completed to {runs}")
        runs = await connection.complete("resource", EXECUTION_TEMPLATE, "activity_id", typed)
        require(runs == [self.activity], f"{typed!r} was completed to {runs}")
        execution = json.loads(await connection.read_resource(f"{EXECUTIONS}/{self.activity}"))
        require(execution["status"] == "SUCCESS" and "executionResult" in execution, f"the execution is {execution}")
        messages = await connection.prompt(EXPLAIN, {"activity_id": self.activity})
        require(json.loads(messages[-1][1])["activityId"] == self.activity, f"{EXPLAIN} gave {messages}")

        messages = await connection.prompt(INVESTIGATE, {"address": SOURCE_ADDRESS})
        require(SOURCE_ADDRESS in messages[0][1], f"{INVESTIGATE} gave {messages}")
        require(PLAYBOOK in [int(each["id"]) for each in json.loads(messages[1][1])], f"{INVESTIGATE} gave {messages}")

    async def succeeded(self, connection: Connection, activity: str) -> None:
        """Asks for the status until it is SUCCESS."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        seen: list[str] = []
        while "SUCCESS" not in seen:
            require(time.monotonic() < deadline, f"no SUCCESS within {DEADLINE_SECONDS:g} s, only {seen}")
            status = await self.answer(connection, STATUS, {"activity_id": activity})
            require(status["success"] is True and status["activityId"] == activity, f"the status is {status}")
            require({"message", "queryTime", "details"} <= set(status), f"the status is {status}")
            require("executeStatus" in status["details"], f"the details are {status['details']}")
            if status["status"] not in seen:
                seen.append(status["status"])
            await asyncio.sleep(POLL_SECONDS)

    async def answer(
        self, connection: Connection, tool: str, arguments: dict[str, Any], progress: list[float] | None = None
    ) -> dict[str, Any]:
        """The object a tool answers: as text for everyone, and as structured content where the revision has it."""
        outcome = await connection.call_tool(tool, arguments, progress)
        require(not outcome.is_error, f"{tool} failed: {outcome.text}")
        value: dict[str, Any] = json.loads(outcome.text)
        require(isinstance(value, dict), f"{tool} answered {value}")
        if connection.has_structured_content:
            require(outcome.structured == value, f"{tool}: structured content is {outcome.structured}, text {value}")
        return value

    async def fails(self, connection: Connection) -> None:
        """Calls that cannot work say so in the way the client expects."""
        unknown = {"playbook_id": UNKNOWN_PLAYBOOK, "parameters": {"src": SOURCE_ADDRESS}}
        outcome = await connection.call_tool(EXECUTE, unknown)
        require(outcome.is_error and outcome.text, f"playbook {UNKNOWN_PLAYBOOK} gave {outcome}")
        outcome = await connection.call_tool(EXECUTE, None)
        require(outcome.is_error and "playbook_id" in outcome.text, f"a missing argument gave {outcome}")
        for tool in (STATUS, RESULT):
            outcome = await connection.call_tool(tool, {})
            require(outcome.is_error, f"{tool} without an id gave {outcome}")
            require(EXECUTE in json.loads(outcome.text)["help"], f"{tool} does not say where to take an id from")
        code = await error_code(connection.call_tool(UNKNOWN_TOOL, {}))
        require(code == INVALID_PARAMS, f"an unknown tool gave {code}")
        for name, arguments in ((UNKNOWN_PROMPT, {}), (RUN_SAFELY, {}), (RUN_SAFELY, {"id": "1"})):
            code = await error_code(connection.prompt(name, arguments))
            require(code == INVALID_PARAMS, f"{name} with {arguments} gave {code}")
        code = await error_code(connection.complete("prompt", UNKNOWN_PROMPT, "playbook", ""))
        require(code == INVALID_PARAMS, f"the completion of an unknown prompt gave {code}")
        expected = INVALID_PARAMS if self.revision >= "2026-07-28" else RESOURCE_NOT_FOUND
        for uri in (UNKNOWN_RESOURCE, f"{PLAYBOOKS}/{UNKNOWN_PLAYBOOK}"):
            code = await error_code(connection.read_resource(uri))
            require(code == expected, f"{uri} gave {code}, not {expected}")

    async def refuses(self) -> None:
        """A token that is not the right one is not let in, and the client says so with an error of its own."""
        last = "0" if self.token[-1] != "0" else "1"
        try:
            async with self.open(self.token[:-1] + last) as connection:
                await connection.list_tools()
        except Exception as error:
            require(any(isinstance(each, self.adapter.refusals) for each in leaves(error)), describe(error))
        else:
            raise AssertionError("the client got in with a wrong token")


async def error_code(asked: Awaitable[object]) -> int | None:
    """The code of the protocol error that comes of this, None if there is none."""
    try:
        await asked
    except ProtocolError as error:
        return error.code
    return None


async def reported(group: str, checks: Awaitable[None], report: Callable[[str, str | None], None]) -> None:
    """Runs one group of checks and reports how it went."""
    try:
        await checks
    except Exception as error:
        report(group, describe(error))
    else:
        report(group, None)


def leaves(error: BaseException) -> list[BaseException]:
    """The errors inside a group of errors; an error alone is its own only one."""
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in leaves(inner)]
    return [error]


def describe(error: BaseException) -> str:
    """What went wrong, on one line."""
    return "; ".join(f"{type(leaf).__name__}: {leaf}".replace("\n", " ") for leaf in leaves(error))[:800]
