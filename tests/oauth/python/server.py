"""What authlib has to know of the server, and of the clients that are registered there."""

from __future__ import annotations

import os
import warnings
from typing import Any

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2 import rfc8414, rfc9207
from authlib.oauth2.rfc9068.claims import JWTAccessTokenClaims
from joserfc import jwt
from joserfc.jwk import KeySet

ADDRESS = os.environ["IMPRINT_URL"]
# It has a query, which the server must keep.
REDIRECT = "https://app.example/signed-in?from=imprint"

# RFC 9864 gave the algorithm with this key a name of its own, which most libraries don't know yet.
warnings.filterwarnings("ignore", "EdDSA is deprecated via RFC 9864")


def metadata() -> dict[str, Any]:
    """The server's description of itself, held against RFC 8414 and RFC 9207."""
    found = rfc8414.AuthorizationServerMetadata(get(rfc8414.get_well_known_url(ADDRESS, external=True)))
    found.validate(metadata_classes=[rfc9207.AuthorizationServerMetadata])
    assert found["issuer"] == ADDRESS, found
    return found


def get(url: str) -> Any:
    answer = requests.get(url, timeout=10)
    answer.raise_for_status()
    return answer.json()


def register(method: str, grants: list[str], scopes: list[str]) -> OAuth2Session:
    """A new client that proves itself by this method, as authlib has it."""
    about = {
        "name": f"authlib, {method}",
        "confidential": method != "none",
        "grants": grants,
        "redirectUris": [REDIRECT],
        "scopes": scopes,
    }
    admin = {"Authorization": f"Bearer {os.environ['IMPRINT_TOKEN']}"}
    made = requests.post(f"{ADDRESS}/v1/clients", json=about, headers=admin, timeout=10)
    assert made.status_code == 201, (made.status_code, made.text)
    return session(made.json()["clientId"], made.json().get("clientSecret"), method)


def session(client_id: str, secret: str | None, method: str) -> OAuth2Session:
    made = OAuth2Session(
        client_id,
        secret,
        token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method,
        redirect_uri=REDIRECT,
        code_challenge_method="S256",
        default_timeout=10,
    )
    made.trust_env = False  # No proxy stands between, and no .netrc adds an Authorization.
    return made


class Keys:
    """The check of access tokens (RFC 9068), with the keys that the metadata leads to.

    authlib's own validator reads no EdDSA; these are its parts, with the algorithm named.
    """

    def __init__(self, about: dict[str, Any]) -> None:
        self.keys = KeySet.import_key_set(get(about["jwks_uri"]))
        needed = {name: {"essential": True} for name in ("exp", "iat", "sub", "client_id", "jti", "scope")}
        named = {name: {"essential": True, "value": about["issuer"]} for name in ("iss", "aud")}
        self.options = needed | named

    def claims(self, text: str) -> JWTAccessTokenClaims:
        """What the token says, if it is good."""
        token = jwt.decode(text, self.keys, algorithms=["EdDSA"])
        # authlib also takes tokens without `typ`; RFC 9068 does not.
        assert token.header["typ"] == "at+jwt", token.header
        claims = JWTAccessTokenClaims(token.claims, token.header, self.options)
        claims.validate()
        return claims
