"""What must hold for everything one client and the server said to each other."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from messages import STATELESS, MessageChecker, answered_messages, capability_problems, read_by
from revision_schema import instance_problem, schema_problem

VERSION_HEADER = "mcp-protocol-version"
GROUPS = ("negotiated revision", "server messages", "client messages", "structured content", "refusals", "secrecy")


@dataclass
class Talk:
    """One recorded exchange, taken apart."""

    method: str
    path: str
    request_headers: dict[str, str]
    request: Any
    status: int
    headers: dict[str, str]
    body: str
    complete: bool

    @property
    def called(self) -> str:
        """The JSON-RPC method, or the HTTP method of a request without a body."""
        return str(self.request.get("method")) if isinstance(self.request, dict) else self.method

    @property
    def where(self) -> str:
        """How a finding about this exchange begins."""
        return f"{self.called} ({self.status})"

    @property
    def content_type(self) -> str:
        """The media type of the answer, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @classmethod
    def of(cls, line: str) -> Talk:
        """Reads one line of a recording."""
        record = json.loads(line)
        body = record["request_body"]
        return cls(
            record["method"],
            record["path"],
            {name.lower(): value for name, value in record["request_headers"]},
            json.loads(body) if body else None,
            record["status"],
            {name.lower(): value for name, value in record["response_headers"]},
            record["response_body"],
            record["complete"],
        )

    def answer(self) -> Any:
        """The last message of the answer, which is the response to the request; None if it can't be read."""
        try:
            return answered_messages(self.content_type, self.body)[-1]
        except (ValueError, IndexError):
            return None

    def result(self) -> dict[str, Any]:
        """The result in the answer, empty if it has none."""
        answer = self.answer()
        result = answer.get("result") if isinstance(answer, dict) else None
        return result if isinstance(result, dict) else {}


