//! The caller of a request and its permissions: values that every module uses.

use std::fmt;
use std::sync::Arc;

use crate::id::Id;
use crate::named;

named! {
    /// What a user may do. Each role has what those before it have.
    pub enum Role {
        /// Reads, and has an account: everybody who signs up.
        Viewer = "viewer",
        /// Changes the catalogue too.
        Editor = "editor",
        /// May do everything.
        Admin = "admin",
    }
}

/// What a token may be used for. Each part writes its own scopes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    name: &'static str,
    meaning: &'static str,
    role: Role,
}

impl Scope {
    /// A scope; [`named!`](macro@crate::named) writes them down.
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str, role: Role) -> Self {
        Self { name, meaning, role }
    }

    /// The name in a token and in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What it allows, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.meaning
    }

    /// The lowest role whose users may have it.
    #[must_use]
    pub const fn role(self) -> Role {
        self.role
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A set of scopes, as tokens have it: names with spaces between (RFC 6749, 3.3). A name that is no scope's allows nothing. Cheap to
/// clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Scopes(Arc<str>);

impl Scopes {
    /// Whether there is none in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of these are in it.
    #[must_use]
    pub fn has_all(&self, others: &Self) -> bool {
        others.names().all(|name| self.names().any(|own| own == name))
    }

    /// Whether a scope is in it.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.names().any(|name| name == scope.name())
    }

    /// The same without one.
    #[must_use]
    pub fn without(&self, scope: Scope) -> Self {
        self.names().filter(|name| *name != scope.name()).collect()
    }

    /// What is in both, in this set's order.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.names().filter(|name| other.names().any(|known| known == *name)).collect()
    }

    /// Reads what [`Display`](fmt::Display) wrote.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        text.split(' ').filter(|name| !name.is_empty()).collect()
    }

    /// The names of the scopes in it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|name| !name.is_empty())
    }
}

impl Default for Scopes {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl<'n> FromIterator<&'n str> for Scopes {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        let mut kept: Vec<&str> = Vec::new();
        for name in names {
            if !kept.contains(&name) {
                kept.push(name);
            }
        }
        Self(kept.join(" ").into())
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().map(Scope::name).collect()
    }
}

impl fmt::Display for Scopes {
    /// The names with spaces between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Whom the token speaks for.
    pub subject: Subject,
    /// The session that the token belongs to.
    pub session: Id,
    /// What the token may be used for.
    pub scopes: Scopes,
}

impl Caller {
    /// Whether the caller may change what somebody owns: the owner may, and whoever's token has this scope. What nobody owns is left to
    /// the scope.
    #[must_use]
    pub fn may_change(&self, owner: Option<Id>, scope: Scope) -> bool {
        self.scopes.has(scope) || (owner.is_some() && owner == self.user())
    }

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

    const READ: Scope = Scope::new("users:read", "Read.", Role::Admin);
    const WRITE: Scope = Scope::new("users:write", "Write.", Role::Admin);

    #[test]
    fn scopes_are_written_and_read_as_names_and_a_name_that_is_none_allows_nothing() {
        let scopes = Scopes::parse("profile users:read  everything profile");

        assert_eq!(scopes.to_string(), "profile users:read everything");
        assert!(scopes.has(READ) && !scopes.has(WRITE) && !Scopes::parse("users:reader").has(READ));
        assert_eq!(scopes.and(&Scopes::parse("everything profile")).to_string(), "profile everything");
        assert!(
            scopes.has_all(&Scopes::parse("users:read")) && !scopes.has_all(&Scopes::parse("users:write"))
        );
        assert_eq!(scopes.without(READ).to_string(), "profile everything");
        assert!(Scopes::parse(" ").is_empty() && Scopes::default().has_all(&Scopes::default()));
    }

    #[test]
    fn owners_and_those_with_the_scope_may_change_what_is_owned_and_clients_own_nothing() {
        let caller = |subject, scopes: &str| Caller {
            subject,
            session: Id::example(9),
            scopes: Scopes::parse(scopes),
        };
        let (ann, eve) = (Id::example(1), Id::example(2));

        assert!(caller(Subject::User(ann), "profile").may_change(Some(ann), WRITE));
        assert!(!caller(Subject::User(eve), "profile").may_change(Some(ann), WRITE));
        assert!(caller(Subject::User(eve), "users:write").may_change(Some(ann), WRITE));
        assert!(!caller(Subject::Client(ann), "profile").may_change(Some(ann), WRITE));
        assert!(!caller(Subject::Client(ann), "profile").may_change(None, WRITE));
        assert!(caller(Subject::Client(eve), "users:write").may_change(None, WRITE));
    }

    #[test]
    fn roles_have_what_those_before_them_have() {
        assert!(Role::Viewer < Role::Editor && Role::Editor < Role::Admin);
    }
}
