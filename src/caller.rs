//! Who calls, and what they may do: values that every part of the house understands.

use std::fmt;

use crate::id::Id;

macro_rules! scopes {
    ($($variant:ident: $name:literal, $meaning:literal;)*) => {
        /// What a token may be used for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each has its meaning in the registry, as text that callers read")]
        pub enum Scope { $($variant,)* }

        impl Scope {
            /// Every scope, in the order of the registry.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in a token and in the contract.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// What it allows, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }

            /// The one of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|scope| scope.name() == name)
            }
        }
    };
}

scopes! {
    Profile: "profile", "Read and change one's own account.";
    CatalogueWrite: "catalogue:write", "Create, change and delete authors and books.";
    UsersRead: "users:read", "Read everybody's account.";
    UsersWrite: "users:write", "Create, change and delete everybody's account.";
    ClientsWrite: "clients:write", "Read, create, change and delete OAuth clients.";
    AuditRead: "audit:read", "Read who did what.";
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of scopes.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u32);

impl Scopes {
    /// Every scope there is.
    #[must_use]
    pub fn all() -> Self {
        Scope::ALL.iter().copied().collect()
    }

    /// Whether there is none in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of these are in it.
    #[must_use]
    pub fn has_all(self, others: Self) -> bool {
        self.and(others) == others
    }

    /// Whether a scope is in it.
    #[must_use]
    pub fn has(self, scope: Scope) -> bool {
        self.0 & bit(scope) != 0
    }

    /// The same without one.
    #[must_use]
    pub fn without(self, scope: Scope) -> Self {
        Self(self.0 & !bit(scope))
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Reads names with spaces between, as tokens have them (RFC 6749). Names that are not known allow nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        text.split(' ').filter_map(Scope::named).collect()
    }

    /// The same for names that somebody asks for; `None` if one is not known.
    #[must_use]
    pub fn known(text: &str) -> Option<Self> {
        text.split(' ').filter(|name| !name.is_empty()).map(Scope::named).collect()
    }

    /// Each scope in it, in the order of the registry.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.has(*scope))
    }
}

const fn bit(scope: Scope) -> u32 {
    1 << scope as u32
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |set, scope| set | bit(scope)))
    }
}

impl fmt::Display for Scopes {
    /// The names with spaces between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Scope::name).collect();
        f.write_str(&names.join(" "))
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scopes({self})")
    }
}

/// Whom a token speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A user, through whatever client.
    User(Id),
    /// A client on its own behalf, by its resource's id.
    Client(Id),
}

impl Subject {
    /// The id of the user or of the client; no two of them share one.
    #[must_use]
    pub fn id(self) -> Id {
        match self {
            Self::User(id) | Self::Client(id) => id,
        }
    }
}

/// Somebody whose token was found good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Whom the token speaks for.
    pub subject: Subject,
    /// The session that the token belongs to.
    pub session: Id,
    /// What the token may be used for.
    pub scopes: Scopes,
}

impl Caller {
    /// The user, unless it is a client on its own behalf.
    #[must_use]
    pub fn user(&self) -> Option<Id> {
        match self.subject {
            Subject::User(id) => Some(id),
            Subject::Client(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_written_and_read_as_names_and_unknown_names_allow_nothing() {
        let scopes = Scopes::parse("users:read profile everything");

        assert_eq!(scopes.to_string(), "profile users:read");
        assert!(scopes.has(Scope::Profile) && !scopes.has(Scope::UsersWrite));
        assert_eq!(Scopes::parse(&Scopes::all().to_string()), Scopes::all());
        assert_eq!(scopes.and(Scopes::parse("profile")).to_string(), "profile");
    }
}
