//! Tests of the signed-in user's own account.

use imprint::accounts::users::Role;
use imprint::caller::Scopes;
use imprint::routes::REGISTRY;
use poem::http::Method;
use serde_json::{Value, json};

use super::people::{PASSWORD, Person, session, token};
use crate::support::{Kit, assert_answer, both};

const NEXT: &str = "a bag of three lemons";

both! {
    async fn a_token_leads_to_its_user_and_tells_its_scope(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Editor).await;
        let narrow = Person { token: token(&kit, ann.id, ann.session, Scopes::parse("profile")), ..ann.clone() };

        assert_answer!("getMe_200_plain", ann.get(&kit, "/v1/me").await);
        assert_eq!(narrow.get(&kit, "/v1/me").await.json()["scope"], "profile");
    }

    async fn a_token_of_nobody_is_invalid(kit: Kit) {
        let answer = kit.get("/v1/me").await;

        assert_answer!("getMe_401_nobody", answer);
        assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
        let change = json!({"currentPassword": PASSWORD, "newPassword": NEXT});
        assert_eq!(kit.put("/v1/me", &json!({"name": "X"})).await.code(), "token_invalid");
        assert_eq!(kit.put("/v1/me/password", &change).await.code(), "token_invalid");
    }

    async fn a_profile_is_replaced_and_changed_and_nothing_else_is(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        Person::new(&kit, "bob", Role::Viewer).await;

        let merged = ann.call(&kit, Method::PATCH, "/v1/me", &json!({"name": "Anna"})).await;
        assert_answer!("updateMe_200_merge", merged);
        let replaced = ann.call(&kit, Method::PUT, "/v1/me", &json!({"name": "Ann"})).await;
        assert_answer!("replaceMe_200_whole", replaced);
        let taken = ann.call(&kit, Method::PATCH, "/v1/me", &json!({"username": "BOB"})).await;
        assert_answer!("updateMe_409_username", taken);
        for field in ["role", "tier", "active", "email", "password", "id"] {
            let body = json!({"name": "Ann", field: "admin"});
            for method in [Method::PUT, Method::PATCH] {
                let answer = ann.call(&kit, method, "/v1/me", &body).await.expect(422).json();
                assert_eq!(answer["errors"][0]["pointer"], format!("/{field}"));
            }
        }
        assert_eq!(ann.get(&kit, "/v1/me").await.header("etag"), "\"3\"");
    }

    async fn a_changed_password_ends_the_other_sessions(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let elsewhere = session(&kit, ann.id).await;
        let other = Person { token: token(&kit, ann.id, elsewhere, REGISTRY.scopes_of(Role::Viewer)), ..ann.clone() };
        let version = ann.get(&kit, "/v1/me").await.header("etag").to_owned();
        let change = json!({"currentPassword": PASSWORD, "newPassword": NEXT});
        other.get(&kit, "/v1/me").await.expect(200);

        assert_answer!("changePassword_204_done", ann.call(&kit, Method::PUT, "/v1/me/password", &change).await);

        assert_eq!(other.get(&kit, "/v1/me").await.code(), "token_invalid");
        assert_eq!(ann.get(&kit, "/v1/me").await.expect(200).header("etag"), version);
        // What was the present password is none any more.
        assert_answer!("changePassword_422_wrong", ann.call(&kit, Method::PUT, "/v1/me/password", &change).await);
        let back = json!({"currentPassword": NEXT, "newPassword": PASSWORD});
        ann.call(&kit, Method::PUT, "/v1/me/password", &back).await.expect(204);
    }

    async fn whoever_has_a_token_does_not_find_the_password_by_guessing(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let guess = json!({"currentPassword": "another", "newPassword": NEXT});
        for _ in 0..5 {
            ann.call(&kit, Method::PUT, "/v1/me/password", &guess).await.expect(422);
        }

        let right = json!({"currentPassword": PASSWORD, "newPassword": NEXT});
        let limited = ann.call(&kit, Method::PUT, "/v1/me/password", &right).await;

        assert_eq!((limited.code().as_str(), limited.header("ratelimit-policy")), ("rate_limited", "\"login\";q=5;w=900"));
        let home = kit.at("198.51.100.7");
        ann.call(&home, Method::PUT, "/v1/me/password", &right).await.expect(204);
    }

    async fn a_new_password_is_held_to_the_rules(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let change = json!({"currentPassword": PASSWORD, "newPassword": "ann@people.example"});

        assert_answer!("changePassword_422_weak", ann.call(&kit, Method::PUT, "/v1/me/password", &change).await);
    }

    async fn no_answer_has_a_hash(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Admin).await;
        let answers = [
            ann.get(&kit, "/v1/me").await,
            ann.get(&kit, &ann.path).await,
            ann.get(&kit, "/v1/users").await,
            ann.get(&kit, "/v1/users?fields=email,name,version").await,
            ann.call(&kit, Method::PATCH, "/v1/me", &json!({"name": "A"})).await,
            ann.call(&kit, Method::PATCH, &ann.path, &json!({"name": "A"})).await,
        ];

        for answer in answers {
            let text = answer.expect(200).to_string();
            assert!(!text.contains("$2b$") && !text.to_lowercase().contains("password"), "{text}");
        }
        assert_eq!(ann.get(&kit, "/v1/users?fields=passwordHash").await.expect(400).json()["data"], Value::Null);
    }
}
