//! Compares the bodies of requests and responses.

use serde_json::{Map, Value};

use super::class::Verdict;
use super::common::{examples, required, schema, words};
use super::keyword::Keyword;
use super::place::At;
use super::walk::{Rule, Table, Walk};

use Rule::{Differs, Enters};

pub(super) const BODY: Table = &[
    (&["description"], Differs(words)),
    (&["required"], Differs(required)),
    (&["content"], Enters(content)),
];

const MEDIA: Table =
    &[(&["schema"], Enters(schema)), (&["example"], Differs(words)), (&["examples"], Differs(examples))];

/// Compares the body of a request.
pub(super) fn body<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let (at, pair) = (at.part("body"), walk.pair(keyword.one, keyword.two));
    match (keyword.one, keyword.two) {
        (Value::Null, _) if pair.two.is("required") => {
            let request = Verdict::breaking("callers do not send it yet");
            walk.say(
                &at,
                "added, required",
                at.way.choose(request, Verdict::additive("receivers can ignore it")),
            );
        }
        (Value::Null, _) => walk.say(&at, "added", Verdict::additive("callers can ignore it")),
        (_, Value::Null) => {
            let verdict =
                at.way.choose(Verdict::breaking("callers send it"), Verdict::breaking("receivers read it"));
            walk.say(&at, "removed", verdict);
        }
        _ => walk.apply(BODY, &at, &pair),
    }
}

/// Compares the media types of a body.
pub(super) fn content<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let types = |value: &'d Value| value.as_object().into_iter().flatten();
    let why = Verdict::breaking("requests with it get 415");
    let gone = at.way.choose(why, Verdict::breaking("callers who read it cannot read another"));
    for (media_type, one) in types(keyword.one) {
        let Some(two) = keyword.two.get(media_type) else {
            walk.say(at, format!("{media_type} removed"), gone);
            continue;
        };
        let alone = types(keyword.one).count() == 1 && types(keyword.two).count() == 1;
        let at = if alone { at.clone() } else { at.part(media_type) };
        let pair = walk.pair(one, two);
        walk.apply(MEDIA, &at, &pair);
    }
    let new = keyword.two.as_object().into_iter().flat_map(Map::keys);
    for media_type in new.filter(|media_type| keyword.one.get(*media_type).is_none()) {
        walk.say(at, format!("{media_type} added"), Verdict::additive("callers can ignore it"));
    }
}
