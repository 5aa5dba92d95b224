"""Sets the token of each request, and enforces the rules for valid requests that JSON Schema cannot express. Each such rule fixes generated
requests that are meant to be valid. Requests that are meant to be invalid are sent unchanged.
"""

from __future__ import annotations

import base64
import collections
import itertools
import json
import os
import re
import time
import unicodedata
import uuid
from typing import Any

import requests
import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import RejectedPositiveData

# The author of the examples, who is in the demonstration data; so are these users.
AUTHOR = "019b76da-a800-7000-8000-000000000001"
EDITOR = "019b76da-a800-7000-8000-000000000003"
ADMIN = "019b76da-a800-7000-8000-000000000004"
# So is this client, which may have a user's password, refresh tokens and codes.
CLIENT = "019b76da-a800-7000-8000-000000000005"
CLIENT_CREDENTIALS = {"client_id": "mobileV1", "client_secret": "abc123456"}

# Who signs in here. tools/server.py gives them to its command.
CREDENTIALS = {"email": os.environ["IMPRINT_EMAIL"], "password": os.environ["IMPRINT_PASSWORD"]}
ROLE = os.environ["IMPRINT_ROLE"]
# Not easy to guess.
PASSWORD = "nine herons in the reeds"
# The bytes that the server takes, `http.body_limit`, which nothing here sets otherwise.
BODY_LIMIT = 1_048_576
# Half the life of an access token, so that none grows old on its way.
RENEW_SECONDS = 450


# Every request comes from a network of its own. From one alone, the limits for those who guess passwords would answer for the server.
networks = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in itertools.count(1))
# Where whoever signs in here is at home: no limit holds an owner where they have signed in before.
HOME = "192.0.2.1"


def asked(method: str, path: str, token: str | None = None, network: str = HOME, **body: Any) -> dict[str, Any]:
    """The answer to something that has to succeed, so that the requests of the run can be good."""
    headers = {"X-Forwarded-For": network} | ({"Authorization": f"Bearer {token}"} if token else {})
    answer = requests.request(method, os.environ["IMPRINT_URL"] + path, headers=headers, timeout=10, **body)
    if not answer.ok:
        raise RuntimeError(f"{method} {path}, as {CREDENTIALS['email']}: {answer.status_code} {answer.text}")
    return answer.json()


# What the role may, as its token says. That this is what the role should have is told by tests/it, part by part; here the server is
# held to its own word: each operation names its scope in `x-scope`.
SCOPES = set(asked("GET", "/v1/me", os.environ["IMPRINT_TOKEN"])["scope"].split())


def sign_in() -> dict[str, Any]:
    """Opens a session."""
    return asked("POST", "/v1/auth/login", json=CREDENTIALS)


class Session:
    """The session that all requests share which don't end it."""

    token: str | None = None
    opened = 0.0

    @classmethod
    def current(cls) -> str:
        if cls.token is None or time.monotonic() - cls.opened > RENEW_SECONDS:
            cls.token, cls.opened = sign_in()["accessToken"], time.monotonic()
        return cls.token


