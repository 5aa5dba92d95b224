//! The one registry of error codes. `docs/ERRORS.md`, the pages at `/problems/{code}` and the contract are made from it.
//!
//! To add a code, add a line. A code is never renamed and never reused.

/// What sort of failure a code is; HTTP's status follows from it, and nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    UnsupportedMediaType,
    Unprocessable,
    TooMany,
    Internal,
    Unavailable,
}

macro_rules! codes {
    ($($variant:ident: $kind:ident, $name:literal, $title:literal, $meaning:literal;)*) => {
        /// A failure's stable name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each has its meaning in the registry, as text that callers read")]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every code, in the order of the registry.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name that stands in `code` and at the end of `type`.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// A few words for `title`.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Self::$variant => $title,)* } }

            /// What it means and what a caller can do.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }

            /// What sort of failure it is.
            #[must_use]
            pub const fn kind(self) -> Kind { match self { $(Self::$variant => Kind::$kind,)* } }
        }
    };
}

codes! {
    JsonInvalid: Malformed, "json_invalid", "Body is not JSON",
        "The body is empty, is not JSON (RFC 8259), or is nested too deeply. Nothing was read from it.";
    BodyMalformed: Malformed, "body_malformed", "Body has the wrong shape",
        "The body is JSON, but a value has another JSON type than the contract says. `errors` lists every fault of the body, of any sort.";
    ParameterInvalid: Malformed, "parameter_invalid", "Parameter is not acceptable",
        "A parameter of the path, the query or the header fields has a wrong value, is unknown, or is repeated. `errors` lists every one.";
    CursorInvalid: Malformed, "cursor_invalid", "Cursor is not valid here",
        "The cursor was made for another list, sort or filter, or has been changed. Start again without it.";
    TokenMissing: Unauthenticated, "token_missing", "Token is missing",
        "The operation is not open to everybody. Send `Authorization: Bearer` with an access token.";
    TokenInvalid: Unauthenticated, "token_invalid", "Token is not valid",
        "The access token is none of ours, has been changed, or its session has ended. Sign in again.";
    TokenExpired: Unauthenticated, "token_expired", "Token has expired",
        "The access token was good and is too old. Get another with the refresh token.";
    CredentialsInvalid: Unauthenticated, "credentials_invalid", "Sign-in failed",
        "There is no active user with this name and this password. Which of the two is wrong is not told.";
    RefreshTokenInvalid: Unauthenticated, "refresh_token_invalid", "Refresh token is not valid",
        "The refresh token is none of ours, has been used before, or its session has ended. Sign in again.";
    ScopeMissing: Forbidden, "scope_missing", "Token lacks the scope",
        "The token is good, and not for this. The description of the operation names the scope that it needs.";
    OwnAccount: Forbidden, "own_account", "Not for oneself",
        "Nobody changes their own role, tier or active flag. `errors` lists the fields; another administrator can do it.";
    ScopesExceeded: Forbidden, "scopes_exceeded", "Scopes beyond one's own",
        "A client may have no more scopes than the token with which it is made, changed or given a secret.";
    RouteNotFound: NotFound, "route_not_found", "No such path",
        "There is nothing at this path. The document at `/openapi.yaml` lists all paths.";
    AuthorNotFound: NotFound, "author_not_found", "Author not found",
        "There is no author with this id.";
    BookNotFound: NotFound, "book_not_found", "Book not found",
        "There is no book with this id.";
    AuditEventNotFound: NotFound, "audit_event_not_found", "Audit event not found",
        "There is no audit event with this id.";
    ClientNotFound: NotFound, "client_not_found", "Client not found",
        "There is no client with this id. The id is not its `clientId`.";
    UserNotFound: NotFound, "user_not_found", "User not found",
        "There is no user with this id.";
    MethodNotAllowed: MethodNotAllowed, "method_not_allowed", "Method not allowed",
        "The path exists, and not with this method. `Allow` lists the methods it has.";
    NotAcceptable: NotAcceptable, "not_acceptable", "No acceptable media type",
        "`Accept` excludes every media type that this operation can answer with.";
    RequestTimeout: Timeout, "request_timeout", "Request took too long",
        "The body did not arrive in time. Nothing was changed.";
    AuthorHasBooks: Conflict, "author_has_books", "Author has books",
        "An author with books can't be deleted. Delete the books, or give them to another author, first.";
    IsbnTaken: Conflict, "isbn_taken", "ISBN is taken",
        "Another book has this ISBN already.";
    EmailTaken: Conflict, "email_taken", "E-mail address is taken",
        "Another user has this e-mail address already; upper and lower case are the same. `errors` also names the username if that is taken too.";
    UsernameTaken: Conflict, "username_taken", "Username is taken",
        "Another user has this username already; upper and lower case are the same.";
    ClientIsPublic: Conflict, "client_is_public", "Client is public",
        "A public client can't keep a secret, so it has none. Make it confidential first, if it can.";
    LastAdmin: Conflict, "last_admin", "Last administrator",
        "Without this user there would be no active administrator. Make somebody else one first.";
    PatchTestFailed: Conflict, "patch_test_failed", "A test of the patch failed",
        "A `test` operation of the JSON Patch did not hold. Nothing was changed.";
    WriteConflict: Conflict, "write_conflict", "Others were writing too",
        "The resource changed again and again while this change was worked out. Nothing was changed; try again.";
    VersionMismatch: PreconditionFailed, "version_mismatch", "Version has changed",
        "`If-Match` names another version than the resource has now. Read it again, and decide again.";
    BodyTooLarge: TooLarge, "body_too_large", "Body is too large",
        "The body has more bytes than this server takes.";
    MediaTypeUnsupported: UnsupportedMediaType, "media_type_unsupported", "Media type not supported",
        "The body's `Content-Type` is missing or not one that this operation takes. `Accept` (for PATCH `Accept-Patch`) lists those.";
    ValidationFailed: Unprocessable, "validation_failed", "Validation failed",
        "The body is understood, and fields of it are not acceptable. `errors` lists every one.";
    PatchNotApplicable: Unprocessable, "patch_not_applicable", "Patch can't be applied",
        "An operation of the JSON Patch points to something that is not there. Nothing was changed.";
    ResetTokenInvalid: Unprocessable, "reset_token_invalid", "Token of the mail is not valid",
        "The token is none of ours, was used before, or is older than half an hour. Ask for another mail.";
    RateLimited: TooMany, "rate_limited", "Too many attempts",
        "There were too many attempts in a short time. Try again after `Retry-After` seconds.";
    Internal: Internal, "internal", "Internal error",
        "Something went wrong on our side. Tell us the request id.";
    Overloaded: Unavailable, "overloaded", "Too busy",
        "More work is waiting than can be done soon. Nothing was changed; try again after `Retry-After` seconds.";
    DatabaseUnavailable: Unavailable, "database_unavailable", "Database does not answer",
        "The database can't be reached or did not answer in time. A write may have been done all the same; read before you repeat it.";
    ShuttingDown: Unavailable, "shutting_down", "Shutting down",
        "This server is about to stop and takes no new work. Try again after `Retry-After` seconds.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_snake_case_and_explained() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();

        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code:?}");
            assert!(code.meaning().ends_with('.') && !code.title().ends_with('.'), "{code:?}");
        }
    }
}