class RecordingChecks:
    """The groups of checks over one recording."""

    def __init__(self, lines: list[str], revision: str, token: str) -> None:
        talks = [Talk.of(line) for line in lines]
        self.refused = [talk for talk in talks if talk.status in (401, 403)]
        self.talks = [talk for talk in talks if talk.status not in (401, 403)]
        self.revision, self.token = revision, token
        self.checker = MessageChecker(revision)

    def run(self) -> dict[str, list[str]]:
        """The findings of each group; an empty list is what everybody hopes for."""
        checks = (self.negotiation, self.server, self.client, self.structured, self.refusals, self.secrecy)
        return {group: check() for group, check in zip(GROUPS, checks, strict=True)}

    def negotiation(self) -> list[str]:
        """The revision was agreed on in the way its era does it, and named in the header from then on."""
        methods = [talk.called for talk in self.talks]
        if not methods:
            return ["nothing was recorded"]
        problems = []
        if self.revision >= STATELESS:
            expected = {"server/discover"}
            if "initialize" in methods:
                problems.append("the client fell back to initialize")
            if self.revision not in self.talks[0].result().get("supportedVersions", []):
                problems.append(f"{self.revision} was not offered")
            without = self.talks
        else:
            expected = {"initialize"}
            agreed = {talk.result().get("protocolVersion") for talk in self.talks if talk.called == "initialize"}
            if agreed != {self.revision}:
                problems.append(f"initialize agreed on {agreed}")
            without = [talk for talk in self.talks if talk.called != "initialize"]
        opening = self.talks[0].result().get("capabilities", {})
        # Without sessions, clients of the revisions with a handshake can't be told of anything.
        problems += capability_problems(opening, tells=self.revision >= STATELESS)
        if methods[0] not in expected:
            problems.append(f"the first request is {methods[0]}")
        named = {talk.request_headers.get(VERSION_HEADER) for talk in without}
        wanted = {None} if self.revision == "2025-03-26" else {self.revision}
        if named != wanted:
            problems.append(f"{VERSION_HEADER} is {named}")
        return problems

    def server(self) -> list[str]:
        """Every message of the server is valid, and its HTTP status fits."""
        return [f"{talk.where}: {problem}" for talk in self.talks for problem in self.server_problems(talk)]

    @staticmethod
    def has_answer(talk: Talk) -> bool:
        """Whether a stream held its answer: a client that has it may hang up before the end of the stream."""
        if "event-stream" not in (talk.content_type or ""):
            return False
        try:
            messages = answered_messages(talk.content_type, talk.body)
        except ValueError:
            return False
        last = messages[-1] if messages else None
        return isinstance(last, dict) and isinstance(talk.request, dict) and last.get("id") == talk.request.get("id")

    def server_problems(self, talk: Talk) -> list[str]:
        """What is wrong with one answer."""
        if talk.method != "POST":
            return self.other_method_problems(talk)
        if not talk.complete and not self.has_answer(talk):
            return ["the answer was cut off"]
        if not isinstance(talk.request, dict) or "id" not in talk.request:
            return [] if (talk.status, talk.body) == (202, "") else [f"a notification got {talk.body[:100]!r}"]
        try:
            messages = answered_messages(talk.content_type, talk.body)
        except ValueError as error:
            return [f"the body is not readable: {error}"]
        if not messages:
            return ["the answer has no message"]
        problems = self.checker.answer(messages[-1], talk.request)
        for message in messages[:-1]:
            problems += self.checker.notification(message) if isinstance(message, dict) else ["a message is no object"]
        return problems + self.status_problems(talk, messages[-1])

    def status_problems(self, talk: Talk, answer: Any) -> list[str]:
        """A result, and an error of the application, go out as 200; in the stateless revision no method is 404."""
        error = answer.get("error") if isinstance(answer, dict) else None
        code = error.get("code") if isinstance(error, dict) else None
        expected = 404 if code == -32601 and self.revision >= STATELESS else 200
        return [] if talk.status == expected else [f"the status is not {expected}"]

    def other_method_problems(self, talk: Talk) -> list[str]:
        """GET and DELETE are answered with a stream, an end, or 405 that names what is allowed."""
        if talk.status == 405:
            return [] if "POST" in talk.headers.get("allow", "") else ["405 without Allow"]
        expected = {"GET": 200, "DELETE": 200}.get(talk.method)
        return [] if talk.status in (expected, 204) else ["unexpected"]

    def client(self) -> list[str]:
        """What the client sent is valid too: otherwise the findings about the server could not be trusted."""
        return [
            f"{talk.where}: {problem}"
            for talk in self.talks
            if talk.method == "POST"
            for problem in self.checker.request(talk.request)
        ]

    def structured(self) -> list[str]:
        """What tools publish are schemas, and structured content keeps to them and equals the text."""
        problems, outputs = [], {}
        listings = [talk.result() for talk in self.talks if talk.called == "tools/list"]
        for tool in (tool for listing in listings for tool in listing.get("tools", [])):
            published = {member: tool[member] for member in ("inputSchema", "outputSchema") if member in tool}
            for member, schema in published.items():
                if problem := schema_problem(schema, f"{tool['name']}.{member}"):
                    problems.append(problem)
                elif member == "outputSchema":
                    outputs[tool["name"]] = schema
        for talk in self.talks:
            if talk.called == "tools/call" and "content" in talk.result():
                problems += self.content_problems(talk, outputs)
        return problems

    def content_problems(self, talk: Talk, outputs: dict[str, Any]) -> list[str]:
        """What is wrong with the structured content of one call."""
        result, name = talk.result(), talk.request["params"]["name"]
        if self.revision < "2025-06-18":
            return [f"{name}: structured content in {self.revision}"] if "structuredContent" in result else []
        if "structuredContent" not in result:
            return [] if result.get("isError") else [f"{name}: no structured content"]
        value, problems = result["structuredContent"], []
        if [json_or_none(item.get("text")) for item in result["content"]] != [value] and not result.get("isError"):
            problems.append(f"{name}: the text is not the structured content")
        schema = outputs.get(name)
        if schema and not result.get("isError") and (problem := instance_problem(schema, name, value)):
            problems.append(problem)
        return problems

    def refusals(self) -> list[str]:
        """A wrong token gets 401 in its documented shape, with a challenge, and never anything else."""
        if not self.refused:
            return ["no request was refused, although a wrong token was used"]
        problems = []
        for talk in self.refused:
            body = json_or_none(talk.body)
            challenge = talk.headers.get("www-authenticate", "")
            if talk.status != 401:
                problems.append(f"{talk.where}: not 401")
            if talk.content_type != "application/json" or not isinstance(body, dict):
                problems.append(f"{talk.where}: the body is {talk.content_type} {talk.body[:100]!r}")
            elif body.get("error") != "unauthorized" or not texts(body, "message", "reason"):
                problems.append(f"{talk.where}: the body is {body}")
            if challenge.partition(" ")[0].lower() != "bearer" or 'error="invalid_token"' not in challenge:
                problems.append(f"{talk.where}: the challenge is {challenge!r}")
        return problems

    def secrecy(self) -> list[str]:
        """No answer repeats the token, in its body or in a header."""
        return [
            f"{talk.where}: the answer repeats the token"
            for talk in self.talks + self.refused
            if any(self.token[:-1] in text for text in (talk.body, *talk.headers.values()))
        ]

    def facts(self) -> dict[str, Any]:
        """What the audit log is compared with."""
        names = [talk.request["params"]["name"] for talk in self.talks if talk.called == "tools/call"]
        return {
            "calls": Counter(names),
            "reads": Counter(read for talk in self.talks if (read := read_by(talk.request))),
            "refused": len(self.refused),
            "agents": sorted({talk.request_headers.get("user-agent", "") for talk in self.talks}),
        }


def json_or_none(text: Any) -> Any:
    """The JSON value of a text, None if it is none."""
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def texts(body: dict[str, Any], *names: str) -> bool:
    """Whether these members are texts that say something."""
    return all(isinstance(body.get(name), str) and body[name] for name in names)
