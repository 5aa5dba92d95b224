//! Tests of failures that no operation causes itself: those of the framework, of the frame, and of a panic.

use std::time::Duration;

use futures_util::stream;
use imprint::contract::DEFAULT_SERVER;
use imprint::http::Shared;
use imprint::http::frame::Frame;
use imprint::id::Id;
use imprint::routes;
use poem::http::Method;
use poem::{Body, Endpoint, EndpointExt as _, Request, endpoint::make_sync};

use crate::support::{Answer, Kind, Kit, assert_answer, both};

const JSON: (&str, &str) = ("content-type", "application/json");

/// An object of this many fields that nobody knows.
fn fields(number: usize) -> String {
    let fields = (0..number).map(|number| format!("\"field{number}\":1"));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

both! {
    async fn bad_json_is_told_with_its_place(kit: Kit) {
        assert_answer!("createAuthor_400_json", kit.call(Method::POST, "/v1/authors", &[JSON], "{\"firstName\": \n oops}").await);
        assert_answer!("createAuthor_400_empty", kit.call(Method::POST, "/v1/authors", &[JSON], ()).await);
        assert_answer!("createAuthor_400_array", kit.call(Method::POST, "/v1/authors", &[JSON], "[]").await);
    }

    async fn a_hundred_thousand_brackets_do_no_harm(kit: Kit) {
        let answer = kit.call(Method::POST, "/v1/authors", &[JSON], "[".repeat(100_000)).await;

        assert_eq!(answer.expect(400).code(), "json_invalid");
    }

    async fn a_body_of_half_a_million_values_is_refused_before_it_is_read(kit: Kit) {
        let numbers = format!("[{}1]", "1,".repeat(500_000 - 1));
        for (method, path, media) in [
            (Method::POST, "/v1/authors", "application/json"),
            (Method::POST, "/v1/books/bulk", "application/json"),
            (Method::POST, "/oauth/token", "application/json"),
            (Method::PATCH, "/v1/me", "application/json-patch+json"),
            (Method::PATCH, "/v1/me", "application/merge-patch+json"),
        ] {
            let answer = kit.call(method, path, &[("content-type", media)], numbers.clone()).await;

            assert_eq!(answer.expect(413).code(), "body_too_large", "{path}");
        }
        let form = ("content-type", "application/x-www-form-urlencoded");
        let answer = kit.call(Method::POST, "/oauth/token", &[form], "a=1&".repeat(200_000)).await;
        assert_eq!(answer.expect(413).code(), "body_too_large");
    }

    async fn a_body_of_many_wrong_values_is_told_a_hundred_faults_at_most(kit: Kit) {
        let numbers = format!("[{}1]", "1,".repeat(60_000));
        let bodies = [
            (Method::POST, "/v1/authors", "application/json", format!("{{\"firstName\":{numbers}}}")),
            (Method::POST, "/v1/books/bulk", "application/json", format!("{{\"items\":{numbers}}}")),
            (Method::PATCH, "/v1/me", "application/json-patch+json", format!("[{}1]", "1,".repeat(9_000))),
            (Method::PATCH, "/v1/me", "application/merge-patch+json", format!("{{\"name\":{numbers}}}")),
            (Method::POST, "/v1/books", "application/json", fields(500)),
        ];
        for (method, path, media, body) in bodies {
            let answer = kit.call(method, path, &[("content-type", media)], body).await;

            let faults = answer.json()["errors"].as_array().map_or(0, Vec::len);
            assert!(answer.status.is_client_error() && (1..=100).contains(&faults), "{path}: {} {faults}", answer.status);
        }
    }

    async fn other_media_types_are_415_and_the_answer_says_which_are_taken(kit: Kit) {
        assert_answer!("createAuthor_415_xml", kit.call(Method::POST, "/v1/authors", &[("content-type", "text/xml")], "<a/>").await);
        assert_eq!(kit.call(Method::POST, "/v1/authors", &[], "{}").await.code(), "media_type_unsupported");
    }

    async fn what_nobody_would_accept_is_406(kit: Kit) {
        assert_answer!("listBooks_406_xml", kit.get_with("/v1/books", &[("accept", "text/xml")]).await);
        kit.get_with("/v1/books", &[("accept", "text/html, application/*;q=0.5")]).await.expect(200);
        kit.get_with("/v1/books?fields=title", &[("accept", "application/vnd.imprint.fields+json")]).await.expect(200);
    }

    async fn unknown_paths_and_methods_are_problems(kit: Kit) {
        assert_answer!("unknown_404_path", kit.get("/v1/nothing").await);
        assert_answer!("unknown_405_method", kit.delete("/v1/books").await);
        let bulk = kit.delete("/v1/books/bulk").await;
        assert_eq!((bulk.status.as_u16(), bulk.header("allow")), (405, "POST"));
        let page = kit.delete("/docs").await;
        assert_eq!((page.code().as_str(), page.header("allow")), ("method_not_allowed", "GET, HEAD"));
        for path in ["/v1/books/", "/v1//books", "/V1/books", "/v1/books/019b76da-a800-7000-8000-000000000009/nothing"] {
            assert_eq!(kit.get(path).await.expect(404).code(), "route_not_found", "{path}");
        }
    }

    async fn odd_paths_and_queries_are_400_and_not_worse(kit: Kit) {
        for path in ["/v1/books/%00", "/v1/books/%ff", "/v1/books?search=%ff", "/v1/books?search=%00", "/v1/books?limit=%", "/v1/books?=1"] {
            assert_eq!(kit.get(path).await.expect(400).code(), "parameter_invalid", "{path}");
        }
    }

    async fn entity_tags_that_are_none_or_too_many_are_400(kit: Kit) {
        let path = format!("/v1/authors/{}", kit.author("A", "B").await);

        for tags in [String::new(), "\"1\", ".repeat(300)] {
            let answer = kit.get_with(&path, &[("if-none-match", &tags)]).await.expect(400);
            assert_eq!(answer.json()["errors"][0]["parameter"], "If-None-Match", "{answer}");
        }
    }

    async fn a_request_keeps_its_id_if_it_is_a_plain_one(kit: Kit) {
        let id = async |given: &str| {
            let request = Request::builder().uri("/v1/nothing".parse().unwrap()).header("x-request-id", given).finish();
            let answer = kit.send(request).await;
            assert_eq!(answer.json()["requestId"], answer.header("x-request-id"));
            answer.header("x-request-id").to_owned()
        };

        assert_eq!(id("Abc-123").await, "Abc-123");
        for given in ["a b", "", "a\tlog line", &"x".repeat(65), "ä"] {
            assert_eq!(id(given).await.len(), 36, "{given}");
        }
    }

    async fn every_answer_has_the_headers_of_the_house(kit: Kit) {
        for path in ["/", "/docs", "/v1/books", "/v1/nothing", "/livez"] {
            let answer = kit.get(path).await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
            assert_eq!(answer.header("x-request-id"), "test", "{path}");
        }
    }
}

/// A path that fits a template, whatever it leads to.
fn filled(template: &str) -> String {
    let segment = |segment: &str| {
        if segment.starts_with('{') { Id::example(7).to_string() } else { segment.to_owned() }
    };
    template.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn no_cache_keeps_an_answer_to_a_change_or_to_somebody_with_a_token() {
    let kit = limited(|_| {}).await;
    for operation in crate::coverage::operations() {
        let method: Method = operation.method.to_uppercase().parse().unwrap();
        if !method.is_safe() {
            let answer = kit.call(method, &filled(&operation.path), &[JSON], "{}").await;
            assert!(answer.header("cache-control").contains("no-store"), "{}: {answer}", operation.id);
        }
    }
    let person = r#"{"email": "ann@people.example", "name": "Ann", "password": "a canary in a coal mine"}"#;
    let made = kit.call(Method::POST, "/v1/users", &[JSON], person).await.expect(201);
    assert_eq!(made.header("cache-control"), "no-store");
    assert_eq!(kit.get("/v1/users").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn browsers_are_told_to_use_https_where_the_public_address_does() {
    for (url, expected) in
        [(Some("https://api.example"), "max-age=31536000"), (Some("http://api.example"), ""), (None, "")]
    {
        let kit = limited(|http| http.public_url = url.map(str::to_owned)).await;
        for path in ["/", "/v1/books", "/v1/nothing"] {
            assert_eq!(kit.get(path).await.header("strict-transport-security"), expected, "{path} {url:?}");
        }
    }
}

async fn limited(change: impl FnOnce(&mut imprint::config::HttpConfig)) -> Kit {
    Kit::with(Kind::Sqlite, change).await.unwrap()
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_with_and_without_its_length() {
    let kit = limited(|http| http.body_limit = 2000).await;
    let body = format!("{{\"firstName\": \"A\", \"lastName\": \"{}\"}}", "x".repeat(2000));
    let chunks = |body: &str| {
        let chunks: Vec<_> =
            body.as_bytes().chunks(100).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec())).collect();
        Body::from_bytes_stream(stream::iter(chunks))
    };

    assert_answer!(
        "createAuthor_413_large",
        kit.call(Method::POST, "/v1/authors", &[JSON], body.clone()).await
    );
    assert_eq!(
        kit.call(Method::POST, "/v1/authors", &[JSON], chunks(&body)).await.expect(413).code(),
        "body_too_large"
    );
    let small = "{\"firstName\": \"A\", \"lastName\": \"B\"}";
    kit.call(Method::POST, "/v1/authors", &[JSON], chunks(small)).await.expect(201);
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_408() {
    let kit = limited(|http| http.body_timeout = Duration::from_millis(50)).await;
    let never = Body::from_bytes_stream(stream::pending::<Result<Vec<u8>, std::io::Error>>());

    assert_answer!("createAuthor_408_slow", kit.call(Method::POST, "/v1/authors", &[JSON], never).await);
}

#[tokio::test]
async fn a_panic_is_a_500_that_says_nothing_and_the_next_request_is_served() {
    let kit = limited(|_| {}).await;
    let shared = Shared {
        contract: routes::contract(DEFAULT_SERVER).unwrap().into(),
        http: kit.app.config.http.clone(),
        verifier: kit.identity.access.clone(),
    };
    let handler = make_sync(|request: Request| {
        assert_ne!(request.uri().path(), "/panic", "secret");
        "fine"
    });
    let frame = Frame::new(handler.map_to_response(), shared.into(), kit.app.ids.clone());
    let call = async |path: &str| {
        let request = Request::builder().uri(path.parse().unwrap()).header("x-request-id", "test").finish();
        Answer::of(frame.get_response(request).await).await
    };

    assert_answer!("unknown_500_panic", call("/panic").await);
    call("/").await.expect(200);
}

#[tokio::test]
async fn links_begin_with_the_public_address_if_there_is_one() {
    let kit = limited(|http| http.public_url = Some("https://api.example".to_owned())).await;
    let author = kit.author("A", "B").await;
    let created = kit.post("/v1/books", &crate::support::book(&author, "T")).await;

    let id = created.id();
    assert_eq!(created.header("location"), format!("https://api.example/v1/books/{id}"));
    assert_eq!(kit.get("/v1/books").await.header("link"), "<https://api.example/v1/books>; rel=\"first\"");
    assert_eq!(kit.get("/openapi.json").await.json()["servers"][0]["url"], "https://api.example");
}
