//! Authentication and authorization: the access token of a request, and the scope that its operation requires.
//!
//! An operation that requires a scope takes an [`Allowed`] as its first argument. The refusals (401, 403), the `security` and the
//! scope in the document, and the caller for the service all follow from this argument. Nothing else decides about access.
//!
//! A read that is open to everybody takes a [`Visitor`].

use std::marker::PhantomData;

use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::Shared;
use super::answered::Who;
use super::origin;
use super::rejection::Rejection;
use super::verify::Denied;
use crate::caller::{Caller, Scope};
use crate::contract::VISITOR;
use crate::error::{Code, Error, Result};

/// The scope that an operation requires.
pub trait Demand: Send + Sync + 'static {
    /// The scope.
    const SCOPE: Scope;
}

/// Declares demands: `demands! { WriteCatalogue: scopes::CATALOGUE_WRITE; }`.
#[macro_export]
macro_rules! demands {
    ($($(#[$meta:meta])* $name:ident: $scope:path;)*) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name;

        impl $crate::http::auth::Demand for $name {
            const SCOPE: $crate::caller::Scope = $scope;
        }
    )*};
}

/// A caller whose token has the scope of `D`.
#[derive(Debug)]
pub struct Allowed<D> {
    /// The caller.
    pub caller: Caller,
    demand: PhantomData<fn() -> D>,
}

impl<'a, D: Demand> ApiExtractor<'a> for Allowed<D> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = ();
    type ParamRawType = ();

    /// Returns the name of the scope, which `polish` replaces with the security requirements of the document.
    fn security_schemes() -> Vec<&'static str> {
        vec![D::SCOPE.name()]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let shared = Shared::of(request)?;
        let caller = caller(&shared, request)?;
        if caller.scopes.has(D::SCOPE) {
            return Ok(Self { caller, demand: PhantomData });
        }
        shared.verifier.refused(Denied {
            caller,
            wanted: D::SCOPE,
            operation: format!("{} {}", request.method(), request.uri().path()),
            origin: origin::of(request, &shared.http.trusted_proxies),
        });
        let detail = format!("The token does not have the scope {}.", D::SCOPE.name());
        let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", D::SCOPE.name());
        Err(Rejection::from(Error::new(Code::SCOPE_MISSING, detail))
            .header(header::WWW_AUTHENTICATE, &challenge)
            .into())
    }
}

/// The caller of an operation that is open to everybody, if there is one. A token is optional, but must be valid if there is one.
/// The response can depend on the caller.
#[derive(Debug)]
pub struct Visitor(pub Option<Caller>);

impl<'a> ApiExtractor<'a> for Visitor {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    const PARAM_IS_REQUIRED: bool = false;
    type ParamType = ();
    type ParamRawType = ();

    fn security_schemes() -> Vec<&'static str> {
        vec![VISITOR]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        // Other schemes are not meant for this server, but for example for a proxy in front of it.
        if bearer(request).is_none() {
            return Ok(Self(None));
        }
        let shared = Shared::of(request)?;
        Ok(Self(Some(caller(&shared, request)?)))
    }
}

/// Returns the caller of a request, identified by its token (RFC 6750).
///
/// # Errors
/// `token_missing`, `token_invalid`, `token_expired`, with `WWW-Authenticate`.
fn caller(shared: &Shared, request: &Request) -> Result<Caller, Rejection> {
    let challenged =
        |error: Error, challenge: &str| Rejection::from(error).header(header::WWW_AUTHENTICATE, challenge);
    let Some(token) = bearer(request) else {
        return Err(challenged(Code::TOKEN_MISSING.into(), "Bearer"));
    };
    let caller = shared.verifier.verify(token);
    let caller = caller.map_err(|error| challenged(error, "Bearer error=\"invalid_token\""))?;
    Who::note(request, &caller);
    Ok(caller)
}

fn bearer(request: &Request) -> Option<&str> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
