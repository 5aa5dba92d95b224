//! The `security` of each operation in the document, from the arguments of its handler (`http::auth::Allowed`, `oauth::server`).

use serde_json::{Map, Value, json};

use super::super::names::{BEARER, CLIENT_SCHEME as CLIENT, SCOPE, VISITOR};
use crate::registry::Registry;

/// The security scheme with the flows in which a client gets a token.
const OAUTH: &str = "oauth2";

/// Writes the `security` of each operation: the schemes, and the scope also in words. Open operations get none.
pub(super) fn security(paths: &mut Value, registry: Registry) {
    for item in paths.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
            // In the raw document, the scope's name is in the place of a scheme.
            let name =
                operation["security"][0].as_object().and_then(|schemes| schemes.keys().next().cloned());
            if let Some(scope) = name.as_deref().and_then(|name| registry.scope(name)) {
                let words = operation["description"].as_str().unwrap_or_default();
                operation["description"] =
                    format!("{words}\n\nRequires a token with the scope `{scope}`.").into();
                operation[SCOPE] = scope.name().into();
                operation["security"] = json!([{ OAUTH: [scope.name()] }, { BEARER: [] }]);
            } else if name.as_deref() == Some(VISITOR) {
                operation["security"] = json!([{}, { OAUTH: [] }, { BEARER: [] }]);
            } else if name.as_deref() == Some(CLIENT) {
                // Or in the body, which a security scheme cannot express.
                operation["security"] = json!([{ CLIENT: [] }, {}]);
            }
        }
    }
}

/// Returns the security schemes, with the list of scopes. `server` is the address that the document names.
pub(super) fn schemes(server: &str, paths: &Value, registry: Registry) -> Value {
    let lines: Vec<_> = registry.scopes().map(|scope| format!("- `{scope}`: {}", scope.meaning())).collect();
    let mut schemes = json!({
        BEARER: {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": format!(
                "An access token from `login` or `issueToken`: a JWT, signed and verified as RFC8725 requires. Its scopes say what it \
                 can be used for:\n\n{}",
                lines.join("\n")
            ),
        }
    });
    if paths.to_string().contains(&format!("{{\"{CLIENT}\":[]}}")) {
        schemes[OAUTH] = oauth(server.trim_end_matches('/'), registry);
        schemes[CLIENT] = json!({
            "type": "http",
            "scheme": "basic",
            "description": "The client's id and secret (RFC 6749, 2.3.1). You can send them in the body instead. A public client has no secret and sends its id in the body.",
        });
    }
    schemes
}

/// Returns the flows in which a client gets a token.
fn oauth(server: &str, registry: Registry) -> Value {
    let all: Map<String, Value> =
        registry.scopes().map(|scope| (scope.name().to_owned(), scope.meaning().into())).collect();
    let of_clients: Map<String, Value> = all
        .iter()
        .filter(|(name, _)| *name != "profile")
        .map(|(name, meaning)| (name.clone(), meaning.clone()))
        .collect();
    let token = format!("{server}/oauth/token");
    json!({
        "type": "oauth2",
        "description": "Tokens for clients (RFC 6749): JWTs, signed and verified as RFC8725 requires. The code flow always requires PKCE with S256. The flow `password` is deprecated: \
                        clients should not see passwords (RFC 9700).",
        "flows": {
            "authorizationCode": {
                "authorizationUrl": format!("{server}/oauth/authorize"),
                "tokenUrl": token,
                "refreshUrl": token,
                "scopes": all,
            },
            // A client has no account of its own.
            "clientCredentials": { "tokenUrl": token, "scopes": of_clients },
            "password": { "tokenUrl": token, "refreshUrl": token, "scopes": all },
        },
    })
}
