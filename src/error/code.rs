//! Codes of failures: the type, and those that every operation can meet. A part has its own in its own folder.
//!
//! `docs/ERRORS.md`, the pages at `/problems/{code}` and the contract are made from them. A code is never renamed and never reused.

use std::fmt;

use crate::named;

/// What sort of failure a code is; HTTP's status follows from it, and nothing else does.
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

/// A failure's stable name, with what it means.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    name: &'static str,
    meaning: &'static str,
    kind: Kind,
    title: &'static str,
}

impl Code {
    /// A code; [`named!`](macro@crate::named) writes them down.
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str, kind: Kind, title: &'static str) -> Self {
        Self { name, meaning, kind, title }
    }

    /// The name that stands in `code` and at the end of `type`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What it means and what a caller can do.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.meaning
    }

    /// A few words for `title`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.title
    }

    /// What sort of failure it is.
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
        /// What any operation can meet, whatever part it belongs to.
        pub const HOUSE;

        /// The request is not valid HTTP (RFC 9110, RFC 9112): its first line or a header field is malformed, it does not have
        /// exactly one `Host`, or it has more than one `Authorization`.
        REQUEST_MALFORMED = "request_malformed": Kind::Malformed, "Request is malformed";
        /// The path, the query and the header fields together are larger than 32 KiB.
        HEAD_TOO_LARGE = "head_too_large": Kind::HeadTooLarge, "Request header fields too large";
        /// The body is empty, is not JSON (RFC 8259), or is nested too deeply. Nothing was read from it.
        JSON_INVALID = "json_invalid": Kind::Malformed, "Body is not JSON";
        /// The body is JSON, but a value has another JSON type than the contract says. `errors` lists every fault of the
        /// body, of any sort.
        BODY_MALFORMED = "body_malformed": Kind::Malformed, "Body has the wrong shape";
        /// A parameter of the path, the query or the header fields has a wrong value, is unknown, or is repeated.
        /// `errors` lists every one.
        PARAMETER_INVALID = "parameter_invalid": Kind::Malformed, "Parameter is not acceptable";
        /// The cursor was made for another list, sort or filter, or has been changed. Start again without it.
        CURSOR_INVALID = "cursor_invalid": Kind::Malformed, "Cursor is not valid here";
        /// The operation is not open to everybody. Send `Authorization: Bearer` with an access token.
        TOKEN_MISSING = "token_missing": Kind::Unauthenticated, "Token is missing";
        /// The access token is none of ours, has been changed, or its session has ended. Sign in again.
        TOKEN_INVALID = "token_invalid": Kind::Unauthenticated, "Token is not valid";
        /// The access token was good and is too old. Get another with the refresh token.
        TOKEN_EXPIRED = "token_expired": Kind::Unauthenticated, "Token has expired";
        /// The token is good, and not for this. The description of the operation names the scope that it needs.
        SCOPE_MISSING = "scope_missing": Kind::Forbidden, "Token lacks the scope";
        /// There is nothing at this path. The document at `/openapi.yaml` lists all paths.
        ROUTE_NOT_FOUND = "route_not_found": Kind::NotFound, "No such path";
        /// The path exists, and not with this method. `Allow` lists the methods it has.
        METHOD_NOT_ALLOWED = "method_not_allowed": Kind::MethodNotAllowed, "Method not allowed";
        /// `Accept` excludes every media type that this operation can answer with.
        NOT_ACCEPTABLE = "not_acceptable": Kind::NotAcceptable, "No acceptable media type";
        /// The body did not arrive in time. Nothing was changed.
        REQUEST_TIMEOUT = "request_timeout": Kind::Timeout, "Request took too long";
        /// A `test` operation of the JSON Patch did not hold. Nothing was changed.
        PATCH_TEST_FAILED = "patch_test_failed": Kind::Conflict, "A test of the patch failed";
        /// The resource changed again and again while this change was worked out. Nothing was changed; try again.
        WRITE_CONFLICT = "write_conflict": Kind::Conflict, "Others were writing too";
        /// `If-Match` names another version than the resource has now. Read it again, and decide again.
        VERSION_MISMATCH = "version_mismatch": Kind::PreconditionFailed, "Version has changed";
        /// The body has more bytes than this server takes.
        BODY_TOO_LARGE = "body_too_large": Kind::TooLarge, "Body is too large";
        /// The body's `Content-Type` is missing or not one that this operation takes. `Accept` (for PATCH `Accept-Patch`)
        /// lists those.
        MEDIA_TYPE_UNSUPPORTED = "media_type_unsupported": Kind::UnsupportedMediaType, "Media type not supported";
        /// The body is understood, and fields of it are not acceptable. `errors` lists every one.
        VALIDATION_FAILED = "validation_failed": Kind::Unprocessable, "Validation failed";
        /// An operation of the JSON Patch points to something that is not there. Nothing was changed.
        PATCH_NOT_APPLICABLE = "patch_not_applicable": Kind::Unprocessable, "Patch can't be applied";
        /// There were too many attempts in a short time. Try again after `Retry-After` seconds.
        RATE_LIMITED = "rate_limited": Kind::TooMany, "Too many attempts";
        /// Something went wrong on our side. Tell us the request id.
        INTERNAL = "internal": Kind::Internal, "Internal error";
        /// More work is waiting than can be done soon. Nothing was changed; try again after `Retry-After` seconds.
        OVERLOADED = "overloaded": Kind::Unavailable, "Too busy";
        /// The database can't be reached or did not answer in time. A write may have been done all the same; read before
        /// you repeat it.
        DATABASE_UNAVAILABLE = "database_unavailable": Kind::Unavailable, "Database does not answer";
        /// This server is about to stop and takes no new work. Try again after `Retry-After` seconds.
        SHUTTING_DOWN = "shutting_down": Kind::Unavailable, "Shutting down";
    }
}
