//! How failures that lie in the users are brought about.

use imprint::error::Code;
use imprint::id::Id;
use imprint::identity::passwords::NewPassword;
use imprint::identity::users::{Name, Role, Tier, UserDraft, appoint};
use imprint::text::{Email, Username};
use serde_json::{Value, json};

use super::Operation;
use super::requests::{Request, USER};
use crate::support::Kit;

/// Users of the app.
pub struct People {
    /// Whom requests are about unless they say otherwise.
    pub ann: String,
    /// Whose token requests have.
    own: String,
    /// The only administrator.
    root: String,
}

impl People {
    pub async fn of(kit: &Kit) -> Self {
        let own = Some(Id::example(900));
        Self {
            ann: person(kit, None, "ann", Role::Viewer).await,
            own: person(kit, own, "own", Role::Editor).await,
            root: person(kit, None, "root", Role::Admin).await,
        }
    }

    pub fn spoil(&self, operation: &Operation, code: Code, request: Request) -> Request {
        match code {
            imprint::identity::errors::EMAIL_TAKEN => request.with("email", "Own@people.example"),
            imprint::identity::errors::USERNAME_TAKEN => request.with("username", "ROOT"),
            imprint::identity::errors::OWN_ACCOUNT => request.replace(USER, &self.own).with("role", "admin"),
            imprint::identity::errors::LAST_ADMIN if operation.id == "deleteUser" => {
                request.replace(USER, &self.root)
            }
            imprint::identity::errors::LAST_ADMIN => request.replace(USER, &self.root).with("role", "editor"),
            other => panic!("{other:?} does not lie in the users"),
        }
    }
}

impl Request {
    /// The same with another field in the body.
    fn with(self, field: &str, value: &str) -> Self {
        let mut body: Value =
            self.body.as_deref().map_or(json!({}), |body| serde_json::from_str(body).unwrap());
        body[field] = value.into();
        self.body(body)
    }
}

async fn person(kit: &Kit, id: Option<Id>, name: &str, role: Role) -> String {
    let draft = UserDraft {
        email: Email::parse(format!("{name}@people.example")).unwrap(),
        username: Some(Username::parse(name).unwrap()),
        name: Name::parse(name).unwrap(),
        role,
        tier: Tier::Regular,
        active: true,
    };
    let password = NewPassword::parse("seven gulls over the pier").unwrap();
    appoint(&kit.app, &kit.identity.passwords, id, draft, &password).await.unwrap().stamp.id.to_string()
}
