"""A round trip with the client of openapi-python-client: python round_trip.py URL"""

import os
import sys
from typing import TypeVar
from uuid import UUID, uuid4

from imprint_client import AuthenticatedClient, Client
from imprint_client.api.auth import login
from imprint_client.api.authors import create_author, delete_author
from imprint_client.api.books import create_book, delete_book, get_book, list_author_books, update_book
from imprint_client.api.o_auth import issue_token, revoke_token
from imprint_client.models import (
    Author,
    Book,
    BookPage,
    BookPatch,
    Credentials,
    AuthorInput,
    BookInput,
    OAuthError,
    TokenReference,
    Problem,
    SignedIn,
    TokenResponse,
    TokenRequest,
    Grant,
)
from imprint_client.types import UNSET, Response, Unset

T = TypeVar("T")
U = TypeVar("U")


def main(address: str) -> str:
    refuse_a_stranger(address)
    be_a_client(address)
    with AuthenticatedClient(base_url=address, token=sign_in(address)) as client:
        name = AuthorInput(first_name="Python", last_name=f"Round-Trip {uuid4()}")
        author = good(Author, create_author.sync_detailed(client=client, body=name))
        books = [create(client, author, title) for title in ("One", "Two", "Three", "Four", "Five")]

        assert sorted(listed(client, author)) == sorted(book.id for book in books)
        change_one(client, books[0])
        refuse_a_bad_one(client, author)

        for book in books:
            deleted = delete_book.sync_detailed(book.id, client=client)
            assert deleted.status_code == 204, deleted
        gone = delete_author.sync_detailed(author.id, client=client)
        assert gone.status_code == 204, gone
        problem = failure(404, get_book.sync_detailed(books[0].id, client=client))
        assert problem.code == "book_not_found", problem
        return f"openapi-python-client: {len(books)} books there and back"


def refuse_a_stranger(address: str) -> None:
    # By its types, an operation that wants a token takes no other client. This one has none to send.
    with AuthenticatedClient(base_url=address, token="", prefix="") as client:
        name = AuthorInput(first_name="No", last_name="Body")
        problem = failure(401, create_author.sync_detailed(client=client, body=name))
        assert problem.code == "token_missing", problem


def be_a_client(address: str) -> None:
    grant = TokenRequest(
        grant_type=Grant.PASSWORD,
        username=os.environ["IMPRINT_EMAIL"],
        password=os.environ["IMPRINT_PASSWORD"],
        client_id="mobileV1",
        client_secret="abc123456",
    )
    with AuthenticatedClient(base_url=address, token="", prefix="") as client:
        token = good(TokenResponse, issue_token.sync_detailed(client=client, body=grant)).access_token
        own = TokenReference(token=token, client_id=grant.client_id, client_secret=grant.client_secret)
        ended = revoke_token.sync_detailed(client=client, body=own)
        assert ended.status_code == 200, ended
        grant.client_id = "nobody"
        refused = issue_token.sync_detailed(client=client, body=grant)
        assert isinstance(refused.parsed, OAuthError) and refused.parsed.error == "invalid_client", refused


def sign_in(address: str) -> str:
    body = Credentials(email=os.environ["IMPRINT_EMAIL"], password=os.environ["IMPRINT_PASSWORD"])
    with Client(base_url=address) as client:
        return good(SignedIn, login.sync_detailed(client=client, body=body)).access_token


def create(client: AuthenticatedClient, author: Author, title: str) -> Book:
    body = BookInput(title=title, author_id=author.id, pages=100, genre="round-trip")
    return good(Book, create_book.sync_detailed(client=client, body=body))


def listed(client: AuthenticatedClient, author: Author) -> list[UUID]:
    ids: list[UUID] = []
    cursor: str | Unset = UNSET
    while True:
        answer = list_author_books.sync_detailed(author.id, client=client, limit=2, cursor=cursor)
        page = good(BookPage, answer)
        assert len(page.data) <= 2, page
        ids += [book.id for book in page.data]
        cursor = page.meta.next_cursor
        if isinstance(cursor, Unset):
            return ids


def change_one(client: AuthenticatedClient, book: Book) -> None:
    read = get_book.sync_detailed(book.id, client=client)
    assert good(Book, read) == book
    etag = read.headers["etag"]

    answer = update_book.sync_detailed(book.id, client=client, body=BookPatch(pages=184), if_match=etag)
    changed = good(Book, answer)
    assert (changed.pages, changed.version) == (184, book.version + 1), changed

    late = update_book.sync_detailed(book.id, client=client, body=BookPatch(pages=200), if_match=etag)
    problem = failure(412, late)
    assert problem.code == "version_mismatch", problem


def refuse_a_bad_one(client: AuthenticatedClient, author: Author) -> None:
    body = BookInput(title="Bad", author_id=author.id, pages=0, genre="round-trip", isbn="9780000000000")
    problem = failure(422, create_book.sync_detailed(client=client, body=body))
    assert problem.code == "validation_failed", problem
    assert not isinstance(problem.errors, Unset), problem
    assert [error.pointer for error in problem.errors] == ["/pages", "/isbn"], problem


def good(kind: type[T], answer: Response[T | U]) -> T:
    """The body of an answer that must be a success."""
    assert isinstance(answer.parsed, kind), answer
    return answer.parsed


def failure(status: int, answer: Response[T | Problem]) -> Problem:
    """The problem of an answer that must be a failure with this status."""
    assert answer.status_code == status, answer
    assert isinstance(answer.parsed, Problem), answer
    return answer.parsed


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
