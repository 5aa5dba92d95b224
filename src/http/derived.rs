//! Schemas derived from a type's own schema: the patch of a resource, its bulk body, and its selected fields. They are computed
//! when the document is made, so they always match the type.

use poem_openapi::registry::{MetaDiscriminatorObject, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use serde_json::{Value, json};

use crate::text::pattern::JSON_POINTER;

/// How many items a bulk body may have.
const BULK: usize = 100;
/// How many operations a JSON Patch may have.
pub(super) const OPERATIONS: usize = 100;

/// `BookInput` → `BookPatch`.
pub(crate) fn patch_name(name: &str) -> String {
    format!("{}Patch", name.trim_end_matches("Input"))
}

/// `BookInput` → `BookBatch`.
pub(crate) fn bulk_name(name: &str) -> String {
    format!("{}Batch", name.trim_end_matches("Input"))
}

/// `Book` → `BookFields`.
pub(crate) fn fields_name(name: &str) -> String {
    format!("{name}Fields")
}

fn inline(schema: MetaSchema) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(schema))
}

fn of<T: Type>(registry: &Registry) -> MetaSchema {
    let schema = registry.schemas.get(T::name().as_ref()).cloned();
    MetaSchema { rust_typename: None, title: None, example: None, ..schema.unwrap_or(MetaSchema::ANY) }
}

fn put(registry: &mut Registry, name: String, schema: MetaSchema) {
    registry.schemas.insert(name, schema);
}

/// Registers the merge patch of `T`: every field may be absent, and optional fields of `T` may be `null`, which removes them.
pub(crate) fn register_patch<T: Type>(registry: &mut Registry) {
    let mut schema = of::<T>(registry);
    let required = std::mem::take(&mut schema.required);
    // Every resource has the required fields, so an example that changes them always applies, and can be sent twice.
    let whole = registry.schemas.get(T::name().as_ref()).and_then(|whole| whole.example.clone());
    schema.example = whole.map(|whole| {
        let last = required.iter().rev().take(2).rev();
        last.filter_map(|name| Some(((*name).to_owned(), whole.get(name)?.clone()))).collect::<Value>()
    });
    for (name, field) in &mut schema.properties {
        if !required.contains(name) {
            *field = inline(or_null(registry, field));
        }
    }
    schema.description = Some(
        "A JSON Merge Patch (RFC 7396). Fields that you leave out stay as they are, `null` removes an optional field, and arrays are replaced as a whole.",
    );
    put(registry, patch_name(&T::name()), schema);
    register_operations(registry);
}

/// Returns a schema that also allows `null`. A named schema is copied inline, because OpenAPI 3.0 ignores `nullable` next to a
/// reference.
fn or_null(registry: &Registry, schema: &MetaSchemaRef) -> MetaSchema {
    let mut schema = match schema {
        MetaSchemaRef::Inline(schema) => (**schema).clone(),
        MetaSchemaRef::Reference(name) => {
            let target = registry.schemas.get(name).cloned().unwrap_or(MetaSchema::ANY);
            MetaSchema { rust_typename: None, example: None, title: None, ..target }
        }
    };
    schema.nullable = true;
    if !schema.enum_items.is_empty() {
        schema.enum_items.push(Value::Null);
    }
    schema
}

/// Registers JSON Patch's six operations, distinguished by `op`.
fn register_operations(registry: &mut Registry) {
    let path = || {
        inline(MetaSchema {
            max_length: Some(1000),
            pattern: Some(JSON_POINTER.to_owned()),
            description: Some("A JSON Pointer (RFC 6901) to an editable field."),
            ..MetaSchema::new("string")
        })
    };
    let mut op = |name: &str, description, names: &[&str]| {
        let schema = MetaSchema {
            description: Some(description),
            enum_items: names.iter().map(|name| Value::from(*name)).collect(),
            ..MetaSchema::new("string")
        };
        put(registry, name.to_owned(), schema);
        MetaSchemaRef::Reference(name.to_owned())
    };
    let value_op = op("JsonPatchValueOp", "The operations that have a value.", &["add", "replace", "test"]);
    let remove_op = op("JsonPatchRemoveOp", "The operation that has only a path.", &["remove"]);
    let from_op = op("JsonPatchFromOp", "The operations that have a source.", &["move", "copy"]);
    let variant = |description, properties: Vec<(&'static str, MetaSchemaRef)>| MetaSchema {
        description: Some(description),
        required: properties.iter().map(|(name, _)| *name).collect(),
        properties,
        ..MetaSchema::new("object")
    };
    let value = inline(MetaSchema { description: Some("Any JSON value."), ..MetaSchema::ANY });
    let variants = [
        (
            "JsonPatchValue",
            variant(
                "Adds a value (`add`), replaces one (`replace`), or checks that it is there (`test`).",
                vec![("op", value_op), ("path", path()), ("value", value)],
            ),
        ),
        ("JsonPatchRemove", variant("Removes a value.", vec![("op", remove_op), ("path", path())])),
        (
            "JsonPatchFrom",
            variant(
                "Moves or copies a value from another location.",
                vec![("op", from_op), ("from", path()), ("path", path())],
            ),
        ),
    ];
    let target = |name: &str| format!("#/components/schemas/{name}");
    let mapping = [
        ("add", "JsonPatchValue"),
        ("copy", "JsonPatchFrom"),
        ("move", "JsonPatchFrom"),
        ("remove", "JsonPatchRemove"),
        ("replace", "JsonPatchValue"),
        ("test", "JsonPatchValue"),
    ];
    let operation = MetaSchema {
        description: Some("One operation of a JSON Patch."),
        one_of: variants.iter().map(|(name, _)| MetaSchemaRef::Reference((*name).to_owned())).collect(),
        discriminator: Some(MetaDiscriminatorObject {
            property_name: "op",
            mapping: mapping.iter().map(|(op, name)| ((*op).to_owned(), target(name))).collect(),
        }),
        ..MetaSchema::ANY
    };
    for (name, schema) in variants {
        put(registry, name.to_owned(), schema);
    }
    put(registry, "JsonPatchOperation".to_owned(), operation);
    let operations = MetaSchema {
        description: Some(
            "A JSON Patch (RFC 6902). The operations are applied in order, all of them or none.",
        ),
        items: Some(Box::new(MetaSchemaRef::Reference("JsonPatchOperation".to_owned()))),
        max_items: Some(OPERATIONS),
        ..MetaSchema::new("array")
    };
    put(registry, "JsonPatch".to_owned(), operations);
}