# Refused tokens are not tried again: only the requests that end a session may meet one, and those are seen to here.
@schemathesis.auth(refresh_interval=None, retry_on=[])
class Caller:
    """The token of every operation that wants one. The others are asked without, as anybody would."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str | None:
        security = context.operation.definition.raw.get("security")
        # The token server's operations can do without, and want a client's credentials if anything.
        if not security or {} in security:
            return None
        # It ends its session, so it has one of its own.
        return sign_in()["accessToken"] if named(case) == "logout" else Session.current()

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case, response: schemathesis.Response) -> None:
    # A new password ends the other sessions; one that the generator made up would end this one, too.
    if named(case) == "changePassword" and response.status_code == 204:
        Session.token, CREDENTIALS["password"] = None, case.body["newPassword"]


def may_not(case: schemathesis.Case) -> bool:
    """Whether the operation wants a scope that the role does not have."""
    scope = case.operation.definition.raw.get("x-scope")
    return scope is not None and scope not in SCOPES


def refused_for_its_scope(response: schemathesis.Response) -> bool:
    # The answer to HEAD has no body to say why.
    return response.status_code == 403 and (not response.content or response.json()["code"] == "scope_missing")


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext, failure: Failure, case: schemathesis.Case, response: schemathesis.Response
) -> bool:
    # What is too large is refused before anybody sees whether it is good or bad, and no schema can say how large that is.
    judged = isinstance(failure, RejectedPositiveData | AcceptedNegativeData)
    if judged and response.status_code == 413 and len(response.request.body or b"") > BODY_LIMIT:
        return False
    # Good data is no right.
    if isinstance(failure, RejectedPositiveData):
        return not (may_not(case) and refused_for_its_scope(response))
    # The items of a batch are judged one by one: what is wrong with one is in its result.
    if isinstance(failure, AcceptedNegativeData) and named(case) == "createBooks" and response.status_code == 200:
        return False
    # In the protocol an empty parameter is as good as none (RFC 6749, 3.1), whatever its schema says, and so is `null` in JSON. One
    # that is needed is missed all the same.
    if isinstance(failure, AcceptedNegativeData) and case.path.startswith("/oauth/") and isinstance(case.body, dict):
        return not any(value in ("", None) for value in case.body.values())
    return True


@schemathesis.check
def rights(ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """What the role may not is refused before anything else is looked at; what it may is not refused for its scope."""
    if not may_not(case):
        assert not refused_for_its_scope(response), f"the role {ROLE} may do this, and was refused"
    elif response.status_code < 400:
        raise AssertionError(f"the role {ROLE} may not do this, and was answered")
    elif case.meta is not None and case.meta.generation.mode.is_positive:
        # 405 is for methods that there are not; 401 for what is asked without a token on purpose.
        assert response.status_code in (401, 403, 405), f"the role {ROLE} was told more than that it may not do this"


# The requests that were given credentials which are good: nothing but 200 is right for them.
known: set[str] = set()


@schemathesis.check
def tokens(ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """A client that proves who it is, and has somebody's password or refresh token, gets what it wants."""
    assert case.id not in known or response.status_code == 200, "the credentials are good, and were refused"


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    case.headers.setdefault("X-Forwarded-For", next(networks))
    # Who asks can be renamed, but stays there and stays the administrator: with that account goes everybody's right to ask on.
    # The server's own refusals of this (own_account, last_admin) are not met for that reason; tests/it has them.
    if case.method in ("PUT", "PATCH", "DELETE") and case.path_parameters and case.path_parameters.get("user_id") == ADMIN:
        case.path_parameters["user_id"] = EDITOR
    # The path's `client_id` is the client's `id`; the links that schemathesis infers take `clientId` for it, by its name.
    good = case.meta is not None and case.meta.generation.mode.is_positive
    if good and "{client_id}" in case.path and not is_uuid(case.path_parameters["client_id"]):
        case.path_parameters["client_id"] = CLIENT
    # The client of the demonstration stays as it is, so that it can get tokens to the end. Another takes its place.
    if case.method in ("PUT", "PATCH", "DELETE", "POST") and case.path_parameters and case.path_parameters.get("client_id") == CLIENT:
        case.path_parameters["client_id"] = spare_client()
    if not good:
        return
    # Patterns name ASCII characters only, so that every language can use them; the server knows more that no text has.
    case.body = readable(case.body)
    if isinstance(query := case.query, dict) and "search" in query:
        query["search"] = readable(query["search"])
    # A cursor is only good if the server gave it, for this list. A page by number is no page by cursor.
    if isinstance(query := case.query, dict) and "cursor" in query:
        if made_up(str(query["cursor"])):
            del query["cursor"]
        else:
            query.pop("page", None)
    # The generator makes header fields of letters and digits alone, whatever their pattern says, and no entity tag is.
    for name in ("If-Match", "If-None-Match"):
        if case.headers and str(case.headers.get(name, "")).isalnum():
            del case.headers[name]
    # A patch is not mended: what it leads to depends on what it is laid over, and its answers allow for that.
    if case.method != "PATCH":
        mend(case.body)
        mend_credentials(named(case), case.body)
        if case.path.startswith("/oauth/") and isinstance(case.body, dict) and mend_oauth(named(case), case.body):
            known.add(case.id)
    # All or nothing is refused when one item is refused, and items may be bad here: the schema leaves that to their results.
    if isinstance(case.body, dict) and isinstance(case.body.get("items"), list):
        case.body["atomic"] = False


def named(case: schemathesis.Case) -> str:
    """The id of a case's operation."""
    return case.operation.definition.raw.get("operationId", "")


def is_uuid(text: object) -> bool:
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True


def made_up(cursor: str) -> bool:
    """Whether no server gave this: there is no JSON in it."""
    try:
        json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))[8:])
    except ValueError:
        return True
    return False


