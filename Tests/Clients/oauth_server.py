"""An OAuth 2.1 authorization server on loopback, made of authlib, that approves everything.

Discovery (RFC 8414), dynamic registration (RFC 7591), authorization code with PKCE (RFC 7636), `iss` in its answers
(RFC 9207), `resource` (RFC 8707), JWT access tokens (RFC 9068) with RS256 and a key set that rotates.
"""

from __future__ import annotations

import argparse
import json
import logging
import threading
from dataclasses import dataclass
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7591 import ClientRegistrationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from authlib.oauth2.rfc9207 import IssuerParameter
from flask import Flask, Response, g, jsonify, request
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import BaseWSGIServer, make_server

SUBJECT = "alice"
KEPT_KEYS = 3


@dataclass
class RegisteredClient(ClientMixin):
    """A client that registered itself."""

    client_id: str
    secret: str
    metadata: dict[str, Any]

    def get_client_id(self) -> str:
        """Its name."""
        return self.client_id

    def get_default_redirect_uri(self) -> str | None:
        """None: a client says where it wants its answer."""
        return None

    def get_allowed_scope(self, scope: str | None) -> str:
        """Whatever it asks for; who approves is not asked."""
        return scope or ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Only those it registered."""
        return redirect_uri in self.metadata.get("redirect_uris", [])

    def check_client_secret(self, client_secret: str) -> bool:
        """The one it was given."""
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """The one it registered."""
        return method == self.metadata.get("token_endpoint_auth_method", "client_secret_basic")

    def check_response_type(self, response_type: str) -> bool:
        """Codes only."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Codes only."""
        return grant_type == "authorization_code"


@dataclass
class Code:
    """What a code stands for until it is spent."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    resource: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        """Where it was sent."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """What was approved."""
        return self.scope


class User:
    """The one who approves everything."""

    def get_user_id(self) -> str:
        """Ends up as `sub`."""
        return SUBJECT


class Keys:
    """The key that signs, and those whose signatures are still good."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: list[RSAKey] = []
        self.beside: list[dict[str, Any]] = []
        """Public keys of others, published beside the server's own."""
        self.rotate()

    def rotate(self) -> str:
        """Signs with a new key from now on. Returns its name."""
        key = RSAKey.generate_key(2048, {"alg": "RS256", "use": "sig"}, auto_kid=True)
        with self._lock:
            self._keys = [key, *self._keys][:KEPT_KEYS]
        return key.kid

    @property
    def signing(self) -> RSAKey:
        """The newest one."""
        with self._lock:
            return self._keys[0]

    def public(self) -> dict[str, Any]:
        """The key set as it is published (RFC 7517 §5)."""
        with self._lock:
            return {"keys": [key.as_dict(private=False) for key in self._keys] + self.beside}


class State:
    """Everything the server remembers, and how often it was asked for what."""

    def __init__(self, resources: list[str], seconds: int) -> None:
        self.resources, self.seconds = resources, seconds
        self.keys = Keys()
        self.clients: dict[str, RegisteredClient] = {}
        self.codes: dict[str, Code] = {}
        self.scopes: list[str] = []
        self.asked: dict[str, int] = {}


