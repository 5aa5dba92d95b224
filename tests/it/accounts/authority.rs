//! Changing accounts gives nobody a right that they did not have before (S24): a table of callers, actions and targets.

use imprint::accounts::users::Role;
use poem::http::Method;
use serde_json::{Value, json};

use super::people::{Person, session as session_of, token as token_of};
use crate::support::{Answer, Kit, both};

/// All scopes that matter here but one's own profile.
const EDITORS: &str = "catalogue:write users:read users:write clients:write";

/// Who asks.
#[derive(Debug, Clone, Copy)]
enum Who {
    /// An administrator who has signed in.
    Admin,
    /// An administrator through a client that may change users, and nothing else.
    Narrow,
    /// An administrator through a client that may do what editors may, and change users.
    Editors,
    /// A client on its own behalf, with every scope there is.
    Client,
    /// A client on its own behalf that may change users, and nothing else.
    Weak,
    /// Somebody whose token says more than their role is by now.
    Former,
}

/// To whom.
#[derive(Debug, Clone, Copy)]
enum Whom {
    Viewer,
    Editor,
    Admin,
    /// A closed account.
    Closed,
    ClosedAdmin,
    Oneself,
}

use Who::{Admin, Client, Editors, Former, Narrow, Weak};

const ALL: &[Who] = &[Admin, Narrow, Editors, Client, Weak, Former];

struct World {
    kit: Kit,
    number: std::cell::Cell<u32>,
    boss: Person,
}

impl World {
    async fn somebody(&self, role: Role) -> Person {
        self.number.set(self.number.get() + 1);
        Person::new(&self.kit, &format!("user{}", self.number.get()), role).await
    }

    async fn token(&self, who: Who) -> (String, Option<Person>) {
        let person = match who {
            Admin => self.somebody(Role::Admin).await,
            Narrow => self.somebody(Role::Admin).await.holding(&self.kit, "users:write"),
            Editors => self.somebody(Role::Admin).await.holding(&self.kit, EDITORS),
            Former => {
                let person = self.somebody(Role::Editor).await;
                let all: imprint::caller::Scopes = imprint::routes::REGISTRY.scopes().collect();
                person.holding(&self.kit, &all.to_string())
            }
            Client => return (self.kit.client_token(), None),
            Weak => return (self.kit.client_token_with("users:write"), None),
        };
        (person.token.clone(), Some(person))
    }

    async fn target(&self, whom: Whom, own: Option<&Person>) -> Option<String> {
        let (role, closed) = match whom {
            Whom::Viewer => (Role::Viewer, false),
            Whom::Editor => (Role::Editor, false),
            Whom::Admin => (Role::Admin, false),
            Whom::Closed => (Role::Editor, true),
            Whom::ClosedAdmin => (Role::Admin, true),
            Whom::Oneself => return own.map(|person| person.path.clone()),
        };
        let path = self.somebody(role).await.path;
        if closed {
            self.boss.call(&self.kit, Method::PATCH, &path, &json!({"active": false})).await.expect(200);
        }
        Some(path)
    }

    async fn ask(&self, token: &str, method: Method, path: &str, body: &Value) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.kit.call(method, path, &headers, body).await
    }
}

