//! The list of demo users.

use crate::accounts::users::{Role, Tier};
use crate::id::Id;

/// The administrator's address.
pub(super) const ADMIN: &str = "admin@imprint.example";

/// How somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Password {
    /// With this password, which everybody knows.
    Known(&'static str),
    /// With one that is made at the first start, and printed once.
    Made,
    /// Not at all: they are there to be looked at.
    Nobodys,
}

/// Somebody of the demonstration.
#[derive(Debug)]
pub(super) struct Person {
    id: u32,
    /// The e-mail address.
    pub(super) email: &'static str,
    /// What else one signs in with.
    pub(super) username: Option<&'static str>,
    pub(super) name: &'static str,
    /// The password.
    pub(super) password: Password,
    pub(super) role: Role,
    pub(super) tier: Tier,
    pub(super) active: bool,
}

impl Person {
    /// The id, the same in every demonstration: no other user can have it, and whoever has it is the demonstration's, whatever they
    /// are called by now.
    pub(super) fn id(&self) -> Id {
        Id::example(self.id)
    }
}

/// An administrator, the editor whom the contract's examples show, a viewer, and some who make lists worth filtering.
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
