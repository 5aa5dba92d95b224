"""What makes a request good and no JSON Schema can say. Each rule here mends a generated request that was meant to be good; requests
that were meant to be bad go out as they are.
"""

from __future__ import annotations

import base64
import json
from typing import Any

import schemathesis

# The author of the examples, who is in the demonstration data.
AUTHOR = "019b76da-a800-7000-8000-000000000001"


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
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
    # All or nothing is refused when one item is refused, and items may be bad here: the schema leaves that to their results.
    if isinstance(case.body, dict) and isinstance(case.body.get("items"), list):
        case.body["atomic"] = False


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


def check_digit(digits: str) -> str:
    """The thirteenth digit of an ISBN (ISO 2108)."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-weighted % 10)
