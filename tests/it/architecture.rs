//! Tests of the dependencies between modules. No part's folder is named here: the tests find the parts by walking `src`.
//!
//! A file uses another file if it names an item of it in any way: `use`, a path in code, a path in a macro. A name that a file
//! only re-exports (`pub use self::model::Book`) is followed to the file that defines it. So a parent that declares a child and
//! re-exports its items uses the child, and the child must not use what the parent's file itself defines, because that would be a
//! cycle. What both need goes into a file beside the child.
//!
//! Three graphs must have no cycle: between files, between the top-level modules of `src` ("rooms" in this file), and between the
//! folders of a part. [`LEVELS`] assigns each top-level module to a level; a module uses its own level and those below it.
//! [`LAYERS`] says what the files of a part must not use, by their names.

mod graph;
mod paths;

use std::collections::{BTreeMap, BTreeSet};

use self::graph::{House, Uses, folder, gathered, room, way};

/// The rooms, level by level from below; a new one is classified here.
const LEVELS: &[(&str, &[&str])] = &[
    (
        "values",
        &[
            "action", "caller", "clock", "error", "files", "id", "manners", "media", "named", "origin",
            "page", "sql", "text", "version",
        ],
    ),
    ("floor", &["app", "config", "db", "mail", "opaque", "part", "registry", "seal", "tasks", "throttle"]),
    ("contract and http", &["contract", "http", "problem"]),
    ("parts", &["accounts", "audit", "catalogue", "health", "limits", "oauth", "signing_in", "tokens"]),
    ("top", &["cli", "demo", "identity", "lib", "main", "routes", "server", "telemetry"]),
];

/// Uses between rooms that make circles or go upwards. The list only gets shorter.
const KNOWN_ROOMS: &[(&str, &str)] = &[];

/// Uses between the folders of a part that make circles. The list only gets shorter.
const KNOWN_FOLDERS: &[(&str, &str)] = &[];

/// Uses between files of one room that make circles. The list only gets shorter.
const KNOWN_FILES: &[(&str, &str)] = &[];

/// What files of a part with a name such as `service.rs`, or in a folder `service`, leave alone: crates and places in our own house,
/// and the other layers of any part.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    ("api", &["diesel", "diesel_async", "db/schema.rs"], &["store"]),
    ("contract", &["diesel", "diesel_async", "db/schema.rs"], &["store", "api"]),
    (
        "service",
        &["diesel", "diesel_async", "db/schema.rs", "poem", "poem_openapi", "http", "contract"],
        &["api", "contract"],
    ),
    ("store", &["poem", "poem_openapi", "http", "contract"], &["service", "api", "contract"]),
    ("model", &["poem", "poem_openapi", "http", "contract"], &["store", "service", "api", "contract"]),
];

/// What rooms leave alone beside the levels above them.
const ROOMS: &[(&str, &[&str])] = &[
    ("error", &["poem", "poem_openapi"]),
    ("db", &["poem", "poem_openapi"]),
    ("http", &["diesel", "diesel_async", "db"]),
    ("contract", &["diesel", "diesel_async", "db"]),
];

/// The level of a room.
fn level(room: &str) -> Option<usize> {
    LEVELS.iter().position(|(_, rooms)| rooms.contains(&room))
}

fn is_part(file: &str) -> bool {
    level(room(file)).is_some_and(|level| LEVELS[level].0 == "parts")
}

/// The layer of a part's file.
fn layer(file: &str) -> Option<&'static str> {
    let named =
        |layer: &&str| file.ends_with(&format!("/{layer}.rs")) || file.contains(&format!("/{layer}/"));
    LAYERS.iter().map(|(layer, ..)| *layer).find(named).filter(|_| is_part(file))
}

