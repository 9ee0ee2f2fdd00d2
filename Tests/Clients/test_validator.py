"""The checks must fail on what is broken. Runs in the validator's environment."""

from __future__ import annotations

import copy
import json
import unittest
from collections import Counter
from typing import Any

import reduce_schemas
from audit_checks import read_findings
from messages import MessageChecker, answered_messages
from recording_checks import GROUPS, RecordingChecks
from revision_schema import RevisionSchema

TOKEN = "soar_secretsecretsecretsecretsecretsecret1"
STATELESS, HANDSHAKE, OLDEST = "2026-07-28", "2025-11-25", "2025-03-26"
META = {
    "io.modelcontextprotocol/protocolVersion": STATELESS,
    "io.modelcontextprotocol/clientCapabilities": {},
}
CACHED = {"resultType": "complete", "ttlMs": 0, "cacheScope": "private"}
DISCOVERED = {**CACHED, "supportedVersions": [STATELESS], "capabilities": {"tools": {"listChanged": True}}}
TOOL = {
    "name": "t",
    "inputSchema": {"type": "object"},
    "outputSchema": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
}
CALLED = {
    "resultType": "complete",
    "content": [{"type": "text", "text": '{"n": 1}'}],
    "structuredContent": {"n": 1},
}
CHALLENGE = 'Bearer error="invalid_token"'
REFUSAL = {"error": "unauthorized", "message": "no", "reason": "unknown"}


