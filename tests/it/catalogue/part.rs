//! The catalogue's entry for the tests that walk the contract.

use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use crate::parts::Shown::Never;
use crate::parts::{Entry, Object, Part, Request, editor, everybody};
use crate::support::Kit;

const ISBN: &str = "9780441478125";

pub struct Catalogue;

fn book(author: &str) -> Value {
    json!({"title": "T", "authorId": author, "pages": 1, "genre": "novel"})
}

impl Part for Catalogue {
    fn folder(&self) -> &'static str {
        "catalogue"
    }

    fn operations(&self) -> Vec<Entry> {
        let author = json!({"firstName": "A", "lastName": "B"});
        let book = book("{author_id}");
        vec![
            everybody("listAuthors"),
            everybody("getAuthor"),
            editor("createAuthor").body(author.clone()),
            editor("replaceAuthor").body(author),
            editor("updateAuthor").body(json!({})),
            // The author of the examples wrote other books too.
            editor("deleteAuthor").shown(Never("author_has_books")),
            everybody("listAuthorBooks"),
            everybody("listBooks"),
            everybody("getBook"),
            editor("createBook").body(book.clone()),
            editor("createBooks").body(json!({"items": [book], "atomic": true})),
            editor("replaceBook").body(book),
            editor("updateBook").body(json!({})),
            editor("deleteBook"),
            everybody("getBookAuthor"),
            editor("replaceBookAuthor").body(json!({"authorId": "{author_id}"})),
        ]
    }

    /// An author with a book, that book, an author without, and a book that has the ISBN.
    fn objects<'k>(&self, kit: &'k Kit) -> BoxFuture<'k, Vec<Object>> {
        Box::pin(async {
            let author = kit.author("Jane", "Austen").await;
            let lonely = kit.author("Emily", "Dickinson").await;
            let emma = kit.book(&author, "Emma").await;
            let mut taken = book(&author);
            taken["isbn"] = ISBN.into();
            kit.post("/v1/books", &taken).await.expect(201);
            vec![
                Object::shared("author_id", author),
                Object::shared("lonely_id", lonely),
                Object::shared("book_id", emma),
            ]
        })
    }

    fn provoke(&self, operation: &str, code: &str, good: &Request) -> Option<Request> {
        let mut taken = book("{lonely_id}");
        taken["isbn"] = ISBN.into();
        match (code, operation) {
            // Who is deleted has a book.
            ("author_has_books", _) => Some(good.clone()),
            // What is read-only has to be compared with the row, so others can come in between.
            ("write_conflict", "replaceAuthor") => Some(good.clone().with("id", "{author_id}")),
            ("write_conflict", "replaceBook") => Some(good.clone().with("id", "{book_id}")),
            ("isbn_taken", "createBooks") => {
                Some(good.clone().body(json!({"items": [taken], "atomic": true})))
            }
            ("isbn_taken", "updateBook") => Some(good.clone().body(json!({ "isbn": ISBN }))),
            ("isbn_taken", _) => Some(good.clone().body(taken)),
            _ => None,
        }
    }
}
