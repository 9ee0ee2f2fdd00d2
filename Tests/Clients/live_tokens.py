"""Tokens that three libraries sign at the moment, with keys of the moment."""

from __future__ import annotations

import time
import uuid
from typing import Any

import joserfc.jwk
import joserfc.jwt
import jwt
from authlib.jose import JsonWebToken
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

KEY_TYPES = {"RS256": "RSA", "ES256": "EC", "EdDSA": "OKP"}
SECONDS = 1800


def access_claims(issuer: str, audience: str) -> dict[str, Any]:
    """What an access token says (RFC 9068 §2.2)."""
    now = int(time.time())
    return {"iss": issuer, "aud": audience, "sub": "alice", "client_id": "live", "iat": now, "exp": now + SECONDS,
            "jti": str(uuid.uuid4()), "scope": "playbooks:read"}


def signed(key: joserfc.jwk.RSAKey, claims: dict[str, Any], kid: str = "", kind: str = "at+jwt") -> str:
    """A token of an authorization server's key, or one that says so."""
    return joserfc.jwt.encode({"alg": "RS256", "typ": kind, "kid": kid or key.kid}, claims, key)


class LiveKeys:
    """One key for each algorithm."""

    libraries = ("PyJWT", "joserfc", "Authlib")
    known = "live-RS256"

    def __init__(self) -> None:
        """Makes them."""
        private = {
            "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "ES256": ec.generate_private_key(ec.SECP256R1()),
            "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        }
        self._pem = {
            algorithm: key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            for algorithm, key in private.items()
        }

    def public(self) -> list[dict[str, Any]]:
        """As they are published."""
        return [
            {**joserfc.jwk.import_key(pem, KEY_TYPES[algorithm]).as_dict(private=False), "kid": f"live-{algorithm}",
             "alg": algorithm, "use": "sig"}
            for algorithm, pem in self._pem.items()
        ]

    def tokens(self, library: str, claims: dict[str, Any]) -> dict[str, str]:
        """A token of each algorithm by that library."""
        return {algorithm: self._token(library, algorithm, pem, claims) for algorithm, pem in self._pem.items()}

    def _token(self, library: str, algorithm: str, pem: bytes, claims: dict[str, Any]) -> str:
        header = {"kid": f"live-{algorithm}", "typ": "at+jwt"}
        if library == "PyJWT":
            return jwt.encode(claims, pem, algorithm=algorithm, headers=header)
        if library == "joserfc":
            key = joserfc.jwk.import_key(pem, KEY_TYPES[algorithm])
            return joserfc.jwt.encode({"alg": algorithm, **header}, claims, key, algorithms=[algorithm])
        return JsonWebToken([algorithm]).encode({"alg": algorithm, **header}, claims, pem).decode()
