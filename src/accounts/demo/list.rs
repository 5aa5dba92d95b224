//! The list of demo users.

use crate::accounts::users::{Role, Tier};
use crate::id::Id;

/// The administrator's e-mail address.
pub(super) const ADMIN: &str = "admin@imprint.example";

/// How a demo user signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Password {
    /// With this password, which is public.
    Known(&'static str),
    /// With a password that is generated at the first start and printed once.
    Made,
    /// Not at all: the user exists only to be looked at.
    Nobodys,
}

/// A demo user.
#[derive(Debug)]
pub(super) struct Person {
    id: u32,
    /// The e-mail address.
    pub(super) email: &'static str,
    /// The username, which also works for signing in.
    pub(super) username: Option<&'static str>,
    pub(super) name: &'static str,
    /// The password.
    pub(super) password: Password,
    pub(super) role: Role,
    pub(super) tier: Tier,
    pub(super) active: bool,
}

impl Person {
    /// Returns the id, which is the same in every demo database. No other user can have it, so a user with this id is the demo
    /// user, even if renamed.
    pub(super) fn id(&self) -> Id {
        Id::example(self.id)
    }
}

/// The administrator, the editor from the API examples, a viewer, and some users who make lists worth filtering.
pub(super) const PEOPLE: &[Person] = &[
    Person {
        id: 4,
        email: ADMIN,
        username: Some("admin"),
        name: "The Administrator",
        password: Password::Made,
        role: Role::Admin,
        tier: Tier::Regular,
        active: true,
    },
    Person {
        id: 3,
        email: "grace@imprint.example",
        username: Some("grace"),
        name: "Grace Hopper",
        password: Password::Known("seven gulls over the pier"),
        role: Role::Editor,
        tier: Tier::Regular,
        active: true,
    },
    Person {
        id: 0x21,
        email: "andrey@imprint.example",
        username: Some("andrey"),
        name: "Andrey Volkov",
        password: Password::Known("simplepassword"),
        role: Role::Viewer,
        tier: Tier::Regular,
        active: true,
    },
    Person {
        id: 0x22,
        email: "marta.lindqvist@imprint.example",
        username: Some("marta"),
        name: "Marta Lindqvist",
        password: Password::Nobodys,
        role: Role::Viewer,
        tier: Tier::Premium,
        active: true,
    },
    Person {
        id: 0x23,
        email: "joaquin.ferreira@imprint.example",
        username: Some("joaquin"),
        name: "Joaquín Ferreira",
        password: Password::Nobodys,
        role: Role::Editor,
        tier: Tier::Premium,
        active: true,
    },
    Person {
        id: 0x24,
        email: "wanjiru.kamande@imprint.example",
        username: Some("wanjiru"),
        name: "Wanjiru Kamande",
        password: Password::Nobodys,
        role: Role::Viewer,
        tier: Tier::Regular,
        active: false,
    },
    Person {
        id: 0x25,
        email: "eloise.brandt@imprint.example",
        username: None,
        name: "Éloïse Brandt",
        password: Password::Nobodys,
        role: Role::Viewer,
        tier: Tier::Regular,
        active: true,
    },
];
