//! Two parts that belong together, and a keyword of both.

use serde_json::Value;

use super::shown::arrow;
use super::view::View;

/// Two parts that belong together.
#[derive(Clone)]
pub(super) struct Pair<'d> {
    pub(super) one: View<'d>,
    pub(super) two: View<'d>,
}

/// The values of a keyword in two parts.
#[derive(Clone, Copy)]
pub(super) struct Keyword<'p, 'd> {
    pub(super) name: &'d str,
    pub(super) one: &'d Value,
    pub(super) two: &'d Value,
    /// The parts.
    pub(super) pair: &'p Pair<'d>,
}

impl<'d> Keyword<'_, 'd> {
    pub(super) fn arrow(&self) -> String {
        format!("{} {}", self.name, arrow(self.one, self.two))
    }

    /// Returns both values as lists.
    pub(super) fn lists(&self) -> (&'d [Value], &'d [Value]) {
        let list = |value: &'d Value| value.as_array().map_or(&[][..], Vec::as_slice);
        (list(self.one), list(self.two))
    }

    /// Returns the texts that only the old list has, and those that only the new list has.
    pub(super) fn texts(&self) -> (Vec<&'d str>, Vec<&'d str>) {
        let (old, new) = self.lists();
        let less = |some: &'d [Value], others: &[Value]| -> Vec<&'d str> {
            some.iter().filter(|text| !others.contains(text)).filter_map(Value::as_str).collect()
        };
        (less(old, new), less(new, old))
    }
}
