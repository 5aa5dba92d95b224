//! An OAuth client for the tests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use poem::http::Method;
use serde_json::{Value, json};

use crate::accounts::people::PASSWORD;
use crate::support::{Answer, Kit};

/// Where the tests' clients are sent back to.
pub const REDIRECT: &str = "https://app.example/signed-in";
/// A verifier and its challenge; the pair of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A registered client.
#[derive(Debug, Clone)]
pub struct Program {
    pub path: String,
    pub client_id: String,
    /// Empty for a public client.
    pub secret: String,
}

impl Program {
    /// A confidential client with all grants.
    pub async fn new(kit: &Kit, scopes: &[&str]) -> Self {
        let grants = ["authorization_code", "client_credentials", "password", "refresh_token"];
        Self::with(kit, true, &grants, scopes).await
    }

    pub async fn with(kit: &Kit, confidential: bool, grants: &[&str], scopes: &[&str]) -> Self {
        let body = json!({
            "name": "App & Co", "confidential": confidential, "grants": grants, "redirectUris": [REDIRECT], "scopes": scopes,
        });
        let made = kit.post("/v1/clients", &body).await.expect(201);
        let text = |field: &str| made.json()[field].as_str().unwrap_or_default().to_owned();
        Self {
            path: format!("/v1/clients/{}", made.id()),
            client_id: text("clientId"),
            secret: text("clientSecret"),
        }
    }

    /// Posts a form as this client, by HTTP Basic if it has a secret.
    pub async fn post(&self, kit: &Kit, path: &str, fields: &[(&str, &str)]) -> Answer {
        if self.secret.is_empty() {
            let own = [("client_id", self.client_id.as_str())];
            return form(kit, path, &[fields, &own].concat(), "").await;
        }
        let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", self.client_id, self.secret)));
        form(kit, path, fields, &basic).await
    }

    pub async fn token(&self, kit: &Kit, fields: &[(&str, &str)]) -> Answer {
        self.post(kit, "/oauth/token", fields).await
    }

    /// Tokens by the password of one of the tests' people.
    pub async fn password(&self, kit: &Kit, name: &str) -> Answer {
        self.token(kit, &[("grant_type", "password"), ("username", name), ("password", PASSWORD)]).await
    }

    pub async fn refresh(&self, kit: &Kit, token: &str) -> Answer {
        self.token(kit, &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    pub async fn exchange(&self, kit: &Kit, code: &str) -> Answer {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        self.token(kit, &fields).await
    }

    /// A request for the page, good in every part, with `more` in place of its own parameters.
    pub fn request(&self, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let own = [
            ("response_type", "code"),
            ("client_id", &self.client_id),
            ("redirect_uri", REDIRECT),
            ("state", "a state & more"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let own = own.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        own.chain(more.iter().copied()).map(|(name, value)| (name, value.to_owned())).collect()
    }
}

/// Posts a form, with this in `Authorization`, or nothing if that is empty.
pub async fn form(kit: &Kit, path: &str, fields: &[(&str, &str)], authorization: &str) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let headers = [("authorization", authorization), ("content-type", "application/x-www-form-urlencoded")];
    kit.call(Method::POST, path, &headers, body).await
}

pub fn text(answer: &Answer, field: &str) -> String {
    answer.json()[field].as_str().unwrap_or_else(|| panic!("{field}: {answer}")).to_owned()
}

/// The protocol's `error`.
pub fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}

/// The answer without what is another at each run.
pub fn shown(answer: &Answer) -> Answer {
    let mut body = answer.json();
    for field in ["access_token", "refresh_token", "clientId", "clientSecret", "client_id", "jti"] {
        if body.get(field).is_some_and(Value::is_string) {
            body[field] = json!("…");
        }
    }
    Answer { status: answer.status, headers: answer.headers.clone(), body: body.to_string().into_bytes() }
}

pub async fn me(kit: &Kit, access: &str) -> Answer {
    kit.get_with("/v1/me", &[("authorization", &format!("Bearer {access}"))]).await
}
