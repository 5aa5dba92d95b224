//! Compares the header fields of a response.

use serde_json::{Map, Value};

use super::bodies::content;
use super::class::Verdict;
use super::common::{date, deprecated, examples, required, schema, words};
use super::keyword::Keyword;
use super::parameters::style;
use super::place::At;
use super::walk::{Rule, Table, Walk};

use Rule::{Differs, Enters};

pub(super) const HEADER: Table = &[
    (&["required"], Differs(required)),
    (&["description", "example"], Differs(words)),
    (&["examples"], Differs(examples)),
    (&["deprecated"], Differs(deprecated)),
    (&["schema"], Enters(schema)),
    (&["content"], Enters(content)),
    (&["style", "explode", "allowReserved", "allowEmptyValue"], Differs(style)),
    (&["x-deprecated-since", "x-sunset"], Differs(date)),
];

/// Compares the header fields by their names, in which case does not matter.
pub(super) fn headers<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let fields = |value: &'d Value| value.as_object().into_iter().flatten();
    let same = |(name, _): &(&'d String, &'d Value), other: &str| name.eq_ignore_ascii_case(other);
    for (name, one) in fields(keyword.one) {
        let at = at.part(&format!("header field {name}"));
        let Some((new, two)) = fields(keyword.two).find(|field| same(field, name)) else {
            let verdict =
                at.way.choose(Verdict::breaking("callers send it"), Verdict::breaking("callers read it"));
            walk.say(&at, "removed", verdict);
            continue;
        };
        if new != name {
            walk.say(&at, format!("written {new}"), Verdict::editorial());
        }
        let pair = walk.pair(one, two);
        walk.apply(HEADER, &at, &pair);
    }
    for name in keyword.two.as_object().into_iter().flat_map(Map::keys) {
        if !fields(keyword.one).any(|field| same(&field, name)) {
            let at = at.part(&format!("header field {name}"));
            walk.say(&at, "added", Verdict::additive("callers can ignore it"));
        }
    }
}
