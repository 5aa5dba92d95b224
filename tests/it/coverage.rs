//! Walks the contract: every operation has a snapshot of each success, and each failure that it lists can be provoked.

mod people;
mod provoke;
mod requests;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use imprint::contract::{DEFAULT_SERVER, Profile};
use imprint::error::Code;
use imprint::routes;
use serde_json::Value;

use self::provoke::Provoker;
pub use self::requests::request;

/// Failures that no test can bring about from outside, each with its reason. This list may only shrink.
const NOT_PROVOKED: &[(Code, &str)] = &[(
    Code::WRITE_CONFLICT,
    "five rounds lost in a row: a race, which catalogue/concurrency.rs runs without forcing it",
)];

/// An operation, and what it lists.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub successes: Vec<String>,
    /// All of its statuses; the token server's 400 and 401 have no codes of ours.
    statuses: Vec<String>,
    pub codes: Vec<Code>,
}

pub fn operations() -> Vec<Operation> {
    let document = routes::contract(DEFAULT_SERVER).unwrap().document(Profile::Full);
    let codes = |answer: &Value| -> Vec<Code> {
        let target = answer["$ref"].as_str().unwrap_or_default().trim_start_matches('#').to_owned();
        let examples = document.pointer(&format!("{target}/content/application~1problem+json/examples"));
        let names = examples.and_then(Value::as_object).into_iter().flat_map(serde_json::Map::keys);
        names.map(|name| imprint::routes::REGISTRY.code(name).unwrap()).collect()
    };
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let answers = operation["responses"].as_object().unwrap();
            operations.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                statuses: answers.keys().cloned().collect(),
                successes: answers.keys().filter(|status| status.as_str() < "400").cloned().collect(),
                codes: answers.values().flat_map(codes).collect(),
            });
        }
    }
    operations
}

/// The names of all snapshots, without their endings.
fn snapshots() -> BTreeSet<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    let folders = ["snapshots", "catalogue/snapshots", "identity/snapshots", "identity/oauth/snapshots"]
        .map(|folder| fs::read_dir(format!("{root}/{folder}")).unwrap());
    let names = folders.into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| name.strip_suffix(".snap").map(ToOwned::to_owned)).collect()
}

#[test]
fn every_success_of_every_operation_has_a_snapshot() {
    let snapshots = snapshots();
    for operation in operations().iter().filter(|operation| operation.method != "HEAD") {
        for status in &operation.successes {
            let name = format!("{}_{status}_", operation.id);
            assert!(
                snapshots.iter().any(|snapshot| snapshot.starts_with(&name)),
                "there is no snapshot {name}…"
            );
        }
    }
}

#[test]
fn every_snapshot_shows_a_status_that_its_operation_lists() {
    let operations = operations();
    for snapshot in snapshots() {
        let mut parts = snapshot.split('_');
        let (id, status) = (parts.next().unwrap(), parts.next().unwrap_or_default());
        let Some(operation) = operations.iter().find(|operation| operation.id == id) else { continue };
        let listed = operation.statuses.iter().any(|listed| listed == status);
        assert!(operation.method == "HEAD" || status == "failures" || listed, "{snapshot}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_failure_that_an_operation_lists_can_be_provoked() {
    let provoker = Provoker::new().await;
    let mut seen = 0;
    for operation in operations().iter().filter(|operation| operation.method != "HEAD") {
        let mut shown = String::new();
        for code in &operation.codes {
            if NOT_PROVOKED.iter().any(|(known, _)| known == code) {
                continue;
            }
            let answer = provoker.provoke(operation, *code, request(operation)).await;

            assert_eq!(answer.code(), code.name(), "{}: {answer}", operation.id);
            assert_eq!(answer.status, imprint::problem::status(*code), "{}", operation.id);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{}", operation.id);
            write!(shown, "== {}\n{answer}\n\n", code.name()).unwrap();
            seen += 1;
        }
        let name = format!("{}_failures", operation.id);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }
    assert!(seen > 100, "{seen}");
}

#[tokio::test]
async fn head_lists_what_get_lists_and_answers_with_the_same_status() {
    let operations = operations();
    let provoker = Provoker::new().await;
    for head in operations.iter().filter(|operation| operation.method == "HEAD") {
        let get = operations.iter().find(|get| get.method == "GET" && get.path == head.path).unwrap();
        assert_eq!(head.successes, get.successes, "{}", head.path);

        let answers = (provoker.send("GET", request(get)).await, provoker.send("HEAD", request(get)).await);

        assert_eq!(answers.0.status, answers.1.status, "{}", head.path);
        assert!(answers.1.body.is_empty(), "{}", head.path);
    }
}

/// A name in the list above that nobody needs any more is to be taken out.
#[test]
fn the_list_of_exceptions_names_only_what_is_listed() {
    let listed: std::collections::HashSet<Code> =
        operations().into_iter().flat_map(|operation| operation.codes).collect();
    for (code, reason) in NOT_PROVOKED {
        assert!(listed.contains(code) && !reason.is_empty(), "{code:?}");
    }
    for code in imprint::routes::REGISTRY.codes() {
        let general = matches!(code, Code::ROUTE_NOT_FOUND | Code::METHOD_NOT_ALLOWED);
        assert!(listed.contains(&code) || general, "no operation lists {code:?}");
    }
}
