"""Signs one token for every algorithm with each of four libraries, and writes them with their keys as JSON.

The result lies beside the test that reads it (Tests/SOARAuthTests/JWT/library-tokens.json), so that the test needs no
Python; run this again to renew it:

    python3 -m venv .venvs/tokens && .venvs/tokens/bin/pip install -r Tests/Interoperability/requirements.txt
    .venvs/tokens/bin/python Tests/Interoperability/make_tokens.py > Tests/SOARAuthTests/JWT/library-tokens.json
"""

import base64
import importlib.metadata
import json
import sys

import joserfc.jwk
import joserfc.jwt
import jwt
from authlib.jose import JsonWebToken
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

ISSUED = 1_790_000_000
CLAIMS = {
    "iss": "https://issuer.example", "aud": ["https://other.example", "https://soar.example/mcp"], "sub": "alice",
    "client_id": "agent", "iat": ISSUED, "exp": ISSUED + 3600, "jti": "1", "scope": "playbooks:read",
}
CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
DIGESTS = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def private_key(algorithm: str):
    if algorithm in CURVES:
        return ec.generate_private_key(CURVES[algorithm])
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    if algorithm == "ML-DSA-65" or algorithm == "ML-DSA-87":
        from cryptography.hazmat.primitives.asymmetric import mldsa

        return getattr(mldsa, "MLDSA" + algorithm[-2:] + "PrivateKey").generate()
    if algorithm.startswith("HS"):
        return bytes(range(1, int(algorithm[2:]) // 8 + 1))
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def public_jwk(algorithm: str, key) -> dict:
    if isinstance(key, bytes):
        members = {"kty": "oct", "k": base64url(key)}
    elif algorithm.startswith("ML-DSA"):
        members = {"kty": "AKP", "pub": base64url(key.public_key().public_bytes_raw())}
    else:
        members = joserfc.jwk.import_key(pem(key), key_type(algorithm)).as_dict(private=False)
    return {**members, "kid": algorithm, "alg": algorithm, "use": "sig"}


def key_type(algorithm: str) -> str:
    return {"ES": "EC", "Ed": "OKP", "HS": "oct"}.get(algorithm[:2], "RSA")


def by_pyjwt(algorithm: str, key, header: dict) -> str:
    return jwt.encode(CLAIMS, key, algorithm=algorithm, headers=header)


def by_joserfc(algorithm: str, key, header: dict) -> str:
    material = key if isinstance(key, bytes) else pem(key)
    return joserfc.jwt.encode(
        {"alg": algorithm, **header}, CLAIMS, joserfc.jwk.import_key(material, key_type(algorithm)),
        algorithms=[algorithm])


def by_authlib(algorithm: str, key, header: dict) -> str:
    material = key if isinstance(key, bytes) else pem(key)
    return JsonWebToken([algorithm]).encode({"alg": algorithm, **header}, CLAIMS, material).decode()


def by_cryptography(algorithm: str, key, header: dict) -> str:
    text = [base64url(json.dumps(part).encode()) for part in ({"alg": algorithm, **header}, CLAIMS)]
    data = ".".join(text).encode()
    if algorithm in CURVES:
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(DIGESTS[algorithm[2:]])))
        size = (key.curve.key_size + 7) // 8
        signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")
    elif algorithm.startswith("HS"):
        mac = hmac.HMAC(key, DIGESTS[algorithm[2:]])
        mac.update(data)
        signature = mac.finalize()
    elif algorithm.startswith("RS"):
        signature = key.sign(data, padding.PKCS1v15(), DIGESTS[algorithm[2:]])
    elif algorithm.startswith("PS"):
        digest = DIGESTS[algorithm[2:]]
        signature = key.sign(data, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    else:
        signature = key.sign(data)
    return ".".join([*text, base64url(signature)])


def main() -> None:
    families = [family + bits for family in ("RS", "PS", "ES", "HS") for bits in ("256", "384", "512")]
    libraries = {
        "PyJWT": by_pyjwt, "joserfc": by_joserfc, "Authlib": by_authlib, "cryptography": by_cryptography,
    }
    tokens, keys = [], []
    for algorithm in [*families, "EdDSA", "ML-DSA-65", "ML-DSA-87"]:
        key = private_key(algorithm)
        keys.append(public_jwk(algorithm, key))
        for library, sign in libraries.items():
            try:
                token = sign(algorithm, key, {"kid": algorithm, "typ": "at+jwt"})
            except Exception as error:  # A library that has no such algorithm; said, not hidden.
                print(f"{library} {algorithm}: {type(error).__name__}", file=sys.stderr)
                continue
            tokens.append({
                "library": f"{library} {importlib.metadata.version(library)}", "algorithm": algorithm, "token": token})
    json.dump({"keys": keys, "tokens": tokens}, sys.stdout, indent=1)


main()
