//! Tests of deprecation, and of a second version of a resource beside the first, on an API that exists only for the tests.

mod api;

use std::sync::{Arc, Mutex};

use imprint::catalogue::books::Books;
use imprint::contract::{Contract, DEFAULT_SERVER, Profile};
use imprint::http::pages::Pages;
use imprint::routes;
use imprint::routes::REGISTRY;
use poem::http::Method;
use poem::{Endpoint as _, Request};
use serde_json::{Value, json};

use self::api::{Careless, TitlesV1, TitlesV2};
use crate::support::{Answer, Kind, Kit, both};

const MERGE: &str = "application/merge-patch+json";
const PATCH: &str = "application/json-patch+json";

/// Sends one request to the API for tests, over the database of `kit`.
async fn call(kit: &Kit, method: Method, path: &str, media_type: &str, body: Value) -> Answer {
    let books = Books::new(kit.app.clone());
    let endpoint = routes::serving(
        &kit.app,
        kit.identity.access.clone(),
        (TitlesV1(books.clone()), TitlesV2(books)),
        REGISTRY.without_manners(),
        Pages::default(),
        None,
    )
    .unwrap();
    let request = Request::builder().method(method).uri(path.parse().unwrap());
    let request = request.header("content-type", media_type).header("user-agent", "reader/7");
    Answer::of(endpoint.get_response(request.body(body.to_string())).await).await
}

async fn get(kit: &Kit, path: &str) -> Answer {
    call(kit, Method::GET, path, "", Value::Null).await
}

/// What an answer tells of something deprecated.
fn told(answer: &Answer) -> [&str; 3] {
    ["deprecation", "sunset", "link"].map(|name| answer.header(name))
}

const NOTHING: [&str; 3] = ["", "", ""];

both! {
    async fn a_second_version_stands_beside_the_first_over_the_same_service(kit: Kit) {
        let author = kit.author("Mary", "Shelley").await;
        let book = kit.book(&author, "Frankenstein").await;

        let changed = call(&kit, Method::PUT, &format!("/v2/titles/{book}"), "application/json", json!({"name": "The Modern Prometheus"})).await;

        assert_eq!(changed.expect(200).json()["author"], author);
        let first = get(&kit, &format!("/v1/titles/{book}")).await.expect(200).json();
        let second = get(&kit, &format!("/v2/titles/{book}")).await.expect(200).json();
        assert_eq!((&first["title"], &second["name"]), (&json!("The Modern Prometheus"), &json!("The Modern Prometheus")));
        assert_eq!((first.get("name"), second.get("title")), (None, None));
        assert_eq!((&first["version"], &second["version"]), (&json!(2), &json!(2)));
        assert_eq!(kit.get(&format!("/v1/books/{book}")).await.expect(200).json()["title"], "The Modern Prometheus");
    }

    async fn a_deprecated_operation_says_so_in_every_answer(kit: Kit) {
        let book = kit.book(&kit.author("Mary", "Shelley").await, "Frankenstein").await;

        let good = get(&kit, &format!("/v1/titles/{book}")).await.expect(200);
        let head = call(&kit, Method::HEAD, &format!("/v1/titles/{book}"), "", Value::Null).await.expect(200);
        let missing = get(&kit, "/v1/titles/019b76da-a800-7000-8000-000000000009").await.expect(404);

        let expected = [
            "@1793491200",
            "Sat, 01 May 2027 00:00:00 GMT",
            "</docs#/Books/getTitle>; rel=\"deprecation\"; type=\"text/html\"",
        ];
        assert_eq!((told(&good), told(&head), told(&missing)), (expected, expected, expected));
    }

    async fn a_deprecated_parameter_is_told_to_those_who_give_it(kit: Kit) {
        let book = kit.book(&kit.author("Mary", "Shelley").await, "Frankenstein").await;

        let without = get(&kit, &format!("/v2/titles/{book}")).await.expect(200);
        let with = get(&kit, &format!("/v2/titles/{book}?search=monster")).await.expect(200);

        assert_eq!(told(&without), NOTHING);
        assert_eq!(told(&with)[..2], ["@1793577600", "Sun, 02 May 2027 00:00:00 GMT"]);
    }

    async fn a_deprecated_field_of_a_body_is_told_to_those_who_send_it(kit: Kit) {
        let book = kit.book(&kit.author("Mary", "Shelley").await, "Frankenstein").await;
        let path = format!("/v2/titles/{book}");
        let requests = [
            (Method::PUT, "application/json", json!({"name": "A", "pages": 300}), json!({"name": "A"})),
            (Method::PATCH, MERGE, json!({"pages": 301}), json!({"name": "B"})),
            (
                Method::PATCH,
                PATCH,
                json!([{"op": "replace", "path": "/pages", "value": 302}]),
                json!([{"op": "replace", "path": "/name", "value": "C"}]),
            ),
        ];
        for (method, media_type, old, new) in requests {
            let old = call(&kit, method.clone(), &path, media_type, old).await.expect(200);
            let new = call(&kit, method, &path, media_type, new).await.expect(200);

            assert_eq!(told(&old)[..2], ["@1793664000", "Mon, 03 May 2027 00:00:00 GMT"], "{media_type}");
            assert_eq!(told(&new), NOTHING, "{media_type}");
        }
    }

    async fn a_deprecated_field_of_an_answer_is_told_in_the_answers_that_have_it(kit: Kit) {
        let book = kit.book(&kit.author("Mary", "Shelley").await, "Frankenstein").await;

        let good = get(&kit, &format!("/v2/titles/{book}/label")).await.expect(200);
        let missing = get(&kit, "/v2/titles/019b76da-a800-7000-8000-000000000009/label").await.expect(404);

        assert_eq!(told(&good)[..2], ["@1793750400", ""]);
        assert_eq!(told(&missing), NOTHING);
    }
}

