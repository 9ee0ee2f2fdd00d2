"""Which definition a message is held to, by its method; and the messages inside one HTTP answer."""

from __future__ import annotations

import json
from typing import Any

from revision_schema import RevisionSchema

STATELESS = "2026-07-28"

RESULTS = {
    "initialize": "InitializeResult",
    "server/discover": "DiscoverResult",
    "ping": "EmptyResult",
    "tools/list": "ListToolsResult",
    "tools/call": "CallToolResult",
    "resources/list": "ListResourcesResult",
    "resources/read": "ReadResourceResult",
    "resources/templates/list": "ListResourceTemplatesResult",
    "resources/subscribe": "EmptyResult",
    "resources/unsubscribe": "EmptyResult",
    "prompts/list": "ListPromptsResult",
    "prompts/get": "GetPromptResult",
    "completion/complete": "CompleteResult",
    "logging/setLevel": "EmptyResult",
    "subscriptions/listen": "SubscriptionsListenResult",
}

REQUESTS = {
    "initialize": "InitializeRequest",
    "server/discover": "DiscoverRequest",
    "ping": "PingRequest",
    "tools/list": "ListToolsRequest",
    "tools/call": "CallToolRequest",
    "resources/list": "ListResourcesRequest",
    "resources/read": "ReadResourceRequest",
    "resources/templates/list": "ListResourceTemplatesRequest",
    "resources/subscribe": "SubscribeRequest",
    "resources/unsubscribe": "UnsubscribeRequest",
    "prompts/list": "ListPromptsRequest",
    "prompts/get": "GetPromptRequest",
    "completion/complete": "CompleteRequest",
    "logging/setLevel": "SetLevelRequest",
    "subscriptions/listen": "SubscriptionsListenRequest",
    "notifications/initialized": "InitializedNotification",
    "notifications/cancelled": "CancelledNotification",
}

SERVER_NOTIFICATIONS = {
    "notifications/cancelled": "CancelledNotification",
    "notifications/progress": "ProgressNotification",
    "notifications/message": "LoggingMessageNotification",
    "notifications/tools/list_changed": "ToolListChangedNotification",
    "notifications/resources/list_changed": "ResourceListChangedNotification",
    "notifications/resources/updated": "ResourceUpdatedNotification",
    "notifications/prompts/list_changed": "PromptListChangedNotification",
    "notifications/subscriptions/acknowledged": "SubscriptionsAcknowledgedNotification",
}

TYPED_ERRORS = {
    -32020: "HeaderMismatchError",
    -32021: "MissingRequiredClientCapabilityError",
    -32022: "UnsupportedProtocolVersionError",
}
FORBIDDEN_ERRORS = {-32002, -32042}
"""Codes that the stateless revision must not use any more."""

RESULT_TYPES = ("complete", "input_required")


LISTS = ("tools", "resources", "prompts")


def capability_problems(capabilities: dict[str, Any], tells: bool) -> list[str]:
    """What is wrong with what a server says it can do: changes are announced where the client can be told of them."""
    kinds = [kind for kind in LISTS if kind in capabilities]
    if not kinds:
        return [f"it offers nothing: {capabilities}"]
    return [
        f"{kind} says {capabilities[kind]}, listChanged should be {tells}"
        for kind in kinds
        if capabilities[kind].get("listChanged", False) is not tells
    ]


def read_by(request: Any) -> str | None:
    """What a request reads, in the words of the audit log; None for all but resources and prompts."""
    params = request.get("params", {}) if isinstance(request, dict) else {}
    if not params or request["method"] not in ("resources/read", "prompts/get"):
        return None
    what = params["uri"] if request["method"] == "resources/read" else f"prompt:{params['name']}"
    return f"{request['method']} {what}"


