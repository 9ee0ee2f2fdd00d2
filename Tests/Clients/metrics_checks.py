"""What is checked of `GET /metrics`, with the parsers of Prometheus' own Python client. Prints one JSON object.

Usage: metrics_checks.py URL, with the token in CLIENT_TOKEN
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable

from prometheus_client import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_text

GROUPS = ("text format", "OpenMetrics", "names and kinds", "histograms", "figures", "secrecy", "proxies are refused")
ASKED_OF_ALL = ("soar_mcp_tool_calls", "soar_mcp_requests", "soar_mcp_authentications", "soar_mcp_platform_calls")
"""Counters that a run of the clients has moved."""


def fetch(url: str, headers: dict[str, str]) -> tuple[int, str, str]:
    """Status, type and text of an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers["Content-Type"], refusal.read().decode()


def parsed(url: str, accept: str, wanted: str, read: object) -> tuple[list[Metric], str, list[str]]:
    """What a parser makes of an answer, its text, and what is wrong with it."""
    status, kind, text = fetch(url, {"Accept": accept})
    if status != 200 or not kind.startswith(wanted):
        return [], text, [f"status {status}, type {kind}"]
    try:
        return list(read(text)), text, []
    except (ValueError, KeyError, IndexError) as error:
        return [], text, [f"{type(error).__name__}: {error}"]


def histogram_problems(families: Iterable[Metric]) -> list[str]:
    """Histograms whose ranges don't add up."""
    problems = []
    for family in families:
        if family.type != "histogram":
            continue
        buckets: dict[tuple[tuple[str, str], ...], list[tuple[float, float]]] = {}
        counts: dict[tuple[tuple[str, str], ...], float] = {}
        for sample in family.samples:
            labels = tuple(sorted((name, value) for name, value in sample.labels.items() if name != "le"))
            if sample.name.endswith("_bucket"):
                buckets.setdefault(labels, []).append((float(sample.labels["le"]), sample.value))
            elif sample.name.endswith("_count"):
                counts[labels] = sample.value
        for labels, ranges in buckets.items():
            rising = ranges == sorted(ranges) and all(a[1] <= b[1] for a, b in zip(ranges, ranges[1:], strict=False))
            if not rising or ranges[-1] != (float("inf"), counts.get(labels)):
                problems.append(f"{family.name}{dict(labels)}: {ranges}")
        if set(buckets) != set(counts):
            problems.append(f"{family.name}: not every series has ranges and a count")
    return problems


def main() -> int:
    """Fetches, parses and compares."""
    url, token = sys.argv[1], os.environ["CLIENT_TOKEN"]
    findings: dict[str, list[str]] = {}
    families, text, findings["text format"] = parsed(url, "*/*", "text/plain; version=0.0.4", read_text)
    again, _, findings["OpenMetrics"] = parsed(
        url, "application/openmetrics-text; version=1.0.0", "application/openmetrics-text", read_openmetrics)
    names = {family.name: family for family in families}
    if set(names) != {family.name for family in again}:
        findings["OpenMetrics"].append("it has other names than the text format")
    findings["names and kinds"] = [
        f"{family.name} is {family.type} with help {family.documentation!r}" for family in families
        if not family.name.startswith(("soar_mcp_", "process_")) or family.type == "unknown" or not family.documentation]
    findings["histograms"] = histogram_problems(families) + histogram_problems(again)
    findings["figures"] = [
        f"{name} counted nothing" for name in ASKED_OF_ALL
        if name not in names or not any(sample.value > 0 for sample in names[name].samples)]
    findings["figures"] += [
        f"{sample.labels['source']} can't be asked" for sample in
        (names["soar_mcp_metrics_source_up"].samples if "soar_mcp_metrics_source_up" in names else [])
        if sample.value != 1]
    findings["secrecy"] = ["the token is in it"] if token in text else []
    status, _, refusal = fetch(url, {"X-Forwarded-For": "192.0.2.1"})
    findings["proxies are refused"] = [] if status == 403 and "forbidden_peer" in refusal else [f"status {status}"]
    print(json.dumps({"findings": findings, "series": sum(len(family.samples) for family in families)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
