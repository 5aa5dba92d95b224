//! Tests of bulk creation of books.

use serde_json::{Value, json};

use crate::support::{Kit, assert_answer, book, both};

const MISSING: &str = "019b76da-a800-7000-8000-000000000009";

async fn total(kit: &Kit) -> Value {
    kit.get("/v1/books?count=exact").await.json()["meta"]["total"].clone()
}

/// Two good books, and between them one of each kind of trouble.
fn mixed(author: &str) -> Value {
    let with_isbn = |title: &str| {
        let mut book = book(author, title);
        book["isbn"] = json!("9780441478125");
        book
    };
    let mut long = book(author, &"x".repeat(201));
    long["genre"] = json!("A b");
    json!([with_isbn("One"), long, book(MISSING, "Nobody's"), with_isbn("Same ISBN"), book(author, "Two")])
}

both! {
    async fn each_item_has_its_result_in_order(kit: Kit) {
        let author = kit.author("A", "B").await;

        assert_answer!("createBooks_200_partial", kit.post("/v1/books/bulk", &json!({"items": mixed(&author)})).await);
        assert_eq!(total(&kit).await, 2);
    }

    async fn all_of_a_good_batch_is_created_together(kit: Kit) {
        let author = kit.author("A", "B").await;
        let items = [book(&author, "One"), book(&author, "Two")];

        assert_answer!("createBooks_201_atomic", kit.post("/v1/books/bulk", &json!({"atomic": true, "items": items})).await);
        assert_eq!(total(&kit).await, 2);
    }

    async fn the_first_bad_item_undoes_an_atomic_batch(kit: Kit) {
        let author = kit.author("A", "B").await;
        let mut taken = book(&author, "Taken");
        taken["isbn"] = json!("9780441478125");
        let batch = |items: Value| json!({"atomic": true, "items": items});

        assert_answer!("createBooks_422_atomic", kit.post("/v1/books/bulk", &batch(mixed(&author))).await);
        assert_answer!("createBooks_409_atomic", kit.post("/v1/books/bulk", &batch(json!([taken, taken]))).await);
        let nobody = batch(json!([book(&author, "One"), book(MISSING, "Two")]));
        assert_eq!(kit.post("/v1/books/bulk", &nobody).await.json()["errors"][0]["pointer"], "/items/1/authorId");
        assert_eq!(total(&kit).await, 0);
    }

    async fn a_body_of_the_wrong_shape_is_refused_as_a_whole(kit: Kit) {
        let author = kit.author("A", "B").await;
        let untitled = json!({"authorId": author, "pages": "3", "genre": "novel", "colour": "red"});

        let answer = kit.post("/v1/books/bulk", &json!({"items": [book(&author, "One"), untitled]})).await;

        assert_answer!("createBooks_400_shape", answer);
        assert_eq!(total(&kit).await, 0);
    }

    async fn a_batch_has_1_to_100_items(kit: Kit) {
        let author = kit.author("A", "B").await;
        let batch = |count: usize| json!({"items": vec![book(&author, "T"); count]});

        assert_answer!("createBooks_422_none", kit.post("/v1/books/bulk", &batch(0)).await);
        assert_eq!(kit.post("/v1/books/bulk", &batch(101)).await.expect(422).json()["errors"][0]["code"], "too_many");
        assert_eq!(kit.post("/v1/books/bulk", &batch(100)).await.expect(200).json()["results"].as_array().unwrap().len(), 100);
        assert_eq!(total(&kit).await, 100);
    }
}
