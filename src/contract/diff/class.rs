//! The classes of changes, by their effect on callers.

/// The effect of a change on callers. The order is the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A caller that followed the old document can fail with the new one.
    Breaking,
    /// Requests and responses stay valid, but code that was generated from the old document does not compile or parse with the new
    /// one.
    Clients,
    /// The same request can have another effect.
    Behaviour,
    /// It breaks nobody, but a person has to decide whether it is meant.
    Review,
    /// The comparison has no rule for it.
    Other,
    /// An addition that callers can ignore.
    Additive,
    /// A change of texts, examples, or of the arrangement of the document.
    Editorial,
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 7] = [
        Self::Breaking,
        Self::Clients,
        Self::Behaviour,
        Self::Review,
        Self::Other,
        Self::Additive,
        Self::Editorial,
    ];

    /// Returns the heading of the class in reports.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Clients => "Breaks generated clients",
            Self::Behaviour => "Behaviour",
            Self::Review => "Needs a reviewer",
            Self::Other => "Other: look at it",
            Self::Additive => "Additive",
            Self::Editorial => "Editorial",
        }
    }

    /// Returns the name of the class for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Clients => "clients",
            Self::Behaviour => "behaviour",
            Self::Review => "review",
            Self::Other => "other",
            Self::Additive => "additive",
            Self::Editorial => "editorial",
        }
    }

    /// Returns the class in a summary, after its count.
    #[must_use]
    pub fn counted(self) -> &'static str {
        match self {
            Self::Clients => "breaking generated clients",
            Self::Review => "for a reviewer",
            _ => self.name(),
        }
    }

    /// Returns whether the comparison fails on a change of this class that was not accepted.
    #[must_use]
    pub fn fails(self) -> bool {
        matches!(self, Self::Breaking | Self::Clients)
    }

    /// Returns whether the strict comparison fails on it.
    #[must_use]
    pub fn fails_strictly(self) -> bool {
        self < Self::Additive
    }
}

/// A class, and the reason why a change belongs to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict(pub(super) Class, pub(super) &'static str);

impl Verdict {
    pub(super) fn breaking(why: &'static str) -> Self {
        Self(Class::Breaking, why)
    }

    pub(super) fn clients(why: &'static str) -> Self {
        Self(Class::Clients, why)
    }

    pub(super) fn review(why: &'static str) -> Self {
        Self(Class::Review, why)
    }

    pub(super) fn additive(why: &'static str) -> Self {
        Self(Class::Additive, why)
    }

    pub(super) fn editorial() -> Self {
        Self(Class::Editorial, "the meaning is the same")
    }
}
