//! Which file uses which: follows the paths that files name, through re-exports, to the files that define the items.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::paths::{Named, Says, read};

/// The sources: their texts, what each names, and what each uses.
pub(super) struct House {
    /// Files by name, relative to `src`.
    pub(super) files: BTreeMap<String, String>,
    says: BTreeMap<String, Says>,
    modules: HashMap<Vec<String>, String>,
}

/// One file uses another: both names, and a path by which it does.
pub(super) type Uses = BTreeMap<(String, String), String>;

impl House {
    /// The sources of the house, read once.
    pub(super) fn get() -> &'static Self {
        static HOUSE: LazyLock<House> = LazyLock::new(House::read);
        &HOUSE
    }

    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let (mut folders, mut files): (Vec<PathBuf>, BTreeMap<_, _>) = (vec![root.clone()], BTreeMap::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "rs") {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read_to_string(path).unwrap());
                }
            }
        }
        assert!(files.len() > 50, "the sources were not found");
        Self::of(files)
    }

    fn of(files: BTreeMap<String, String>) -> Self {
        let modules = files.keys().map(|file| (module(file), file.clone())).collect();
        let says = files.iter().map(|(file, text)| (file.clone(), read(text))).collect();
        Self { files, says, modules }
    }

    /// Every path that a file names, as text.
    pub(super) fn paths(&self, file: &str) -> Vec<String> {
        self.says[file].named.iter().map(|named| named.path.join("::")).collect()
    }

    /// Which files use which.
    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for (file, says) in &self.says {
            for named in &says.named {
                if let Some(other) = self.target(file, named, 0).filter(|other| other != file) {
                    uses.entry((file.clone(), other)).or_insert_with(|| named.path.join("::"));
                }
            }
        }
        uses
    }

    /// The file in which stands what a path leads to, if it is one of ours.
    fn target(&self, file: &str, Named { inside, path, .. }: &Named, depth: usize) -> Option<String> {
        let mut here: Vec<String> = [module(file), inside.clone()].concat();
        let mut rest = path.as_slice();
        match rest.first()?.as_str() {
            "crate" => {
                here.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            child if self.modules.contains_key(&[here.clone(), vec![child.to_owned()]].concat()) => {}
            _ => return None,
        }
        for segment in rest {
            here.push(segment.clone());
            if self.modules.contains_key(&here) {
                continue;
            }
            here.pop();
            if let (true, Some(by)) = (here.is_empty(), self.exporter(segment)) {
                return Some(by);
            }
            let file = self.file(&here);
            let alias = |named: &&Named| named.alias.as_ref() == Some(segment) && named.path.len() > 1;
            let passed_on = self.says[&file].named.iter().find(alias).filter(|_| depth < 9);
            return passed_on.and_then(|named| self.target(&file, named, depth + 1)).or(Some(file));
        }
        Some(self.file(&here))
    }

    fn exporter(&self, name: &String) -> Option<String> {
        self.says.iter().find(|(_, says)| says.macros.contains(name)).map(|(file, _)| file.clone())
    }

    /// The file of a module, which may stand inside a file.
    fn file(&self, module: &[String]) -> String {
        (0..=module.len()).rev().find_map(|length| self.modules.get(&module[..length])).unwrap().clone()
    }
}

/// `http/list/answer.rs` and `http/list/mod.rs` → their modules.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Vec::new() } else { path.split('/').map(ToOwned::to_owned).collect() }
}

/// The room of a file: what stands directly in `src`.
pub(super) fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The folder of a part's file: `catalogue/books`. The file of the part itself is in none.
pub(super) fn folder(file: &str) -> Option<&str> {
    let rest = file.split_once('/')?.1;
    let name = rest.split('/').next().unwrap_or(rest).trim_end_matches(".rs");
    (name != "mod").then(|| &file[..room(file).len() + 1 + name.len()])
}

/// The same between what files are gathered to; the path has the name of its file before it.
pub(super) fn gathered(uses: &Uses, to: impl Fn(&str) -> Option<&str>) -> Uses {
    let mut rooms = Uses::new();
    for ((from, other), path) in uses {
        if let (Some(one), Some(two)) = (to(from), to(other))
            && one != two
        {
            rooms.entry((one.to_owned(), two.to_owned())).or_insert_with(|| format!("{from}: {path}"));
        }
    }
    rooms
}

/// The shortest way from one to another, if there is one: every step of it.
pub(super) fn way(uses: &Uses, from: &str, to: &str) -> Option<Vec<(String, String)>> {
    let (mut ways, mut seen) = (vec![(from.to_owned(), Vec::new())], BTreeSet::from([from.to_owned()]));
    while !ways.is_empty() {
        let mut next = Vec::new();
        for (last, steps) in ways {
            let further = uses.range((last.clone(), String::new())..).map(|(step, _)| step);
            for step in further.take_while(|(from, _)| *from == last) {
                let steps = [steps.clone(), vec![step.clone()]].concat();
                if step.1 == to {
                    return Some(steps);
                }
                if seen.insert(step.1.clone()) {
                    next.push((step.1.clone(), steps));
                }
            }
        }
        ways = next;
    }
    None
}

#[test]
fn a_use_is_followed_to_the_file_where_the_thing_stands() {
    let files = [
        ("lib.rs", "pub mod a; pub mod b;"),
        ("a.rs", "mod inner; pub use self::inner::Thing; #[macro_export] macro_rules! made { () => {} }"),
        ("a/inner.rs", "pub struct Thing; fn f() -> super::Thing { Thing }"),
        ("b.rs", "use crate::{a::Thing, made}; mod tests { use super::super::a; }"),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));

    let uses = House::of(files.into()).uses();

    let found: Vec<_> = uses.keys().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    assert_eq!(found, [("a.rs", "a/inner.rs"), ("b.rs", "a.rs"), ("b.rs", "a/inner.rs")]);
    assert_eq!(way(&uses, "b.rs", "a/inner.rs").unwrap().len(), 1);
    assert!(way(&uses, "a/inner.rs", "b.rs").is_none());
}
