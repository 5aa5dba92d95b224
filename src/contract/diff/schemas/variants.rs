//! Alternatives, and schemas that hold together.

use serde_json::{Map, Value};

use super::super::class::{Class, Verdict};
use super::super::keyword::Keyword;
use super::super::place::At;
use super::super::references::short;
use super::super::shown::{arrow, leaves, list, shown};
use super::super::walk::{Task, Walk};

/// Compares `oneOf` and `anyOf`: a value is valid for one of them.
pub(super) fn variants<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let Some((removed, added)) = paired(walk, at, keyword) else { return };
    let request = Verdict::breaking("callers may send them");
    let gone = at.way.choose(request, Verdict::additive("callers no longer meet them"));
    told(walk, at, keyword.name, "removed", &removed, gone);
    let answer = Verdict::breaking("callers cannot read them");
    let new = at.way.choose(Verdict::additive("callers can ignore them"), answer);
    told(walk, at, keyword.name, "added", &added, new);
}

/// Compares `allOf`: a value is valid for each of them.
pub(super) fn all<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let Some((removed, added)) = paired(walk, at, keyword) else { return };
    let answer = Verdict::breaking("callers rely on it");
    let gone = at.way.choose(Verdict::additive("requests can have more values"), answer);
    told(walk, at, keyword.name, "removed", &removed, gone);
    told(walk, at, keyword.name, "added", &added, at.way.narrower());
}

fn told(walk: &mut Walk<'_>, at: &At, name: &str, what: &str, which: &[&Value], verdict: Verdict) {
    if !which.is_empty() {
        let label = |part: &&Value| {
            part["$ref"].as_str().map_or_else(|| shown(part), |target| short(target).to_owned())
        };
        let labels: Vec<_> = which.iter().map(label).collect();
        walk.say(at, format!("{name} {what}: {}", list(&labels)), verdict);
    }
}

type Unpaired<'d> = (Vec<&'d Value>, Vec<&'d Value>);

/// Hands on the parts that belong together, and returns the others. Returns nothing if the keyword is new or gone as a whole.
fn paired<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) -> Option<Unpaired<'d>> {
    if keyword.one.is_null() || keyword.two.is_null() {
        super::parts::appeared(walk, at, keyword.name, keyword.one, keyword.two);
        return None;
    }
    let (old, new) = keyword.lists();
    let (mut removed, mut added): Unpaired<'d> = (Vec::new(), new.iter().collect());
    let order: Vec<_> = old.iter().map(|one| new.iter().position(|two| same(walk, one, two))).collect();
    for (one, place) in old.iter().zip(&order) {
        match place.and_then(|place| added.iter().position(|two| std::ptr::eq(*two, &raw const new[place]))) {
            Some(place) => hand_on(walk, at, keyword.name, one, added.remove(place)),
            None => removed.push(one),
        }
    }
    // What is left may be the same under a new name, or with another content.
    removed.retain(|one| match added.iter().position(|two| alike(walk, one, two)) {
        Some(place) => {
            hand_on(walk, at, keyword.name, one, added.remove(place));
            false
        }
        None => true,
    });
    if removed.is_empty() && added.is_empty() && !order.is_sorted() && order.iter().all(Option::is_some) {
        walk.say(at, format!("{} in another order", keyword.name), Verdict::editorial());
    }
    Some((removed, added))
}

fn hand_on<'d>(walk: &mut Walk<'d>, at: &At, name: &str, one: &'d Value, two: &'d Value) {
    let title = |part: &'d Value| part["title"].as_str();
    let at = match title(one).or(title(two)) {
        Some(title) if one["$ref"].is_null() => at.part(&format!("{name} {title}")),
        _ => at.part(name),
    };
    walk.tasks.push(Task::Schema(at, one, two));
}

fn same(walk: &Walk<'_>, one: &Value, two: &Value) -> bool {
    match (one["$ref"].as_str(), two["$ref"].as_str()) {
        (Some(one), Some(two)) => walk.renames.same(short(one), short(two)),
        (None, None) => one == two,
        _ => false,
    }
}

fn alike<'d>(walk: &mut Walk<'d>, one: &'d Value, two: &'d Value) -> bool {
    match (one["$ref"].as_str(), two["$ref"].as_str()) {
        (Some(one), Some(two)) => walk.renames.recognize(short(one), short(two)),
        // Sharing a variant that was inline changes nothing.
        (None, Some(_)) | (Some(_), None) => {
            let pair = walk.pair(one, two);
            ["type", "properties", "enum"].iter().all(|key| pair.one.get(key) == pair.two.get(key))
        }
        (None, None) => one["title"] == two["title"] && one["type"] == two["type"],
    }
}

/// Compares how generated clients find the variant of a value.
pub(super) fn discriminator<'d>(walk: &mut Walk<'d>, at: &At, keyword: Keyword<'_, 'd>) {
    let (Value::Object(one), Value::Object(two)) = (keyword.one, keyword.two) else {
        let why = "generated clients choose the type of a value by it";
        return walk.say(at, keyword.arrow(), Verdict::clients(why));
    };
    let keys = one.keys().chain(two.keys().filter(|key| !one.contains_key(*key)));
    for key in keys.filter(|key| one.get(*key) != two.get(*key)) {
        let (old, new) = (keyword.one.get(key), keyword.two.get(key));
        let (old, new) = (old.unwrap_or(&Value::Null), new.unwrap_or(&Value::Null));
        match key.as_str() {
            "mapping" => mapping(walk, at, old, new),
            "propertyName" => {
                let what = format!("discriminator {}", arrow(old, new));
                walk.say(at, what, Verdict::breaking("callers choose the type of a value by it"));
            }
            _ => {
                for (place, old, new) in leaves(old, new) {
                    let what = format!("discriminator/{key}{place} {}", arrow(old, new));
                    walk.say(at, what, Verdict(Class::Other, "the comparison has no rule for it"));
                }
            }
        }
    }
}

fn mapping<'d>(walk: &mut Walk<'d>, at: &At, one: &'d Value, two: &'d Value) {
    let names =
        |value: &Value| value.as_object().into_iter().flat_map(Map::keys).cloned().collect::<Vec<_>>();
    let mut all = names(one);
    all.extend(names(two).into_iter().filter(|name| one.get(name).is_none()));
    for name in all {
        let (old, new) = (one.get(&name), two.get(&name));
        let target = |part: Option<&'d Value>| part.and_then(Value::as_str).map_or("none", short);
        let (before, after) = (target(old), target(new));
        if walk.renames.recognize(before, after) {
            continue;
        }
        let verdict = match (old, new) {
            (None, _) => at.way.choose(
                Verdict::additive("callers can ignore it"),
                Verdict::breaking("callers do not know the value"),
            ),
            (_, None) => at.way.choose(
                Verdict::breaking("callers may send it"),
                Verdict::additive("callers no longer meet it"),
            ),
            _ => at.way.other(),
        };
        walk.say(at, format!("discriminator value {name}: {before} → {after}"), verdict);
    }
}
