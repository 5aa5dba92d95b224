//! A part of a document as it reads: references followed, and fields beside a reference laid over its target.

use serde_json::{Map, Value};

/// A part of a document as it reads.
#[derive(Clone)]
pub(super) struct View<'d> {
    /// From the part itself to the last target.
    layers: Vec<Layer<'d>>,
    /// The first reference. Parts without one have no name.
    pub(super) reference: Option<&'d str>,
}

#[derive(Clone)]
struct Layer<'d> {
    fields: &'d Map<String, Value>,
    /// The keyword of the reference that was followed. The next layer stands instead.
    followed: Option<&'static str>,
}

/// The maximum length of a chain of references.
const CHAIN: usize = 16;

/// The keywords that can stand beside `allOf` with a single reference, which is how OpenAPI 3.0 describes a reference.
const BESIDE: [&str; 9] = [
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
        let mut view = Self { layers: Vec::new(), reference: None };
        let mut next = Some(part);
        while let Some(fields) = next.and_then(Value::as_object).filter(|_| view.layers.len() < CHAIN) {
            let step = further(fields);
            next = step.and_then(|(_, reference)| {
                view.reference.get_or_insert(reference);
                document.pointer(reference.strip_prefix('#')?)
            });
            let followed = step.filter(|_| next.is_some()).map(|(keyword, _)| keyword);
            view.layers.push(Layer { fields, followed });
        }
        view
    }

    /// Returns a part as it is written.
    pub(super) fn alone(part: &'d Value) -> Self {
        let layer = |fields| Layer { fields, followed: None };
        Self { layers: part.as_object().into_iter().map(layer).collect(), reference: None }
    }

    /// Returns the fields beside a reference.
    pub(super) fn beside(part: &'d Value) -> Self {
        let layer = |fields| Layer { fields, followed: further(fields).map(|(keyword, _)| keyword) };
        Self { layers: part.as_object().into_iter().map(layer).collect(), reference: None }
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

/// Returns the reference to follow, and its keyword.
fn further(fields: &Map<String, Value>) -> Option<(&'static str, &str)> {
    if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
        return Some(("$ref", reference));
    }
    let [only] = fields.get("allOf")?.as_array()?.as_slice() else { return None };
    let beside = |key: &String| BESIDE.contains(&key.as_str());
    let alone = only.as_object()?.len() == 1 && fields.keys().all(beside);
    Some(("allOf", only["$ref"].as_str()?)).filter(|_| alone)
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
