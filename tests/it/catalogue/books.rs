//! Tests of the operations on a single book.

use poem::http::Method;
use serde_json::json;

use crate::support::{Kit, assert_answer, book, both};

const MISSING: &str = "019b76da-a800-7000-8000-000000000009";

both! {
    async fn a_title_and_a_name_without_letters_are_kept_and_found_by_the_rest(kit: Kit) {
        let (silent, named) = (kit.author("…", "—").await, kit.author("Georges", "Perec").await);

        let id = kit.book(&silent, "?!").await;

        let path = format!("/v1/books/{id}");
        kit.put(&path, &book(&silent, "¡")).await.expect(200);
        kit.put(&format!("/v1/authors/{silent}"), &json!({"firstName": "¿", "lastName": "?"})).await.expect(200);
        kit.put(&format!("{path}/author"), &json!({"authorId": named})).await.expect(200);
        kit.put(&format!("/v1/authors/{named}"), &json!({"firstName": "G.", "lastName": "Perec"})).await.expect(200);
        let found = kit.get("/v1/books?search=perec").await.expect(200).json();
        assert_eq!(found["data"][0]["id"], json!(id));
    }

    async fn a_book_is_created_and_answered_with_its_author(kit: Kit) {
        let author = kit.author("Ursula K.", "Le Guin").await;
        let body = json!({
            "title": "The Left Hand of Darkness", "authorId": author, "pages": 286, "genre": "science-fiction",
            "isbn": "9780441478125",
            "publications": [{"date": "1969-03-01", "publisher": "Ace Books"}, {"date": "1970-01-01"}],
            "images": [{"url": "https://images.example/1.jpg"}],
        });

        let answer = kit.post("/v1/books", &body).await;

        assert_answer!("createBook_201_whole", answer);
        assert_eq!(kit.get(answer.header("location")).await.json(), answer.json());
    }

    async fn every_invalid_field_of_a_book_is_told_at_once(kit: Kit) {
        let body = json!({
            "title": "x".repeat(201), "authorId": "me", "pages": 20001, "genre": "A b", "isbn": "9780441478126",
            "publications": [{"date": "1969-02-30"}, {"publisher": ""}], "images": [{"url": "ftp://x/y"}, {"url": "http:///y"}],
            "colour": "red",
        });

        assert_answer!("createBook_422_values", kit.post("/v1/books", &body).await);
    }

    async fn a_wrong_json_type_makes_it_400_and_hides_no_other_fault(kit: Kit) {
        let body = json!({"title": null, "authorId": MISSING, "pages": "many", "genre": "A b"});

        assert_answer!("createBook_400_wrong_types", kit.post("/v1/books", &body).await);
    }

    async fn a_book_needs_an_author_who_is_there(kit: Kit) {
        assert_answer!("createBook_422_author", kit.post("/v1/books", &book(MISSING, "T")).await);
    }

    async fn an_isbn_is_taken_once(kit: Kit) {
        let author = kit.author("A", "B").await;
        let mut body = book(&author, "One");
        body["isbn"] = json!("9780441478125");
        kit.post("/v1/books", &body).await.expect(201);
        let other = kit.book(&author, "Two").await;

        assert_answer!("createBook_409_isbn", kit.post("/v1/books", &body).await);
        assert_eq!(kit.put(&format!("/v1/books/{other}"), &body).await.expect(409).code(), "isbn_taken");
    }

    async fn a_book_is_read_with_a_tag_and_not_sent_again(kit: Kit) {
        let author = kit.author("Jane", "Austen").await;
        let path = format!("/v1/books/{}", kit.book(&author, "Emma").await);

        assert_answer!("getBook_200_plain", kit.get(&path).await);
        assert_answer!("getBook_304_known", kit.get_with(&path, &[("if-none-match", "*")]).await);
    }

    async fn a_book_that_is_not_there_is_404_for_every_method(kit: Kit) {
        let author = kit.author("A", "B").await;
        let path = format!("/v1/books/{MISSING}");

        assert_answer!("getBook_404_missing", kit.get(&path).await);
        assert_eq!(kit.put(&path, &book(&author, "T")).await.code(), "book_not_found");
        assert_eq!(kit.patch(&path, "application/json", &json!({})).await.code(), "book_not_found");
        assert_eq!(kit.delete(&path).await.code(), "book_not_found");
        assert_eq!(kit.get(&format!("{path}/author")).await.code(), "book_not_found");
        assert_eq!(kit.put(&format!("{path}/author"), &json!({"authorId": author})).await.code(), "book_not_found");
    }

    async fn an_id_that_is_none_is_400_and_says_which(kit: Kit) {
        assert_answer!("getBook_400_id", kit.get("/v1/books/seven").await);
    }

    async fn a_replaced_book_loses_what_is_left_out(kit: Kit) {
        let author = kit.author("Jane", "Austen").await;
        let mut body = book(&author, "Emma");
        body["isbn"] = json!("9780441478125");
        body["publications"] = json!([{"date": "1815-12-23"}]);
        let path = format!("/v1/books/{}", kit.post("/v1/books", &body).await.id());

        let answer = kit.put_if(&path, Some("\"1\""), &book(&author, "Emma, revised")).await;

        assert_answer!("replaceBook_200_whole", answer);
        assert_eq!(kit.get(&path).await.json(), answer.json());
        assert_answer!("replaceBook_412_version", kit.put_if(&path, Some("\"1\""), &body).await);
    }

    async fn a_book_is_deleted_once_and_its_author_stays(kit: Kit) {
        let author = kit.author("Jane", "Austen").await;
        let path = format!("/v1/books/{}", kit.book(&author, "Emma").await);

        assert_eq!(kit.call(Method::DELETE, &path, &[("if-match", "\"9\"")], ()).await.code(), "version_mismatch");
        assert_answer!("deleteBook_204_gone", kit.delete(&path).await);
        kit.delete(&path).await.expect(404);
        kit.get(&format!("/v1/authors/{author}")).await.expect(200);
    }

    async fn a_book_is_given_to_another_author(kit: Kit) {
        let (one, two) = (kit.author("Anne", "One").await, kit.author("Zoë", "Two").await);
        let book = format!("/v1/books/{}", kit.book(&one, "Emma").await);
        let path = format!("{book}/author");

        assert_answer!("getBookAuthor_200_before", kit.get(&path).await);
        assert_answer!("getBookAuthor_304_known", kit.get_with(&path, &[("if-none-match", "\"1\"")]).await);
        assert_answer!("replaceBookAuthor_200_after", kit.put_if(&path, Some("\"1\""), &json!({"authorId": two})).await);

        assert_eq!(kit.get(&book).await.json()["author"]["firstName"], "Zoë");
        assert_eq!(kit.get("/v1/books?search=zoe%20emma").await.json()["data"].as_array().unwrap().len(), 1);
        assert_eq!(kit.put_if(&path, Some("\"1\""), &json!({"authorId": one})).await.code(), "version_mismatch");
        assert_answer!("replaceBookAuthor_422_missing", kit.put(&path, &json!({"authorId": MISSING})).await);
        kit.delete(&format!("/v1/authors/{one}")).await.expect(204);
    }
}