def exchange(number: int, method: str, result: Any, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """A recorded exchange of the stateless revision, valid unless the result is not."""
    request = {"jsonrpc": "2.0", "id": number, "method": method, "params": {"_meta": META, **(params or {})}}
    return {
        "method": "POST",
        "path": "/mcp",
        "request_headers": [["MCP-Protocol-Version", STATELESS], ["User-Agent", "test"]],
        "request_body": json.dumps(request),
        "status": 200,
        "response_headers": [["Content-Type", "application/json"]],
        "response_body": json.dumps({"jsonrpc": "2.0", "id": number, "result": result}),
        "complete": True,
    }


def refused() -> dict[str, Any]:
    """A recorded exchange with a wrong token."""
    return {
        **exchange(9, "server/discover", {}),
        "status": 401,
        "response_headers": [["Content-Type", "application/json"], ["WWW-Authenticate", CHALLENGE]],
        "response_body": json.dumps(REFUSAL),
    }


def recording() -> list[dict[str, Any]]:
    """A whole recording in which nothing is wrong."""
    return [
        exchange(1, "server/discover", DISCOVERED),
        exchange(2, "tools/list", {**CACHED, "tools": [TOOL]}),
        exchange(3, "tools/call", CALLED, {"name": "t"}),
        refused(),
    ]


def failing(exchanges: list[dict[str, Any]]) -> set[str]:
    """The groups of checks that have findings about a recording."""
    findings = RecordingChecks([json.dumps(each) for each in exchanges], STATELESS, TOKEN).run()
    return {group for group, problems in findings.items() if problems}


class RecordingTest(unittest.TestCase):
    """Whole recordings, each with one fault."""

    def broken(self, index: int, **members: Any) -> set[str]:
        """The groups that fail when one exchange has other members."""
        exchanges = recording()
        exchanges[index].update(members)
        return failing(exchanges)

    def with_result(self, index: int, **members: Any) -> set[str]:
        """The groups that fail when one result has other members; None takes a member away."""
        answer = json.loads(recording()[index]["response_body"])
        result = {**answer["result"], **members}
        answer["result"] = {name: value for name, value in result.items() if value is not None}
        return self.broken(index, response_body=json.dumps(answer))

    def test_a_good_recording_passes(self) -> None:
        self.assertEqual(failing(recording()), set())

    def test_an_empty_recording_fails(self) -> None:
        self.assertEqual(failing([]), {"negotiated revision", "refusals"})

    def test_a_missing_or_wrong_member_is_found(self) -> None:
        self.assertIn("server messages", self.with_result(1, ttlMs=None))
        self.assertIn("server messages", self.with_result(1, ttlMs=-1))
        self.assertIn("server messages", self.with_result(1, cacheScope="shared"))
        self.assertIn("server messages", self.with_result(1, tools={}))
        self.assertIn("server messages", self.with_result(2, resultType=None))
        self.assertIn("server messages", self.with_result(2, resultType="done"))
        self.assertIn("server messages", self.with_result(2, content=[{"type": "text"}]))

    def test_a_result_of_another_method_is_found(self) -> None:
        self.assertIn("server messages", self.with_result(1, tools=None, **DISCOVERED))

    def test_an_unknown_member_is_found(self) -> None:
        self.assertIn("server messages", self.with_result(1, tools=[{**TOOL, "execution": {"taskSupport": "x"}}]))

    def test_a_wrong_envelope_is_found(self) -> None:
        bodies: list[Any] = [{"jsonrpc": "2.0", "id": 2}, {"id": 2, "result": CACHED}, [], 5]
        for body in bodies:
            self.assertIn("server messages", self.broken(1, response_body=json.dumps(body)))
        good = json.loads(recording()[1]["response_body"])
        for other in (3, "2", None):
            self.assertIn("server messages", self.broken(1, response_body=json.dumps({**good, "id": other})))

    def test_a_wrong_framing_is_found(self) -> None:
        event = [["Content-Type", "text/event-stream"]]
        body = recording()[1]["response_body"]
        self.assertEqual(self.broken(1, response_headers=event, response_body=f"data: {body}\n\n"), set())
        for stream in ("", f"data: {body}\n", f"event: other\ndata: {body}\n\n", "data: {\n\n"):
            self.assertIn("server messages", self.broken(1, response_headers=event, response_body=stream))
        self.assertIn("server messages", self.broken(1, response_headers=[["Content-Type", "text/plain"]]))
        self.assertIn("server messages", self.broken(1, complete=False))
        self.assertIn("server messages", self.broken(1, status=400))

    def test_messages_before_the_answer_must_be_notifications(self) -> None:
        event = [["Content-Type", "text/event-stream"]]
        body = recording()[2]["response_body"]
        progress = {"jsonrpc": "2.0", "method": "notifications/progress", "params": {"progressToken": 1, "progress": 1}}
        asked = {"jsonrpc": "2.0", "id": 5, "method": "ping"}
        unknown = {"jsonrpc": "2.0", "method": "notifications/other"}
        for message, fine in ((progress, True), ({**progress, "params": {}}, False), (asked, False), (unknown, False)):
            stream = f"data: {json.dumps(message)}\n\ndata: {body}\n\n"
            found = self.broken(2, response_headers=event, response_body=stream)
            self.assertEqual("server messages" not in found, fine, message)

    def test_structured_content_is_held_to_its_schema_and_its_text(self) -> None:
        self.assertEqual(self.with_result(2, structuredContent={"n": "1"}), {"structured content"})
        self.assertEqual(self.with_result(2, structuredContent={"n": 2}), {"structured content"})
        self.assertEqual(self.with_result(2, structuredContent=None), {"structured content"})
        tool = {**TOOL, "outputSchema": {"type": "objekt"}}
        self.assertEqual(self.with_result(1, tools=[tool]), {"structured content"})

    def test_a_refusal_of_another_shape_is_found(self) -> None:
        self.assertEqual(self.broken(3, status=403), {"refusals"})
        self.assertEqual(self.broken(3, response_body='{"error": "no"}'), {"refusals"})
        self.assertEqual(self.broken(3, response_body="Unauthorized"), {"refusals"})
        self.assertEqual(self.broken(3, response_headers=[["Content-Type", "application/json"]]), {"refusals"})
        self.assertEqual(failing(recording()[:3]), {"refusals"})

    def test_a_token_in_an_answer_is_found(self) -> None:
        body = json.dumps({**REFUSAL, "message": TOKEN})
        self.assertEqual(self.broken(3, response_body=body), {"secrecy"})

    def test_another_revision_is_found(self) -> None:
        self.assertEqual(self.with_result(0, supportedVersions=[HANDSHAKE]), {"negotiated revision"})
        self.assertEqual(self.broken(1, request_headers=[]), {"negotiated revision"})
        self.assertIn("negotiated revision", failing(recording()[1:]))

    def test_capabilities_that_promise_too_little_or_nothing_are_found(self) -> None:
        self.assertEqual(self.with_result(0, capabilities={"tools": {}}), {"negotiated revision"})
        self.assertEqual(self.with_result(0, capabilities={}), {"negotiated revision"})
        told = exchange(1, "initialize", {"capabilities": {"tools": {"listChanged": True}}, "protocolVersion": OLDEST})
        told["request_headers"] = []
        checks = RecordingChecks([json.dumps(told), json.dumps(refused())], OLDEST, TOKEN)
        self.assertIn("tools says {'listChanged': True}, listChanged should be False", checks.negotiation())

    def test_what_is_read_is_told_to_the_audit(self) -> None:
        read = exchange(4, "resources/read", {}, {"uri": "soar://x"})
        worded = exchange(5, "prompts/get", {}, {"name": "p"})
        lines = [json.dumps(each) for each in (*recording(), read, worded, worded)]
        reads = RecordingChecks(lines, STATELESS, TOKEN).facts()["reads"]
        self.assertEqual(reads, {"resources/read soar://x": 1, "prompts/get prompt:p": 2})
        record = {"action": "prompts/get", "resource": "prompt:p", "tokenName": "demo"}
        self.assertEqual(read_findings([record], Counter({"prompts/get prompt:p": 1})), [])
        self.assertTrue(read_findings([record], Counter({"prompts/get prompt:p": 2})))
        self.assertTrue(read_findings([record, record], Counter({"prompts/get prompt:p": 1})))
        self.assertTrue(read_findings([], Counter()))


class MessageTest(unittest.TestCase):
    """Single messages in the revisions with a handshake."""

    REQUEST = {"jsonrpc": "2.0", "id": "a", "method": "tools/list"}

    def problems(self, revision: str, **members: Any) -> list[str]:
        """What is found in an answer to a tools/list request."""
        return MessageChecker(revision).answer({"jsonrpc": "2.0", "id": "a", **members}, self.REQUEST)

    def test_each_revision_has_its_own_members(self) -> None:
        tool = {"name": "t", "inputSchema": {"type": "object"}}
        for revision in reduce_schemas.REVISIONS[:3]:
            self.assertEqual(self.problems(revision, result={"tools": [tool]}), [])
            self.assertTrue(self.problems(revision, result={"tools": [tool], **CACHED}))
            self.assertTrue(self.problems(revision, result={"tools": [{"name": "t"}]}))
        self.assertEqual(self.problems(HANDSHAKE, result={"tools": [TOOL]}), [])
        self.assertTrue(self.problems(OLDEST, result={"tools": [TOOL]}))

    def test_errors_need_a_code_and_a_message(self) -> None:
        for revision in reduce_schemas.REVISIONS:
            self.assertEqual(self.problems(revision, error={"code": -32602, "message": "no"}), [])
            for error in ({"code": "x", "message": "no"}, {"code": 1}, "no", None):
                self.assertTrue(self.problems(revision, error=error))

    def test_the_stateless_revision_has_typed_and_forbidden_codes(self) -> None:
        unsupported = {"code": -32022, "message": "no"}
        self.assertTrue(self.problems(STATELESS, error=unsupported))
        data = {"supported": [STATELESS], "requested": "x"}
        self.assertEqual(self.problems(STATELESS, error={**unsupported, "data": data}), [])
        self.assertTrue(self.problems(STATELESS, error={"code": -32002, "message": "no"}))
        self.assertEqual(self.problems(HANDSHAKE, error={"code": -32002, "message": "no"}), [])

    def test_formats_are_checked(self) -> None:
        schema = RevisionSchema(HANDSHAKE)
        blob = {"uri": "soar://x", "blob": "AAAA"}
        self.assertIsNone(schema.problem("BlobResourceContents", blob))
        self.assertIsNotNone(schema.problem("BlobResourceContents", {**blob, "blob": "?"}))
        self.assertIsNotNone(schema.problem("BlobResourceContents", {**blob, "uri": "no address"}))

    def test_requests_are_checked(self) -> None:
        checker = MessageChecker(STATELESS)
        good = json.loads(recording()[2]["request_body"])
        self.assertEqual(checker.request(good), [])
        bad = copy.deepcopy(good)
        del bad["params"]["_meta"]
        self.assertTrue(checker.request(bad))
        self.assertTrue(checker.request({**good, "method": "ping"}))


class SmallPartsTest(unittest.TestCase):
    """The reduction of schemas and the reading of streams."""

    def test_only_texts_are_dropped_from_a_schema(self) -> None:
        schema = {"description": "text", "properties": {"description": {"type": "string", "description": "text"}}}
        self.assertEqual(reduce_schemas.without_texts(schema), {"properties": {"description": {"type": "string"}}})

    def test_a_stream_may_have_comments_empty_events_and_split_data(self) -> None:
        stream = ': hello\r\n\r\nid: 1\r\ndata:\r\n\r\nevent: message\r\ndata: {"a":\r\ndata: 1}\r\n\r\n'
        self.assertEqual(answered_messages("text/event-stream", stream), [{"a": 1}])

    def test_every_group_is_reported(self) -> None:
        self.assertEqual(tuple(RecordingChecks([], STATELESS, TOKEN).run()), GROUPS)


if __name__ == "__main__":
    unittest.main()