#[test]
fn the_document_marks_what_is_deprecated_with_its_dates() {
    let contract = Contract::of::<(TitlesV1, TitlesV2)>(DEFAULT_SERVER, REGISTRY.without_manners()).unwrap();

    let document = contract.document(Profile::Full);

    let marks = |pointer: &str| {
        let part = document.pointer(pointer).unwrap_or_else(|| panic!("{pointer}"));
        ["deprecated", "x-deprecated-since", "x-sunset"].map(|name| part[name].clone())
    };
    let day = |day: u32| [json!(true), json!(format!("2026-11-0{day}")), json!(format!("2027-05-0{day}"))];
    assert_eq!(marks("/paths/~1v1~1titles~1{book_id}/get"), day(1));
    assert_eq!(marks("/paths/~1v1~1titles~1{book_id}/head"), day(1));
    assert_eq!(marks("/components/parameters/TitleV2Search"), day(2));
    assert_eq!(marks("/components/schemas/TitleV2Input/properties/pages"), day(3));
    assert_eq!(marks("/components/schemas/TitleV2Patch/properties/pages"), day(3));
    assert_eq!(
        marks("/components/schemas/LabelV2/properties/caption"),
        [json!(true), json!("2026-11-04"), Value::Null]
    );
    let fields = |path: &str, method: &str| {
        let answers = &document["paths"][path][method]["responses"]["200"]["headers"];
        (answers["Deprecation"]["$ref"].clone(), answers["Sunset"]["$ref"].clone())
    };
    let expected = (json!("#/components/headers/Deprecation"), json!("#/components/headers/Sunset"));
    assert_eq!(fields("/v1/titles/{book_id}", "get"), expected);
    assert_eq!(fields("/v2/titles/{book_id}", "put"), expected);
    assert_eq!(fields("/v2/titles/{book_id}/label", "get"), expected);
    assert!(document["components"]["headers"]["Deprecation"].is_object());
}

#[test]
fn what_is_deprecated_without_a_date_makes_no_document() {
    let error = Contract::of::<Careless>(DEFAULT_SERVER, REGISTRY.without_manners()).unwrap_err();

    assert!(error.to_string().starts_with("GET /v1/nothing needs a paragraph"), "{error}");
}

/// Where a test's log goes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_warns_with_the_caller_and_not_when_a_field_is_only_answered() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let book = kit.book(&kit.author("Mary", "Shelley").await, "Frankenstein").await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    // With one subscriber alone, a line that another test's thread meets first is asked of that thread's, which is none, and never again.
    let _second = tracing::Dispatch::new(tracing_subscriber::fmt().with_writer(std::io::sink).finish());
    let guard = tracing::subscriber::set_default(subscriber);

    get(&kit, &format!("/v2/titles/{book}?search=monster")).await.expect(200);
    get(&kit, &format!("/v2/titles/{book}/label")).await.expect(200);

    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let warnings: Vec<_> = log.lines().filter(|line| line.contains("WARN")).collect();
    assert_eq!(warnings.len(), 1, "{log}");
    for part in [
        "deprecated.operation=\"getTitleV2\"",
        "deprecated.what=\"parameter search\"",
        "2026-11-02",
        "reader/7",
    ] {
        assert!(warnings[0].contains(part), "{part}: {}", warnings[0]);
    }
}
