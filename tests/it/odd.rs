//! Odd texts in every place where callers can send a text: both databases give the same responses, the server never fails, and
//! every refusal names the field or parameter.
//!
//! `IMPRINT_TEST_ODD` multiplies the number of rounds.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use diesel_async::SimpleAsyncConnection as _;
use imprint::db::{Conn, Side};
use imprint::error::Result;
use poem::http::Method;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::coverage::operations;
use crate::parts::{Request, objects};
use crate::support::{Answer, Kind, Kit};

/// Pieces of texts that something once stumbled over.
const PIECES: &[&str] = &[
    "a",
    "Z",
    "ß",
    "ẞ",
    "ł",
    "Ø",
    "đ",
    "æ",
    "þ",
    "ı",
    "İ",
    "é",
    "e\u{301}",
    "ﬁ",
    "²",
    "١",
    "ς",
    "Σ",
    "Καζαντζάκης",
    "🅰",
    "🅱b",
    "🦄",
    "㌖",
    "ﷺ",
    "ᦀ",
    "ᧉ",
    "龍",
    "ሀ",
    "\u{1e900}",
    "\u{10ffff}",
    "\u{fffd}",
    "\u{fdd0}",
    "ꙮ",
    "ǅ",
    "ŉ",
    "ⅷ",
    "ʼ",
    "·",
    "ـ",
    "ा",
    "क्ष",
    "\u{ad}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{e0001}",
    "\u{202e}",
    "\u{2028}",
    "\u{a0}",
    "\u{85}",
    " ",
    "-",
    "_",
    "'",
    "\"",
    "\\",
    "*",
    "(",
    ")",
    ":",
    "&",
    "|",
    "!",
    "<",
    ">",
    "%",
    "/",
    "?",
    "#",
    "@",
    ".",
    ",",
    "\t",
    "\n",
    "\0",
    "\u{fffe}",
    "\u{ffff}",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "https://",
    "9999-12-31T23:59:59Z",
    "0000-01-01",
];

fn texts() -> impl Strategy<Value = String> {
    let pieces =
        |most: usize| prop::collection::vec(select(PIECES), 0..most).prop_map(|pieces| pieces.concat());
    let long = (select(PIECES), 1..300_usize).prop_map(|(piece, times)| piece.repeat(times));
    prop_oneof![4 => pieces(6), 1 => pieces(60), 2 => long, 2 => any::<String>(), 1 => "\\PC{0,30}"]
}

/// Texts that titles and names may be.
fn titles() -> impl Strategy<Value = String> {
    texts().prop_map(|text| text.chars().take(100).collect())
}

struct Source(TestRunner);

impl Source {
    /// A source whose texts differ from run to run; what fails shows the text.
    fn new() -> Self {
        Self(TestRunner::default())
    }

    fn one(&mut self, strategy: &impl Strategy<Value = String>) -> String {
        strategy.new_tree(&mut self.0).unwrap().current()
    }
}

fn rounds(few: usize) -> usize {
    let more = std::env::var("IMPRINT_TEST_ODD").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    few * more
}

/// An app on each database that there is.
async fn kits() -> Vec<Kit> {
    let mut kits = Vec::new();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        kits.extend(Kit::new(kind).await);
    }
    kits
}

/// What callers see of an answer, without what is made by chance.
fn seen(answer: &Answer) -> String {
    let mut seen = answer.status.as_u16().to_string();
    if answer.status.as_u16() >= 400 || answer.status.as_u16() == 200 {
        let _ = write!(seen, " {answer}");
    }
    seen
}

/// Asks every app the same, holds the answers to what is always so, and gives the first.
async fn same(kits: &[Kit], what: &str, ask: impl AsyncFn(&Kit) -> Answer) -> Answer {
    let mut answers = Vec::new();
    for kit in kits {
        answers.push(ask(kit).await);
    }
    for answer in &answers {
        hold(answer, what);
        assert_eq!(seen(answer), seen(&answers[0]), "{what}");
    }
    answers.remove(0)
}

