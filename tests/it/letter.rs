//! Tests of conformance to HTTP and its formats: conditional requests, lists in header fields, JSON and its patches.

use poem::http::Method;
use serde_json::json;

use crate::support::{Kit, both};

const PATCHES: [(&str, &str); 2] = [
    ("application/merge-patch+json", r#"{"firstName":"Grace"}"#),
    ("application/json-patch+json", r#"[{"op":"replace","path":"/firstName","value":"Grace"}]"#),
];

/// An author's path.
async fn author(kit: &Kit) -> String {
    format!("/v1/authors/{}", kit.author("Ada", "Lovelace").await)
}

both! {
    async fn if_none_match_keeps_a_change_from_a_version_that_it_names(kit: Kit) {
        let path = author(&kit).await;
        let replace = json!({"firstName": "Grace", "lastName": "Hopper"}).to_string();
        let changes = [(Method::PUT, "application/json", &*replace), (Method::DELETE, "application/json", "")]
            .into_iter()
            .chain(PATCHES.map(|(media, body)| (Method::PATCH, media, body)));
        for (method, media, body) in changes {
            for unwanted in ["*", "\"1\"", "W/\"1\"", "\"9\", \"1\""] {
                let headers = [("content-type", media), ("if-none-match", unwanted)];

                let answer = kit.call(method.clone(), &path, &headers, body.to_owned()).await.expect(412);

                assert_eq!(answer.code(), "version_mismatch", "{method} {unwanted}");
            }
        }
        let headers = [("content-type", "application/json"), ("if-none-match", "\"9\"")];
        kit.call(Method::PUT, &path, &headers, replace).await.expect(200);
        kit.call(Method::GET, &path, &[("if-none-match", "*")], "").await.expect(304);
    }

    async fn every_line_and_every_element_of_a_list_counts(kit: Kit) {
        let path = author(&kit).await;
        let lines = |name: &'static str, values: [&'static str; 2]| values.map(|value| (name, value));

        let read = kit.call(Method::GET, &path, &lines("if-none-match", ["\"7\"", "\"1\""]), "").await;
        assert_eq!(read.status, 304);
        let accepted = kit.call(Method::GET, &path, &lines("accept", ["text/html", "application/json"]), "").await;
        assert_eq!(accepted.status, 200);
        for tags in ["\"1\",", ",\"1\"", "\"9\",,\"1\"", "\"9\"\t,\t\"1\""] {
            let read = kit.call(Method::GET, &path, &[("if-none-match", tags)], "").await;
            assert_eq!(read.status, 304, "{tags}");
        }
        let delete = kit.call(Method::DELETE, &path, &lines("if-match", ["\"7\"", "\"1\""]), "").await;
        assert_eq!(delete.status, 204);
    }

    async fn a_tag_with_letters_that_are_not_ascii_matches_nothing(kit: Kit) {
        let path = author(&kit).await;

        let answer = kit.call(Method::DELETE, &path, &[("if-match", "\"é\"")], "").await.expect(412);

        assert_eq!(answer.code(), "version_mismatch");
        kit.get(&path).await.expect(200);
    }

    async fn what_is_refused_with_q_0_is_not_sent(kit: Kit) {
        for accept in ["application/json;q=0", "application/json; Q=0.0, */*", "*/*;q=0"] {
            let answer = kit.call(Method::GET, "/v1/books", &[("accept", accept)], "").await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (406, "not_acceptable"), "{accept}");
        }
    }

    async fn a_key_that_is_there_twice_is_refused_with_its_place(kit: Kit) {
        let path = author(&kit).await;
        let twice = r#"{"firstName":"A","firstName":"B"}"#;
        let batch = format!(r#"{{"items":[{{"title":"A","authorId":"{}","title":"B"}}]}}"#, kit.get(&path).await.id());
        let operation = r#"[{"op":"add","path":"/firstName","value":"A","value":"B"}]"#;
        for (method, path, media, body, pointer) in [
            (Method::POST, "/v1/authors", "application/json", twice, "/firstName"),
            (Method::PATCH, &*path, "application/merge-patch+json", twice, "/firstName"),
            (Method::PATCH, &*path, "application/json-patch+json", operation, "/0/value"),
            (Method::POST, "/v1/books/bulk", "application/json", &*batch, "/items/0/title"),
        ] {
            let answer = kit.call(method, path, &[("content-type", media)], body.to_owned()).await.expect(400);

            assert_eq!(answer.code(), "body_malformed", "{body}");
            let faults = answer.json()["errors"].clone();
            assert_eq!((&faults[0]["pointer"], &faults[0]["code"]), (&pointer.into(), &"repeated".into()), "{body}");
        }
    }

    async fn a_compressed_body_is_refused_with_what_is_taken(kit: Kit) {
        let headers = [("content-type", "application/json"), ("content-encoding", "gzip")];

        let answer = kit.call(Method::POST, "/v1/authors", &headers, "{}").await.expect(415);

        assert_eq!((answer.code().as_str(), answer.header("accept-encoding")), ("media_type_unsupported", "identity"));
    }

    async fn members_that_a_patch_operation_does_not_define_are_ignored(kit: Kit) {
        let path = author(&kit).await;
        let operations = json!([
            {"op": "test", "path": "/firstName", "value": "Ada", "comment": "as it was"},
            {"op": "replace", "path": "/firstName", "value": "Grace", "from": 1, "xyz": {"a": []}},
        ]);
        let headers = [("content-type", "application/json-patch+json")];

        let answer = kit.call(Method::PATCH, &path, &headers, operations.to_string()).await.expect(200);

        assert_eq!(answer.json()["firstName"], "Grace");
    }

    async fn a_patch_with_more_values_than_any_resource_has_is_refused_before_it_is_worked_out(kit: Kit) {
        let path = author(&kit).await;
        let operations = json!([{"op": "test", "path": "/firstName", "value": vec![1; 10_001]}]);
        let headers = [("content-type", "application/json-patch+json")];

        let answer = kit.call(Method::PATCH, &path, &headers, operations.to_string()).await.expect(413);

        assert_eq!(answer.code(), "body_too_large");
    }
}
