//! The direction in which a value is sent. Requests and responses follow opposite rules.

use super::class::Verdict;

/// The direction in which a value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// Callers send it.
    Request,
    /// Callers read it.
    Answer,
    /// No operation uses it, or it is never sent in this direction. Only generated clients have it.
    Unused,
}

const UNUSED: &str = "no operation uses it, but generated clients have it";

impl Way {
    /// Returns the direction of the response to a request in this direction.
    pub(super) fn back(self) -> Self {
        match self {
            Self::Request => Self::Answer,
            Self::Answer => Self::Request,
            Self::Unused => Self::Unused,
        }
    }

    /// Judges a change after which fewer values are valid.
    pub(super) fn narrower(self) -> Verdict {
        match self {
            Self::Request => Verdict::breaking("requests with values that were accepted are refused"),
            Self::Answer => Verdict::additive("responses promise more"),
            Self::Unused => Verdict::clients(UNUSED),
        }
    }

    /// Judges a change after which more values are valid.
    pub(super) fn wider(self) -> Verdict {
        match self {
            Self::Request => Verdict::additive("requests can have more values"),
            Self::Answer => Verdict::clients(
                "strict clients, which validate responses (zod, pydantic), refuse values that are new",
            ),
            Self::Unused => Verdict::clients(UNUSED),
        }
    }

    /// Judges a change after which other values are valid.
    pub(super) fn other(self) -> Verdict {
        match self {
            Self::Request => Verdict::breaking("requests with values that were accepted may be refused"),
            Self::Answer => Verdict::clients(
                "strict clients, which validate responses (zod, pydantic), may refuse values that are new",
            ),
            Self::Unused => Verdict::clients(UNUSED),
        }
    }

    /// Chooses a verdict by the direction.
    pub(super) fn choose(self, request: Verdict, answer: Verdict) -> Verdict {
        match self {
            Self::Request => request,
            Self::Answer => answer,
            Self::Unused => Verdict::clients(UNUSED),
        }
    }
}