/// Holds an answer to what is always so: it is no failure of ours, and a refusal of a value says where it lies.
fn hold(answer: &Answer, what: &str) {
    assert!(answer.status.as_u16() < 500, "{what}\n{answer}");
    if answer.header("content-type") == "application/problem+json" {
        let problem = answer.json();
        let must =
            ["validation_failed", "parameter_invalid", "body_malformed"].contains(&answer.code().as_str());
        let says = problem["errors"].as_array().is_some_and(|errors| !errors.is_empty());
        assert!(!must || says, "it does not say where: {what}\n{answer}");
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_titles_and_searches_have_the_same_answers_on_both_databases() {
    let (kits, mut source) = (kits().await, Source::new());
    let mut known = vec!["Left Hand".to_owned()];
    for _ in 0..rounds(60) {
        let (title, name, genre) = (source.one(&titles()), source.one(&titles()), source.one(&titles()));
        let author = json!({"firstName": name, "lastName": title});
        let made =
            same(&kits, &format!("{author}"), async |kit| kit.post("/v1/authors", &author).await).await;
        if made.status.as_u16() == 201 {
            let book = json!({"title": title, "authorId": made.id(), "pages": 1, "genre": "novel"});
            same(&kits, &format!("{book}"), async |kit| kit.post("/v1/books", &book).await).await.expect(201);
            known.push(title);
            known.push(name);
        }
        let part: String = known[known.len() / 2].chars().take(genre.len() % 7).collect();
        for search in [known.last().unwrap(), &part, &source.one(&texts())] {
            for list in ["/v1/books", "/v1/authors", "/v1/users"] {
                let path = format!("{list}?limit=100&sort=-createdAt&search={}", encoded(search));
                same(&kits, &format!("{path} {search:?}"), async |kit| kit.get(&path).await).await;
            }
        }
    }
    for list in
        ["/v1/books?sort=title", "/v1/books?sort=-title,pages", "/v1/authors?", "/v1/authors?sort=-lastName"]
    {
        let mut next = format!("{list}&limit=7");
        let mut pages = 0;
        while !next.is_empty() {
            let page = same(&kits, &next, async |kit| kit.get(&next).await).await.expect(200).json();
            next = page["meta"]["nextCursor"]
                .as_str()
                .map(|at| format!("{list}&limit=7&cursor={at}"))
                .unwrap_or_default();
            pages += 1;
        }
        assert!(pages > 2, "{list}");
    }
}

/// The texts in a value, by pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                places(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        Value::String(_) => found.push(at.to_owned()),
        _ => {}
    }
}

/// A value under a reference, or the value.
fn resolved<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    let target = part["$ref"].as_str().map(|target| target.trim_start_matches('#'));
    target.map_or(part, |target| document.pointer(target).unwrap())
}

