//! Users for the tests: any role, with tokens and sessions.

use diesel::ExpressionMethods as _;
use diesel_async::RunQueryDsl as _;
use imprint::accounts::passwords::NewPassword;
use imprint::accounts::users::{Name, Role, Tier, UserDraft, appoint};
use imprint::caller::{Caller, Scopes, Subject};
use imprint::db::Conn;
use imprint::db::schema::sessions;
use imprint::error::Result;
use imprint::id::Id;
use imprint::on;
use imprint::routes::REGISTRY;
use imprint::text::{Email, Username};
use poem::http::Method;
use serde_json::Value;

use crate::support::{Answer, Kit};

pub const PASSWORD: &str = "seven gulls over the pier";

/// A user with a session.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: Id,
    pub path: String,
    pub session: Id,
    /// With the scopes of the role.
    pub token: String,
}

impl Person {
    /// A user called `name`, with the e-mail address `<name>@people.example` and the username `<name>`.
    pub async fn new(kit: &Kit, name: &str, role: Role) -> Self {
        Self::with_id(kit, None, name, role).await
    }

    /// The same, with this id if there is one.
    pub async fn with_id(kit: &Kit, id: Option<Id>, name: &str, role: Role) -> Self {
        let draft = UserDraft {
            email: Email::parse(format!("{name}@people.example")).unwrap(),
            username: Some(Username::parse(name).unwrap()),
            name: Name::parse(name).unwrap(),
            role,
            tier: Tier::Regular,
            active: true,
        };
        let password = NewPassword::parse(PASSWORD).unwrap();
        let user = appoint(&kit.app, &kit.identity.passwords, id, draft, &password).await.unwrap();
        let id = user.stamp.id;
        let session = session(kit, id).await;
        Self {
            id,
            path: format!("/v1/users/{id}"),
            session,
            token: token(kit, id, session, REGISTRY.scopes_of(role)),
        }
    }

    /// Makes the caller of a test's requests, whom the database does not know otherwise, an administrator.
    pub async fn in_charge(kit: &Kit) -> Self {
        Self::with_id(kit, Some(Id::example(900)), "chief", Role::Admin).await
    }

    /// The same person with a token that has these scopes only.
    pub fn holding(self, kit: &Kit, scopes: &str) -> Self {
        Self { token: token(kit, self.id, self.session, Scopes::parse(scopes)), ..self }
    }

    /// Sends a request with this person's token.
    pub async fn call(&self, kit: &Kit, method: Method, path: &str, body: &Value) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        kit.call(method, path, &headers, body).await
    }

    pub async fn get(&self, kit: &Kit, path: &str) -> Answer {
        self.call(kit, Method::GET, path, &Value::Null).await
    }
}

/// A token of a session.
pub fn token(kit: &Kit, user: Id, session: Id, scopes: Scopes) -> String {
    kit.identity
        .access
        .sign(&Caller { subject: Subject::User(user), session, scopes }, "test", kit.app.ids.next())
        .unwrap()
}

/// A session of a user.
pub async fn session(kit: &Kit, user: Id) -> Id {
    let id = kit.app.ids.next();
    let now = kit.app.clock.now();
    let row = move || {
        (
            sessions::id.eq(id),
            sessions::subject.eq("user"),
            sessions::subject_id.eq(user),
            sessions::client.eq("test"),
            sessions::scope.eq("profile"),
            sessions::created_at.eq(now),
            sessions::expires_at.eq(now),
        )
    };
    let unit = async move |conn: &mut Conn| -> Result<usize> {
        Ok(on!(conn, |c| diesel::insert_into(sessions::table).values(row()).execute(c).await)?)
    };
    kit.app.db.write(unit).await.unwrap();
    id
}
