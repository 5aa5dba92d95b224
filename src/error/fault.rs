//! Faults: what is wrong with one field or one parameter.

use std::borrow::Cow;

use crate::named;

/// The place of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the body, as a JSON pointer (RFC 6901); empty for the body as a whole.
    Body(String),
    /// In a path, query or header parameter, by name.
    Parameter(String),
}

/// A fault: its place, its kind, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place.
    pub place: Place,
    /// The kind; stable.
    pub code: FaultCode,
    /// What is expected; starts in lower case and can follow the field's name.
    pub detail: Cow<'static, str>,
}

impl Fault {
    /// Creates a fault in the body at a JSON pointer.
    pub fn body(pointer: impl Into<String>, code: FaultCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { place: Place::Body(pointer.into()), code, detail: detail.into() }
    }

    /// Creates a fault in a parameter.
    pub fn parameter(name: impl Into<String>, code: FaultCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { place: Place::Parameter(name.into()), code, detail: detail.into() }
    }
}

/// Returns a segment of a JSON pointer, escaped according to RFC 6901.
#[must_use]
pub fn pointer(segment: &str) -> String {
    format!("/{}", segment.replace('~', "~0").replace('/', "~1"))
}

named! {
    /// The kinds of faults. The names are part of the contract and are never reused.
    pub enum FaultCode {
        /// The field or parameter is required.
        Required = "required",
        /// The field or parameter does not exist.
        Unknown = "unknown",
        /// The field or parameter is given more than once.
        Repeated = "repeated",
        /// The value has the wrong JSON type.
        WrongType = "wrong_type",
        /// The text is too short.
        TooShort = "too_short",
        /// The text is too long.
        TooLong = "too_long",
        /// The number is too small.
        TooSmall = "too_small",
        /// The number is too large.
        TooLarge = "too_large",
        /// The array has too few items.
        TooFew = "too_few",
        /// The array has too many items.
        TooMany = "too_many",
        /// The text does not have the required format.
        BadFormat = "bad_format",
        /// The value is not one of the allowed values.
        NotAllowed = "not_allowed",
        /// The value refers to something that does not exist.
        NotFound = "not_found",
        /// The value is already taken.
        Taken = "taken",
        /// The value contradicts another field.
        Inconsistent = "inconsistent",
        /// The password is too easy to guess.
        TooWeak = "too_weak",
        /// The password is wrong.
        WrongPassword = "wrong_password",
        /// You cannot change this field of your own account.
        OwnAccount = "own_account",
        /// Only an administrator may change it.
        AdminRequired = "admin_required",
    }
}