/// Registers a batch of `T`s. Its items have the shape of `T` without its limits, which are checked item by item.
pub(crate) fn register_bulk<T: Type>(registry: &mut Registry) {
    let item_name = format!("{}Item", bulk_name(&T::name()));
    let mut item = relaxed(registry, of::<T>(registry));
    item.description = Some(
        "An item, with the same fields as the body that creates a single one. The schema checks names and JSON types only. Values that break a limit or a format are reported in the result of the item.",
    );
    put(registry, item_name.clone(), item);
    let atomic = MetaSchema {
        description: Some(
            "Whether to create all items or none. With `true`, the first item that fails undoes the others.",
        ),
        default: Some(false.into()),
        ..MetaSchema::new("boolean")
    };
    let items = MetaSchema {
        description: Some("The resources to create, in order."),
        items: Some(Box::new(MetaSchemaRef::Reference(item_name))),
        min_items: Some(1),
        max_items: Some(BULK),
        ..MetaSchema::new("array")
    };
    let example = registry.schemas.get(T::name().as_ref()).and_then(|item| item.example.clone());
    let batch = MetaSchema {
        example: example.map(|item| json!({ "atomic": true, "items": [item] })),
        description: Some("Several resources to create in one request."),
        required: vec!["items"],
        properties: vec![("atomic", inline(atomic)), ("items", inline(items))],
        ..MetaSchema::new("object")
    };
    put(registry, bulk_name(&T::name()), batch);
}

/// Returns the same shape without limits, except for those that any text, number or array must have.
fn relaxed(registry: &Registry, schema: MetaSchema) -> MetaSchema {
    let loosen = |field: MetaSchemaRef| match field {
        MetaSchemaRef::Inline(field) => inline(relaxed(registry, *field)),
        MetaSchemaRef::Reference(name) => {
            let target = registry.schemas.get(&name).cloned().unwrap_or(MetaSchema::ANY);
            inline(relaxed(
                registry,
                MetaSchema { rust_typename: None, example: None, title: None, ..target },
            ))
        }
    };
    let base = MetaSchema {
        description: schema.description,
        required: schema.required,
        properties: schema.properties.into_iter().map(|(name, field)| (name, loosen(field))).collect(),
        items: schema.items.map(|items| Box::new(loosen(*items))),
        ..MetaSchema::new(schema.ty)
    };
    match schema.ty {
        "string" => MetaSchema { max_length: Some(100_000), ..base },
        "array" => MetaSchema { max_items: Some(10_000), ..base },
        // The integers that numbers in every language represent exactly.
        "integer" => MetaSchema {
            format: Some("int64"),
            minimum: Some(-9_007_199_254_740_991.0),
            maximum: Some(9_007_199_254_740_991.0),
            ..base
        },
        _ => base,
    }
}

/// Registers `T` with only `id` required.
pub(crate) fn register_fields<T: Type>(registry: &mut Registry) {
    let schema = MetaSchema {
        required: vec!["id"],
        description: Some("The `id` and the requested fields."),
        ..of::<T>(registry)
    };
    put(registry, fields_name(&T::name()), schema);
}

#[cfg(test)]
mod tests {
    use poem_openapi::Object;

    use super::*;
    use crate::http::list::Count;

    #[derive(Debug, Object)]
    struct SongInput {
        verses: Option<Count>,
        title: Option<String>,
        copies: Count,
    }

    #[test]
    fn what_can_be_missing_may_be_null_in_a_patch_whether_its_schema_has_a_name_or_not() {
        let mut registry = Registry::new();
        SongInput::register(&mut registry);

        register_patch::<SongInput>(&mut registry);

        let fields = &registry.schemas["SongPatch"].properties;
        let (verses, title) = (fields[0].1.unwrap_inline(), fields[1].1.unwrap_inline());
        assert!(verses.nullable && title.nullable);
        assert_eq!(verses.enum_items, ["exact".into(), Value::Null]);
        assert!(matches!(fields[2].1, MetaSchemaRef::Reference(_)));
    }
}
