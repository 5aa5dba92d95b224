//! Who may: what the operations' arguments say (`http::auth::Allowed`), as the document says it.

use serde_json::{Map, Value, json};

use crate::caller::Scope;

/// The name of the one scheme.
const BEARER: &str = "bearer";
/// The scope that an operation needs, for programs; people read it in the description.
pub const SCOPE: &str = "x-scope";

/// Writes the `security` of each operation: the scheme, and the scope in words; nothing for those that are open to everybody.
pub(super) fn security(paths: &mut Value) {
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            // The raw document has the scope's name where a scheme's would be.
            let name =
                operation["security"][0].as_object().and_then(|schemes| schemes.keys().next().cloned());
            let scope = name.and_then(|name| Scope::ALL.iter().find(|scope| scope.name() == name));
            if let Some(scope) = scope {
                let words = operation["description"].as_str().unwrap_or_default();
                operation["description"] =
                    format!("{words}\n\nNeeds a token with the scope `{}`.", scope.name()).into();
                operation[SCOPE] = scope.name().into();
                operation["security"] = json!([{ BEARER: [] }]);
            }
        }
    }
}

/// The scheme, and what scopes there are.
pub(super) fn schemes() -> Value {
    let lines: Vec<_> =
        Scope::ALL.iter().map(|scope| format!("- `{}`: {}", scope.name(), scope.meaning())).collect();
    json!({
        BEARER: {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": format!(
                "An access token, from `login`: a JWT, signed and checked as RFC8725 has it. Its scopes say what it may be used \
                 for:\n\n{}",
                lines.join("\n")
            ),
        }
    })
}
