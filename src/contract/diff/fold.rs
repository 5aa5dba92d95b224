//! Folds changes that belong together into one line.

use std::collections::{HashMap, HashSet};

use super::change::{Change, Spot, Subject};
use super::class::Class;

/// Folds `HEAD` into the `GET` of its path, and changes that are the same at several spots into one. Sorts them by class.
pub(super) fn fold(changes: Vec<Change>) -> Vec<Change> {
    let changes = gathered(without_heads(changes), |change, spot| {
        let own = format!("{}\n{}", kind(&spot.subject), spot.place);
        Some(if everywhere(change) { String::new() } else { own })
    });
    // Several fields of a schema that were added, or removed, or became required.
    let mut changes = gathered(changes, |change, spot| {
        let whole = matches!(spot.subject, Subject::Schema(_))
            && change.spots.len() == 1
            && !change.what.contains(' ');
        whole.then(|| spot.subject.to_string())
    });
    for change in &mut changes {
        change.spots.sort();
    }
    changes.sort_by(|one, two| (one.class, &one.spots, &one.what).cmp(&(two.class, &two.spots, &two.what)));
    changes
}

/// Gathers the changes that are the same and have the same key. Those without a key stay as they are. A change that breaks some
/// callers breaks callers, wherever else it is.
fn gathered(changes: Vec<Change>, key: impl Fn(&Change, &Spot) -> Option<String>) -> Vec<Change> {
    let mut gathered: Vec<Change> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for change in changes {
        let key = change.spots.first().and_then(|spot| key(&change, spot));
        let next = gathered.len();
        let place = key.map_or(next, |key| *known.entry((change.what.clone(), key)).or_insert(next));
        match gathered.get_mut(place) {
            Some(same) => {
                same.judge(change.class, &change.why);
                same.spots.extend(change.spots);
            }
            None => gathered.push(change),
        }
    }
    gathered
}

/// Operations, schemas and the rest are told apart.
fn kind(subject: &Subject) -> u8 {
    match subject {
        Subject::Operation(_) => 0,
        Subject::Schema(_) => 1,
        Subject::Thing(_) => 2,
    }
}

/// Returns whether a change is the same wherever it is: a text, or a pattern with its old and its new value.
fn everywhere(change: &Change) -> bool {
    matches!(change.class, Class::Editorial | Class::Other) || change.what.starts_with("pattern ")
}

/// `HEAD` has the header fields of `GET`. What is reported for `GET` is not repeated.
fn without_heads(changes: Vec<Change>) -> Vec<Change> {
    let get = |spot: &Spot| match &spot.subject {
        Subject::Operation(name) => {
            name.strip_prefix("HEAD ").map(|path| Subject::Operation(format!("GET {path}")))
        }
        _ => None,
    };
    let key = |what: &str| -> String {
        // Both have names of their own.
        if what.starts_with("operationId ") { "operationId".to_owned() } else { moved(what) }
    };
    let all: HashSet<(Spot, String)> = changes
        .iter()
        .flat_map(|change| change.spots.iter().map(|spot| (spot.clone(), key(&change.what))))
        .collect();
    let mirrored = |change: &Change| {
        change.spots.iter().all(|spot| {
            let subject = get(spot);
            subject.is_some_and(|subject| {
                all.contains(&(Spot { subject, place: spot.place.clone() }, key(&change.what)))
            })
        })
    };
    changes.iter().filter(|change| !mirrored(change)).cloned().collect()
}

/// `moved to HEAD /v1/books` → `moved to GET /v1/books`.
fn moved(what: &str) -> String {
    what.replace("moved to HEAD ", "moved to GET ")
}
