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
        }
    };
}

scopes! {
    Profile: "profile", "Read and change one's own account.";
    CatalogueWrite: "catalogue:write", "Create, change and delete authors and books.";
    UsersRead: "users:read", "Read everybody's account.";
    UsersWrite: "users:write", "Create, change and delete everybody's account.";
    AuditRead: "audit:read", "Read who did what.";
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

    /// Whether a scope is in it.
    #[must_use]
    pub fn has(self, scope: Scope) -> bool {
        self.0 & bit(scope) != 0
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Reads names with spaces between, as tokens have them (RFC 6749). Names that are not known allow nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let known = |name: &str| Scope::ALL.iter().find(|scope| scope.name() == name).copied();
        text.split(' ').filter_map(known).collect()
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
        let names: Vec<_> =
            Scope::ALL.iter().filter(|scope| self.has(**scope)).map(|scope| scope.name()).collect();
        f.write_str(&names.join(" "))
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scopes({self})")
    }
}

/// Somebody whose token was found good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The user.
    pub user: Id,
    /// The session that the token belongs to.
    pub session: Id,
    /// What the token may be used for.
    pub scopes: Scopes,
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
