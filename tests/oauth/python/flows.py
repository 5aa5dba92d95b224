"""authlib on its way through the token server: tools/oauth runs it beside a server of its own.

One line for each step; it ends at the first answer that is not what authlib or the standards expect.
"""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable
from typing import Any

from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from page import allow
from server import ADDRESS, Keys, metadata, register, session

# In the demonstration's data.
GRACE = ("grace", "seven gulls over the pier")


def main() -> int:
    about = metadata()
    print("authlib: the metadata is good")
    keys = Keys(about)
    # Somebody has to ask about the tokens of the public client, which may not.
    asker = register("client_secret_basic", ["client_credentials"], ["catalogue:write"])
    steps = 1
    for method in about["token_endpoint_auth_methods_supported"]:
        code_flow(about, keys, asker, method)
        print(f"authlib: code flow with PKCE, refresh, revocation and introspection, {method}")
        steps += 1
    for step in (client_credentials, password, refusals):
        print(f"authlib: {step(about, keys)}")
        steps += 1
    print(f"authlib: {steps} steps")
    return 0


def code_flow(about: dict[str, Any], keys: Keys, asker: OAuth2Session, method: str) -> None:
    client = register(method, ["authorization_code", "refresh_token"], ["profile", "catalogue:write"])
    back, state, verifier = sign_in(about, client, "profile catalogue:write")
    first = client.fetch_token(about["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier)
    good_until_soon(first, "profile catalogue:write")
    claims = keys.claims(first["access_token"])
    assert (claims["client_id"], claims["scope"]) == (client.client_id, first["scope"]), claims
    me = client.get(f"{ADDRESS}/v1/me").json()
    assert (me["username"], me["id"]) == ("grace", claims["sub"]), me

    next_one = client.refresh_token(about["token_endpoint"], refresh_token=first["refresh_token"])
    assert next_one["refresh_token"] != first["refresh_token"], "the refresh token stayed the same"
    assert keys.claims(next_one["access_token"])["jti"] != claims["jti"]
    assert client.get(f"{ADDRESS}/v1/me").status_code == 200

    told = introspect(about, asker, next_one["access_token"])
    assert told == {**told, "active": True, "client_id": client.client_id, "username": "grace", "token_type": "Bearer"}, told
    assert (told["sub"], told["iss"], told["aud"]) == (claims["sub"], ADDRESS, ADDRESS), told
    assert introspect(about, asker, next_one["refresh_token"])["active"] is True
    if method == "none":
        refused = client.introspect_token(about["introspection_endpoint"], token=next_one["access_token"])
        assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client"), refused.text
    else:
        assert introspect(about, client, next_one["access_token"]) == told

    ended = client.revoke_token(about["revocation_endpoint"], token=next_one["refresh_token"], token_type_hint="refresh_token")
    assert (ended.status_code, ended.text) == (200, ""), (ended.status_code, ended.text)
    for token in (next_one["access_token"], next_one["refresh_token"], first["access_token"]):
        assert introspect(about, asker, token) == {"active": False}
    assert client.get(f"{ADDRESS}/v1/me").status_code == 401
    refuse("invalid_grant", lambda: client.refresh_token(about["token_endpoint"], refresh_token=next_one["refresh_token"]))


def sign_in(about: dict[str, Any], client: OAuth2Session, scope: str | None = None) -> tuple[str, str, str]:
    """Sends grace's browser to the page. Gives the address to which it is sent back, the state and the verifier.

    Without a scope it is the least that there is.
    """
    verifier = generate_token(64)
    asked = {"scope": scope} if scope else {}
    url, state = client.create_authorization_url(about["authorization_endpoint"], code_verifier=verifier, **asked)
    back = allow(url, *GRACE)
    place, _, query = back.partition("?")
    found = dict(urllib.parse.parse_qsl(query, strict_parsing=True))
    assert place == "https://app.example/signed-in", back
    # authlib compares the state itself, but leaves `iss` to the caller (RFC 9207).
    assert found == {"from": "imprint", "code": found["code"], "state": state, "iss": about["issuer"]}, back
    return back, state, verifier


def client_credentials(about: dict[str, Any], keys: Keys) -> str:
    client = register("client_secret_post", ["client_credentials"], ["catalogue:write"])
    token = client.fetch_token(about["token_endpoint"], grant_type="client_credentials", scope="catalogue:write")
    good_until_soon(token, "catalogue:write")
    assert "refresh_token" not in token, token
    claims = keys.claims(token["access_token"])
    made = client.post(f"{ADDRESS}/v1/authors", json={"firstName": "Auth", "lastName": "Lib"})
    assert made.status_code == 201, made.text
    told = introspect(about, client, token["access_token"])
    assert told["active"] and told["sub"] == claims["sub"] and "username" not in told, told
    return "client credentials"


def password(about: dict[str, Any], keys: Keys) -> str:
    client = session("mobileV1", "abc123456", "client_secret_basic")
    token = client.fetch_token(about["token_endpoint"], username="andrey", password="simplepassword")
    good_until_soon(token, "profile")
    keys.claims(token["access_token"])
    assert client.get(f"{ADDRESS}/v1/me").json()["username"] == "andrey"
    client.refresh_token(about["token_endpoint"])
    return "a user's password, with the demonstration's client"


def refusals(about: dict[str, Any], _: Keys) -> str:
    endpoint = about["token_endpoint"]
    client = register("client_secret_basic", ["authorization_code"], ["profile"])
    back, state, _verifier = sign_in(about, client)
    other = generate_token(64)
    refuse("invalid_grant", lambda: client.fetch_token(endpoint, authorization_response=back, state=state, code_verifier=other))
    refuse("unauthorized_client", lambda: client.fetch_token(endpoint, grant_type="client_credentials"))
    refuse("unsupported_grant_type", lambda: client.fetch_token(endpoint, grant_type="telepathy"))
    for method in ("client_secret_basic", "client_secret_post"):
        stranger = session(client.client_id, "a wrong secret", method)
        refuse("invalid_client", lambda: stranger.fetch_token(endpoint, grant_type="client_credentials"))
    return "a wrong verifier, grant and secret are refused"


def introspect(about: dict[str, Any], client: OAuth2Session, token: str) -> dict[str, Any]:
    answer = client.introspect_token(about["introspection_endpoint"], token=token)
    assert answer.status_code == 200, answer.text
    return answer.json()


def good_until_soon(token: dict[str, Any], scope: str) -> None:
    assert (token["token_type"], token["scope"], token["expires_in"]) == ("Bearer", scope, 900), token
    assert abs(token["expires_at"] - time.time() - 900) < 60, token


def refuse(error: str, ask: Callable[[], object]) -> None:
    try:
        given = ask()
    except OAuthError as refusal:
        assert refusal.error == error, refusal
    else:
        raise AssertionError(f"{error} was expected, and given was {given}")


if __name__ == "__main__":
    raise SystemExit(main())
