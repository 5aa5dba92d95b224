//! Provokes each failure that an operation lists. Failures that are the same for all operations share one snapshot; the others
//! are in the snapshot of their operation.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::provoke::{Provoker, house_wide};
use super::{Operation, name, operations, snapshots};
use crate::parts::{Request, entry};
use crate::support::{Answer, Kind, Kit};

/// The header fields and members in which an operation answers with a house-wide failure in its own way: what it names there is in the
/// contract of this operation alone. All else has to be the same everywhere.
const OWN: &[(&str, &[&str])] = &[
    ("media_type_unsupported", &["accept", "accept-patch", "detail"]),
    ("not_acceptable", &["detail"]),
    ("rate_limited", &["retry-after", "ratelimit-policy", "ratelimit", "detail"]),
    ("scope_missing", &["detail"]),
    ("validation_failed", &["detail", "errors"]),
];

/// Takes a house-wide answer apart: the answer without what is the operation's own, and that, one line each.
fn parted(code: &str, answer: &Answer) -> (Answer, String) {
    let own = OWN.iter().filter(|(known, _)| *known == code).flat_map(|(_, fields)| *fields);
    let (mut shared, mut body, mut lines) = (answer.clone(), answer.json(), String::new());
    for field in own {
        if let Some(value) = shared.headers.remove(*field) {
            writeln!(lines, "{field}: {}", value.to_str().unwrap()).unwrap();
        } else if let Some(value) = body.get_mut(*field) {
            let value = std::mem::replace(value, "…".into());
            let values = value.as_array().cloned().unwrap_or_else(|| vec![value]);
            for value in values {
                writeln!(lines, "{field}: {value}").unwrap();
            }
        }
    }
    shared.body = body.to_string().into_bytes();
    (shared, lines)
}

/// Compares with a snapshot in this folder below `tests/it`.
fn assert_snapshot(folder: &str, name: &str, shown: &str) {
    let folder = Path::new("..").join(folder).join("snapshots");
    insta::with_settings!({ snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, shown);
    });
}

/// What is the same for all operations, by code, with the operation that said so first.
type House = BTreeMap<String, (String, String)>;

/// Brings about all failures of an operation; gives what is its own of them, and how many there were.
async fn failures(provoker: &Provoker, operation: &Operation, house: &mut House) -> (String, usize) {
    let (mut own, mut seen) = (String::new(), 0);
    for failure in &operation.failures {
        let code = &failure.code;
        let answer = provoker.provoke(operation, code, Request::good(operation)).await;

        assert_eq!(answer.code(), *code, "{}: {answer}", operation.id);
        assert_eq!(answer.status.as_str(), failure.status, "{}", operation.id);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{}", operation.id);
        seen += 1;
        if !house_wide(code) {
            write!(own, "== {code}\n{answer}\n\n").unwrap();
            continue;
        }
        let (shared, lines) = parted(code, &answer);
        let said = (operation.id.clone(), shared.to_string());
        let (first, text) = house.entry(code.clone()).or_insert_with(|| said.clone());
        assert_eq!(said.1, *text, "{} and {first} answer with {code} in two ways", operation.id);
        if !lines.is_empty() {
            write!(own, "== {code}, house-wide but for\n{lines}\n").unwrap();
        }
    }
    (own, seen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_failure_that_an_operation_lists_can_be_provoked() {
    let provoker = Provoker::new().await;
    let (mut house, mut kept, mut all) = (House::new(), BTreeSet::new(), 0);
    for operation in operations().iter().filter(|operation| operation.method != "HEAD") {
        let (own, seen) = failures(&provoker, operation, &mut house).await;
        all += seen;
        if !own.is_empty() {
            let name = format!("{}_failures", operation.id);
            assert_snapshot(entry(&operation.id).0.folder(), &name, &own);
            kept.insert(name);
        }
    }
    let mut shown = String::new();
    for (code, (_, text)) in &house {
        write!(shown, "== {code}\n{text}\n\n").unwrap();
    }
    assert_snapshot("", "house_failures", &shown);
    kept.insert("house_failures".to_owned());
    assert!(all > 100 && house.len() > 15, "{all}, {}", house.len());
    // A snapshot of failures that nothing is compared with any more is to be deleted.
    let snapshots = snapshots();
    let there = snapshots.iter().map(|file| name(file).to_owned()).filter(|name| name.ends_with("_failures"));
    assert_eq!(there.collect::<BTreeSet<_>>(), kept);
}

/// Every code is listed by an operation, and the list above names only codes that there are.
#[tokio::test]
async fn every_code_is_listed_by_an_operation() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let all = kit.get_with("/problems", &[("accept", "application/json")]).await.expect(200).json();
    let all: Vec<_> = all.as_array().unwrap().iter().map(|code| code["code"].as_str().unwrap()).collect();
    let operations = operations();
    let listed = |code: &str| operations.iter().any(|operation| operation.lists(code));

    for code in &all {
        let general = ["request_malformed", "head_too_large", "route_not_found", "method_not_allowed"];
        assert!(listed(code) || general.contains(code), "no operation lists {code}");
    }
    for (code, _) in OWN {
        assert!(all.contains(code) && house_wide(code), "{code}");
    }
    assert!(all.len() > 30, "{}", all.len());
}
