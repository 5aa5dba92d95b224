//! Example values for the token endpoints, shown in the OpenAPI document.

use poem_openapi::types::Example;

use super::{BEARER, GrantType, Introspection, TokenReference, TokenRequest, TokenResponse};
use crate::id::Id;
use crate::text::{Line, Secret};

fn line<const MIN: usize, const MAX: usize>(text: &str) -> Line<MIN, MAX> {
    Line::stored(text.to_owned())
}

/// The demo client and the demo user.
impl Example for TokenRequest {
    fn example() -> Self {
        Self {
            grant_type: GrantType(line("password")),
            code: None,
            redirect_uri: None,
            code_verifier: None,
            refresh_token: None,
            scope: None,
            username: Some(line("andrey")),
            password: Some(Secret::stored("simplepassword".to_owned())),
            client_id: Some(line("mobileV1")),
            client_secret: Some(Secret::stored("abc123456".to_owned())),
        }
    }
}

impl Example for TokenReference {
    fn example() -> Self {
        Self {
            token: Secret::stored("V2hhdCBsb2dpbiBnYXZlLCBub3QgdGhpcw".to_owned()),
            token_type_hint: None,
            client_id: Some(line("mobileV1")),
            client_secret: Some(Secret::stored("abc123456".to_owned())),
        }
    }
}

impl Example for TokenResponse {
    fn example() -> Self {
        Self {
            access_token: "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2lnbmVk".to_owned(),
            token_type: BEARER.to_owned(),
            expires_in: 900,
            refresh_token: Some("V2hhdCBsb2dpbiBnYXZlLCBub3QgdGhpcw".to_owned()),
            scope: "profile".to_owned(),
        }
    }
}

impl Example for Introspection {
    fn example() -> Self {
        Self {
            active: true,
            scope: Some("profile".to_owned()),
            client_id: Some("mobileV1".to_owned()),
            username: Some("andrey".to_owned()),
            exp: Some(1_767_226_500),
            sub: Some(Id::example(6).to_string()),
            ..Self::default()
        }
    }
}
