"""What must hold for everything that was said around the everything server: streams, questions and their answers."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from messages import STATELESS, MessageChecker, event_data
from recording_checks import VERSION_HEADER, Talk

SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId"
POLLING = "2025-11-25"
"""The revision in which a server may close a stream before its end, for the client to come back."""

QUESTIONS = {
    "elicitation/create": ("ElicitRequest", "ElicitResult"),
    "sampling/createMessage": ("CreateMessageRequest", "CreateMessageResult"),
    "roots/list": ("ListRootsRequest", "ListRootsResult"),
}
"""What a server may ask in the revisions with a handshake: the request and its result."""

TOLD = {
    "notifications/progress": 4, "notifications/message": 7, "notifications/tools/list_changed": 2,
    "notifications/prompts/list_changed": 2, "notifications/resources/list_changed": 2,
    "notifications/resources/updated": 2,
}
"""How often a client must have been told of each, at the least."""

GROUPS = ("negotiated revision", "server messages", "client messages", "all was said", "secrecy")


class StreamedChecks:
    """The groups of checks over one recording of a tour."""

    def __init__(self, lines: list[str], revision: str, token: str) -> None:
        self.talks = [Talk.of(line) for line in lines]
        self.revision, self.token = revision, token
        self.checker = MessageChecker(revision)
        self.counts: Counter[str] = Counter()
        self._requests = {key(talk.request.get("id")): talk.request for talk in self.talks
                          if is_request(talk.request)}
        self._cancelled = {key(talk.request["params"].get("requestId")) for talk in self.talks
                           if talk.called == "notifications/cancelled"}
        self._answered: Counter[str] = Counter()
        self._asked: dict[str, str] = {}
        self._server = [f"{talk.where}: {problem}" for talk in self.talks for problem in self._of_server(talk)]

    def run(self) -> dict[str, list[str]]:
        """The findings of each group; an empty list is what everybody hopes for."""
        checks = (self.negotiation, self.server, self.client, self.all_said, self.secrecy)
        return {group: check() for group, check in zip(GROUPS, checks, strict=True)}

    def negotiation(self) -> list[str]:
        """The revision was agreed on, and named with every request from then on."""
        opening = "server/discover" if self.revision >= STATELESS else "initialize"
        openings = [talk for talk in self.talks if talk.called in ("server/discover", "initialize")]
        if [talk.called for talk in openings] != [opening]:
            return [f"it began with {[talk.called for talk in openings]}"]
        named = {talk.request_headers.get(VERSION_HEADER) for talk in self.talks if talk is not openings[0]}
        wanted = {None} if self.revision == "2025-03-26" else {self.revision}
        problems = [] if named == wanted else [f"{VERSION_HEADER} is {named}"]
        sessions = {talk.request_headers.get("mcp-session-id") for talk in self.talks if talk is not openings[0]}
        agreed = openings[0].headers.get("mcp-session-id")
        if sessions != {agreed} or (agreed is None) != (self.revision >= STATELESS):
            problems.append(f"the session {agreed} was opened, and {sessions} named")
        return problems

    def server(self) -> list[str]:
        """Every message of the server is valid, on the right stream, and every request has one answer."""
        unanswered = [
            f"{request.get('method')}: {self._answered[number]} answers"
            for number, request in self._requests.items()
            if self._answered[number] != 1 and not self._may_lack_answer(number, request)
        ]
        return self._server + unanswered

    def _may_lack_answer(self, number: str, request: dict[str, Any]) -> bool:
        """A call that was taken back, and a subscription that the client ended."""
        if self._answered[number] > 1:
            return False
        name = request.get("params", {}).get("name")
        return number in self._cancelled or name == "test_cancellation" or request["method"] == "subscriptions/listen"

    def _of_server(self, talk: Talk) -> list[str]:
        """What is wrong with one answer of the server."""
        if talk.method == "DELETE":
            return [] if talk.status in (200, 204) else ["a session was not ended"]
        if talk.method == "POST" and not is_request(talk.request):
            return [] if (talk.status, talk.body) == (202, "") else [f"it was answered with {talk.body[:100]!r}"]
        if talk.status != 200:
            return [f"unexpected: {talk.body[:200]!r}"]
        if talk.content_type == "application/json":
            return self._answer(json.loads(talk.body), talk) if talk.method == "POST" else ["a GET got no stream"]
        try:
            messages = [json.loads(data) for data in event_data(talk.body) if data]
        except ValueError as error:
            return [f"the stream is not readable: {error}"] if talk.complete else []
        problems = [problem for message in messages for problem in self._streamed(message, talk)]
        answers = [position for position, message in enumerate(messages) if "method" not in message]
        if answers and answers != [len(messages) - 1]:
            problems.append("something comes after the answer")
        if talk.called == "subscriptions/listen":
            first = messages[0].get("method") if messages else None
            if first != "notifications/subscriptions/acknowledged":
                problems.append(f"the first message is {first}")
        return problems

    def _streamed(self, message: Any, talk: Talk) -> list[str]:
        """What is wrong with one message of a stream."""
        if not isinstance(message, dict):
            return ["a message is no object"]
        method = message.get("method")
        if method is None:
            return self._answer(message, talk)
        self.counts[method] += 1
        if "id" in message:
            return self._question(message, method)
        problems = self.checker.notification(message)
        if talk.called == "subscriptions/listen":
            named = message.get("params", {}).get("_meta", {}).get(SUBSCRIPTION)
            if named != talk.request["id"]:
                problems.append(f"{method} names the subscription {named!r}")
        elif method == "notifications/progress":
            token = talk.request["params"].get("_meta", {}).get("progressToken") if talk.request else None
            if message["params"].get("progressToken") != token:
                problems.append(f"progress under {message['params'].get('progressToken')!r}, not {token!r}")
        return problems

    def _question(self, message: dict[str, Any], method: str) -> list[str]:
        """What is wrong with a request of the server."""
        if self.revision >= STATELESS or method not in QUESTIONS:
            return [f"the server asked {method}"]
        self._asked[key(message["id"])] = method
        return self._checked(QUESTIONS[method][0], message)

    def _answer(self, message: dict[str, Any], talk: Talk) -> list[str]:
        """What is wrong with an answer, on the stream of its request or on one that the client came back to."""
        number = key(message.get("id"))
        self._answered[number] += 1
        request = talk.request if talk.method == "POST" else self._requests.get(number)
        if request is None or talk.method == "GET" and "last-event-id" not in talk.request_headers:
            return [f"an answer to {number}, which nobody asked here"]
        if talk.method == "GET":
            self.counts["redelivered"] += 1
        result = message.get("result")
        for question in (result.get("inputRequests") or {}).values() if isinstance(result, dict) else ():
            self.counts[question["method"]] += 1
        return self.checker.answer(message, request)

    def client(self) -> list[str]:
        """What the client sent is valid too: otherwise the findings about the server could not be trusted."""
        return [f"{talk.where}: {problem}" for talk in self.talks if talk.method == "POST"
                for problem in self._of_client(talk.request)]

    def _of_client(self, message: Any) -> list[str]:
        """What is wrong with a request, a notification or an answer of the client."""
        if isinstance(message, dict) and "method" not in message:
            asked = self._asked.get(key(message.get("id")))
            if asked is None:
                return [f"the client answered {message.get('id')!r}, which was not asked"]
            return self._checked(QUESTIONS[asked][1], message.get("result"))
        return self.checker.request(message)

    def _checked(self, definition: str, value: Any) -> list[str]:
        problem = self.checker.schema.problem(definition, value)
        return [problem] if problem else []

    def all_said(self) -> list[str]:
        """Every kind of message was there to be checked, so that silence is not taken for soundness."""
        wanted = {**TOLD, "sampling/createMessage": 2, "roots/list": 1}
        if self.revision >= "2025-06-18":
            wanted |= {"elicitation/create": 7, "sampling/createMessage": 4, "roots/list": 3}
        if self.revision == POLLING:
            wanted["redelivered"] = 1
        if self.revision >= STATELESS:
            wanted["notifications/subscriptions/acknowledged"] = 2
        counts = self.counts
        return [f"{what}: {counts[what]} of {least}" for what, least in wanted.items() if counts[what] < least]

    def secrecy(self) -> list[str]:
        """No answer repeats the token, in its body or in a header."""
        return [f"{talk.where}: the answer repeats the token" for talk in self.talks
                if any(self.token in text for text in (talk.body, *talk.headers.values()))]


def is_request(message: Any) -> bool:
    """Whether it wants an answer."""
    return isinstance(message, dict) and "id" in message and "method" in message


def key(number: Any) -> str:
    """An id as a name: 1 is not "1"."""
    return json.dumps(number)
