//! The sections of the documentation that are generated from the code. `UPDATE_DOCS=1 cargo test` rewrites them.

use std::fmt::Write as _;
use std::fs;

use imprint::config::Config;
use imprint::contract::diff::{Accepted, changelog, diff};
use imprint::contract::{DEFAULT_SERVER, Profile};
use imprint::error::{FaultCode, Policy};
use imprint::oauth::server::Refusal;
use imprint::problem::status;
use imprint::routes::REGISTRY;

/// Holds what stands between two marks of a file against what should stand there.
fn between(file: &str, mark: &str, made: &str) {
    let path = format!("{}/docs/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = (format!("<!-- {mark}: begin -->\n"), format!("<!-- {mark}: end -->"));
    let start = text.find(&begin).unwrap_or_else(|| panic!("{file} has no {begin}")) + begin.len();
    let stop = text.find(&end).unwrap_or_else(|| panic!("{file} has no {end}"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{}{made}{}", &text[..start], &text[stop..])).unwrap();
    } else {
        assert_eq!(text[start..stop].trim(), made.trim(), "docs/{file}: run UPDATE_DOCS=1 cargo test");
    }
}

#[test]
fn every_error_code_and_every_refusal_is_explained() {
    let mut codes = "| Status | Code | Title | Meaning |\n|---|---|---|---|\n".to_owned();
    for code in REGISTRY.codes() {
        let (status, name, title, meaning) =
            (status(code).as_u16(), code.name(), code.title(), code.meaning());
        writeln!(codes, "| {status} | `{name}` | {title} | {meaning} |").unwrap();
    }
    between("ERRORS.md", "codes", &codes);

    let mut refusals = "| `error` | Meaning |\n|---|---|\n".to_owned();
    for refusal in Refusal::ALL {
        writeln!(refusals, "| `{}` | {} |", refusal.name(), refusal.meaning()).unwrap();
    }
    between("ERRORS.md", "refusals", &refusals);
}

#[test]
fn every_action_of_the_audit_and_every_limit_is_explained() {
    let mut actions = "| Action | What happened |\n|---|---|\n".to_owned();
    for action in REGISTRY.actions() {
        writeln!(actions, "| `{action}` | {} |", action.meaning()).unwrap();
    }
    between("API-DESIGN.md", "actions", &actions);

    let mut limits = "| Limit | Attempts | Minutes | What is counted |\n|---|---|---|---|\n".to_owned();
    for policy in REGISTRY.limits() {
        let Policy { name, meaning, quota, window } = policy;
        writeln!(limits, "| `{name}` | {quota} | {} | {} |", window / 60, meaning).unwrap();
    }
    between("API-DESIGN.md", "limits", &limits);
}

#[test]
fn every_fault_code_is_listed() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ERRORS.md")).unwrap();
    let table =
        text.split("<!-- faults: begin -->").nth(1).unwrap().split("<!-- faults: end -->").next().unwrap();
    let listed: Vec<_> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();

    assert_eq!(listed, FaultCode::ALL.iter().map(|code| code.name()).collect::<Vec<_>>());
}

#[test]
fn every_key_of_the_configuration_is_listed() {
    let mut keys =
        "| Key | Environment | Default | Allowed | What it is for |\n|---|---|---|---|---|\n".to_owned();
    let layers = Config::defaults(REGISTRY.settings());
    let mut listed: Vec<_> = layers.keys().collect();
    let section = |name: &'static str| name.split('.').next();
    let sections: Vec<_> = listed.iter().map(|key| section(key.name)).collect();
    // Parts may share a section, which is one for whoever reads.
    listed.sort_by_key(|key| sections.iter().position(|name| *name == section(key.name)));
    for key in listed {
        let default = key.default.map(|default| format!("`{default}` ")).unwrap_or_default();
        writeln!(keys, "| `{}` | `{}` | {default}| {} | {} |", key.name, key.env, key.allowed, key.help)
            .unwrap();
    }
    between("OPERATIONS.md", "keys", &keys);
}

#[test]
fn the_changelog_of_the_contract_is_what_the_comparison_says() {
    let path = |name: &str| format!("{}/docs/contract/{name}", env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    let released = serde_yaml::from_str(&read("released.yaml")).unwrap();
    let contract = imprint::routes::contract(DEFAULT_SERVER).unwrap().document(Profile::Full);
    let (kept, accepted) = (read("CHANGELOG.md"), Accepted::read(&read("accepted.md")));

    let made = changelog(&kept, Some(&diff(&released, &contract)), &accepted);

    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path("CHANGELOG.md"), made).unwrap();
    } else {
        assert!(kept == made, "docs/contract/CHANGELOG.md is not up to date; run: just changelog");
    }
}
