"""Prints how many tokens a second PyJWT verifies, claims included, by algorithm.

usage: pyjwt_speed.py FILE_OF_TOKENS    (as `token-bench` writes it; with an interpreter that has PyJWT)
"""

import json
import pathlib
import sys
import time

import jwt


def main() -> None:
    document = json.loads(pathlib.Path(sys.argv[1]).read_text())
    keys = {key["alg"]: jwt.PyJWK(key).key for key in document["keys"]}
    options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
    rates = {}
    for entry in document["tokens"]:
        algorithm, token = entry["alg"], entry["token"]
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < 1:
            jwt.decode(token, keys[algorithm], algorithms=[algorithm], audience="https://soar.example/mcp",
                       issuer="https://issuer.example", options=options)
            count += 1
        rates[algorithm] = count / (time.perf_counter() - start)
    print(json.dumps(rates))


if __name__ == "__main__":
    main()
