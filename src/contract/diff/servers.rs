//! Compares the addresses of the servers.

use serde_json::Value;

use super::class::{Class, Verdict};
use super::common::words;
use super::keyword::Keyword;
use super::place::At;
use super::shown::arrow;
use super::walk::{Rule, Table, Walk};

use Rule::{Differs, Elsewhere};

const SERVER: Table =
    &[(&["url"], Elsewhere), (&["description"], Differs(words)), (&["variables"], Differs(variables))];

/// Compares lists of servers.
pub(super) fn servers<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let (old, new) = keyword.lists();
    let has = |some: &[Value], url: &Value| some.iter().any(|server| server["url"] == *url);
    let mut removed: Vec<_> = old.iter().filter(|server| !has(new, &server["url"])).collect();
    let mut added: Vec<_> = new.iter().filter(|server| !has(old, &server["url"])).collect();
    let gone = Verdict::breaking("callers have the old address");
    while let ([one, ..], [two, ..]) = (&*removed, &*added) {
        let (one, two) = (*one, *two);
        walk.say(at, format!("server {}", arrow(&one["url"], &two["url"])), gone);
        let pair = walk.pair(one, two);
        walk.apply(SERVER, at, &pair);
        removed.remove(0);
        added.remove(0);
    }
    for server in removed {
        walk.say(at, format!("server {} removed", server["url"]), gone);
    }
    for server in added {
        walk.say(at, format!("server {} added", server["url"]), Verdict::additive("callers can ignore it"));
    }
    let mut common = old.iter().filter(|server| has(new, &server["url"])).peekable();
    let same = |server: &Value| new.iter().find(|new| new["url"] == server["url"]);
    if let (Some(first), Some(now)) = (common.peek(), new.first())
        && old.first().is_some_and(|old| old == *first)
        && first["url"] != now["url"]
        && has(old, &now["url"])
    {
        let what = format!("first server {}", arrow(&first["url"], &now["url"]));
        walk.say(at, what, Verdict(Class::Behaviour, "generated clients call the first server"));
    }
    for (one, two) in common.filter_map(|one| Some((one, same(one)?))).collect::<Vec<_>>() {
        let at = at.part(&format!("server {}", one["url"].as_str().unwrap_or_default()));
        let pair = walk.pair(one, two);
        walk.apply(SERVER, &at, &pair);
    }
}

fn variables(walk: &mut Walk<'_>, at: &At, keyword: Keyword<'_, '_>) {
    for (place, one, two) in super::shown::leaves(keyword.one, keyword.two) {
        let what = format!("variables{place} {}", arrow(one, two));
        walk.say(at, what, Verdict(Class::Behaviour, "generated clients build the address from it"));
    }
}