# Control characters beyond ASCII, and two that are no characters.
STRANGE = re.compile("[\x80-\x9f\ufffe\uffff]")
# Categories of Unicode whose characters show nothing.
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def readable(value: Any) -> Any:
    """The same with texts that somebody can read: without strange characters, and with one that can be seen."""
    if isinstance(value, dict):
        return {name: readable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [readable(part) for part in value]
    if not isinstance(value, str) or not value:
        return value
    text = STRANGE.sub("x", value)
    return text if any(unicodedata.category(char) not in UNSEEN for char in text) else "x" + text[1:]


def mend(body: Any) -> None:
    if not isinstance(body, dict):
        return
    # Schemas that answers have too are open, for answers can gain fields; requests can't have others.
    for field, known in (("images", {"url"}), ("publications", {"date", "publisher"})):
        for item in body.get(field) or []:
            if isinstance(item, dict):
                for name in item.keys() - known:
                    del item[name]
    for item in body.get("items") or []:
        mend(item)
    # Nobody dies before being born.
    if isinstance(body.get("born"), str) and isinstance(body.get("died"), str):
        body["born"], body["died"] = sorted([body["born"], body["died"]])
    # The last digit of an ISBN follows from the others.
    if isinstance(isbn := body.get("isbn"), str) and len(isbn) == 13:
        body["isbn"] = isbn[:12] + check_digit(isbn[:12])
    # A book has an author who is there.
    if "authorId" in body:
        body["authorId"] = AUTHOR
    # A domain is one that the name system can have, and no pattern knows all of its rules (UTS #46). An address of letters stays.
    if isinstance(email := body.get("email"), str) and not ADDRESS.fullmatch(email):
        body["email"] = f"generated-{next(strangers)}@imprint.example"
    # Who has a secret may act for itself; who gets codes has a place for them.
    if isinstance(grants := body.get("grants"), list):
        if "client_credentials" in grants:
            body["confidential"] = True
        if "authorization_code" in grants and not body.get("redirectUris"):
            body["redirectUris"] = ["https://app.example/signed-in"]


def mend_oauth(operation: str, body: dict[str, Any]) -> bool:
    """Has the request come from a client that is there, with something to get tokens for. Says whether it is good now.

    Every fourth stays a stranger's. Codes are a stranger's, too: to get one takes a browser, and tests/oauth has that.
    """
    turn = next(turns)
    if turn % 4 == 0:
        return False
    body.update(CLIENT_CREDENTIALS)
    if operation == "issueToken":
        for field in ("scope", "code", "redirect_uri", "code_verifier"):
            body.pop(field, None)
        if turn % 2:
            body.update(password_grant())
        else:
            body.update(grant_type="refresh_token", refresh_token=client_tokens()["refresh_token"])
    elif turn % 2:
        body["token"] = client_tokens()["refresh_token" if turn % 8 > 4 else "access_token"]
    return True


turns = itertools.count()


def password_grant() -> dict[str, str]:
    return {"grant_type": "password", "username": CREDENTIALS["email"], "password": CREDENTIALS["password"]}


def client_tokens() -> dict[str, str]:
    """What the client of the demonstration gets for the password of whoever asks here."""
    return asked("POST", "/oauth/token", data=password_grant() | CLIENT_CREDENTIALS)


def spare_client() -> str:
    """The id of a client that nobody needs; only who may make one gets it."""
    if "clients:write" not in SCOPES:
        return CLIENT
    about = {"name": "Spare", "confidential": True, "grants": ["client_credentials"], "scopes": []}
    return asked("POST", "/v1/clients", Session.current(), json=about)["id"]


strangers = itertools.count()
ADDRESS = re.compile(r"[A-Za-z0-9.+-]{1,64}@([A-Za-z0-9]{1,63}\.)+[A-Za-z]{2,63}")
# How often each account was named.
names: collections.Counter[str] = collections.Counter()


def often(name: str) -> bool:
    """Whether this account was named so often that a limit might hold it: some count by account, wherever requests come from.

    The tightest of them allows five in half an hour, and the examples of the document name the same account each time.
    """
    names[name.strip().lower()] += 1
    return names[name.strip().lower()] > 3


def somebody(number: int) -> str:
    """The address of a new user, whom nobody has named yet."""
    email = f"somebody-{number}@imprint.example"
    about = {"email": email, "name": "Somebody", "password": PASSWORD}
    asked("POST", "/v1/users", network=next(networks), json=about)
    return email


def mend_credentials(operation: str, body: Any) -> None:
    """What only somebody knows who has an account."""
    if not isinstance(body, dict):
        return
    # Most are somebody's; the others stay a stranger's, who gets 401.
    if operation == "login" and len(body["password"]) % 3:
        body.pop("username", None)
        body.update(CREDENTIALS)
    elif operation == "login":
        # The name or the address, and never both.
        if ("email" in body) == ("username" in body):
            body.pop("username", None)
            body.setdefault("email", f"nobody-{next(strangers)}@imprint.example")
        field = "email" if "email" in body else "username"
        if often(body[field]):
            body[field] = f"nobody-{next(strangers)}" + ("@imprint.example" if field == "email" else "")
    # Half are somebody's who is there.
    elif operation == "requestPasswordReset" and often(body["email"]):
        number = next(strangers)
        body["email"] = somebody(number) if number % 2 else f"nobody-{number}@imprint.example"
    elif operation == "refreshTokens" and len(body["refreshToken"]) % 3:
        body["refreshToken"] = sign_in()["refreshToken"]
    # The present one has to be known, and the next one is remembered if it is taken.
    elif operation == "changePassword":
        body.update(currentPassword=CREDENTIALS["password"], newPassword=PASSWORD)
    # Letters in any order are a password that the schema takes; the server knows easy ones when it sees them.
    elif operation == "createUser":
        body["password"] = PASSWORD
    elif operation == "resetPassword":
        body["newPassword"] = PASSWORD


def check_digit(digits: str) -> str:
    """The thirteenth digit of an ISBN (ISO 2108)."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-weighted % 10)
