//! Tests of the catalogue's audit events: they name who made a change, and only changes that happened are recorded.

use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{Kit, book, both};

const MISSING: &str = "019b76da-a800-7000-8000-000000000009";

/// Action and target of all events, the oldest first.
async fn told(kit: &Kit) -> Vec<(String, String)> {
    let events = kit.get("/v1/audit-events?sort=createdAt&limit=100").await.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut told: Vec<_> = events["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            assert_eq!((&event["outcome"], &event["requestId"]), (&json!("done"), &json!("test")));
            assert!(event["actorId"].is_string());
            (text(&event["action"]), text(&event["target"]))
        })
        .collect();
    told.sort_unstable();
    told
}

both! {
    async fn every_write_to_the_catalogue_is_audited(kit: Kit) {
        let (author, other) = (kit.author("A", "B").await, kit.author("C", "D").await);
        let book_id = kit.book(&author, "T").await;
        let path = format!("/v1/books/{book_id}");
        kit.put(&path, &book(&author, "U")).await.expect(200);
        kit.patch(&path, "application/json", &json!({"title": "V"})).await.expect(200);
        kit.put(&format!("{path}/author"), &json!({"authorId": other})).await.expect(200);
        kit.delete(&path).await.expect(204);
        let path = format!("/v1/authors/{author}");
        kit.put(&path, &json!({"firstName": "A", "lastName": "E"})).await.expect(200);
        kit.patch(&path, "application/json", &json!({"lastName": "F"})).await.expect(200);
        kit.delete(&path).await.expect(204);

        let (book, author, other) = (format!("book {book_id}"), format!("author {author}"), format!("author {other}"));
        let mut wanted = vec![
            ("author.created", &author),
            ("author.created", &other),
            ("author.changed", &author),
            ("author.changed", &author),
            ("author.deleted", &author),
            ("book.created", &book),
            ("book.changed", &book),
            ("book.changed", &book),
            ("book.changed", &book),
            ("book.deleted", &book),
        ];
        wanted.sort_unstable();
        let wanted: Vec<_> = wanted.into_iter().map(|(action, target)| (action.to_owned(), target.clone())).collect();
        assert_eq!(told(&kit).await, wanted);
    }

    async fn what_was_not_done_is_not_audited(kit: Kit) {
        let author = kit.author("A", "B").await;
        let mut first = book(&author, "T");
        first["isbn"] = json!("9780441478125");
        let id = kit.post("/v1/books", &first).await.expect(201).id();
        let before = told(&kit).await;

        assert_eq!(kit.post("/v1/books", &first).await.expect(409).code(), "isbn_taken");
        // The author first, as everywhere, though the ISBN is taken too.
        first["authorId"] = json!(MISSING);
        let refused = kit.post("/v1/books", &first).await.expect(422).json();
        assert_eq!(refused["errors"][0]["pointer"], "/authorId");
        kit.delete(&format!("/v1/authors/{author}")).await.expect(409);
        kit.delete(&format!("/v1/books/{MISSING}")).await.expect(404);
        let tag = [("if-match", "\"9\"")];
        kit.call(Method::DELETE, &format!("/v1/books/{id}"), &tag, ()).await.expect(412);

        assert_eq!(told(&kit).await, before);
    }

    async fn each_of_many_books_is_audited_that_was_made(kit: Kit) {
        let author = kit.author("A", "B").await;
        let items = json!([book(&author, "One"), book(MISSING, "Nobody's"), book(&author, "Two")]);

        let made = kit.post("/v1/books/bulk", &json!({"items": items})).await.expect(200).json();
        kit.post("/v1/books/bulk", &json!({"items": items, "atomic": true})).await.expect(422);

        let ids = [0, 2].map(|at| made["results"][at]["resource"]["id"].as_str().unwrap().to_owned());
        let mut wanted = ids.map(|id| ("book.created".to_owned(), format!("book {id}")));
        wanted.sort_unstable();
        assert_eq!(told(&kit).await[1..], wanted);
    }
}
