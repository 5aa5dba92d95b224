//! Error codes: the type, and the codes that every operation can return. Each part declares its own codes in its own folder.
//!
//! `docs/ERRORS.md`, the pages at `/problems/{code}` and the contract are generated from them. A code is never renamed and never
//! reused.

use std::fmt;

use crate::named;

/// The kind of failure of a code. It alone determines the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Malformed,
    Unauthenticated,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    Timeout,
    Conflict,
    PreconditionFailed,
    TooLarge,
    HeadTooLarge,
    UnsupportedMediaType,
    Unprocessable,
    TooMany,
    Internal,
    Unavailable,
}

/// The stable name of a failure, with its meaning.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    name: &'static str,
    meaning: &'static str,
    kind: Kind,
    title: &'static str,
}

impl Code {
    /// Creates a code. Declare codes with [`named!`](macro@crate::named).
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str, kind: Kind, title: &'static str) -> Self {
        Self { name, meaning, kind, title }
    }

    /// Returns the name, as in `code` and at the end of `type`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns what it means and what a caller can do.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.meaning
    }

    /// Returns a few words for `title`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.title
    }

    /// Returns the kind of failure.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.kind
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

named! {
    impl Code {
        /// The codes that any operation can return, whatever its part.
        pub const HOUSE;

        /// The request is not valid HTTP (RFC 9110, RFC 9112): its first line or a header field is malformed, it does not have
        /// exactly one `Host`, or it has more than one `Authorization`.
        REQUEST_MALFORMED = "request_malformed": Kind::Malformed, "Request is malformed";
        /// The path, the query and the header fields together are larger than 32 KiB.
        HEAD_TOO_LARGE = "head_too_large": Kind::HeadTooLarge, "Request header fields too large";
        /// The body is empty, is not valid JSON (RFC 8259), or is nested too deeply.
        JSON_INVALID = "json_invalid": Kind::Malformed, "Body is not JSON";
        /// A value in the body has the wrong JSON type, or a key is repeated. `errors` lists everything that is wrong with the body, up to
        /// 100 entries.
        BODY_MALFORMED = "body_malformed": Kind::Malformed, "Body has the wrong shape";
        /// A path, query or header parameter is invalid, unknown or repeated. `errors` lists the parameters.
        PARAMETER_INVALID = "parameter_invalid": Kind::Malformed, "Parameter is invalid";
        /// The cursor is invalid, or belongs to a list with another sort order or other filters. Start again without it.
        CURSOR_INVALID = "cursor_invalid": Kind::Malformed, "Cursor is invalid";
        /// The operation requires an access token. Send it as `Authorization: Bearer`.
        TOKEN_MISSING = "token_missing": Kind::Unauthenticated, "Token is missing";
        /// The access token is invalid, or its session has ended. Sign in again.
        TOKEN_INVALID = "token_invalid": Kind::Unauthenticated, "Token is invalid";
        /// The access token has expired. Get a new one with the refresh token.
        TOKEN_EXPIRED = "token_expired": Kind::Unauthenticated, "Token has expired";
        /// The token does not have the scope that this operation requires. The operation's description names the scope.
        SCOPE_MISSING = "scope_missing": Kind::Forbidden, "Scope is missing";
        /// The path does not exist. `/openapi.yaml` lists all paths.
        ROUTE_NOT_FOUND = "route_not_found": Kind::NotFound, "Path not found";
        /// The path does not support this method. `Allow` lists the supported methods.
        METHOD_NOT_ALLOWED = "method_not_allowed": Kind::MethodNotAllowed, "Method not allowed";
        /// The operation cannot return any media type that `Accept` allows.
        NOT_ACCEPTABLE = "not_acceptable": Kind::NotAcceptable, "No acceptable media type";
        /// The body did not arrive in time. Nothing was changed.
        REQUEST_TIMEOUT = "request_timeout": Kind::Timeout, "Request took too long";
        /// A `test` operation of the JSON Patch failed. Nothing was changed.
        PATCH_TEST_FAILED = "patch_test_failed": Kind::Conflict, "Patch test failed";
        /// Other requests kept changing the resource at the same time. Nothing was changed. Try again.
        WRITE_CONFLICT = "write_conflict": Kind::Conflict, "Write conflict";
        /// The resource has changed since the version in `If-Match`, or has a version that `If-None-Match` excludes. Get it again before
        /// you repeat the change.
        VERSION_MISMATCH = "version_mismatch": Kind::PreconditionFailed, "Version has changed";
        /// The body is larger than the server accepts.
        BODY_TOO_LARGE = "body_too_large": Kind::TooLarge, "Body is too large";
        /// The `Content-Type` is missing or not supported by this operation, or the body is compressed. `Accept` (`Accept-Patch` for
        /// `PATCH`) lists the supported media types.
        MEDIA_TYPE_UNSUPPORTED = "media_type_unsupported": Kind::UnsupportedMediaType, "Media type not supported";
        /// One or more fields are invalid. `errors` lists them, up to 100 entries.
        VALIDATION_FAILED = "validation_failed": Kind::Unprocessable, "Validation failed";
        /// An operation of the JSON Patch cannot be applied, for example because its path does not exist. Nothing was changed.
        PATCH_NOT_APPLICABLE = "patch_not_applicable": Kind::Unprocessable, "Patch cannot be applied";
        /// Too many attempts in a short time. Try again after `Retry-After` seconds.
        RATE_LIMITED = "rate_limited": Kind::TooMany, "Too many attempts";
        /// Something went wrong on the server. If you report it, include the request id.
        INTERNAL = "internal": Kind::Internal, "Internal error";
        /// The server has too much work at the moment. Nothing was changed. Try again after `Retry-After` seconds.
        OVERLOADED = "overloaded": Kind::Unavailable, "Server is overloaded";
        /// The database is unreachable or did not answer in time. A write may have succeeded nevertheless, so check before you repeat it.
        DATABASE_UNAVAILABLE = "database_unavailable": Kind::Unavailable, "Database is unavailable";
        /// The server is shutting down. Try again after `Retry-After` seconds.
        SHUTTING_DOWN = "shutting_down": Kind::Unavailable, "Shutting down";
    }
}
