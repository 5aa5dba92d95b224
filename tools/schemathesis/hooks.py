"""Whose token a request has, and what makes a request good and no JSON Schema can say. Each rule of the second kind mends a generated
request that was meant to be good; requests that were meant to be bad go out as they are.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import time
from typing import Any

import requests
import schemathesis

# The author of the examples, who is in the demonstration data; so are these users.
AUTHOR = "019b76da-a800-7000-8000-000000000001"
EDITOR = "019b76da-a800-7000-8000-000000000003"
ADMIN = "019b76da-a800-7000-8000-000000000004"

# The administrator, who signs in here. tools/server.py gives them to its command.
CREDENTIALS = {"email": os.environ["IMPRINT_EMAIL"], "password": os.environ["IMPRINT_PASSWORD"]}
# Not easy to guess.
PASSWORD = "nine herons in the reeds"
# Half the life of an access token, so that none grows old on its way.
RENEW_SECONDS = 450


def sign_in() -> dict[str, Any]:
    """Opens a session of the administrator."""
    address = {"X-Forwarded-For": "192.0.2.1"}
    answer = requests.post(os.environ["IMPRINT_URL"] + "/v1/auth/login", json=CREDENTIALS, headers=address, timeout=10)
    if answer.status_code != 200:
        raise RuntimeError(f"the administrator can't sign in: {answer.status_code} {answer.text}")
    return answer.json()


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
class Administrator:
    """The token of every operation that wants one. The others are asked without, as anybody would."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str | None:
        if not context.operation.definition.raw.get("security"):
            return None
        # It ends its session, so it has one of its own.
        return sign_in()["accessToken"] if named(case) == "logout" else Session.current()

    def set(self, case: schemathesis.Case, data: str, context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


# Every request comes from a network of its own. From one alone, the limits for those who guess passwords would answer for the server.
networks = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in itertools.count(1))


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: schemathesis.Case, response: schemathesis.Response) -> None:
    # A new password ends the other sessions; one that the generator made up would end this one, too.
    if named(case) == "changePassword" and response.status_code == 204:
        Session.token = None


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    case.headers.setdefault("X-Forwarded-For", next(networks))
    # Who asks can be renamed, but stays there and stays the administrator: with that account goes everybody's right to ask on.
    # The server's own refusals of this (own_account, last_admin) are not met for that reason; tests/it has them.
    if case.method in ("PUT", "PATCH", "DELETE") and case.path_parameters and case.path_parameters.get("user_id") == ADMIN:
        case.path_parameters["user_id"] = EDITOR
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
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
    # All or nothing is refused when one item is refused, and items may be bad here: the schema leaves that to their results.
    if isinstance(case.body, dict) and isinstance(case.body.get("items"), list):
        case.body["atomic"] = False


def named(case: schemathesis.Case) -> str:
    """The id of a case's operation."""
    return case.operation.definition.raw.get("operationId", "")


def made_up(cursor: str) -> bool:
    """Whether no server gave this: there is no JSON in it."""
    try:
        json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))[8:])
    except ValueError:
        return True
    return False


def mend(body: Any) -> None:
    if not isinstance(body, dict):
        return
    # Nobody dies before being born.
    if isinstance(body.get("born"), str) and isinstance(body.get("died"), str):
        body["born"], body["died"] = sorted([body["born"], body["died"]])
    # The last digit of an ISBN follows from the others.
    if isinstance(isbn := body.get("isbn"), str) and len(isbn) == 13:
        body["isbn"] = isbn[:12] + check_digit(isbn[:12])
    # A book has an author who is there.
    if "authorId" in body:
        body["authorId"] = AUTHOR


def mend_credentials(operation: str, body: Any) -> None:
    """What only somebody knows who has an account."""
    if not isinstance(body, dict):
        return
    # Most are somebody's; the others stay a stranger's, who gets 401.
    if operation == "login" and len(body["password"]) % 3:
        body.pop("username", None)
        body.update(CREDENTIALS)
    # The name or the address, and never both.
    elif operation == "login" and ("email" in body) == ("username" in body):
        body.pop("username", None)
        body.setdefault("email", "nobody@imprint.example")
    elif operation == "refreshTokens" and len(body["refreshToken"]) % 3:
        body["refreshToken"] = sign_in()["refreshToken"]
    # The next password is the present one, so that the administrator can sign in again.
    elif operation == "changePassword":
        body["currentPassword"] = body["newPassword"] = CREDENTIALS["password"]
    # Letters in any order are a password that the schema takes; the server knows easy ones when it sees them.
    elif operation == "createUser":
        body["password"] = PASSWORD
    elif operation == "resetPassword":
        body["newPassword"] = PASSWORD


def check_digit(digits: str) -> str:
    """The thirteenth digit of an ISBN (ISO 2108)."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-weighted % 10)
