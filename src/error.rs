//! The error type, in terms of the domain. Nothing here knows HTTP: `problem` maps each [`Kind`] to its status.
//!
//! An [`Error`] has a [`Code`] and a detail for the caller, and separately a source that only the log shows.

mod code;
mod fault;
mod limit;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

pub use self::code::{Code, Kind};
pub use self::fault::{Fault, FaultCode, Place, pointer};
pub use self::limit::{Exceeded, Policy};

/// Shared, so that an error can be cloned.
type Source = Arc<dyn StdError + Send + Sync>;
/// Anything that can become a source: an error, or a text.
type Cause = Box<dyn StdError + Send + Sync>;

/// A failure: what the caller may know about it, and what only the log may contain.
///
/// It is a single pointer, so a result costs no more than its value in the successful case.
#[derive(Debug, Clone)]
pub struct Error(Box<Content>);

#[derive(Debug, Clone)]
struct Content {
    code: Code,
    detail: Cow<'static, str>,
    faults: Vec<Fault>,
    source: Option<Source>,
    exceeded: Option<Exceeded>,
}

/// The result type of most functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Creates a failure with a sentence for the caller.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        let detail = detail.into();
        Self(Box::new(Content { code, detail, faults: Vec::new(), source: None, exceeded: None }))
    }

    /// Creates the failure for input that is well-formed but invalid. Each fault says where and why.
    #[must_use]
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self::with_faults(Code::VALIDATION_FAILED, faults)
    }

    /// Creates a failure of certain fields or parameters.
    #[must_use]
    pub fn with_faults(code: Code, faults: Vec<Fault>) -> Self {
        let detail = match (faults.as_slice(), faults.first().map(|fault| &fault.place)) {
            ([_], Some(Place::Body(_))) => "1 field is invalid.".to_owned(),
            ([_], _) => "1 parameter is invalid.".to_owned(),
            (all, Some(Place::Body(_))) => format!("{} fields are invalid.", all.len()),
            (all, _) => format!("{} parameters are invalid.", all.len()),
        };
        let mut error = Self::new(code, detail);
        error.0.faults = faults;
        error
    }

    /// Creates the failure of a caller who has another version of the resource than the current one.
    #[must_use]
    pub fn version_mismatch() -> Self {
        Self::new(
            Code::VERSION_MISMATCH,
            "The resource has changed since the version that If-Match names. Read it again.",
        )
    }

    /// Creates a failure of the server. Only the log shows the source.
    pub fn internal(source: impl Into<Cause>) -> Self {
        Self::new(
            Code::INTERNAL,
            "Something went wrong on the server. If you report it, include the request id.",
        )
        .caused_by(source)
    }

    /// Creates the failure for a database that cannot be reached or does not respond in time.
    pub fn unavailable(source: impl Into<Cause>) -> Self {
        Self::new(Code::DATABASE_UNAVAILABLE, "The database does not answer. Try again shortly.")
            .caused_by(source)
    }

    /// Creates the failure for a server with more waiting work than it can do soon.
    #[must_use]
    pub fn overloaded() -> Self {
        Self::new(Code::OVERLOADED, "Too many requests are waiting. Try again shortly.")
    }

    /// Creates the failure for too many attempts. The policy allows the next one after some seconds.
    #[must_use]
    pub fn rate_limited(policy: Policy, seconds: u32) -> Self {
        let detail = format!("There were too many attempts in a short time. Try again in {seconds} seconds.");
        let mut error = Self::new(Code::RATE_LIMITED, detail);
        error.0.exceeded = Some(Exceeded { policy, seconds });
        error
    }

    /// Adds a cause, for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Cause>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// Adds a field that is at fault.
    #[must_use]
    pub fn at(mut self, fault: Fault) -> Self {
        self.0.faults.push(fault);
        self
    }

    /// Moves every pointer into a body below `prefix` (`/items/3`).
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        if self.0.faults.is_empty() {
            self.0.detail = format!("{prefix}: {}", self.0.detail).into();
        }
        for fault in &mut self.0.faults {
            if let Place::Body(pointer) = &mut fault.place {
                pointer.insert_str(0, prefix);
            }
        }
        self
    }

    /// Returns the code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Returns the sentence for the caller.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Returns the fields or parameters that are at fault.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.0.faults
    }

    /// Returns the reason in one line, for the log and the terminal: the causes, or the caller's message if there are none.
    #[must_use]
    pub fn reason(&self) -> String {
        let mut causes = std::iter::successors(self.source(), |&cause| cause.source()).peekable();
        if causes.peek().is_none() {
            return self.to_string();
        }
        let mut said: Vec<String> = Vec::new();
        for cause in causes {
            let cause = cause.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
            // Some errors include the text of their cause.
            if !said.iter().any(|earlier| earlier.contains(&cause)) {
                said.push(cause);
            }
        }
        said.join(": ")
    }

    /// Returns the limit that was exceeded, if any.
    #[must_use]
    pub fn exceeded(&self) -> Option<Exceeded> {
        self.0.exceeded
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.name(), self.0.detail)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
