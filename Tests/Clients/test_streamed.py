"""The checks of a tour must fail on what is broken. Runs in the validator's environment."""

from __future__ import annotations

import copy
import json
import unittest
from typing import Any

from streamed_checks import GROUPS, StreamedChecks

TOKEN, SESSION = "0123456789abcdef", "session-1"
HANDSHAKE, STATELESS = "2025-11-25", "2026-07-28"
META = {"io.modelcontextprotocol/protocolVersion": STATELESS, "io.modelcontextprotocol/clientCapabilities": {}}
SERVER = {"name": "s", "version": "1"}
AGREED = {"protocolVersion": HANDSHAKE, "capabilities": {}, "serverInfo": SERVER}
HELLO = {"protocolVersion": HANDSHAKE, "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}}
DONE = {"content": [{"type": "text", "text": "done"}], "isError": False}
FORM = {"message": "Who?", "requestedSchema": {"type": "object", "properties": {}}}
Message = dict[str, Any]


def request(number: Any, method: str, params: Message | None = None) -> Message:
    """A request, of either side."""
    return {"jsonrpc": "2.0", "id": number, "method": method, **({"params": params} if params is not None else {})}


def answer(number: Any, result: Message) -> Message:
    """An answer to it."""
    return {"jsonrpc": "2.0", "id": number, "result": result}


def progress(token: Any) -> Message:
    """A report of progress."""
    return {"jsonrpc": "2.0", "method": "notifications/progress", "params": {"progressToken": token, "progress": 1}}


def talk(body: Message | None, said: list[Message] | Message, headers: dict[str, str] | None = None) -> Message:
    """A recorded exchange: a list is a stream, an empty one 202."""
    stream = isinstance(said, list)
    text = "".join(f"data: {json.dumps(message)}\n\n" for message in said) if stream else json.dumps(said)
    return {
        "method": "POST" if body else "GET", "path": "/mcp", "request_headers": list((headers or {}).items()),
        "request_body": json.dumps(body) if body else "", "status": 200 if said else 202,
        "response_headers": [["Content-Type", "text/event-stream" if stream and said else "application/json"]],
        "response_body": text, "complete": True,
    }


def handshake() -> list[Message]:
    """A sound tour of a revision with a handshake, shorter than any that says everything."""
    opening = talk(request(0, "initialize", HELLO), answer(0, AGREED))
    opening["response_headers"].append(["Mcp-Session-Id", SESSION])
    named = {"MCP-Protocol-Version": HANDSHAKE, "Mcp-Session-Id": SESSION}
    call = request(1, "tools/call", {"name": "t", "_meta": {"progressToken": 1}})
    reply = answer("ask-1", {"action": "accept", "content": {}})
    return [
        opening, talk(reply, [], named),
        talk(call, [progress(1), request("ask-1", "elicitation/create", FORM), answer(1, DONE)], named),
        talk(request(2, "tools/call", {"name": "r"}), [progress_free()], named),
        talk(None, [answer(2, DONE)], {**named, "Last-Event-ID": "2-0"}),
    ]


def progress_free() -> Message:
    """A log message: something to say on a stream that is closed before its answer."""
    return {"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info", "data": "x"}}


def stateless() -> list[Message]:
    """A sound subscription."""
    named = {"MCP-Protocol-Version": STATELESS}
    result = {"resultType": "complete", "ttlMs": 0, "cacheScope": "public", "supportedVersions": [STATELESS],
              "capabilities": {}}
    filters = {"_meta": META, "notifications": {"toolsListChanged": True}}
    said = [told("notifications/subscriptions/acknowledged", notifications={"toolsListChanged": True}),
            told("notifications/tools/list_changed")]
    return [talk(request(1, "server/discover", {"_meta": META}), answer(1, result), named),
            talk(request("l", "subscriptions/listen", filters), said, named)]