def make_app(issuer: str, state: State) -> Flask:
    """The server's application."""
    app = Flask(__name__)
    server = AuthorizationServer(app, query_client=state.clients.get, save_token=lambda token, _: None)

    class Tokens(JWTBearerTokenGenerator):
        """Access tokens for one resource each."""

        def get_jwks(self) -> KeySet:
            # A key alone would sign without saying which it is.
            return KeySet([state.keys.signing])

        def get_audiences(self, client: Any, user: Any, scope: str) -> str:
            return g.resource

    class CodeGrant(AuthorizationCodeGrant):
        """Codes that remember their resource (RFC 8707 §2.2)."""

        TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]

        def save_authorization_code(self, code: str, request: Any) -> None:
            data = request.payload.data
            state.codes[code] = Code(
                code, request.client.client_id, request.payload.redirect_uri, request.scope, data["resource"],
                data["code_challenge"], data["code_challenge_method"])
            state.scopes.append(request.scope)

        def query_authorization_code(self, code: str, client: RegisteredClient) -> Code | None:
            found = state.codes.get(code)
            if found is None or found.client_id != client.client_id:
                return None
            g.resource = found.resource
            return found

        def delete_authorization_code(self, authorization_code: Code) -> None:
            state.codes.pop(authorization_code.code, None)

        def authenticate_user(self, authorization_code: Code) -> User:
            return User()

    class Registration(ClientRegistrationEndpoint):
        """Open to everybody, as on loopback it may be."""

        def authenticate_token(self, request: Any) -> str:
            return "everybody"

        def get_server_metadata(self) -> dict[str, Any]:
            return metadata

        def save_client(self, client_info: dict[str, Any], client_metadata: dict[str, Any], request: Any) -> Any:
            client = RegisteredClient(client_info["client_id"], client_info["client_secret"], client_metadata)
            state.clients[client.client_id] = client
            return client

    class Issuer(IssuerParameter):
        """Says in each answer whose it is."""

        def get_issuer(self) -> str:
            return issuer

    metadata = {
        "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token",
        "registration_endpoint": f"{issuer}/register", "jwks_uri": f"{issuer}/jwks",
        "response_types_supported": ["code"], "grant_types_supported": ["authorization_code"],
        "token_endpoint_auth_methods_supported": CodeGrant.TOKEN_ENDPOINT_AUTH_METHODS,
        "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": True,
    }
    server.register_token_generator("default", Tokens(issuer, expires_generator=lambda *_: state.seconds))
    server.register_grant(CodeGrant, [CodeChallenge(required=True)])
    server.register_endpoint(Registration)
    server.register_extension(Issuer())

    def refusal(values: Any) -> tuple[Response, int] | None:
        """What OAuth 2.1 and RFC 8707 want, and the library leaves to its user."""
        resources = values.getlist("resource")
        if len(resources) != 1 or resources[0] not in state.resources:
            return jsonify(error="invalid_target"), 400
        return None

    @app.before_request
    def count() -> None:
        state.asked[request.path] = state.asked.get(request.path, 0) + 1

    @app.get("/.well-known/oauth-authorization-server")
    def discovery() -> Response:
        return jsonify(metadata)

    @app.get("/jwks")
    def jwks() -> Response:
        answer = jsonify(state.keys.public())
        answer.headers["Cache-Control"] = "max-age=60"
        return answer

    @app.post("/register")
    def register() -> Any:
        return server.create_endpoint_response("client_registration")

    @app.get("/authorize")
    def authorize() -> Any:
        if problem := refusal(request.args):
            return problem
        if request.args.get("code_challenge_method") != "S256" or not request.args.get("code_challenge"):
            return jsonify(error="invalid_request"), 400
        try:
            grant = server.get_consent_grant(end_user=User())
        except OAuth2Error as error:
            return server.handle_error_response(None, error)
        return server.create_authorization_response(grant_user=User(), grant=grant)

    @app.post("/token")
    def token() -> Any:
        if problem := refusal(request.form):
            return problem
        code = state.codes.get(request.form.get("code", ""))
        if code is not None and code.resource != request.form["resource"]:
            return jsonify(error="invalid_target"), 400
        return server.create_token_response()

    @app.post("/test/rotate")
    def rotate() -> Response:
        return jsonify(kid=state.keys.rotate())

    @app.get("/test/state")
    def remembered() -> Response:
        return jsonify(scopes=state.scopes, asked=state.asked, clients=len(state.clients))

    return app


def serve(
    port: int, resources: list[str], seconds: int, state: State | None = None
) -> tuple[str, BaseWSGIServer, State]:
    """Opens the port. Returns the issuer, the server to run, and what it remembers, as one before it may have."""
    state = state or State(resources, seconds)
    server = make_server("127.0.0.1", port, Flask(__name__), threaded=True)
    issuer = f"http://127.0.0.1:{server.server_port}"
    server.app = make_app(issuer, state)
    return issuer, server, state


def main() -> None:
    """Serves until it is ended. Prints one JSON line when it is ready."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 for any free one")
    parser.add_argument("--resource", action="append", required=True, help="whom tokens may be for; repeat it")
    parser.add_argument("--token-seconds", type=int, default=300, help="how long a token lives")
    arguments = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    issuer, server, _ = serve(arguments.port, arguments.resource, arguments.token_seconds)
    print(json.dumps({"issuer": issuer, "jwks": f"{issuer}/jwks"}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
