//! A part of a document as it reads: references followed, and fields beside a reference laid over its target.

use std::sync::LazyLock;

use serde_json::{Map, Value};

/// A part of a document as it reads.
#[derive(Clone)]
pub(super) struct View<'d> {
    /// From the part itself to the last target.
    layers: Vec<&'d Map<String, Value>>,
    /// The first reference. Parts without one have no name.
    pub(super) reference: Option<&'d str>,
}

/// The maximum length of a chain of references.
const CHAIN: usize = 16;

/// The keywords that can stand beside `allOf` with a single reference, which is how OpenAPI 3.0 describes a reference.
const BESIDE: &[&str] = &[
    "allOf",
    "default",
    "deprecated",
    "description",
    "example",
    "nullable",
    "readOnly",
    "title",
    "writeOnly",
];

impl<'d> View<'d> {
    pub(super) fn of(document: &'d Value, part: &'d Value) -> Self {
        let mut view = Self::alone(part);
        let mut next = further(part);
        while let Some(step) = next.take().filter(|_| view.layers.len() < CHAIN) {
            let target = match step {
                Step::Reference(reference) => {
                    view.reference.get_or_insert(reference);
                    reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer))
                }
                Step::Wrapped(part) => Some(part),
            };
            if let Some(Value::Object(fields)) = target {
                view.layers.push(fields);
            }
            next = target.and_then(further);
        }
        view
    }

    fn alone(part: &'d Value) -> Self {
        let layers = part.as_object().into_iter().collect();
        Self { layers, reference: None }
    }

    /// Returns the fields beside a reference.
    pub(super) fn beside(part: &'d Value) -> Self {
        let mut view = Self::alone(part);
        // As if an empty target followed.
        view.layers.push(&NOTHING);
        view
    }

    /// Returns the name of the component, if the part is a reference to one of this kind.
    pub(super) fn name(&self, kind: &str) -> Option<&'d str> {
        let name = self.reference?.strip_prefix("#/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
        (!name.contains('/')).then_some(name)
    }

    /// Returns the value of a keyword, or `Null`.
    pub(super) fn get(&self, key: &str) -> &'d Value {
        self.layers.iter().find_map(|fields| fields.get(key)).unwrap_or(&Value::Null)
    }

    pub(super) fn is(&self, key: &str) -> bool {
        *self.get(key) == Value::Bool(true)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'d str> {
        let last = self.layers.len().saturating_sub(1);
        let own = move |at: usize, key: &&String| {
            // Where a reference was followed, the target stands instead.
            at == last || (*key != "$ref" && *key != "allOf")
        };
        let keys = self.layers.iter().enumerate();
        keys.flat_map(move |(at, fields)| fields.keys().filter(move |key| own(at, key))).map(String::as_str)
    }
}

static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

enum Step<'d> {
    Reference(&'d str),
    Wrapped(&'d Value),
}

fn further(part: &Value) -> Option<Step<'_>> {
    let fields = part.as_object()?;
    if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
        return Some(Step::Reference(reference));
    }
    let [only] = fields.get("allOf")?.as_array()?.as_slice() else { return None };
    (only.get("$ref").is_some() && fields.keys().all(|key| BESIDE.contains(&key.as_str())))
        .then_some(Step::Wrapped(only))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_beside_a_reference_are_laid_over_its_target() {
        let document = json!({ "components": { "schemas": {
            "A": { "$ref": "#/components/schemas/B", "title": "A" },
            "B": { "type": "string", "title": "B" },
            "Loop": { "$ref": "#/components/schemas/Loop" },
        } } });
        let wrapped = json!({ "description": "Ours.", "allOf": [{ "$ref": "#/components/schemas/A" }] });

        let view = View::of(&document, &wrapped);

        let keys: Vec<_> = view.keys().collect();
        assert_eq!((view.name("schemas"), keys), (Some("A"), vec!["description", "title", "type", "title"]));
        assert_eq!((view.get("title"), view.get("type")), (&json!("A"), &json!("string")));
        assert_eq!(
            View::of(&document, &document["components"]["schemas"]["Loop"]).name("schemas"),
            Some("Loop")
        );
        assert_eq!(View::of(&document, &json!({ "$ref": "other.yaml" })).keys().count(), 1);
    }
}
