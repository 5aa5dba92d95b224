//! Enums in the document whose values come from the parts, such as the scopes.
//!
//! The type does not know the values, so its schema has a placeholder format. When the document is made, the values replace it.

use serde_json::{Value, json};

use crate::error::{Fault, FaultCode};
use crate::registry::Registry;

/// The placeholder for the scopes.
pub const SCOPE: &str = "listed-scope";
/// The placeholder for the actions of the audit.
pub const ACTION: &str = "listed-action";

/// Returns the names of all scopes.
#[must_use]
pub fn scopes(registry: Registry) -> Value {
    registry.scopes().map(|scope| Value::from(scope.name())).collect()
}

/// Returns the fault of a name that is not on a list, in the same words as the contract's validator.
#[must_use]
pub fn fault(pointer: String, names: Value) -> Fault {
    Fault::body(pointer, FaultCode::NotAllowed, format!("must be one of {names}"))
}

/// Replaces the placeholders with the names.
pub(super) fn fill(document: &mut Value, registry: Registry) {
    match document {
        Value::Object(fields) => {
            let names = match fields.get("format").and_then(Value::as_str) {
                Some(SCOPE) => Some(scopes(registry)),
                Some(ACTION) => Some(registry.actions().map(|action| json!(action.name())).collect()),
                _ => None,
            };
            if let Some(names) = names {
                fields.remove("format");
                fields.insert("enum".to_owned(), names);
            }
            fields.values_mut().for_each(|value| fill(value, registry));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, registry)),
        _ => {}
    }
}
