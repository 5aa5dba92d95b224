//! A round trip with the client of progenitor: imprint-sdk-round-trip URL

use std::fmt::Debug;
use std::num::NonZeroU32;
use std::str::FromStr;

use imprint_client::types::{
    Author, Book, BookPatch, Credentials, CredentialsEmail, AuthorInput, BookInput, BookInputIsbn, TokenReference, TokenReferenceClientId,
    TokenReferenceClientSecret, Problem, TokenRequest, TokenRequestClientId, TokenRequestClientSecret,
    Grant, TokenRequestPassword, TokenRequestUsername,
};
use imprint_client::{Client, Error, ResponseValue};
use reqwest::header::{AUTHORIZATION, HeaderMap};
use uuid::Uuid;

/// What a call gives. The error is as large as progenitor makes it.
type Answer<T, E = Problem> = Result<ResponseValue<T>, Error<E>>;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let address = std::env::args().nth(1).expect("the address of the server");
    let stranger = Client::new(&address);
    let name = AuthorInput::builder().first_name("No").last_name("Body");
    let refused = failure(401, stranger.create_author().body(name).send().await);
    assert_eq!(refused.code.as_str(), "token_missing");
    be_a_client(&stranger).await;
    let client = sign_in(&stranger, &address).await;

    let name = AuthorInput::builder().first_name("Rust").last_name(format!("Round-Trip {}", Uuid::new_v4()));
    let author = good("create an author", client.create_author().body(name).send().await).into_inner();
    let mut books = Vec::new();
    for title in ["One", "Two", "Three", "Four", "Five"] {
        let book = client.create_book().body(book(&author, title)).send().await;
        books.push(good(title, book).into_inner());
    }

    let mut created: Vec<_> = books.iter().map(|book| book.id).collect();
    let mut listed = listed(&client, &author).await;
    created.sort();
    listed.sort();
    assert_eq!(listed, created);
    change_one(&client, &books[0]).await;
    refuse_a_bad_one(&client, &author).await;

    for book in &books {
        good("delete a book", client.delete_book().book_id(book.id).send().await);
    }
    good("delete the author", client.delete_author().author_id(author.id).send().await);
    let gone = failure(404, client.get_book().book_id(books[0].id).send().await);
    assert_eq!(gone.code.as_str(), "book_not_found");

    println!("progenitor: {} books there and back", books.len());
}

fn given(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is missing"))
}

/// A text of one of the contract's types.
fn typed<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().expect("it is as the contract has it")
}

/// Gets tokens as the client of the demonstration, and gives them back.
async fn be_a_client(api: &Client) {
    let grant = |client: &str| {
        let grant = TokenRequest::builder().grant_type(Grant::Password);
        let grant = grant.username(typed::<TokenRequestUsername>(&given("IMPRINT_EMAIL")));
        let grant = grant.password(typed::<TokenRequestPassword>(&given("IMPRINT_PASSWORD")));
        let grant = grant.client_id(typed::<TokenRequestClientId>(client));
        grant.client_secret(typed::<TokenRequestClientSecret>("abc123456"))
    };
    let tokens = good("get tokens", api.issue_token().body(grant("mobileV1")).send().await);
    let token = TokenReference::builder().token(tokens.access_token.to_string());
    let token = token.client_id(typed::<TokenReferenceClientId>("mobileV1"));
    let token = token.client_secret(typed::<TokenReferenceClientSecret>("abc123456"));
    good("give them back", api.revoke_token().body(token).send().await);
    let refused = failure(401, api.issue_token().body(grant("nobody")).send().await);
    assert_eq!(refused.error.as_str(), "invalid_client");
}

/// A client that sends the token with everything.
async fn sign_in(stranger: &Client, address: &str) -> Client {
    let email: CredentialsEmail = given("IMPRINT_EMAIL").parse().expect("an e-mail address");
    let login = Credentials::builder().email(email).password(given("IMPRINT_PASSWORD"));
    let signed_in = good("sign in", stranger.login().body(login).send().await);
    let token = format!("Bearer {}", signed_in.access_token.as_str()).parse().expect("a token is ASCII");
    let http = reqwest::Client::builder().default_headers(HeaderMap::from_iter([(AUTHORIZATION, token)]));
    Client::new_with_client(address, http.build().expect("there is no TLS that could fail"))
}

fn book(author: &Author, title: &str) -> imprint_client::types::builder::BookInput {
    BookInput::builder().title(title).author_id(author.id).pages(100).genre("round-trip")
}

async fn listed(client: &Client, author: &Author) -> Vec<Uuid> {
    let mut ids = Vec::new();
    let mut cursor = None;
    loop {
        let mut call = client.list_author_books().author_id(author.id).limit(2);
        if let Some(cursor) = cursor {
            call = call.cursor(cursor);
        }
        let page = good("list the author's books", call.send().await).into_inner();
        assert!(page.data.len() <= 2, "a page with more than its limit");
        ids.extend(page.data.iter().map(|book| book.id));
        match page.meta.next_cursor {
            Some(next) => cursor = Some(next.to_string()),
            None => return ids,
        }
    }
}

async fn change_one(client: &Client, book: &Book) {
    let read = good("read a book", client.get_book().book_id(book.id).send().await);
    let etag = read.headers()["etag"].to_str().expect("an ETag is ASCII").to_owned();
    assert_eq!(read.id, book.id);

    let change = |pages| {
        let pages = NonZeroU32::new(pages);
        client.update_book().book_id(book.id).if_match(&*etag).body(BookPatch::builder().pages(pages))
    };
    let changed = good("change a book", change(184).send().await);
    assert_eq!((changed.pages.get(), changed.version.get()), (184, book.version.get() + 1));

    let late = failure(412, change(200).send().await);
    assert_eq!(late.code.as_str(), "version_mismatch");
}

/// The client itself refuses what breaks a pattern or a length, so the fault has to be one that only the server sees.
async fn refuse_a_bad_one(client: &Client, author: &Author) {
    let isbn: BookInputIsbn = "9780000000000".parse().expect("only its check digit is wrong");
    let bad = book(author, "Bad").isbn(isbn);
    let refused = failure(422, client.create_book().body(bad).send().await);
    assert_eq!(refused.code.as_str(), "validation_failed");
    let pointers: Vec<_> =
        refused.errors.iter().map(|error| error.pointer.as_deref().map(String::as_str)).collect();
    assert_eq!(pointers, [Some("/isbn")]);
}

/// The answer, which must be a success.
fn good<T: Debug, E: Debug>(what: &str, answer: Answer<T, E>) -> ResponseValue<T> {
    answer.unwrap_or_else(|error| panic!("{what}: {error:?}"))
}

/// The body of an answer, which must be a failure with this status.
fn failure<T: Debug, E: Debug>(status: u16, answer: Answer<T, E>) -> E {
    match answer {
        Err(Error::ErrorResponse(body)) if body.status() == status => body.into_inner(),
        other => panic!("not a {status}: {other:?}"),
    }
}
