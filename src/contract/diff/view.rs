//! A part of a document as it reads: references followed, and fields beside a reference laid over its target.

use serde_json::{Map, Value};

/// A part of a document as it reads.
#[derive(Clone)]
pub(super) struct View<'d> {
    /// From the part itself to the last target.
    layers: Vec<Layer<'d>>,
    /// The first reference. Parts without one have no name.
    pub(super) reference: Option<&'d str>,
    /// Whether a reference is one of two alternatives, and the other one is `null`.
    pub(super) null: bool,
}

#[derive(Clone)]
struct Layer<'d> {
    fields: &'d Map<String, Value>,
    /// The keyword of the reference that was followed. The next layer stands instead.
    followed: Option<&'static str>,
}

/// A reference to follow.
#[derive(Clone, Copy)]
struct Step<'d> {
    /// The keyword that has it.
    keyword: &'static str,
    target: &'d str,
    null: bool,
}

/// The maximum length of a chain of references.
const CHAIN: usize = 16;

/// The keywords that can stand beside `allOf` with a single reference, which is how OpenAPI 3.0 describes a reference, and beside a
/// reference or `null`.
const BESIDE: [&str; 11] = [
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "example",
    "nullable",
    "oneOf",
    "readOnly",
    "title",
    "writeOnly",
];

impl<'d> View<'d> {
    pub(super) fn of(document: &'d Value, part: &'d Value) -> Self {
        let mut view = Self { layers: Vec::new(), reference: None, null: false };
        let mut next = Some(part);
        while let Some(fields) = next.and_then(Value::as_object).filter(|_| view.layers.len() < CHAIN) {
            let step = further(fields);
            next = step.and_then(|step| {
                view.reference.get_or_insert(step.target);
                document.pointer(step.target.strip_prefix('#')?)
            });
            let followed = step.filter(|_| next.is_some());
            view.null |= followed.is_some_and(|step| step.null);
            view.layers.push(Layer { fields, followed: followed.map(|step| step.keyword) });
        }
        view
    }

    /// Returns a part as it is written.
    pub(super) fn alone(part: &'d Value) -> Self {
        let layer = |fields| Layer { fields, followed: None };
        Self { layers: part.as_object().into_iter().map(layer).collect(), reference: None, null: false }
    }

    /// Returns the fields beside a reference.
    pub(super) fn beside(part: &'d Value) -> Self {
        let step = part.as_object().and_then(further);
        let layer = |fields| Layer { fields, followed: step.map(|step| step.keyword) };
        let null = step.is_some_and(|step| step.null);
        Self { layers: part.as_object().into_iter().map(layer).collect(), reference: None, null }
    }

    /// Returns the value of a keyword, or `Null`.
    pub(super) fn get(&self, key: &str) -> &'d Value {
        let own = |layer: &Layer<'d>| layer.fields.get(key).filter(|_| layer.followed != Some(key));
        self.layers.iter().find_map(own).unwrap_or(&Value::Null)
    }

    pub(super) fn is(&self, key: &str) -> bool {
        *self.get(key) == Value::Bool(true)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'d str> {
        let own = |layer: &Layer<'d>| {
            let followed = layer.followed;
            layer.fields.keys().map(String::as_str).filter(move |key| followed != Some(*key))
        };
        self.layers.iter().flat_map(own)
    }
}

/// Returns the reference to follow.
fn further(fields: &Map<String, Value>) -> Option<Step<'_>> {
    let alone = |part: &Value| part.as_object().is_some_and(|part| part.len() == 1);
    if let Some(target) = fields.get("$ref").and_then(Value::as_str) {
        return Some(Step { keyword: "$ref", target, null: false });
    }
    if !fields.keys().all(|key| BESIDE.contains(&key.as_str())) {
        return None;
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let parts = fields.get(keyword).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let (part, null) = match parts {
            [part] => (part, false),
            [part, null] | [null, part] if keyword != "allOf" && is_null(null) => (part, true),
            _ => continue,
        };
        if alone(part) && part.get("$ref").is_some() {
            return part["$ref"].as_str().map(|target| Step { keyword, target, null });
        }
    }
    None
}

/// How OpenAPI 3.1 says that the value behind a reference can be missing.
fn is_null(part: &Value) -> bool {
    part.as_object().is_some_and(|part| part.len() == 1) && part["type"] == "null"
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
        assert_eq!(view.reference, Some("#/components/schemas/A"));
        assert_eq!(keys, ["description", "title", "type", "title"]);
        assert_eq!((view.get("title"), view.get("type")), (&json!("A"), &json!("string")));
        let circle = &document["components"]["schemas"]["Loop"];
        assert_eq!(View::of(&document, circle).reference, Some("#/components/schemas/Loop"));
        assert_eq!(View::of(&document, &json!({ "$ref": "other.yaml" })).keys().count(), 1);
    }
}
