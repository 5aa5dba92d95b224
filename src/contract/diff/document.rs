//! Compares what is said once for the whole document.

use serde_json::{Map, Value};

use super::bodies::BODY;
use super::change::Subject;
use super::class::Verdict;
use super::common::{name, stated, words};
use super::headers::HEADER;
use super::keyword::Keyword;
use super::operations;
use super::parameters::PARAMETER;
use super::place::At;
use super::responses::RESPONSE;
use super::servers::servers;
use super::shown::arrow;
use super::walk::{Rule, Table, Task, Walk};
use super::way::Way;

use Rule::{Differs, Elsewhere, Enters};

const DOCUMENT: Table = &[
    (&["openapi"], Differs(version)),
    (&["info"], Enters(info)),
    (&["servers"], Differs(servers)),
    (&["security"], Differs(security)),
    (&["tags"], Differs(tags)),
    (&["externalDocs"], Differs(stated)),
    (&["paths"], Elsewhere),
    (&["webhooks"], Enters(webhooks)),
    (&["components"], Enters(components)),
];

const INFO: Table = &[
    (&["title"], Differs(name)),
    (&["version", "contact", "termsOfService"], Differs(stated)),
    (&["summary", "description"], Differs(words)),
    (&["license"], Differs(licence)),
];

const COMPONENTS: Table = &[
    (&["schemas", "securitySchemes"], Elsewhere),
    (&["parameters", "headers", "responses", "requestBodies", "examples", "pathItems"], Enters(shared)),
];

/// Compares everything but the operations, the named schemas and the security schemes.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let at = At::new(Subject::Thing("document".to_owned()), Way::Request);
    let pair = walk.pair(walk.base, walk.head);
    walk.apply(DOCUMENT, &at, &pair);
}

fn version(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict::review("generators and other tools must read this version"));
}

fn info<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let pair = walk.pair(keyword.one, keyword.two);
    walk.apply(INFO, &at.part("info"), &pair);
}

fn licence(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict::review("callers agreed to the old terms"));
}

/// Compares what holds for operations that do not say it. What that means is reported for each of them.
fn security(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict::review("it holds for each operation without security of its own"));
}

/// Compares the descriptions of tags. What an operation is tagged with is reported with the operation.
fn tags(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (old, new) = keyword.lists();
    let find = |tags: &'_ [Value], tag: &Value| tags.iter().any(|other| other["name"] == tag["name"]);
    let mut said = false;
    for tag in old {
        let at = at.part(&format!("tag {}", tag["name"].as_str().unwrap_or_default()));
        match new.iter().find(|other| other["name"] == tag["name"]) {
            Some(other) if other == tag => continue,
            Some(_) => walk.say(&at, "described differently", Verdict::editorial()),
            None => walk.say(&at, "removed", Verdict::editorial()),
        }
        said = true;
    }
    for tag in new.iter().filter(|tag| !find(old, tag)) {
        let at = at.part(&format!("tag {}", tag["name"].as_str().unwrap_or_default()));
        walk.say(&at, "added", Verdict::editorial());
        said = true;
    }
    if !said {
        walk.say(at, "tags in another order", Verdict::editorial());
    }
}

fn webhooks<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let at = At {
        subject: At::new(Subject::Thing("webhooks".to_owned()), at.way).subject,
        ..at.going(at.way.back())
    };
    walk.tasks.push(Task::Calls(at, keyword.one, keyword.two));
}

fn components<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let pair = walk.pair(keyword.one, keyword.two);
    walk.apply(COMPONENTS, &at.part("components"), &pair);
}

/// Compares components that are no schemas. Whether a part is shared, or written where it is used, changes nothing for callers. What
/// uses a component compares its content; only a component that nothing uses is compared here.
fn shared<'d>(walk: &mut Walk<'d>, _: &At, keyword: Keyword<'_, 'd>) {
    let kind = keyword.name;
    let what = singular(kind);
    let names = |value: &'d Value| value.as_object().into_iter().flat_map(Map::keys);
    let at = |name: &str| At::new(Subject::Thing(format!("component {name}")), Way::Unused);
    for name in names(keyword.one) {
        match (&keyword.one[name], keyword.two.get(name)) {
            (_, None) => walk.say(&at(name), format!("{what} removed"), Verdict::editorial()),
            (one, Some(two)) if one != two => {
                if !walk.refers(&format!("#/components/{kind}/{name}")) {
                    component(walk, &at(name), kind, one, two);
                } else if kind == "examples" {
                    walk.say(&at(name), "example rewritten", Verdict::editorial());
                }
            }
            _ => {}
        }
    }
    for name in names(keyword.two).filter(|name| keyword.one.get(*name).is_none()) {
        walk.say(&at(name), format!("{what} added"), Verdict::editorial());
    }
}

fn singular(kind: &str) -> &str {
    match kind {
        "requestBodies" => "request body",
        "pathItems" => "path item",
        kind => kind.trim_end_matches('s'),
    }
}

fn component<'d>(walk: &mut Walk<'d>, at: &At, kind: &str, one: &'d Value, two: &'d Value) {
    let pair = walk.pair(one, two);
    let identity = ["name", "in"].map(|key| (pair.one.get(key), pair.two.get(key)));
    match kind {
        "parameters" => {
            for (one, two) in identity.into_iter().filter(|(one, two)| one != two) {
                walk.say(at, arrow(one, two), Verdict::editorial());
            }
            walk.apply(PARAMETER, at, &pair);
        }
        "headers" => walk.apply(HEADER, at, &pair),
        "responses" => walk.apply(RESPONSE, at, &pair),
        "requestBodies" => walk.apply(BODY, at, &pair),
        "pathItems" => operations::item(walk, at, &pair),
        _ => walk.say(at, "example rewritten", Verdict::editorial()),
    }
}