class MessageChecker:
    """Holds single JSON-RPC messages to the schema of one revision."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        self.schema = RevisionSchema(revision)
        has_new_names = "JSONRPCErrorResponse" in self.schema
        self._result_envelope = "JSONRPCResultResponse" if has_new_names else "JSONRPCResponse"
        self._error_envelope = "JSONRPCErrorResponse" if has_new_names else "JSONRPCError"

    def answer(self, message: Any, request: dict[str, Any]) -> list[str]:
        """What is wrong with the answer to a request: its id, its envelope, its result or error."""
        if not isinstance(message, dict):
            return [f"the answer to {request.get('method')} is no object"]
        problems = []
        if not same_id(message.get("id"), request.get("id")):
            problems.append(f"the answer to id {request.get('id')!r} has id {message.get('id')!r}")
        if "error" in message:
            return problems + self._error(message)
        return problems + self._result(message, str(request.get("method")))

    def _result(self, message: dict[str, Any], method: str) -> list[str]:
        """A result, held to the definition its request's method calls for."""
        if method not in RESULTS:
            return [f"{method} is no method of ours, yet it was answered with a result"]
        result = message.get("result")
        definition, problems = RESULTS[method], []
        if self.revision >= STATELESS and isinstance(result, dict):
            if result.get("resultType") not in RESULT_TYPES:
                problems.append(f"{method}: resultType is {result.get('resultType')!r}")
            if result.get("resultType") == "input_required":
                definition = "InputRequiredResult"
        problems += self._checked(self._result_envelope, message)
        return problems + self._checked(definition, result)

    def _error(self, message: dict[str, Any]) -> list[str]:
        """An error, held to the definition of its code where the revision has one."""
        problems = self._checked(self._error_envelope, message)
        code = message["error"].get("code") if isinstance(message["error"], dict) else None
        if self.revision >= STATELESS:
            if code in TYPED_ERRORS:
                problems += self._checked(TYPED_ERRORS[code], message)
            if code in FORBIDDEN_ERRORS:
                problems.append(f"error {code} must not be used in {self.revision}")
        return problems

    def notification(self, message: dict[str, Any]) -> list[str]:
        """What is wrong with a notification of the server."""
        definition = SERVER_NOTIFICATIONS.get(str(message.get("method")))
        if definition is None or "id" in message:
            return [f"the server sent {message.get('method')}, which is none of its notifications"]
        return self._checked("JSONRPCNotification", message) + self._checked(definition, message)

    def request(self, message: Any) -> list[str]:
        """What is wrong with a client's message."""
        if not isinstance(message, dict):
            return ["the request is no object"]
        definition = REQUESTS.get(str(message.get("method")))
        if definition is None:
            return [f"unexpected method {message.get('method')!r}"]
        envelope = "JSONRPCRequest" if "id" in message else "JSONRPCNotification"
        named = [self.schema.problem(envelope, message), self.schema.problem(definition, message)]
        return [problem for problem in named if problem]

    def _checked(self, definition: str, value: Any) -> list[str]:
        """The official definition first; only what passes it is also searched for members of other revisions."""
        problem = self.schema.problem(definition, value) or self.schema.problem(definition, value, closed=True)
        return [problem] if problem else []


def same_id(one: Any, other: Any) -> bool:
    """Whether two request ids are the same, in kind too: 1 is not "1"."""
    return type(one) is type(other) and one == other


def answered_messages(content_type: str, body: str) -> list[Any]:
    """The JSON-RPC messages in an HTTP answer. Raises ValueError for a body that is not what its type says."""
    if content_type == "application/json":
        return [json.loads(body)]
    if content_type == "text/event-stream":
        return [json.loads(data) for data in event_data(body) if data]
    raise ValueError(f"content type {content_type!r}")


def event_data(body: str) -> list[str]:
    """The data of each whole event in a server-sent event stream. An event that is not ended does not count."""
    events: list[str] = []
    data: list[str] = []
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1]:
        name, _, value = line.partition(":")
        if line == "":
            if data:
                events.append("\n".join(data))
            data = []
        elif name == "data":
            data.append(value.removeprefix(" "))
        elif name == "event" and value.removeprefix(" ") != "message":
            raise ValueError(f"an event of type {value!r}, which no client reads")
    if data:
        raise ValueError("the stream ends in the middle of an event")
    return events
