//! The parts' entries for the tests that walk the contract: who may call each operation, good requests, and the part's own
//! failures.
//!
//! A new part has a folder here with a `part.rs`, and a line in `PARTS`. The tests that walk the contract are `coverage`,
//! `examples` and `rights`.

pub mod entry;
pub mod request;

use std::fs;
use std::path::{Path, PathBuf};

use futures_util::future::BoxFuture;
use imprint::accounts::users::Role;

pub use self::entry::{Entry, Shown, admin, editor, everybody, viewer};
pub use self::request::Request;
use crate::coverage::operations;
use crate::support::Kit;

/// Every part, by name.
pub const PARTS: &[&dyn Part] = &[
    &crate::accounts::part::Accounts,
    &crate::audit::part::Audit,
    &crate::catalogue::part::Catalogue,
    &crate::health::part::Health,
    &crate::oauth::part::OAuth,
    &crate::signing::part::Signing,
    &crate::tokens::part::Tokens,
];

/// What a part brings. `tests/it/<folder>/part.rs` has it.
pub trait Part: Sync {
    /// The folder of its tests, below `tests/it`.
    fn folder(&self) -> &'static str;

    /// Its operations, without those for `HEAD`, which are what their `GET` is.
    fn operations(&self) -> Vec<Entry>;

    /// Makes what its requests are about. Its paths and bodies name these.
    fn objects<'k>(&self, _kit: &'k Kit) -> BoxFuture<'k, Vec<Object>> {
        Box::pin(async { Vec::new() })
    }

    /// What becomes of a good request so that it fails with this code of the part.
    ///
    /// House-wide failures need nothing here, and neither does `<thing>_not_found` where the request names a `{<thing>_id}`.
    fn provoke(&self, _operation: &str, _code: &str, _good: &Request) -> Option<Request> {
        None
    }
}

/// Something that requests are about.
#[derive(Debug, Clone)]
pub struct Object {
    /// Stands for its id in paths and bodies, in braces.
    pub name: &'static str,
    pub id: String,
    /// Where it can be read, and the highest role that is refused it when it is somebody else's; nothing, if it is everybody's.
    pub private: Option<(String, Role)>,
}

impl Object {
    /// Something that belongs to nobody.
    pub fn shared(name: &'static str, id: impl ToString) -> Self {
        Self { name, id: id.to_string(), private: None }
    }

    /// Something that somebody of this role, and of a lower one, must be refused.
    pub fn private(name: &'static str, path: &str, refused: Role) -> Self {
        let id = path.rsplit('/').next().unwrap().to_owned();
        Self { name, id, private: Some((path.to_owned(), refused)) }
    }
}

/// The objects of all parts.
pub async fn objects(kit: &Kit) -> Vec<Object> {
    let mut all = Vec::new();
    for part in PARTS {
        all.extend(part.objects(kit).await);
    }
    all
}

/// The part of an operation, and what it brings for it.
pub fn entry(operation: &str) -> (&'static dyn Part, Entry) {
    let entries = PARTS.iter().flat_map(|part| part.operations().into_iter().map(|entry| (*part, entry)));
    let mut found = entries.filter(|(_, entry)| entry.operation == operation);
    let first = found.next().unwrap_or_else(|| {
        panic!(
            "no part brings {operation}: add it to `operations` in tests/it/<part>/part.rs, \
             and a part that is new to PARTS in tests/it/parts.rs"
        )
    });
    assert!(found.next().is_none(), "two parts bring {operation}");
    first
}

/// The folders below `tests/it` in which there is a file or folder with this name.
pub fn folders_with(name: &str) -> Vec<PathBuf> {
    let (mut left, mut found) =
        (vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it"))], vec![]);
    while let Some(folder) = left.pop() {
        if folder.join(name).exists() {
            found.push(folder.clone());
        }
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        left.extend(entries.filter(|path| path.is_dir()));
    }
    found
}

#[test]
fn every_operation_is_brought_by_one_part_and_nothing_else_is() {
    let operations = operations();
    for operation in operations.iter().filter(|operation| operation.method != "HEAD") {
        entry(&operation.id);
    }
    for part in PARTS {
        for entry in part.operations() {
            let known = operations.iter().any(|operation| operation.id == entry.operation);
            assert!(known, "{} brings {}, which is no operation", part.folder(), entry.operation);
        }
    }
}

#[test]
fn every_folder_with_a_part_is_listed() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it"));
    let mut found = folders_with("part.rs");
    found.sort();

    let listed: Vec<_> = PARTS.iter().map(|part| root.join(part.folder())).collect();

    assert_eq!(found, listed, "PARTS in tests/it/parts.rs has a line for each part.rs, by name");
}
