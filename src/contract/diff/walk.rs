//! The walk through both documents. Each kind of object has a table of rules, one for each keyword. A keyword without a rule is
//! reported as well, so no difference stays silent.
//!
//! Rules report changes, or hand on pairs of nested parts. These wait in a list, so no rule calls another one.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;

use super::change::{Spot, Subject};
use super::class::{Class, Verdict};
use super::found::Found;
use super::keyword::{Keyword, Pair};
use super::place::At;
use super::references::collect;
use super::renames::Renames;
use super::scheme_names::Schemes;
use super::shown::{arrow, leaves};
use super::view::View;
use super::way::Way;

/// Compares the values of a keyword.
type Run = for<'d> fn(&mut Walk<'d>, &At, Keyword<'_, 'd>);

/// What to do with a keyword.
pub(super) enum Rule {
    /// Reports a difference.
    Differs(Run),
    /// Compares nested parts, which may differ behind equal references.
    Enters(Run),
    /// Is compared together with another keyword.
    Elsewhere,
}

/// The rules for a kind of object.
pub(super) type Table = &'static [(&'static [&'static str], Rule)];

/// Nested parts that wait to be compared.
pub(super) enum Task<'d> {
    Schema(At, &'d Value, &'d Value),
    /// Two schemas with names.
    Named(At, &'d str, &'d str),
    /// A callback or webhook: paths or names with their operations.
    Calls(At, &'d Value, &'d Value),
}

/// The state of a comparison.
pub(super) struct Walk<'d> {
    pub(super) base: &'d Value,
    pub(super) head: &'d Value,
    pub(super) renames: Renames<'d>,
    pub(super) schemes: Schemes<'d>,
    /// The targets of all references.
    references: HashSet<&'d str>,
    pub(super) tasks: Vec<Task<'d>>,
    /// The pairs that need not be compared again.
    pub(super) seen: HashSet<(Rc<Subject>, *const Value, *const Value, Way)>,
    pub(super) named: HashSet<(&'d str, &'d str, Way)>,
    pub(super) found: Found,
    /// The number of reports.
    pub(super) said: usize,
}

impl<'d> Walk<'d> {
    pub(super) fn new(base: &'d Value, head: &'d Value) -> Self {
        let mut references = HashSet::new();
        collect(base, &mut references);
        collect(head, &mut references);
        Self {
            base,
            head,
            renames: Renames::of(base, head),
            schemes: Schemes::of(base, head),
            references,
            tasks: Vec::new(),
            seen: HashSet::new(),
            named: HashSet::new(),
            found: Found::default(),
            said: 0,
        }
    }

    /// Returns whether one of the documents has a reference to a target.
    pub(super) fn refers(&self, target: &str) -> bool {
        self.references.contains(target)
    }

    pub(super) fn pair(&self, one: &'d Value, two: &'d Value) -> Pair<'d> {
        Pair { one: View::of(self.base, one), two: View::of(self.head, two) }
    }

    /// Reports a change.
    pub(super) fn say(&mut self, at: &At, what: impl Into<String>, verdict: Verdict) {
        let spot = Spot { subject: (*at.subject).clone(), place: at.place.clone() };
        self.said += 1;
        self.found.add(spot, what.into(), verdict);
    }

    /// Applies a table to two parts.
    pub(super) fn apply(&mut self, table: Table, at: &At, pair: &Pair<'d>) {
        let mut names: Vec<&'d str> = Vec::new();
        for name in pair.one.keys().chain(pair.two.keys()) {
            if names.contains(&name) {
                continue;
            }
            names.push(name);
            let keyword = Keyword { name, one: pair.one.get(name), two: pair.two.get(name), pair };
            let rule = table.iter().find(|(names, _)| names.contains(&name)).map(|(_, rule)| rule);
            let same = keyword.one == keyword.two && present(pair, name);
            match rule {
                Some(Rule::Enters(enter)) => self.enter(*enter, at, keyword),
                Some(Rule::Differs(tell)) if !same => tell(self, at, keyword),
                None if !same => self.other(at, keyword),
                _ => {}
            }
        }
    }

    fn enter(&mut self, enter: Run, at: &At, keyword: Keyword<'_, 'd>) {
        let before = (self.said, self.tasks.len());
        enter(self, at, keyword);
        let empty = |value: &Value| match value {
            Value::Object(fields) => fields.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => true,
        };
        // Parts that were shared differ, and read the same. Nothing and an empty list do not read the same to everybody.
        let quiet = before == (self.said, self.tasks.len());
        if quiet && keyword.one != keyword.two && (empty(keyword.one) || empty(keyword.two)) {
            self.other(at, keyword);
        }
    }

    /// Reports a keyword that has no rule.
    fn other(&mut self, at: &At, keyword: Keyword<'_, 'd>) {
        let why = "the comparison has no rule for it";
        let leaves = leaves(keyword.one, keyword.two);
        if leaves.is_empty() {
            self.say(
                at,
                format!("{} {}", keyword.name, appeared(keyword.pair, keyword.name)),
                Verdict(Class::Other, why),
            );
        }
        for (place, one, two) in leaves {
            let what = format!("{}{place} {}", keyword.name, arrow(one, two));
            self.say(at, what, Verdict(Class::Other, why));
        }
    }
}

/// A keyword with the value `null` is there, though its value is that of an absent one.
fn present(pair: &Pair<'_>, name: &str) -> bool {
    let has = |view: &View<'_>| view.keys().any(|key| key == name);
    !pair.one.get(name).is_null() || has(&pair.one) == has(&pair.two)
}

fn appeared(pair: &Pair<'_>, name: &str) -> &'static str {
    if pair.one.keys().any(|key| key == name) { "removed" } else { "added" }
}
