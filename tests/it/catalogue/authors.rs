//! Tests of the operations on a single author.

use poem::http::Method;
use serde_json::json;

use crate::support::{Kit, assert_answer, book, both};

both! {
    async fn an_author_is_created_and_answered_whole(kit: Kit) {
        let body = json!({
            "firstName": "Ursula K.", "lastName": "Le Guin", "biography": "Line one.\nLine two.",
            "born": "1929-10-21", "died": "2018-01-22",
        });

        let answer = kit.post("/v1/authors", &body).await;

        assert_answer!("createAuthor_201_whole", answer);
        assert_eq!(kit.get(answer.header("location")).await.json(), answer.json());
    }

    async fn every_invalid_field_of_an_author_is_told_at_once(kit: Kit) {
        let body = json!({"firstName": "", "biography": "\u{0}", "born": "2001-02-29", "died": 5, "email": "x"});

        assert_answer!("createAuthor_400_wrong_types", kit.post("/v1/authors", &body).await);
    }

    async fn unacceptable_values_of_an_author_are_422(kit: Kit) {
        let body = json!({"firstName": "a\nb", "lastName": "x".repeat(101), "born": "2001-02-29"});

        assert_answer!("createAuthor_422_values", kit.post("/v1/authors", &body).await);
    }

    async fn who_dies_before_being_born_is_refused(kit: Kit) {
        let body = json!({"firstName": "A", "lastName": "B", "born": "2000-01-02", "died": "2000-01-01"});

        assert_answer!("createAuthor_422_dates", kit.post("/v1/authors", &body).await);
    }

    async fn an_author_is_read_with_a_tag_and_not_sent_again(kit: Kit) {
        let path = format!("/v1/authors/{}", kit.author("Jane", "Austen").await);

        assert_answer!("getAuthor_200_plain", kit.get(&path).await);
        assert_answer!("getAuthor_304_known", kit.get_with(&path, &[("if-none-match", "\"7\", W/\"1\"")]).await);
    }

    async fn head_answers_as_get_without_a_body(kit: Kit) {
        let path = format!("/v1/authors/{}", kit.author("Jane", "Austen").await);

        let there = kit.call(Method::HEAD, &path, &[], ()).await;
        let missing = kit.call(Method::HEAD, "/v1/authors/019b76da-a800-7000-8000-000000000009", &[], ()).await;

        assert_answer!("headAuthor_200_there", there);
        assert_eq!(missing.status.as_u16(), 404);
    }

    async fn an_author_who_is_not_there_is_404_for_every_method(kit: Kit) {
        let path = "/v1/authors/019b76da-a800-7000-8000-000000000009";
        let body = json!({"firstName": "A", "lastName": "B"});

        assert_answer!("getAuthor_404_missing", kit.get(path).await);
        assert_eq!(kit.put(path, &body).await.code(), "author_not_found");
        assert_eq!(kit.patch(path, "application/json", &json!({})).await.code(), "author_not_found");
        assert_eq!(kit.delete(path).await.code(), "author_not_found");
        assert_eq!(kit.get(&format!("{path}/books")).await.code(), "author_not_found");
    }

    async fn a_replaced_author_loses_what_is_left_out(kit: Kit) {
        let body = json!({"firstName": "Jane", "lastName": "Austen", "born": "1775-12-16"});
        let path = format!("/v1/authors/{}", kit.post("/v1/authors", &body).await.id());

        let answer = kit.put_if(&path, Some("\"1\""), &json!({"firstName": "J.", "lastName": "Austen"})).await;

        assert_answer!("replaceAuthor_200_whole", answer);
        assert_eq!(kit.get(&path).await.json(), answer.json());
    }

    async fn another_version_is_412_and_changes_nothing(kit: Kit) {
        let path = format!("/v1/authors/{}", kit.author("Jane", "Austen").await);
        let before = kit.get(&path).await.json();
        let body = json!({"firstName": "X", "lastName": "Y"});

        assert_answer!("replaceAuthor_412_version", kit.put_if(&path, Some("\"2\""), &body).await);
        let headers = [("if-match", "W/\"1\""), ("content-type", "application/merge-patch+json")];
        assert_eq!(kit.call(Method::PATCH, &path, &headers, "{}").await.code(), "version_mismatch");
        assert_eq!(kit.call(Method::DELETE, &path, &[("if-match", "\"3\"")], ()).await.code(), "version_mismatch");
        assert_eq!(kit.get(&path).await.json(), before);
    }

    async fn an_author_with_books_stays_and_without_is_deleted_once(kit: Kit) {
        let id = kit.author("Jane", "Austen").await;
        let path = format!("/v1/authors/{id}");
        let book = format!("/v1/books/{}", kit.book(&id, "Emma").await);

        assert_answer!("deleteAuthor_409_books", kit.delete(&path).await);
        kit.get(&path).await.expect(200);

        kit.delete(&book).await.expect(204);
        assert_answer!("deleteAuthor_204_gone", kit.delete(&path).await);
        kit.delete(&path).await.expect(404);
    }

    async fn a_change_of_an_author_changes_the_books_that_show_it(kit: Kit) {
        let id = kit.author("Mary Ann", "Evans").await;
        let path = format!("/v1/books/{}", kit.book(&id, "Middlemarch").await);
        let tag = kit.get(&path).await.header("etag").to_owned();

        kit.put(&format!("/v1/authors/{id}"), &json!({"firstName": "George", "lastName": "Eliot"})).await.expect(200);

        let known = kit.get_with(&path, &[("if-none-match", &tag)]).await.expect(200);
        assert_eq!(known.json()["author"]["lastName"], "Eliot");
        assert_eq!(kit.put_if(&path, Some(&tag), &book(&id, "Middlemarch")).await.code(), "version_mismatch");
        let found = |words: &str| format!("/v1/books?search={words}");
        assert_eq!(kit.get(&found("eliot")).await.json()["data"].as_array().unwrap().len(), 1);
        assert_eq!(kit.get(&found("evans")).await.json()["data"].as_array().unwrap().len(), 0);
    }
}
