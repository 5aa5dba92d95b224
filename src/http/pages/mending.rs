//! Advice on how to fix a failure, for the page of each error code.

use crate::error::{Code, Kind};

/// Returns advice in a sentence or two: for the code, or else for its kind.
pub(super) fn advice(code: Code) -> &'static str {
    match code.name() {
        "json_invalid" => {
            "Send JSON in UTF-8. `detail` says at which line and column the body stops being JSON."
        }
        "credentials_invalid" => {
            "Check the username or e-mail address, and the password. If you have forgotten the password, ask for a reset."
        }
        "refresh_token_invalid" => "Sign in again. A refresh token works once: always keep the newest one.",
        "isbn_taken" => "Search for the book with this ISBN and change that one, or correct the ISBN.",
        "author_has_books" => {
            "Delete the author's books or give them to another author first, then delete the author."
        }
        "last_admin" => "Make somebody else an administrator first.",
        "reset_token_invalid" => "Ask for a new mail and use the link in it within its time.",
        "client_is_public" => "A public client has no secret. Create a confidential client if you need one.",
        _ => advice_for(code.kind()),
    }
}

fn advice_for(kind: Kind) -> &'static str {
    match kind {
        Kind::Malformed => {
            "Correct the request before you send it again. If `errors` is there, it lists every fault and where it is."
        }
        Kind::Unauthenticated => {
            "Sign in, and send the access token as `Authorization: Bearer …`. If yours has expired, refresh it."
        }
        Kind::Forbidden => {
            "Use an account with the right role, or a token with the scope that the operation needs."
        }
        Kind::NotFound => "Check the path and the id. What was there may have been deleted.",
        Kind::MethodNotAllowed => "Use one of the methods that the header field `Allow` lists.",
        Kind::NotAcceptable => "Ask for `application/json` in `Accept`, or leave the field out.",
        Kind::Timeout => "Send the request faster, or in smaller pieces.",
        Kind::Conflict => "Read the resource again, resolve the conflict, and repeat the request.",
        Kind::PreconditionFailed => {
            "Read the resource again, apply your change to what is there now, and send it with the new `ETag` in `If-Match`."
        }
        Kind::HeadTooLarge => {
            "Shorten the address, the query and the header fields. Old cookies are a frequent cause."
        }
        Kind::TooLarge => "Send less at once, for instance in several requests.",
        Kind::UnsupportedMediaType => {
            "Send the body in a media type that the operation lists, and name it in `Content-Type`."
        }
        Kind::Unprocessable => "Correct each field that `errors` lists, and send the request again.",
        Kind::TooMany => "Wait for as many seconds as `Retry-After` says, and try again.",
        Kind::Internal => "Try again later. If it happens again, report it with the `requestId`.",
        Kind::Unavailable => "Try again after as many seconds as `Retry-After` says.",
    }
}
