//! Tests of clients: who may create them, what they may do, and their secrets.

use imprint::accounts::users::Role;
use imprint::caller::Scopes;
use poem::http::Method;
use serde_json::{Value, json};

use super::program::{Program, REDIRECT, error, me, shown, text};
use crate::accounts::people::Person;
use crate::support::{Answer, Kit, assert_answer, both};

fn reader() -> Value {
    json!({"name": "The Reader", "confidential": true, "grants": ["authorization_code"], "redirectUris": [REDIRECT], "scopes": ["profile"]})
}

async fn itself(kit: &Kit, app: &Program) -> Answer {
    app.token(kit, &[("grant_type", "client_credentials")]).await
}

both! {
    async fn a_client_is_made_read_changed_listed_and_deleted_and_its_secret_is_shown_once(kit: Kit) {
        let made = kit.post("/v1/clients", &reader()).await.expect(201);
        let path = made.header("location").to_owned();

        assert_answer!("createOAuthClient_201_confidential", shown(&made));
        assert!(text(&made, "clientSecret").len() == 43 && text(&made, "clientId").len() == 22);
        assert_answer!("getOAuthClient_200_whole", shown(&kit.get(&path).await));
        assert_answer!("getOAuthClient_304_known", kit.get_with(&path, &[("if-none-match", "\"1\"")]).await);
        let listed = kit.get("/v1/clients?fields=name,grants").await.expect(200);
        assert_answer!("listOAuthClients_200_fields", listed);
        let body = json!({"name": "Reader", "confidential": true, "grants": ["client_credentials", "password"], "scopes": []});
        assert_answer!("replaceOAuthClient_200_less", shown(&kit.put(&path, &body).await));
        let patched = kit.patch(&path, "application/merge-patch+json", &json!({"name": "The Reader"})).await;
        assert_answer!("updateOAuthClient_200_name", shown(&patched));
        assert_answer!("deleteOAuthClient_204_done", kit.delete(&path).await);
        assert_eq!(kit.get(&path).await.code(), "client_not_found");
        for answer in [kit.get("/v1/clients").await, patched] {
            assert!(answer.json().to_string().find("ecret").is_none(), "{answer}");
        }
        let events = kit.get("/v1/audit-events?sort=createdAt").await.json();
        let actions: Vec<_> = events["data"].as_array().unwrap().iter().map(|event| event["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["client.created", "client.changed", "client.changed", "client.deleted"]);
    }

    async fn what_a_client_can_not_be_is_told_field_by_field(kit: Kit) {
        let body = json!({"name": "", "confidential": false, "grants": [], "redirectUris": ["http://app.example/", "javascript:alert(1)"], "scopes": ["everything"]});
        let unfit = json!({"name": "A", "confidential": false, "grants": ["client_credentials", "authorization_code"], "scopes": []});

        assert_answer!("createOAuthClient_422_limits", kit.post("/v1/clients", &body).await);
        assert_answer!("createOAuthClient_422_unfit", kit.post("/v1/clients", &unfit).await);
    }

    async fn a_rotated_secret_is_good_for_another_day(kit: Kit) {
        let app = Program::new(&kit, &["catalogue:write"]).await;

        let rotated = kit.post(&format!("{}/rotate-secret", app.path), &json!({})).await.expect(200);

        assert_answer!("rotateOAuthClientSecret_200_done", shown(&rotated));
        let next = Program { secret: text(&rotated, "clientSecret"), ..app.clone() };
        itself(&kit, &app).await.expect(200);
        itself(&kit, &next).await.expect(200);
        kit.app.clock.advance(86_400);
        assert_eq!(error(&itself(&kit, &app).await), "invalid_client");
        itself(&kit, &next).await.expect(200);
    }

    async fn a_secret_that_leaked_is_good_no_more_after_two_rotations(kit: Kit) {
        let app = Program::new(&kit, &["catalogue:write"]).await;
        for _ in 0..2 {
            kit.post(&format!("{}/rotate-secret", app.path), &json!({})).await.expect(200);
        }

        assert_eq!(error(&itself(&kit, &app).await), "invalid_client");
    }

    async fn a_client_that_may_less_or_is_gone_has_no_tokens_any_more(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let changes: [(Method, Value); 3] = [
            (Method::PATCH, json!({"scopes": []})),
            (Method::PATCH, json!({"grants": ["password"]})),
            (Method::DELETE, Value::Null),
        ];
        for (method, body) in changes {
            let app = Program::new(&kit, &["profile"]).await;
            let given = app.password(&kit, "ann").await.expect(200);
            kit.patch(&app.path, "application/json", &json!({"name": "Another", "scopes": ["profile", "audit:read"]})).await.expect(200);
            me(&kit, &text(&given, "access_token")).await.expect(200);

            let body = if body.is_null() { String::new() } else { body.to_string() };
            let done = kit.call(method, &app.path, &[("content-type", "application/json")], body).await;

            assert!(done.status.is_success(), "{done}");
            assert_eq!(me(&kit, &text(&given, "access_token")).await.code(), "token_invalid");
            let refused = app.refresh(&kit, &text(&given, "refresh_token")).await;
            assert!(["invalid_grant", "invalid_client", "unauthorized_client"].contains(&error(&refused).as_str()), "{refused}");
        }
    }

    async fn nobody_gives_a_client_more_than_they_have(kit: Kit) {
        let strong = Program::new(&kit, &["users:write"]).await;
        let bearer = format!("Bearer {}", kit.token(Scopes::parse("clients:write catalogue:write")));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let rotate = format!("{}/rotate-secret", strong.path);
        let mut weak = reader();
        weak["scopes"] = json!(["catalogue:write"]);

        for (method, path, body) in [
            (Method::POST, "/v1/clients", reader().to_string()),
            (Method::PATCH, strong.path.as_str(), json!({"redirectUris": ["https://evil.example/"]}).to_string()),
            (Method::PUT, strong.path.as_str(), weak.to_string()),
            (Method::POST, rotate.as_str(), String::new()),
        ] {
            let answer = kit.call(method, path, &headers, body).await.expect(403);
            assert_eq!(answer.code(), "scopes_exceeded");
        }
        kit.call(Method::POST, "/v1/clients", &headers, weak.to_string()).await.expect(201);
        assert_eq!(kit.get(&strong.path).await.json()["version"], 1);
    }

    async fn a_client_that_becomes_public_has_no_secret_and_gets_a_new_one_when_it_can_keep_it(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::with(&kit, true, &["password"], &["profile"]).await;
        let public = Program { secret: String::new(), ..app.clone() };
        kit.patch(&app.path, "application/json", &json!({"confidential": false})).await.expect(200);

        assert_eq!(error(&app.password(&kit, "ann").await), "invalid_client");
        public.password(&kit, "ann").await.expect(200);
        kit.patch(&app.path, "application/json", &json!({"confidential": true})).await.expect(200);
        assert_eq!(error(&public.password(&kit, "ann").await), "invalid_client");
        let rotated = kit.post(&format!("{}/rotate-secret", app.path), &json!({})).await.expect(200);
        Program { secret: text(&rotated, "clientSecret"), ..app }.password(&kit, "ann").await.expect(200);
    }

    async fn pages_of_clients_hold_together(kit: Kit) {
        for name in ["b", "a", "c"] {
            let mut body = reader();
            body["name"] = json!(name);
            kit.post("/v1/clients", &body).await.expect(201);
        }

        let first = kit.get("/v1/clients?limit=2&count=exact").await.expect(200).json();
        let cursor = first["meta"]["nextCursor"].as_str().unwrap();
        let second = kit.get(&format!("/v1/clients?limit=2&cursor={cursor}")).await.expect(200).json();

        let names = |page: &Value| page["data"].as_array().unwrap().iter().map(|client| client["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!((names(&first), names(&second)), (vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]));
        assert_eq!(first["meta"]["total"], 3);
    }
}
