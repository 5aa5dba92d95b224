//! Compares the limits of a value. Tighter limits break callers that send the value; a value in a response may get tighter limits
//! at any time.

use serde_json::Value;

use super::change::{Changes, Direction, arrow};

/// Lower and upper limits.
const LOWER: &[&str] = &["minimum", "minLength", "minItems"];
const UPPER: &[&str] = &["maximum", "maxLength", "maxItems"];

pub(super) fn compare(
    one: &Value,
    two: &Value,
    direction: Direction,
    place: &str,
    changes: &mut Changes<'_>,
) {
    for name in LOWER.iter().chain(UPPER) {
        let (old, new) = (one[name].as_f64(), two[name].as_f64());
        if old == new {
            continue;
        }
        let lower = LOWER.contains(name);
        let tighter = match (old, new) {
            (Some(old), Some(new)) => (new > old) == lower,
            (old, _) => old.is_none(),
        };
        let what = format!("{name} {}", arrow(&one[name], &two[name]));
        match (direction, tighter) {
            (Direction::Request, true) => changes.breaking(place, what, "values that were taken are refused"),
            _ => changes.additive(place, what),
        }
    }
    if one["pattern"] != two["pattern"] {
        let what = format!("pattern {}", arrow(&one["pattern"], &two["pattern"]));
        match direction {
            Direction::Request if !two["pattern"].is_null() => {
                changes.breaking(place, what, "values that were taken may be refused");
            }
            _ => changes.additive(place, what),
        }
    }
    match (one["nullable"] == true, two["nullable"] == true, direction) {
        (true, false, Direction::Request) => {
            changes.breaking(place, "null is not taken any more", "callers send it");
        }
        (false, true, Direction::Answer) => changes.breaking(place, "may be null", "callers don't expect it"),
        (true, false, Direction::Answer) | (false, true, Direction::Request) => {
            changes.additive(place, "nullable changed");
        }
        _ => {}
    }
    values(one, two, direction, place, changes);
}

fn values(one: &Value, two: &Value, direction: Direction, place: &str, changes: &mut Changes<'_>) {
    let (Some(before), Some(after)) = (one["enum"].as_array(), two["enum"].as_array()) else {
        if one["enum"] != two["enum"] {
            let closed = one["enum"].is_null();
            match (direction, closed) {
                (Direction::Request, true) => {
                    changes.breaking(place, "only some values", "others were taken");
                }
                (Direction::Answer, false) => changes.breaking(place, "any value", "callers know only some"),
                _ => changes.additive(place, "enum changed"),
            }
        }
        return;
    };
    for value in before.iter().filter(|value| !after.contains(value)) {
        let what = format!("value {value} removed");
        match direction {
            Direction::Request => changes.breaking(place, what, "callers send it"),
            Direction::Answer => changes.additive(place, what),
        }
    }
    for value in after.iter().filter(|value| !before.contains(value)) {
        let what = format!("value {value} added");
        match direction {
            Direction::Request => changes.additive(place, what),
            Direction::Answer => changes.breaking(place, what, "callers know a closed list"),
        }
    }
}
