"""Servers to measure, and the load that they are measured under."""

import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time


RANDOM_BEARER = """
requests = {}
init = function(args)
    for token in io.lines("%s") do
        wrk.headers["Authorization"] = "Bearer " .. token
        requests[#requests + 1] = wrk.format()
    end
end
request = function() return requests[math.random(#requests)] end
"""


def wrk(url: str, body: dict, headers: dict[str, str], seconds: int, connections: int,
        bearers: list[str] | None = None) -> dict[str, float]:
    """Loads a URL with one POST, each time with one of the bearers by chance where there are any.

    Returns requests per second, and latencies in milliseconds.
    """
    fields = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", **headers}
    script = f"wrk.method = 'POST'\nwrk.body = [==[{json.dumps(body)}]==]\n"
    script += "".join(f'wrk.headers["{name}"] = "{value}"\n' for name, value in fields.items())
    script += """
done = function(summary, latency, requests)
    io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), summary.errors.status))
end
"""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file, tempfile.NamedTemporaryFile("w") as tokens:
        tokens.write("\n".join(bearers or []))
        tokens.flush()
        file.write(script + (RANDOM_BEARER % tokens.name if bearers else ""))
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", file.name, url]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    match = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", output)
    if not match:
        raise SystemExit(f"wrk said something unexpected:\n{output}")
    requests, duration, p50, p99, errors = map(int, match.groups())
    return {"requests": requests, "rate": requests / duration * 1e6, "p50": p50 / 1000, "p99": p99 / 1000, "not2xx": errors}


def start(command: list[str]) -> tuple[subprocess.Popen, str, float]:
    """Starts a server and returns it, the first line that it prints and the milliseconds until then."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = process.stdout.readline().strip()
    return process, line, (time.monotonic() - begun) * 1000


def stop(process: subprocess.Popen) -> None:
    """Ends a server as an operator would."""
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=15)


def resident_kb(pid: int) -> int:
    """The resident memory of a process."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", text).group(1))


def descriptors(pid: int) -> int:
    """How many files and sockets a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def median(results: list[dict[str, float]]) -> dict[str, float]:
    """The round with the median rate: what one round's neighbours did does not count."""
    return sorted(results, key=lambda result: result["rate"])[len(results) // 2]


def table(results: dict[str, dict[str, float]], names: dict[str, str]) -> None:
    """Prints one line for each target."""
    print(f"{'':3}{'':36}{'requests/s':>11}{'p50 ms':>9}{'p99 ms':>9}")
    for key, result in results.items():
        print(f"{key:3}{names[key]:36}{result['rate']:11.0f}{result['p50']:9.2f}{result['p99']:9.2f}")


def judge(what: str, value: float, limit: float, unit: str = "", *, least: bool = False, digits: int = 2) -> None:
    """Prints a figure beside what is expected of it; a benchmark never fails by its figures."""
    met = value >= limit if least else value <= limit
    word = "at least" if least else "at most"
    print(f"{what:46}{value:9.{digits}f} {unit:3} expected {word} {limit:g}: {'met' if met else 'not met'}")
