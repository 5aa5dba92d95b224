//! Walks the contract: every operation has a snapshot of each success, and a test can provoke each failure that it lists.

mod failures;
mod provoke;

use std::fs;
use std::path::{Path, PathBuf};

use imprint::contract::{DEFAULT_SERVER, Profile};
use imprint::routes;
use serde_json::Value;

use self::provoke::Provoker;
use crate::parts::{Request, folders_with};

/// An operation, and what it lists.
#[derive(Debug)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub successes: Vec<String>,
    /// All of its statuses; the token server's 400 and 401 have no codes of ours.
    statuses: Vec<String>,
    pub failures: Vec<Failure>,
}

/// A failure that an operation lists: a status and a code.
#[derive(Debug)]
pub struct Failure {
    pub status: String,
    pub code: String,
}

impl Operation {
    pub fn lists(&self, code: &str) -> bool {
        self.failures.iter().any(|failure| failure.code == code)
    }
}

pub fn operations() -> Vec<Operation> {
    let document = routes::contract(DEFAULT_SERVER).unwrap().document(Profile::Full);
    let failures = |(status, answer): (&String, &Value)| -> Vec<Failure> {
        let target = answer["$ref"].as_str().unwrap_or_default().trim_start_matches('#').to_owned();
        let examples = document.pointer(&format!("{target}/content/application~1problem+json/examples"));
        let codes = examples.and_then(Value::as_object).into_iter().flat_map(serde_json::Map::keys);
        codes.map(|code| Failure { status: status.clone(), code: code.clone() }).collect()
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
                failures: answers.iter().flat_map(failures).collect(),
            });
        }
    }
    operations
}

/// All snapshots.
fn snapshots() -> Vec<PathBuf> {
    let files =
        folders_with("snapshots").into_iter().map(|folder| fs::read_dir(folder.join("snapshots")).unwrap());
    files.flatten().map(|entry| entry.unwrap().path()).collect()
}

/// A snapshot's name, without its ending.
fn name(snapshot: &Path) -> &str {
    snapshot.file_name().unwrap().to_str().unwrap().trim_end_matches(".snap")
}

#[test]
fn every_success_of_every_operation_has_a_snapshot() {
    let snapshots = snapshots();
    for operation in operations().iter().filter(|operation| operation.method != "HEAD") {
        for status in &operation.successes {
            let start = format!("{}_{status}_", operation.id);
            assert!(
                snapshots.iter().any(|snapshot| name(snapshot).starts_with(&start)),
                "there is no snapshot {start}…"
            );
        }
    }
}

#[test]
fn every_snapshot_shows_a_status_that_its_operation_lists() {
    let operations = operations();
    for snapshot in snapshots() {
        let mut parts = name(&snapshot).split('_');
        let (id, status) = (parts.next().unwrap(), parts.next().unwrap_or_default());
        let Some(operation) = operations.iter().find(|operation| operation.id == id) else { continue };
        let listed = operation.statuses.iter().any(|listed| listed == status);
        assert!(operation.method == "HEAD" || status == "failures" || listed, "{}", snapshot.display());
    }
}

#[tokio::test]
async fn head_lists_what_get_lists_and_answers_with_the_same_status() {
    let operations = operations();
    let provoker = Provoker::new().await;
    for head in operations.iter().filter(|operation| operation.method == "HEAD") {
        let get = operations.iter().find(|get| get.method == "GET" && get.path == head.path).unwrap();
        assert_eq!(head.successes, get.successes, "{}", head.path);

        let answers =
            (provoker.send("GET", Request::good(get)).await, provoker.send("HEAD", Request::good(get)).await);

        assert_eq!(answers.0.status, answers.1.status, "{}", head.path);
        assert!(answers.1.body.is_empty(), "{}", head.path);
    }
}
