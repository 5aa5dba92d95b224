//! Every refusal that matters for security is recorded (S20): a table of attempts and their audit events.

use imprint::accounts::users::Role;
use poem::http::Method;
use serde_json::{Value, json};

use crate::accounts::people::{PASSWORD, Person};
use crate::oauth::program::{Program, REDIRECT, VERIFIER, text};
use crate::support::{Answer, Kit, both};

/// An attempt, as the answer tells it, and the event that it must leave.
struct Tried {
    what: &'static str,
    answer: Answer,
    status: u16,
    action: &'static str,
    outcome: &'static str,
    details: Value,
}

/// The details of an event, by name.
fn told(event: &Value) -> Value {
    let Some(details) = event["details"].as_array() else { return Value::Null };
    let pair = |detail: &Value| (detail["name"].as_str().unwrap().to_owned(), detail["value"].clone());
    Value::Object(details.iter().map(pair).collect())
}

async fn open(kit: &Kit, path: &str, body: Value) -> Answer {
    kit.call(
        Method::POST,
        path,
        &[("authorization", ""), ("content-type", "application/json")],
        body.to_string(),
    )
    .await
}

async fn with(kit: &Kit, token: &str, method: Method, path: &str, body: Value) -> Answer {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    kit.call(method, path, &headers, if body.is_null() { String::new() } else { body.to_string() }).await
}

both! {
    async fn whoever_is_refused_leaves_an_event(kit: Kit) {
        let boss = Person::in_charge(&kit).await;
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile", "catalogue:write"]).await;
        let strong = Program::new(&kit, &["users:write"]).await;
        let public = Program::with(&kit, false, &["authorization_code"], &["profile"]).await;
        let first = app.password(&kit, "ann").await.expect(200);
        let refresh = text(&first, "refresh_token");
        let (weak, clients) = (kit.client_token_with("users:write"), kit.client_token_with("clients:write"));
        let client = json!({"name": "A", "confidential": true, "grants": ["client_credentials"], "scopes": ["users:read"]});
        let code = [("grant_type", "authorization_code"), ("code", "none"), ("redirect_uri", REDIRECT), ("code_verifier", VERIFIER)];
        let tried = |what, answer, status, action, outcome, details| Tried { what, answer, status, action, outcome, details };
        let none = || json!(null);
        let table = vec![
            tried("wrong password at sign-in", open(&kit, "/v1/auth/login", json!({"username": "ann", "password": "wrong"})).await, 401, "session.refused", "failed", none()),
            tried("wrong password grant", app.token(&kit, &[("grant_type", "password"), ("username", "ann"), ("password", "x")]).await, 400, "session.refused", "failed", none()),
            tried("wrong present password", ann.call(&kit, Method::PUT, "/v1/me/password", &json!({"currentPassword": "x", "newPassword": PASSWORD})).await, 422, "password.change_refused", "failed", none()),
            tried("bad reset token", open(&kit, "/v1/auth/password-reset/confirm", json!({"token": "none", "newPassword": PASSWORD})).await, 422, "password.reset_refused", "refused", none()),
            tried("bad refresh token", open(&kit, "/v1/auth/refresh", json!({"refreshToken": "none"})).await, 401, "session.refresh_refused", "refused", json!({"client": "first-party"})),
            tried("bad refresh token of a client", app.refresh(&kit, "none").await, 400, "session.refresh_refused", "refused", json!({"client": app.client_id})),
            tried("refresh token of another client", strong.refresh(&kit, &refresh).await, 400, "session.refresh_refused", "refused", json!({"client": strong.client_id})),
            tried("bad code", app.token(&kit, &code).await, 400, "client.request_refused", "refused", json!({"client": app.client_id, "error": "invalid_grant", "request": "authorization_code"})),
            tried("grant that the client has not", public.token(&kit, &[("grant_type", "refresh_token"), ("refresh_token", "x")]).await, 400, "client.request_refused", "refused", json!({"client": public.client_id, "error": "unauthorized_client", "request": "refresh_token"})),
            tried("scope that the client has not", app.token(&kit, &[("grant_type", "client_credentials"), ("scope", "audit:read")]).await, 400, "client.request_refused", "refused", json!({"client": app.client_id, "error": "invalid_scope", "request": "client_credentials"})),
            tried("revoking another's token", strong.post(&kit, "/oauth/revoke", &[("token", &refresh)]).await, 400, "client.request_refused", "refused", json!({"client": strong.client_id, "error": "unauthorized_client", "request": "revoke"})),
            tried("introspection by a public client", public.post(&kit, "/oauth/introspect", &[("token", &refresh)]).await, 401, "client.request_refused", "refused", json!({"client": public.client_id, "error": "invalid_client", "request": "introspect"})),
            tried("wrong secret", Program { secret: "x".to_owned(), ..app.clone() }.refresh(&kit, &refresh).await, 401, "client.refused", "refused", none()),
            tried("missing scope", ann.get(&kit, "/v1/users").await, 403, "access.refused", "refused", json!({"scope": "users:read"})),
            tried("own role", boss.call(&kit, Method::PATCH, &boss.path, &json!({"role": "viewer"})).await, 403, "user.change_refused", "refused", json!({"code": "own_account"})),
            tried("a role by a client", with(&kit, &weak, Method::PATCH, &ann.path, json!({"role": "admin"})).await, 403, "user.change_refused", "refused", json!({"code": "admin_required"})),
            tried("deleting an administrator by a client", with(&kit, &weak, Method::DELETE, &boss.path, Value::Null).await, 403, "user.change_refused", "refused", json!({"code": "admin_required"})),
            tried("deleting the last administrator", boss.call(&kit, Method::DELETE, &boss.path, &Value::Null).await, 409, "user.change_refused", "refused", json!({"code": "last_admin"})),
            tried("creating a stronger client", with(&kit, &clients, Method::POST, "/v1/clients", client).await, 403, "client.change_refused", "refused", json!({"code": "scopes_exceeded"})),
            tried("changing a stronger client", with(&kit, &clients, Method::PATCH, &strong.path, json!({"name": "B"})).await, 403, "client.change_refused", "refused", json!({"code": "scopes_exceeded"})),
            tried("deleting a stronger client", with(&kit, &clients, Method::DELETE, &strong.path, Value::Null).await, 403, "client.change_refused", "refused", json!({"code": "scopes_exceeded"})),
            tried("a secret of a stronger client", with(&kit, &clients, Method::POST, &format!("{}/rotate-secret", strong.path), Value::Null).await, 403, "client.change_refused", "refused", json!({"code": "scopes_exceeded"})),
        ];
        kit.identity.notes.flush().await;

        let listed = kit.get("/v1/audit-events?limit=100").await.expect(200).json();
        let mut events = listed["data"].as_array().unwrap().clone();
        for Tried { what, answer, status, action, outcome, details } in table {
            assert_eq!(answer.status.as_u16(), status, "{what}: {answer}");
            let fits = |event: &Value| event["action"] == action && event["outcome"] == outcome && told(event) == details;
            let at = events.iter().position(fits).unwrap_or_else(|| panic!("{what} leaves no event {action} {details}: {listed:#}"));
            events.remove(at);
        }
        let left: Vec<_> = events.iter().filter(|event| event["outcome"] != "done").collect();
        assert!(left.is_empty(), "nothing is told twice: {left:#?}");
    }
}