def told(method: str, subscription: str = "l", **params: Any) -> Message:
    """A notification on the stream of a subscription."""
    meta = {"io.modelcontextprotocol/subscriptionId": subscription}
    return {"jsonrpc": "2.0", "method": method, "params": {"_meta": meta, **params}}


def findings(talks: list[Message], revision: str) -> dict[str, list[str]]:
    """What the checks say, without the group that wants a whole tour."""
    found = StreamedChecks([json.dumps(each) for each in talks], revision, TOKEN).run()
    return {group: problems for group, problems in found.items() if problems and group != "all was said"}


class StreamedTests(unittest.TestCase):
    """One broken thing at a time."""

    def test_sound(self) -> None:
        """Nothing is found where nothing is wrong, but that it was not everything."""
        self.assertEqual(findings(handshake(), HANDSHAKE), {})
        self.assertEqual(findings(stateless(), STATELESS), {})
        found = StreamedChecks([json.dumps(each) for each in handshake()], HANDSHAKE, TOKEN).run()
        self.assertEqual(tuple(found), GROUPS)
        self.assertIn("notifications/tools/list_changed: 0 of 2", found["all was said"])

    def broken(self, talks: list[Message], place: int, said: list[Message], group: str = "server messages",
               revision: str = HANDSHAKE) -> None:
        """Something is found in that group when one stream says something else."""
        changed = copy.deepcopy(talks)
        changed[place]["response_body"] = "".join(f"data: {json.dumps(message)}\n\n" for message in said)
        self.assertEqual(list(findings(changed, revision)), [group], said)

    def test_streams(self) -> None:
        """What may not stand on a stream."""
        question = request("ask-1", "elicitation/create", FORM)
        for said in (
            [progress(2), question, answer(1, DONE)],
            [question, answer(1, DONE), progress(1)],
            [question, answer(1, DONE), answer(1, DONE)],
            [question],
            [question, answer("1", DONE)],
            [question, answer(1, {"content": 1})],
            [question, request("ask-2", "tools/list", {}), answer(1, DONE)],
            [question, request("ask-2", "elicitation/create", {"message": 1}), answer(1, DONE)],
            [question, {**progress(1), "method": "notifications/other"}, answer(1, DONE)],
        ):
            self.broken(handshake(), 2, said)

    def test_unasked(self) -> None:
        """An answer of the client to nothing that was asked."""
        self.broken(handshake(), 2, [progress(1), answer(1, DONE)], "client messages")

    def test_return(self) -> None:
        """An answer on a stream that nobody came back to."""
        talks = handshake()
        talks[4]["request_headers"] = [pair for pair in talks[4]["request_headers"] if pair[0] != "Last-Event-ID"]
        self.assertEqual(list(findings(talks, HANDSHAKE)), ["server messages"])

    def test_subscriptions(self) -> None:
        """The acknowledgement comes first, and everything names the subscription."""
        acknowledged = told("notifications/subscriptions/acknowledged", notifications={})
        for said in ([told("notifications/tools/list_changed"), acknowledged],
                     [acknowledged, told("notifications/tools/list_changed", "other")],
                     [acknowledged, request("ask-1", "elicitation/create", FORM)]):
            self.broken(stateless(), 1, said, revision=STATELESS)

    def test_sessions(self) -> None:
        """Another session, another revision, and the token where it must not be."""
        for name, value in (("Mcp-Session-Id", "other"), ("MCP-Protocol-Version", "2025-06-18")):
            talks = handshake()
            talks[2]["request_headers"] = [[key, value if key == name else old]
                                           for key, old in talks[2]["request_headers"]]
            self.assertEqual(list(findings(talks, HANDSHAKE)), ["negotiated revision"])
        talks = handshake()
        talks[2]["response_headers"].append(["X-Token", TOKEN])
        self.assertEqual(list(findings(talks, HANDSHAKE)), ["secrecy"])


if __name__ == "__main__":
    unittest.main()