/// The body that the document shows for an operation, about the test's objects.
fn example(document: &Value, operation: &Value, good: &Request) -> Option<Value> {
    let examples = &operation["requestBody"]["content"]["application/json"]["examples"];
    let example = examples.as_object().and_then(|examples| examples.values().next());
    let mut body = resolved(document, example?)["value"].clone();
    if let (Some(body), Some(Value::Object(own))) = (body.as_object_mut(), good.json()) {
        body.extend(own);
    }
    Some(body)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_text_in_any_body_or_parameter_is_taken_or_refused_with_its_place() {
    let (kits, mut source) = (kits().await, Source::new());
    let document = imprint::routes::contract(imprint::contract::DEFAULT_SERVER).unwrap();
    let document = document.document(imprint::contract::Profile::Full);
    let mut about = Vec::new();
    for kit in &kits {
        about.push(objects(kit).await);
    }
    for operation in
        operations().iter().filter(|operation| !["HEAD", "DELETE"].contains(&operation.method.as_str()))
    {
        let shown = &document["paths"][&operation.path][operation.method.to_lowercase()];
        let good = Request::good(operation);
        let mut requests = Vec::new();
        if let Some(body) = example(&document, shown, &good) {
            let mut found = Vec::new();
            places(&body, "", &mut found);
            for at in found.iter().flat_map(|at| std::iter::repeat_n(at, rounds(3))) {
                let mut body = body.clone();
                *body.pointer_mut(at).unwrap() = source.one(&texts()).into();
                requests.push(good.clone().body(body));
            }
        }
        for parameter in
            shown["parameters"].as_array().into_iter().flatten().map(|one| resolved(&document, one))
        {
            let name = parameter["name"].as_str().unwrap();
            for text in (0..rounds(3)).map(|_| source.one(&texts())) {
                let text = encoded(&text).replace('+', "%20");
                match parameter["in"].as_str() {
                    Some("query") => requests.push(good.clone().query(&format!("{name}={text}"))),
                    Some("path") => requests.push(good.clone().replace(&format!("{{{name}}}"), &text)),
                    _ => {}
                }
            }
            if parameter["in"] == "path" {
                requests.push(good.clone().replace(&format!("{{{name}}}"), "%ff"));
            }
        }
        for request in requests {
            // Where something is made by chance, only how it ends is the same.
            let by_chance = ["/v1/auth", "/oauth", "/v1/clients", "/v1/me"]
                .iter()
                .any(|path| request.path.starts_with(path));
            let mut first: Option<Answer> = None;
            for (kit, about) in kits.iter().zip(&about) {
                let answer = request.clone().about(about).send(kit, &operation.method).await;
                hold(&answer, &format!("{request:?}"));
                if let Some(first) = &first {
                    let both = [first, &answer]
                        .map(|answer| if by_chance { answer.status.to_string() } else { seen(answer) });
                    assert_eq!(both[0], both[1], "{request:?}");
                }
                first.get_or_insert(answer);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_with_an_odd_name_is_nobody() {
    for kit in kits().await {
        for name in ["%00", "a%00b", "%EF%BF%BF", "%20", "%F0%9F%A6%84"] {
            let basic = STANDARD.encode(format!("{name}:secret"));
            let headers = [
                ("authorization", format!("Basic {basic}")),
                ("content-type", "application/x-www-form-urlencoded".to_owned()),
            ];
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            for path in ["/oauth/token", "/oauth/revoke", "/oauth/introspect"] {
                let body = "grant_type=client_credentials&token=a";
                assert_eq!(
                    kit.call(Method::POST, path, &headers, body).await.expect(401).json()["error"],
                    "invalid_client"
                );
            }
            let page =
                format!("/oauth/authorize?response_type=code&client_id={name}&state={name}&scope={name}");
            kit.get(&page).await.expect(400);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_by_the_probe() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let path = format!("/v1/authors/{}", kit.author("A", "B").await);
    kit.get("/readyz").await.expect(200);
    // What the database has now is all that it may have.
    let limit = async |pages: &'static str| {
        let unit = async move |conn: &mut Conn| -> Result<()> {
            let Side::Sqlite(c) = conn.side() else { unreachable!() };
            Ok(c.batch_execute(&format!("PRAGMA max_page_count = {pages}")).await?)
        };
        kit.app.db.write(unit).await.unwrap();
    };
    limit("1").await;
    let big = json!({"firstName": "A", "lastName": "B", "biography": "x".repeat(10_000)});

    let mut refused = kit.post("/v1/authors", &big).await;
    for _ in 0..20 {
        refused = kit.post("/v1/authors", &big).await;
    }

    assert_eq!(refused.expect(503).code(), "database_unavailable");
    kit.get("/readyz").await.expect(503);
    kit.get(&path).await.expect(200);
    limit("1000000").await;
    kit.post("/v1/authors", &big).await.expect(201);
}
