//! Who may use whom: what the files import, held against the layers of docs/ARCHITECTURE.md.

use std::fs;
use std::path::{Path, PathBuf};

/// Every source file and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files): (Vec<PathBuf>, Vec<_>) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(files.len() > 50, "the sources were not found");
    files
}

/// The lines that import something and name one of these.
fn imports<'t>(text: &'t str, names: &[&str]) -> Vec<&'t str> {
    let uses =
        text.lines().map(str::trim).filter(|line| line.starts_with("use ") || line.starts_with("pub use "));
    uses.filter(|line| names.iter().any(|name| line.contains(name))).collect()
}

fn layer(file: &str) -> Option<&str> {
    ["api", "contract", "service", "store", "model"].into_iter().find(|layer| {
        (file.starts_with("catalogue/") || file.starts_with("identity/"))
            && (file.ends_with(&format!("/{layer}.rs")) || file.contains(&format!("/{layer}/")))
    })
}

/// Files of these kinds must not import these.
fn forbid(selected: impl Fn(&str) -> bool, names: &[&str]) {
    let mut seen = 0;
    for (file, text) in sources() {
        if selected(&file) {
            seen += 1;
            assert_eq!(imports(&text, names), Vec::<&str>::new(), "{file}");
        }
    }
    assert!(seen > 0, "the rule applies to no file");
}

#[test]
fn http_is_known_to_the_api_and_the_contract_only() {
    forbid(
        |file| matches!(layer(file), Some("service" | "store" | "model")),
        &["poem", "crate::http", "crate::contract"],
    );
    forbid(|file| file == "error.rs" || file.starts_with("error/"), &["poem", "crate::http"]);
    forbid(|file| file.starts_with("db/") || file == "db.rs", &["poem", "crate::http", "crate::catalogue"]);
}

#[test]
fn the_database_is_known_to_stores_only() {
    forbid(|file| matches!(layer(file), Some("api" | "contract" | "service")), &["diesel", "db::schema"]);
    forbid(|file| file.starts_with("http/") || file.starts_with("contract/"), &["diesel", "crate::db"]);
}

#[test]
fn layers_are_used_downwards_only() {
    forbid(
        |file| layer(file) == Some("model"),
        &["super::store", "super::service", "super::api", "super::contract"],
    );
    forbid(|file| layer(file) == Some("store"), &["super::service", "super::api", "super::contract"]);
    forbid(|file| layer(file) == Some("service"), &["super::api", "super::contract"]);
    forbid(|file| layer(file) == Some("api"), &["super::store", "store::"]);
}

#[test]
fn authors_do_not_know_books() {
    forbid(|file| file.starts_with("catalogue/authors/"), &["books"]);
}

#[test]
fn what_is_shared_does_not_know_the_parts() {
    let shared = |file: &str| {
        ["http", "contract", "error", "page", "text", "version"].iter().any(|folder| file.starts_with(folder))
    };
    forbid(shared, &["crate::catalogue", "crate::routes", "crate::app"]);
}

#[test]
fn no_file_is_so_long_that_it_should_be_two() {
    for (file, text) in sources() {
        assert!(text.lines().count() <= 300, "{file}");
    }
}

#[test]
fn no_handler_is_longer_than_ten_lines() {
    for (file, text) in sources().into_iter().filter(|(file, _)| layer(file) == Some("api")) {
        for body in text.split("    ) -> Result<").skip(1) {
            let lines = body.lines().skip(1).take_while(|line| *line != "    }").count();
            assert!(lines <= 10, "{file}: {body}");
        }
    }
}
