"""What must hold for everything one client and the server said to each other on standard input and output."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from messages import STATELESS, MessageChecker, capability_problems, read_by
from revision_schema import instance_problem, schema_problem

GROUPS = ("negotiated revision", "server messages", "client messages", "structured content", "refusals", "secrecy")


class StdioChecks:
    """The groups of checks over one recording, which may be of several connections."""

    def __init__(self, lines: list[str], revision: str, token: str) -> None:
        self.revision, self.token = revision, token
        self.checker = MessageChecker(revision)
        self.lines = [json.loads(line) for line in lines]
        self.asked: dict[tuple[int, Any], dict[str, Any]] = {}
        self.requests: list[dict[str, Any]] = []
        self.answers: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self.client_findings: list[str] = []
        self.server_findings: list[str] = []
        self.connections: list[list[str]] = []
        self.endings: list[int] = []
        for line in self.lines:
            self.read(line["from"], line["said"])
        # Who is refused is not answered at all; see `refusals`.
        unanswered = [request["method"] for (connection, _), request in self.asked.items() if connection == 1]
        self.server_findings += [f"{method} was not answered" for method in unanswered]

    def read(self, sender: str, said: Any) -> None:
        """Takes in one line of the recording."""
        if sender == "start":
            self.connections.append([])
        elif sender == "end":
            self.endings.append(said)
        elif sender == "client":
            self.read_client(said)
        else:
            self.connections[-1].append(said)
            self.read_server(said)

    def read_client(self, line: str) -> None:
        """A line of the client: a request or a notification."""
        message = json.loads(line)
        self.client_findings += [f"{message.get('method')}: {each}" for each in self.checker.request(message)]
        if "id" in message:
            self.requests.append(message)
            self.asked[len(self.connections), message["id"]] = message

    def read_server(self, line: str) -> None:
        """A line of the server: one message and nothing else."""
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict) or not line.endswith("\n"):
            self.server_findings.append(f"no message: {line[:100]!r}")
        elif "method" in message:
            self.server_findings += self.checker.notification(message)
        elif (request := self.asked.pop((len(self.connections), message.get("id")), None)) is None:
            self.server_findings.append(f"an answer that nobody asked for: {line[:100]!r}")
        else:
            self.answers.append((request, message))
            self.server_findings += [f"{request['method']}: {each}" for each in self.checker.answer(message, request)]

    def run(self) -> dict[str, list[str]]:
        """The findings of each group."""
        checks = (self.negotiation, self.server, self.client, self.structured, self.refusals, self.secrecy)
        return {group: check() for group, check in zip(GROUPS, checks, strict=True)}

    def negotiation(self) -> list[str]:
        """The revision was agreed on in the way its era does it."""
        methods = [request["method"] for request in self.requests]
        first = "server/discover" if self.revision >= STATELESS else "initialize"
        if not methods or methods[0] != first:
            return [f"the first request is {methods[:1]}"]
        result = self.answers[0][1].get("result", {}) if self.answers else {}
        problems = capability_problems(result.get("capabilities", {}), tells=True)
        if self.revision >= STATELESS:
            problems += ["the client fell back to initialize"] if "initialize" in methods else []
            offered = self.revision in result.get("supportedVersions", [])
            return problems if offered else [*problems, f"{self.revision} was not offered"]
        agreed = result.get("protocolVersion")
        return problems if agreed == self.revision else [*problems, f"initialize agreed on {agreed}"]

    def server(self) -> list[str]:
        """Every line of the server is a valid message, and every request has its answer."""
        return self.server_findings

    def client(self) -> list[str]:
        """What the client sent is valid too: otherwise the findings about the server could not be trusted."""
        return self.client_findings

    def structured(self) -> list[str]:
        """What tools publish are schemas, and structured content keeps to them and equals the text."""
        problems, outputs = [], {}
        for request, answer in self.answers:
            for tool in answer.get("result", {}).get("tools", []):
                published = {member: tool[member] for member in ("inputSchema", "outputSchema") if member in tool}
                found = [schema_problem(schema, f"{tool['name']}.{member}") for member, schema in published.items()]
                problems += [each for each in found if each]
                outputs[tool["name"]] = published.get("outputSchema")
        for request, answer in self.answers:
            result = answer.get("result", {})
            if request["method"] != "tools/call" or result.get("isError") or "content" not in result:
                continue
            name, value = request["params"]["name"], result.get("structuredContent")
            if [json.loads(item["text"]) for item in result["content"]] != [value]:
                problems.append(f"{name}: the text is not the structured content")
            if (schema := outputs.get(name)) and (problem := instance_problem(schema, name, value)):
                problems.append(problem)
        return problems

    def refusals(self) -> list[str]:
        """With the right token it ends with 0; with a wrong one it says nothing at all and ends with 1."""
        problems = []
        if self.endings != [0, 1]:
            problems.append(f"the server ended with {self.endings}, not [0, 1]")
        if len(self.connections) != 2 or self.connections[1]:
            problems.append(f"with a wrong token it said {self.connections[1:]}")
        return problems

    def secrecy(self) -> list[str]:
        """No message and no argument repeats the token."""
        told = [line for line in self.lines if line["from"] != "client" and self.token[:-1] in json.dumps(line)]
        return [f"the {line['from']} repeats the token" for line in told]

    def facts(self) -> dict[str, Any]:
        """What the audit log is compared with. A token that is none is refused before there is a log to write to."""
        names = [request["params"]["name"] for request in self.requests if request["method"] == "tools/call"]
        reads = Counter(read for request in self.requests if (read := read_by(request)))
        return {"calls": Counter(names), "reads": reads, "refused": 0, "agents": sorted(set(self.agents()))}

    def agents(self) -> list[str]:
        """What the client calls itself, as the audit log has it."""
        named = []
        for request in self.requests:
            params = request.get("params", {})
            info = params.get("_meta", {}).get("io.modelcontextprotocol/clientInfo") or params.get("clientInfo")
            if info:
                named.append(f"{info['name']}/{info['version']}")
        return named
