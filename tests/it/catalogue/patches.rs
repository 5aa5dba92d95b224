//! Tests of `PATCH`, in both formats.

use serde_json::{Value, json};

use crate::support::{Kit, assert_answer, both};

const MERGE: &str = "application/merge-patch+json";
const JSON_PATCH: &str = "application/json-patch+json";

/// A book with an ISBN and two publications; gives its path.
async fn shelved(kit: &Kit) -> String {
    let author = kit.author("Jane", "Austen").await;
    let body = json!({
        "title": "Emma", "authorId": author, "pages": 474, "genre": "novel", "isbn": "9780441478125",
        "publications": [{"date": "1815-12-23", "publisher": "Murray"}, {"date": "1833-01-01"}],
    });
    format!("/v1/books/{}", kit.post("/v1/books", &body).await.expect(201).id())
}

async fn unchanged(kit: &Kit, path: &str, before: &Value) {
    assert_eq!(&kit.get(path).await.json(), before);
}

both! {
    async fn a_merge_patch_changes_removes_and_keeps(kit: Kit) {
        let path = shelved(&kit).await;

        let answer = kit.patch(&path, MERGE, &json!({"pages": 500, "isbn": null, "publications": [{"date": "1816-01-01"}]})).await;

        assert_answer!("updateBook_200_merge", answer);
        assert_eq!(kit.get(&path).await.json(), answer.json());
    }

    async fn plain_json_is_read_as_a_merge_patch(kit: Kit) {
        let path = shelved(&kit).await;

        let answer = kit.patch(&path, "application/json; charset=utf-8", &json!({"pages": 1})).await.expect(200);

        assert_eq!(answer.json()["pages"], 1);
    }

    async fn all_six_operations_of_a_json_patch_work_in_order(kit: Kit) {
        let path = shelved(&kit).await;
        let change = json!([
            {"op": "test", "path": "/title", "value": "Emma"},
            {"op": "replace", "path": "/title", "value": "Emma II"},
            {"op": "add", "path": "/publications/-", "value": {"date": "1900-01-01"}},
            {"op": "copy", "from": "/publications/0/publisher", "path": "/publications/2/publisher"},
            {"op": "move", "from": "/publications/2", "path": "/publications/0"},
            {"op": "remove", "path": "/isbn"},
        ]);

        assert_answer!("updateBook_200_operations", kit.patch(&path, JSON_PATCH, &change).await);
    }

    async fn a_failed_test_undoes_the_operations_before_it(kit: Kit) {
        let path = shelved(&kit).await;
        let before = kit.get(&path).await.json();
        let change = json!([{"op": "replace", "path": "/pages", "value": 1}, {"op": "test", "path": "/title", "value": "X"}]);

        assert_answer!("updateBook_409_test", kit.patch(&path, JSON_PATCH, &change).await);
        unchanged(&kit, &path, &before).await;
    }

    async fn an_operation_on_nothing_is_422(kit: Kit) {
        let path = shelved(&kit).await;

        assert_answer!("updateBook_422_nothing_there", kit.patch(&path, JSON_PATCH, &json!([{"op": "remove", "path": "/images/0"}])).await);
    }

    async fn what_is_no_json_patch_is_refused_with_its_faults(kit: Kit) {
        let path = shelved(&kit).await;

        for body in [json!({"op": "remove"}), json!([{"op": "explode", "path": "/a"}]), json!([{"op": "add", "path": "/a"}])] {
            let answer = kit.patch(&path, JSON_PATCH, &body).await;
            assert!(matches!(answer.status.as_u16(), 400 | 422), "{answer}");
            assert!(answer.json()["errors"].is_array(), "{answer}");
        }
    }

    async fn the_result_of_a_patch_is_held_to_the_rules_of_a_body(kit: Kit) {
        let path = shelved(&kit).await;
        let before = kit.get(&path).await.json();

        assert_answer!("updateBook_422_result", kit.patch(&path, JSON_PATCH, &json!([
            {"op": "remove", "path": "/title"},
            {"op": "add", "path": "/isbn", "value": "9780441478126"},
            {"op": "add", "path": "/id", "value": 1},
        ])).await);
        assert_eq!(kit.patch(&path, MERGE, &json!({"title": null})).await.code(), "body_malformed");
        assert_answer!("updateBook_422_unknown_field", kit.patch(&path, MERGE, &json!({"colour": null, "pages": 0})).await);
        unchanged(&kit, &path, &before).await;
    }

    async fn another_media_type_is_415_and_says_which_are_taken(kit: Kit) {
        let path = shelved(&kit).await;

        assert_answer!("updateBook_415_media_type", kit.patch(&path, "text/plain", &json!({})).await);
    }

    async fn an_author_is_patched_and_its_dates_still_agree(kit: Kit) {
        let body = json!({"firstName": "Jane", "lastName": "Austen", "born": "1775-12-16", "died": "1817-07-18"});
        let path = format!("/v1/authors/{}", kit.post("/v1/authors", &body).await.id());

        assert_answer!("updateAuthor_200_merge", kit.patch(&path, MERGE, &json!({"died": null, "biography": "English."})).await);
        assert_answer!("updateAuthor_422_dates", kit.patch(&path, MERGE, &json!({"died": "1700-01-01"})).await);
    }
}
