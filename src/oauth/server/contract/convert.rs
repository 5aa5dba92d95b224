//! Conversions between wire types and use cases of the token endpoints.

use super::super::refusal::{Refusal, Refused};
use super::super::service::grants::Ask;
use super::super::service::inspect::{TokenKind, Told};
use super::{BEARER, Introspection, TokenRequest, TokenResponse};
use crate::caller::Scopes;
use crate::oauth::clients::Grant;
use crate::registry::Registry;
use crate::signing_in::SignInRequest;
use crate::text::Line;
use crate::tokens::sessions::Pair;

impl TokenRequest {
    /// Returns the grant with its parameters, and the requested scopes.
    ///
    /// # Errors
    /// `unsupported_grant_type`, `invalid_scope`, and `invalid_request` if a field is missing.
    pub(in super::super) fn ask(self, registry: Registry) -> Result<(Ask, Option<Scopes>), Refused> {
        let Self {
            grant_type,
            code,
            redirect_uri,
            code_verifier,
            refresh_token,
            scope,
            username,
            password,
            ..
        } = self;
        let grant = Grant::named(grant_type.0.as_str()).ok_or(Refusal::UnsupportedGrantType)?;
        let wanted = scope.map(|scope| registry.known_scopes(scope.as_str()).map_err(Refused::unknown_scope));
        let ask = match grant {
            Grant::AuthorizationCode => Ask::Code {
                code: needed(code, "code")?.reveal().to_owned(),
                redirect_uri: redirect_uri.map(Line::into_string),
                verifier: needed(code_verifier, "code_verifier")?,
            },
            Grant::Password => Ask::Password(SignInRequest {
                name: needed(username, "username")?.into_string(),
                password: needed(password, "password")?,
            }),
            Grant::ClientCredentials => Ask::Itself,
            Grant::RefreshToken => Ask::Refresh(needed(refresh_token, "refresh_token")?.reveal().to_owned()),
        };
        Ok((ask, wanted.transpose()?))
    }
}

fn needed<T>(field: Option<T>, name: &str) -> Result<T, Refused> {
    field.ok_or_else(|| Refused::new(Refusal::InvalidRequest, format!("{name} is missing.")))
}

impl From<Pair> for TokenResponse {
    fn from(Pair { access, expires_in, refresh, scopes }: Pair) -> Self {
        Self {
            access_token: access,
            token_type: BEARER.to_owned(),
            expires_in: i32::try_from(expires_in).unwrap_or(i32::MAX),
            refresh_token: refresh,
            scope: scopes.to_string(),
        }
    }
}

impl Introspection {
    /// Creates the introspection response for a token. `issuer` is the name of this server in tokens.
    pub(in super::super) fn new(told: Option<Told>, issuer: &str) -> Self {
        let Some(Told { caller, client, username, expires_at, kind }) = told else { return Self::default() };
        let (jti, iat) = match kind {
            TokenKind::Access(id, made) => (Some(id), Some(made)),
            TokenKind::Refresh => (None, None),
        };
        Self {
            active: true,
            scope: Some(caller.scopes.to_string()),
            client_id: Some(client),
            username,
            token_type: jti.is_some().then(|| BEARER.to_owned()),
            exp: Some(expires_at),
            iat,
            sub: Some(caller.subject.id().to_string()),
            aud: Some(issuer.to_owned()),
            iss: Some(issuer.to_owned()),
            jti,
        }
    }
}
