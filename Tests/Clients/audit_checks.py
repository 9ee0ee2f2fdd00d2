"""Whether the audit log tells the same story as the recordings."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from story import TOOLS, UNKNOWN_TOOL

TOKEN_NAME = "demo"
INTENT = "intent"
READING = ("resources/read", "prompts/get")
DENIED = "denied"


def audit_findings(records: list[dict[str, Any]], facts: list[dict[str, Any]], token: str) -> dict[str, list[str]]:
    """The findings of each group about the audit log; `facts` are those of all recordings."""
    calls, reads, agents, refused = Counter[str](), Counter[str](), set[str](), 0
    for fact in facts:
        calls.update(fact["calls"])
        reads.update(fact["reads"])
        agents.update(fact["agents"])
        refused += fact["refused"]
    return {
        "every tool call": call_findings(records, calls),
        "every resource and prompt": read_findings(records, reads),
        "denied tokens": denial_findings(records, refused),
        "who called": caller_findings(records, agents),
        "secrecy": ["a record has the token"] if token[:-1] in json.dumps(records) else [],
    }


def call_findings(records: list[dict[str, Any]], calls: Counter[str]) -> list[str]:
    """Each call that was made has one record of its outcome under the token's name, and each record a call."""
    found: Counter[str] = Counter()
    for record in records:
        tool = tool_of(record)
        if tool and record.get("tokenName") == TOKEN_NAME and record.get("phase") != INTENT:
            found[tool] += 1
    if not calls:
        return ["no calls were made"]
    return [
        f"{tool}: {calls[tool]} calls, {found[tool]} records"
        for tool in sorted(set(calls) | set(found))
        if calls[tool] != found[tool]
    ]


def read_findings(records: list[dict[str, Any]], reads: Counter[str]) -> list[str]:
    """Each resource that was read and each prompt that was worded has one record of it, and each record one of them."""
    found = Counter(
        f"{record['action']} {record['resource']}"
        for record in records
        if record.get("action") in READING and record.get("tokenName") == TOKEN_NAME
    )
    if not reads:
        return ["nothing was read"]
    return [
        f"{read}: {reads[read]} times, {found[read]} records"
        for read in sorted(set(reads) | set(found))
        if reads[read] != found[read]
    ]


def denial_findings(records: list[dict[str, Any]], refused: int) -> list[str]:
    """Each request with a wrong token has a record as denied, under nobody's name."""
    denied = [record for record in records if record.get("outcome") == DENIED and not record.get("tokenName")]
    return [] if len(denied) == refused else [f"{refused} requests were refused, {len(denied)} records say denied"]


def caller_findings(records: list[dict[str, Any]], agents: set[str]) -> list[str]:
    """The records of tool calls name every client program, and where it called from."""
    called = [record for record in records if tool_of(record)]
    missing = agents - {record.get("userAgent") for record in called}
    problems = [f"no record of {agent!r}" for agent in sorted(missing)]
    if not all(record.get("peer") == "stdio" or "127.0.0.1" in str(record.get("peer")) for record in called):
        problems.append("a record does not say that the call came from 127.0.0.1 or from stdio")
    return problems


def tool_of(record: dict[str, Any]) -> str | None:
    """The tool that a record is about, if any."""
    words = re.findall(r"\w+", f"{record.get('action')} {record.get('resource')}")
    return next((tool for tool in (*TOOLS, UNKNOWN_TOOL) if tool in words), None)
