"""The way to a token, walked by the official SDK's OAuth client: challenge, metadata, registration, code, step-up.

Runs inside the environment of `mcp` 2.3.0, against a server whose settings are `PUBLIC_URL` (the address given here),
`AUTHORIZATION_SERVERS` (of `oauth_server.py`) and `INITIAL_SCOPES` (without what the stepped-up call needs). Prints one
JSON line per group of checks.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from mcp import Client
from mcp.client.auth import AuthorizationCodeResult, OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientInformationFull, OAuthClientMetadata, OAuthToken
from play_story import report

REDIRECT = "http://127.0.0.1:1/callback"
SECONDS = 60
# A playbook of `soar-mcp demo`.
ARGUMENTS = {"playbook_id": 1907203516548373, "parameters": {"src": "10.0.0.1"}}
WELL_KNOWN = "/.well-known/oauth-protected-resource"


class Memory:
    """Keeps what the client is given, for this run only."""

    def __init__(self) -> None:
        self.tokens: OAuthToken | None = None
        self.client: OAuthClientInformationFull | None = None

    async def get_tokens(self) -> OAuthToken | None:
        """The last token."""
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        """Keeps a token."""
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        """What the client registered as."""
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        """Keeps what the client registered as."""
        self.client = client_info


class Browser:
    """Stands in for a browser whose user approves everything: follows the address, and reads where it is sent back."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self._answer: dict[str, str] = {}

    async def open(self, url: str) -> None:
        """Takes the client's address to the authorization server."""
        self.asked.append({name: values[0] for name, values in parse_qs(urlsplit(url).query).items()})
        async with httpx2.AsyncClient(timeout=SECONDS) as http:
            answer = await http.get(url)
        if answer.status_code != 302:
            raise RuntimeError(f"the authorization server answered {answer.status_code}: {answer.text[:200]}")
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        self._answer = {name: values[0] for name, values in query.items()}

    async def result(self) -> AuthorizationCodeResult:
        """What the authorization server sent back."""
        answer = self._answer
        return AuthorizationCodeResult(code=answer["code"], state=answer.get("state"), iss=answer.get("iss"))


class OAuthPlay:
    """One run: the server's address, the first scopes, and a call that needs more."""

    def __init__(self, url: str, tool: str, arguments: dict[str, Any], extra: str) -> None:
        """`extra` is the scope that `tool` needs beyond the first ones."""
        self._url, self._tool, self._arguments, self._extra = url, tool, arguments, extra
        self._browser, self._memory = Browser(), Memory()
        metadata = OAuthClientMetadata(
            client_name="soar-mcp test", redirect_uris=[REDIRECT], token_endpoint_auth_method="none",
            grant_types=["authorization_code"], response_types=["code"])
        self._auth = OAuthClientProvider(
            url, metadata, self._memory, redirect_handler=self._browser.open, callback_handler=self._browser.result)

    async def run(self) -> bool:
        """Plays all parts in order; a part that fails ends the run. Returns whether all went well."""
        if not await self._part("challenge and metadata", self._challenge()):
            return False
        http = httpx2.AsyncClient(auth=self._auth, timeout=SECONDS)
        async with http, Client(streamable_http_client(self._url, http_client=http)) as client:
            first = await self._part("first token", self._first(client))
            return first and await self._part("step-up", self._step_up(client))

    async def _part(self, group: str, part: Any) -> bool:
        try:
            await asyncio.wait_for(part, SECONDS)
        except Exception as failure:
            report(group, f"{type(failure).__name__}: {failure}")
            return False
        report(group, None)
        return True

    async def _challenge(self) -> None:
        """What a client without a token learns, looked at without the SDK."""
        async with httpx2.AsyncClient(timeout=SECONDS) as http:
            refused = await http.post(self._url, json={})
            challenge = refused.headers.get("www-authenticate", "")
            expect(refused.status_code == 401, f"status {refused.status_code}")
            parts = urlsplit(self._url)
            place = f"{parts.scheme}://{parts.netloc}{WELL_KNOWN}"
            expect(f'resource_metadata="{place}{parts.path}"' in challenge, challenge)
            expect('scope="' in challenge and self._extra not in challenge, challenge)
            documents = [(await http.get(form)).json() for form in (place + parts.path, place)]
            expect(documents[0] == documents[1], "the two forms differ")
            expect(documents[0]["resource"] == self._url, documents[0]["resource"])
            expect(self._extra in documents[0]["scopes_supported"], str(documents[0]))

    async def _first(self, client: Client) -> None:
        """The connection that is open by now was made with a token for the first scopes."""
        expect(len(self._browser.asked) == 1, f"{len(self._browser.asked)} authorizations")
        expect(self._browser.asked[0].get("resource") == self._url, str(self._browser.asked[0]))
        expect(self._extra not in self._granted(), str(self._granted()))
        tools = {tool.name for tool in (await client.list_tools()).tools}
        expect(bool(tools) and self._tool not in tools, f"{self._tool} is in the list of one who may not call it")
        result = await client.call_tool("list_playbooks_quick", {})
        expect(not result.is_error, "the first call failed")

    async def _step_up(self, client: Client) -> None:
        """A call that needs more gets it, and what was granted before stays."""
        before = self._granted()
        result = await client.call_tool(self._tool, self._arguments)
        expect(not result.is_error, f"the call failed: {result.content}")
        expect(len(self._browser.asked) == 2, f"{len(self._browser.asked)} authorizations")
        expect(self._granted() == before | {self._extra}, f"{before} became {self._granted()}")
        # The client may keep a list for as long as it was told, and doesn't look whether its token is another one.
        listed = await client.list_tools(cache_mode="refresh")
        tools = {tool.name for tool in listed.tools}
        expect(self._tool in tools, f"{self._tool} is not in the list of one who may call it")
        expect(len(self._browser.asked) == 2, "the new token was not kept")

    def _granted(self) -> set[str]:
        tokens = self._memory.tokens
        return set((tokens.scope or "").split()) if tokens else set()


def expect(holds: bool, otherwise: str) -> None:
    """Ends the part where something does not hold."""
    if not holds:
        raise AssertionError(otherwise)


def main() -> None:
    """Plays against one address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="the MCP endpoint, as PUBLIC_URL has it")
    parser.add_argument("--tool", default="execute_playbook", help="a tool that needs more than the first scopes")
    parser.add_argument("--arguments", default=json.dumps(ARGUMENTS), help="its arguments, JSON")
    parser.add_argument("--extra", default="playbooks:execute", help="the scope that it needs more")
    given = parser.parse_args()
    play = OAuthPlay(given.url, given.tool, json.loads(given.arguments), given.extra)
    sys.exit(0 if asyncio.run(play.run()) else 1)


if __name__ == "__main__":
    main()
