//! The entry of an operation: what its part provides for the tests that walk the contract.

use imprint::accounts::users::Role;
use serde_json::Value;

/// An operation: who may, a good request, what becomes of the document's example.
#[derive(Debug, Clone)]
pub struct Entry {
    pub operation: &'static str,
    /// The least that somebody has to be; nothing, if it is open to everybody.
    pub least: Option<Role>,
    /// The body of a good request, as JSON. `{name}` in it stands for the id of an `Object`.
    pub body: Option<Value>,
    pub shown: Shown,
}

/// What becomes of the document's example on the demonstration data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It works, again and again. `DELETE` works once.
    Works,
    /// It works once, and is told this from then on.
    Once(&'static str),
    /// It is told this: what it needs is in a mail, or is not for a demonstration to make up.
    Never(&'static str),
    /// It works, and nothing works afterwards.
    Last,
}

/// An operation that is open to everybody.
pub fn everybody(operation: &'static str) -> Entry {
    Entry { operation, least: None, body: None, shown: Shown::Works }
}

/// An operation that needs somebody who is signed in.
pub fn viewer(operation: &'static str) -> Entry {
    Entry { least: Some(Role::Viewer), ..everybody(operation) }
}

/// An operation that needs an editor.
pub fn editor(operation: &'static str) -> Entry {
    Entry { least: Some(Role::Editor), ..everybody(operation) }
}

/// An operation that needs an administrator.
pub fn admin(operation: &'static str) -> Entry {
    Entry { least: Some(Role::Admin), ..everybody(operation) }
}

impl Entry {
    /// With this body in its good request.
    pub fn body(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// With an example of which this becomes.
    pub fn shown(self, shown: Shown) -> Self {
        Self { shown, ..self }
    }
}
