//! Rules that several kinds of objects share.

use serde_json::Value;

use super::class::{Class, Verdict};
use super::keyword::Keyword;
use super::place::At;
use super::shown::arrow;
use super::walk::{Task, Walk};

/// A text for people.
pub(super) fn words(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let what = match (keyword.one, keyword.two) {
        (Value::Null, _) => "added",
        (_, Value::Null) => "removed",
        _ => "rewritten",
    };
    walk.say(at, format!("{} {what}", keyword.name), Verdict(Class::Editorial, "only people read it"));
}

/// A value that people and tools read, and that no request depends on.
pub(super) fn stated(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict(Class::Editorial, "no request depends on it"));
}

/// Whether something is deprecated.
pub(super) fn deprecated(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    match (keyword.pair.one.is("deprecated"), keyword.pair.two.is("deprecated")) {
        (false, true) => walk.say(at, "deprecated", Verdict::additive("it still works")),
        (true, false) => walk.say(at, "no longer deprecated", Verdict::additive("it stays")),
        _ => walk.say(at, keyword.arrow(), Verdict::editorial()),
    }
}

/// Whether a request must have something.
pub(super) fn required(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let verdict = match (keyword.pair.one.is("required"), keyword.pair.two.is("required")) {
        (false, true) => at.way.choose(
            Verdict::breaking("callers do not send it yet"),
            Verdict::additive("responses promise more"),
        ),
        (true, false) => at
            .way
            .choose(Verdict::additive("callers can leave it out"), Verdict::breaking("callers rely on it")),
        _ => Verdict::editorial(),
    };
    walk.say(at, keyword.arrow(), verdict);
}

/// A date by which callers plan.
pub(super) fn date(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict::review("callers plan by it"));
}

/// Names by which generated clients call something.
pub(super) fn name(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    let what = format!("{} {}", keyword.name, arrow(keyword.one, keyword.two));
    walk.say(at, what, Verdict::clients("generated clients name their functions, classes and types by it"));
}

/// Another kind of value for generated clients.
pub(super) fn kind(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    walk.say(at, keyword.arrow(), Verdict::clients("generated clients have another type here"));
}

/// The schema of a parameter, a header field or a body.
pub(super) fn schema<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    walk.tasks.push(Task::Schema(at.clone(), keyword.one, keyword.two));
}

/// Examples, some of which may be references.
pub(super) fn examples<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let (Some(old), Some(new)) = (keyword.one.as_object(), keyword.two.as_object()) else {
        return words(walk, at, keyword);
    };
    let same = old.len() == new.len()
        && old.iter().all(|(name, one)| {
            new.get(name).is_some_and(|two| {
                let pair = walk.pair(one, two);
                let keys = || pair.one.keys().chain(pair.two.keys());
                keys().all(|key| pair.one.get(key) == pair.two.get(key))
            })
        });
    if !same {
        words(walk, at, keyword);
    }
}
