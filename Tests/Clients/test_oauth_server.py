"""The authorization server of the tests must do what a real one does: its tokens are read with another library."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import jwt
import oauth_server

RESOURCE = "http://127.0.0.1:9/mcp"
REDIRECT = "http://127.0.0.1:8/callback"
VERIFIER = "v" * 64


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Hands a redirect back, for nobody listens where it leads."""

    def redirect_request(self, *_: Any) -> None:
        """Goes nowhere."""


class AuthorizationServerTests(unittest.TestCase):
    """One server for all; each test registers a client of its own."""

    @classmethod
    def setUpClass(cls) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        cls.issuer, cls.server, cls.state = oauth_server.serve(0, [RESOURCE], 300)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.opener = urllib.request.build_opener(NoRedirect)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.shutdown()

    def send(self, path: str, data: bytes | None = None, kind: str = "") -> tuple[int, dict[str, str], bytes]:
        """One request."""
        sent = urllib.request.Request(self.issuer + path, data=data, headers={"Content-Type": kind} if kind else {})
        try:
            with self.opener.open(sent, timeout=10) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, dict(answer.headers), answer.read()

    def register(self) -> str:
        """A new public client."""
        body = {"redirect_uris": [REDIRECT], "token_endpoint_auth_method": "none", "client_name": "test",
                "grant_types": ["authorization_code"], "response_types": ["code"]}
        status, _, answer = self.send("/register", json.dumps(body).encode(), "application/json")
        self.assertEqual(status, 201, answer)
        return json.loads(answer)["client_id"]

    def authorize(self, client: str, **changes: str | None) -> tuple[int, dict[str, str]]:
        """The answer to an authorization request: its status, and the parameters of the redirect."""
        digest = hashlib.sha256(VERIFIER.encode()).digest()
        asked = {"response_type": "code", "client_id": client, "redirect_uri": REDIRECT, "state": "s",
                 "scope": "playbooks:read", "resource": RESOURCE, "code_challenge_method": "S256",
                 "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode()} | changes
        query = urllib.parse.urlencode({name: value for name, value in asked.items() if value is not None})
        status, headers, _ = self.send(f"/authorize?{query}")
        location = urllib.parse.urlsplit(headers.get("Location", ""))
        return status, dict(urllib.parse.parse_qsl(location.query))

    def exchange(self, client: str, code: str, **changes: str) -> tuple[int, dict[str, Any]]:
        """The answer to a token request."""
        form = {"grant_type": "authorization_code", "client_id": client, "code": code, "redirect_uri": REDIRECT,
                "code_verifier": VERIFIER, "resource": RESOURCE} | changes
        data = urllib.parse.urlencode(form).encode()
        status, _, answer = self.send("/token", data, "application/x-www-form-urlencoded")
        return status, json.loads(answer)

    def token(self, client: str, scope: str = "playbooks:read") -> str:
        """A token by the whole way."""
        status, given = self.authorize(client, scope=scope)
        self.assertEqual(status, 302)
        self.assertEqual((given["state"], given["iss"]), ("s", self.issuer))
        status, answer = self.exchange(client, given["code"])
        self.assertEqual(status, 200, answer)
        self.assertEqual(answer["token_type"], "Bearer")
        return answer["access_token"]

    def claims(self, token: str) -> dict[str, Any]:
        """The claims as PyJWT reads them, with the published keys."""
        key = jwt.PyJWKClient(f"{self.issuer}/jwks").get_signing_key_from_jwt(token)
        return jwt.decode(token, key, algorithms=["RS256"], audience=RESOURCE, issuer=self.issuer)

    def test_discovery(self) -> None:
        """The metadata names the issuer and its endpoints."""
        status, _, body = self.send("/.well-known/oauth-authorization-server")
        found = json.loads(body)
        self.assertEqual((status, found["issuer"]), (200, self.issuer))
        self.assertEqual(found["code_challenge_methods_supported"], ["S256"])

    def test_token(self) -> None:
        """A token is for the resource, and says who, which client and what."""
        client = self.register()
        token = self.token(client, "playbooks:read executions:read")
        claims = self.claims(token)
        self.assertEqual(claims["aud"], RESOURCE)
        self.assertEqual(claims["sub"], "alice")
        self.assertEqual(claims["client_id"], client)
        self.assertEqual(claims["scope"], "playbooks:read executions:read")
        self.assertEqual(claims["exp"] - claims["iat"], 300)
        header = jwt.get_unverified_header(token)
        self.assertEqual((header["alg"], header["typ"]), ("RS256", "at+jwt"))

    def test_rotation(self) -> None:
        """After a rotation new tokens have a new key, and the old ones stay good while their key is kept."""
        client = self.register()
        tokens = [self.token(client)]
        for _ in range(oauth_server.KEPT_KEYS):
            status, _, body = self.send("/test/rotate", b"")
            self.assertEqual(status, 200)
            tokens.append(self.token(client))
            self.assertEqual(jwt.get_unverified_header(tokens[-1])["kid"], json.loads(body)["kid"])
        for token in tokens[1:]:
            self.claims(token)
        with self.assertRaises(jwt.PyJWKClientError):
            self.claims(tokens[0])
        published = json.loads(self.send("/jwks")[2])["keys"]
        self.assertEqual(len(published), oauth_server.KEPT_KEYS)
        self.assertTrue(all("d" not in key for key in published))

    def test_refusals(self) -> None:
        """Neither another resource, nor another place, nor a code without its proof or for the second time."""
        client = self.register()
        for changes in [{"resource": "http://127.0.0.1:9/other"}, {"resource": None}, {"code_challenge": None},
                        {"code_challenge_method": "plain"}, {"redirect_uri": "http://127.0.0.1:8/evil"},
                        {"client_id": "nobody"}]:
            self.assertGreaterEqual(self.authorize(client, **changes)[0], 400, changes)
        for changes in [{"code_verifier": "w" * 64}, {"resource": "http://127.0.0.1:9/other"},
                        {"redirect_uri": "http://127.0.0.1:8/evil"}, {"client_id": self.register()}]:
            code = self.authorize(client)[1]["code"]
            self.assertGreaterEqual(self.exchange(client, code, **changes)[0], 400, changes)
        code = self.authorize(client)[1]["code"]
        self.assertEqual(self.exchange(client, code)[0], 200)
        self.assertEqual(self.exchange(client, code)[0], 400)


if __name__ == "__main__":
    unittest.main()
