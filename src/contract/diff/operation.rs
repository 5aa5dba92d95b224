//! Compares an operation with the one that it was.

use serde_json::{Map, Value};

use super::bodies::body;
use super::class::Verdict;
use super::common::{date, deprecated, name, stated, words};
use super::keyword::{Keyword, Pair};
use super::parameters;
use super::place::At;
use super::responses::{listed_codes, responses};
use super::security;
use super::servers::servers;
use super::shown::{arrow, list};
use super::view::View;
use super::walk::{Rule, Table, Task, Walk};

use Rule::{Differs, Elsewhere, Enters};

const OPERATION: Table = &[
    (&["operationId"], Differs(name)),
    (&["tags"], Differs(tags)),
    (&["summary", "description"], Differs(words)),
    (&["externalDocs"], Differs(stated)),
    // Compared with those of the path and of the document.
    (&["parameters", "security"], Elsewhere),
    (&["requestBody"], Enters(body)),
    (&["responses"], Enters(responses)),
    (&["callbacks"], Enters(callbacks)),
    (&["deprecated"], Differs(deprecated)),
    (&["servers"], Differs(servers)),
    (&["x-scope"], Differs(scope)),
    (&["x-codes"], Differs(listed_codes)),
    (&["x-pagination"], Differs(pagination)),
    (&["x-deprecated-since", "x-sunset"], Differs(date)),
];

/// An operation, and what its path and its document add to it.
pub(super) struct Operation<'d> {
    pub(super) method: &'static str,
    pub(super) path: &'d str,
    document: &'d Value,
    part: &'d Value,
    /// The parameters of the path.
    shared: &'d Value,
}

impl<'d> Operation<'d> {
    pub(super) fn new(
        method: &'static str,
        path: &'d str,
        document: &'d Value,
        part: &'d Value,
        shared: &'d Value,
    ) -> Self {
        Self { method, path, document, part, shared }
    }

    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    pub(super) fn id(&self) -> Option<&'d str> {
        self.part["operationId"].as_str()
    }

    /// Returns the path without the names of its parameters.
    pub(super) fn template(&self) -> String {
        let part = |part: &str| {
            part.split_once('}').map_or_else(|| part.to_owned(), |(_, rest)| format!("}}{rest}"))
        };
        self.path.split('{').map(part).collect::<Vec<_>>().join("{")
    }

    /// Returns the names of the parameters in the path.
    fn names(&self) -> Vec<&'d str> {
        self.path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    fn parameters(&self) -> Vec<View<'d>> {
        let all =
            |list: &'d Value| list.as_array().into_iter().flatten().map(|part| View::of(self.document, part));
        let mut parameters: Vec<_> = all(&self.part["parameters"]).collect();
        for shared in all(self.shared) {
            let own =
                |own: &View<'d>| own.get("name") == shared.get("name") && own.get("in") == shared.get("in");
            if !parameters.iter().any(own) {
                parameters.push(shared);
            }
        }
        parameters
    }

    fn security(&self) -> &'d Value {
        self.part.get("security").unwrap_or(&self.document["security"])
    }
}

pub(super) fn compare<'d>(walk: &mut Walk<'d>, at: &At, one: &Operation<'d>, two: &Operation<'d>) {
    let names = if one.template() == two.template() {
        one.names().into_iter().zip(two.names()).collect()
    } else {
        Vec::new()
    };
    parameters::compare(walk, at, &one.parameters(), &two.parameters(), &names);
    security::compare(walk, at, one.security(), two.security());
    let pair = Pair { one: View::of(walk.base, one.part), two: View::of(walk.head, two.part) };
    walk.apply(OPERATION, at, &pair);
    if security::same(one.security(), two.security()) && one.part.get("security") != two.part.get("security")
    {
        walk.say(at, "security written differently", Verdict::editorial());
    }
}

/// Compares the tags, by which generated clients group their functions.
fn tags(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let (old, new) = keyword.lists();
    let text = |tags: &[Value]| match tags {
        [] => "none".to_owned(),
        tags => list(&tags.iter().filter_map(Value::as_str).collect::<Vec<_>>()),
    };
    let what = format!("tags {} → {}", text(old), text(new));
    walk.say(at, what, Verdict::clients("generated clients name a class or module by the tag"));
}

/// Compares the scope that a token must have. The scope is a part of `security` too, where both have it.
fn scope(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    if keyword.pair.one.get("security") == keyword.pair.two.get("security") {
        let what = format!("x-scope {}", arrow(keyword.one, keyword.two));
        walk.say(at, what, Verdict::breaking("tokens may not have the other scope"));
    }
}

/// Compares how clients get the next page.
fn pagination(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let verdict = match keyword.one {
        Value::Null => Verdict::additive("callers can ignore it"),
        _ => Verdict::clients("generated clients get the next page by it"),
    };
    walk.say(at, keyword.arrow(), verdict);
}

fn callbacks<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let names = |value: &'d Value| value.as_object().into_iter().flat_map(Map::keys);
    for name in names(keyword.one).chain(names(keyword.two).filter(|name| keyword.one.get(*name).is_none())) {
        let at = at.part(&format!("callback {name}"));
        match (keyword.one.get(name), keyword.two.get(name)) {
            (Some(one), Some(two)) => walk.tasks.push(Task::Calls(at.going(at.way.back()), one, two)),
            (Some(_), None) => walk.say(&at, "removed", Verdict::breaking("receivers wait for it")),
            _ => walk.say(&at, "added", Verdict::additive("receivers that do not know it are not called")),
        }
    }
}