/// Fails on circles; those that are known must still be there.
fn no_circle(mut uses: Uses, known: &[(&str, &str)]) {
    for (from, to) in known {
        let gone = way(&uses, to, from).is_none() || !uses.contains_key(&((*from).into(), (*to).into()));
        assert!(
            !gone,
            "{from} → {to} is in no circle any more: take it off the list of those that are known."
        );
    }
    uses.retain(|(from, to), _| !known.contains(&(from, to)));
    let mut circles: BTreeMap<BTreeSet<String>, String> = BTreeMap::new();
    for (from, to) in uses.keys() {
        let Some(back) = way(&uses, to, from) else { continue };
        let steps = [vec![(from.clone(), to.clone())], back].concat();
        let told = steps.iter().map(|step| format!("\n  {} → {} ({})", step.0, step.1, uses[step]));
        circles.insert(steps.iter().map(|(name, _)| name.clone()).collect(), told.collect());
    }
    assert!(
        circles.is_empty(),
        "These use one another in a circle. Move what both need into a file of its own below both (as src/media.rs), or hand it \
         in as an argument or behind a trait (as http::verify::Verify): {}",
        circles.into_values().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn no_files_use_one_another_in_a_circle() {
    let mut uses = House::get().uses();
    uses.retain(|(from, to), _| !KNOWN_ROOMS.contains(&(room(from), room(to))));

    no_circle(uses, KNOWN_FILES);
}

#[test]
fn no_rooms_use_one_another_in_a_circle() {
    no_circle(gathered(&House::get().uses(), |file| Some(room(file))), KNOWN_ROOMS);
}

#[test]
fn no_folders_of_a_part_use_one_another_in_a_circle() {
    no_circle(gathered(&House::get().uses(), |file| folder(file).filter(|_| is_part(file))), KNOWN_FOLDERS);
}

#[test]
fn every_room_is_classified_and_uses_no_level_above_it() {
    let house = House::get();
    let rooms: BTreeSet<_> = house.files.keys().map(|file| room(file)).collect();
    for room in &rooms {
        assert!(level(room).is_some(), "src/{room} is new: say in LEVELS what it is (a part, most likely).");
    }
    for room in LEVELS.iter().flat_map(|(_, rooms)| *rooms) {
        assert!(rooms.contains(room), "{room} is in LEVELS, and not in src.");
    }
    for ((from, to), path) in gathered(&house.uses(), |file| Some(room(file))) {
        if !KNOWN_ROOMS.contains(&(&from, &to)) {
            assert!(
                level(&to) <= level(&from),
                "{from} uses {to}, which is of a level above it ({path}). Move what it needs down, or hand it in."
            );
        }
    }
}

#[test]
fn each_layer_of_a_part_leaves_alone_what_is_not_its_business() {
    let house = House::get();
    let uses = house.uses();
    let mut seen = BTreeSet::new();
    for file in house.files.keys() {
        let own = LAYERS.iter().find(|(name, ..)| layer(file) == Some(name));
        if let Some((name, others, layers)) = own {
            seen.insert(*name);
            leaves_alone(house, &uses, file, others);
            for ((_, to), path) in uses.iter().filter(|((from, _), _)| from == file) {
                let other = layer(to).filter(|other| layers.contains(other));
                assert!(
                    other.is_none(),
                    "{file} names {path}. A {name} does not know that layer: what it needs belongs lower, or its caller hands it in."
                );
            }
        }
    }
    assert_eq!(seen.len(), LAYERS.len(), "a rule applies to no file");
    for (name, others) in ROOMS {
        house.files.keys().filter(|file| room(file) == *name).for_each(|file| {
            leaves_alone(house, &uses, file, others);
        });
    }
}

/// A file names none of these: crates, rooms or files of ours.
fn leaves_alone(house: &House, uses: &Uses, file: &str, others: &[&str]) {
    let foreign = house.paths(file).into_iter().filter(|path| !path.contains("crate::"));
    let foreign = foreign.filter(|path| others.iter().any(|other| path.split("::").next() == Some(*other)));
    let own = uses.iter().filter(|((from, to), _)| {
        from == file
            && (others.contains(&room(to)) || others.contains(&to.as_str()))
            && room(to) != room(from)
    });
    let found: Vec<_> = foreign.chain(own.map(|(_, path)| path.clone())).collect();
    assert!(
        found.is_empty(),
        "{file} names {found:?}, which is not its business (LAYERS and ROOMS say whose it is)."
    );
}

#[test]
fn no_file_is_so_long_that_it_should_be_two() {
    for (file, text) in &House::get().files {
        assert!(text.lines().count() <= 300, "{file}: move one of its things into a file of its own");
    }
}

#[test]
fn no_handler_is_longer_than_ten_lines() {
    let operations = House::get().files.iter().filter(|(_, text)| text.contains("#[OpenApi("));
    for (file, text) in operations {
        for handler in text.split("\n    async fn ").skip(1) {
            let body = handler.lines().skip_while(|line| !line.ends_with('{')).skip(1);
            let lines = body.take_while(|line| *line != "    }").count();
            assert!(lines <= 10, "{file}: what it does belongs into the service: {handler}");
        }
    }
}
