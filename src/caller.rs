//! The caller of a request and its permissions: values that every module uses.

use std::fmt;
use std::sync::Arc;

use crate::id::Id;
use crate::named;

named! {
    /// The role of a user. Each role includes the permissions of the roles before it.
    pub enum Role {
        /// Can read, and has an account. Everybody who signs up gets this role.
        Viewer = "viewer",
        /// Can also change the catalogue.
        Editor = "editor",
        /// Can do everything.
        Admin = "admin",
    }
}

/// What a token permits. Each part declares its own scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    name: &'static str,
    meaning: &'static str,
    role: Role,
}

impl Scope {
    /// Creates a scope. Declare scopes with [`named!`](macro@crate::named).
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str, role: Role) -> Self {
        Self { name, meaning, role }
    }

    /// Returns the name in a token and in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns what it permits, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.meaning
    }

    /// Returns the lowest role whose users may have it.
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

/// A set of scopes, written as in tokens: names separated by spaces (RFC 6749, 3.3). An unknown name permits nothing. Cheap to
/// clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Scopes(Arc<str>);

impl Scopes {
    /// Returns whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether the set contains all of these scopes.
    #[must_use]
    pub fn has_all(&self, others: &Self) -> bool {
        others.names().all(|name| self.names().any(|own| own == name))
    }

    /// Returns whether the set contains a scope.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.names().any(|name| name == scope.name())
    }

    /// Returns the set without a scope.
    #[must_use]
    pub fn without(&self, scope: Scope) -> Self {
        self.names().filter(|name| *name != scope.name()).collect()
    }

    /// Returns the scopes that are in both sets, in this set's order.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.names().filter(|name| other.names().any(|known| known == *name)).collect()
    }

    /// Parses the form that [`Display`](fmt::Display) writes.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        text.split(' ').filter(|name| !name.is_empty()).collect()
    }

    /// Returns the names of the scopes.
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
    /// Writes the names, separated by spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scopes({self})")
    }
}

/// The subject of a token: on whose behalf it acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A user, through any client.
    User(Id),
    /// A client on its own behalf, by the id of its resource.
    Client(Id),
}

impl Subject {
    /// Returns the id of the user or of the client. No user and client share an id.
    #[must_use]
    pub fn id(self) -> Id {
        match self {
            Self::User(id) | Self::Client(id) => id,
        }
    }
}

/// The caller of a request, whose token was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The subject of the token.
    pub subject: Subject,
    /// The session that the token belongs to.
    pub session: Id,
    /// The scopes of the token.
    pub scopes: Scopes,
}

impl Caller {
    /// Returns whether the caller may change a resource with an owner: the owner may, and so may any caller whose token has this
    /// scope. A resource without an owner requires the scope.
    #[must_use]
    pub fn may_change(&self, owner: Option<Id>, scope: Scope) -> bool {
        self.scopes.has(scope) || (owner.is_some() && owner == self.user())
    }

    /// Returns the user, or `None` for a client on its own behalf.
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