/// What is done (a merge patch, or deletion), to whom, and who may. Everybody else is told `admin_required`.
fn table() -> Vec<(Value, Whom, &'static [Who])> {
    let (admin, editor, viewer) =
        (json!({"role": "admin"}), json!({"role": "editor"}), json!({"role": "viewer"}));
    let (address, name, tier) =
        (json!({"email": "else@people.example"}), json!({"name": "X"}), json!({"tier": "premium"}));
    let (login, close, open) = (json!({"username": null}), json!({"active": false}), json!({"active": true}));
    let delete = Value::Null;
    vec![
        (admin.clone(), Whom::Viewer, &[Admin]),
        (admin.clone(), Whom::Editor, &[Admin]),
        (editor.clone(), Whom::Viewer, &[Admin, Editors]),
        (viewer.clone(), Whom::Editor, &[Admin, Editors]),
        (viewer, Whom::Admin, &[Admin]),
        (json!({"role": "admin", "name": "X", "email": "else@people.example"}), Whom::Viewer, &[Admin]),
        (address.clone(), Whom::Viewer, ALL),
        (address.clone(), Whom::Editor, &[Admin, Editors, Client, Former]),
        (address.clone(), Whom::Admin, &[Admin]),
        (address.clone(), Whom::Closed, &[Admin, Editors, Client, Former]),
        (address.clone(), Whom::ClosedAdmin, &[Admin]),
        (address, Whom::Oneself, &[Admin, Former]),
        (name.clone(), Whom::Editor, ALL),
        (name.clone(), Whom::Admin, &[Admin, Narrow, Editors]),
        (name, Whom::Oneself, &[Admin, Narrow, Editors, Former]),
        (tier, Whom::Admin, &[Admin, Narrow, Editors]),
        (login.clone(), Whom::Viewer, ALL),
        (login, Whom::Admin, &[Admin, Narrow, Editors]),
        (close.clone(), Whom::Editor, ALL),
        (close, Whom::Admin, &[Admin, Narrow, Editors]),
        (open.clone(), Whom::Closed, &[Admin, Editors, Client, Former]),
        (open, Whom::ClosedAdmin, &[Admin]),
        (delete.clone(), Whom::Viewer, ALL),
        (delete.clone(), Whom::Editor, ALL),
        (delete, Whom::Admin, &[Admin, Narrow, Editors]),
    ]
}

both! {
    async fn who_may_change_what_of_whom_is_as_the_table_says(kit: Kit) {
        let boss = Person::in_charge(&kit).await;
        let world = World { kit, number: std::cell::Cell::new(0), boss };
        for (what, whom, allowed) in table() {
            for who in ALL {
                let (token, own) = world.token(*who).await;
                let Some(path) = world.target(whom, own.as_ref()).await else { continue };
                let before = world.kit.get(&path).await.expect(200).to_string();
                let method = if what.is_null() { Method::DELETE } else { Method::PATCH };

                let answer = world.ask(&token, method, &path, &what).await;

                if allowed.iter().any(|one| format!("{one:?}") == format!("{who:?}")) {
                    assert!(answer.status.is_success(), "{who:?} does {what} to {whom:?}: {answer}");
                    // The next needs the address.
                    world.boss.call(&world.kit, Method::DELETE, &path, &Value::Null).await;
                } else {
                    assert_eq!(answer.code(), "admin_required", "{who:?} does {what} to {whom:?}: {answer}");
                    assert_eq!(world.kit.get(&path).await.to_string(), before, "{who:?} {what} {whom:?}");
                }
            }
        }
    }

    async fn a_whole_replacement_is_held_to_the_same_rules(kit: Kit) {
        let eve = Person::new(&kit, "eve", Role::Viewer).await;
        let body = json!({"email": "eve@people.example", "username": "eve", "name": "eve", "role": "admin", "tier": "regular", "active": true});
        let bearer = format!("Bearer {}", kit.client_token());
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];

        let answer = kit.call(Method::PUT, &eve.path, &headers, body.to_string()).await.expect(403);

        assert_eq!((answer.code().as_str(), &answer.json()["errors"][0]["pointer"]), ("admin_required", &json!("/role")));
    }

    async fn an_administrator_who_is_deposed_meanwhile_gives_no_role_any_more(kit: Kit) {
        let boss = Person::in_charge(&kit).await;
        let (ann, eve) = (Person::new(&kit, "ann", Role::Admin).await, Person::new(&kit, "eve", Role::Viewer).await);
        boss.call(&kit, Method::PATCH, &ann.path, &json!({"role": "viewer"})).await.expect(200);
        // As on another server, which does not know yet that the session has ended.
        let session = session_of(&kit, ann.id).await;
        let token = token_of(&kit, ann.id, session, imprint::routes::REGISTRY.scopes().collect());
        let ann = Person { token, ..ann };

        let answer = ann.call(&kit, Method::PATCH, &eve.path, &json!({"role": "admin"})).await;

        assert_eq!(answer.code(), "admin_required");
    }
}
