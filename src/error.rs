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

/// Shared, so that a failure can be told more than once.
type Source = Arc<dyn StdError + Send + Sync>;
/// What is taken for a source: an error, or a text.
type Cause = Box<dyn StdError + Send + Sync>;

/// A failure: what the caller may know of it, and what only the log may.
///
/// It is one pointer, so that a result costs no more than what it holds when all is well.
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

/// What most of the house returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A failure with a sentence for the caller.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        let detail = detail.into();
        Self(Box::new(Content { code, detail, faults: Vec::new(), source: None, exceeded: None }))
    }

    /// Input that is understood and not acceptable; each fault says where and why.
    #[must_use]
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self::with_faults(Code::VALIDATION_FAILED, faults)
    }

    /// A failure that lies in certain fields or parameters.
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

    /// `If-Match` does not name the resource's current version, or `If-None-Match` does.
    #[must_use]
    pub fn version_mismatch() -> Self {
        Self::new(
            Code::VERSION_MISMATCH,
            "The resource's current version does not meet the If-Match or If-None-Match header. Read the resource again.",
        )
    }

    /// A failure of ours. The source goes to the log and nowhere else.
    pub fn internal(source: impl Into<Cause>) -> Self {
        Self::new(
            Code::INTERNAL,
            "Something went wrong on the server. If you report it, include the request id.",
        )
        .caused_by(source)
    }

    /// The database can't be reached or doesn't answer in time.
    pub fn unavailable(source: impl Into<Cause>) -> Self {
        Self::new(Code::DATABASE_UNAVAILABLE, "The database does not answer. Try again shortly.")
            .caused_by(source)
    }

    /// More work is waiting than can be done soon.
    #[must_use]
    pub fn overloaded() -> Self {
        Self::new(Code::OVERLOADED, "Too many requests are waiting. Try again shortly.")
    }

    /// Too many attempts; the policy allows the next one after some seconds.
    #[must_use]
    pub fn rate_limited(policy: Policy, seconds: u32) -> Self {
        let detail = format!("There were too many attempts in a short time. Try again in {seconds} seconds.");
        let mut error = Self::new(Code::RATE_LIMITED, detail);
        error.0.exceeded = Some(Exceeded { policy, seconds });
        error
    }

    /// The same failure with its cause, for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Cause>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// The same failure with the field that it lies in.
    #[must_use]
    pub fn at(mut self, fault: Fault) -> Self {
        self.0.faults.push(fault);
        self
    }

    /// The same failure with every pointer into a body moved below `prefix` (`/items/3`).
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

    /// Which failure it is.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// A sentence for the caller.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The fields or parameters that are at fault.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.0.faults
    }

    /// Why, in one line, for the log and the terminal: the causes, or what callers read if there is none.
    #[must_use]
    pub fn reason(&self) -> String {
        let mut causes = std::iter::successors(self.source(), |&cause| cause.source()).peekable();
        if causes.peek().is_none() {
            return self.to_string();
        }
        let mut said: Vec<String> = Vec::new();
        for cause in causes {
            let cause = cause.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
            // Some errors repeat their cause in their own words.
            if !said.iter().any(|earlier| earlier.contains(&cause)) {
                said.push(cause);
            }
        }
        said.join(": ")
    }

    /// The limit that was reached, if that is what happened.
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
