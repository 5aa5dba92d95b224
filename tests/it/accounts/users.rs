//! Tests of sign-up, and of the management of users by administrators.

use imprint::accounts::users::Role;
use poem::http::Method;
use serde_json::{Value, json};

use super::people::Person;
use crate::support::{Answer, Kit, assert_answer, both};

const PASSWORD: &str = "seven gulls over the pier";
const MERGE: &str = "application/merge-patch+json";

/// Signs up without a token.
async fn sign_up(kit: &Kit, body: &Value) -> Answer {
    let headers = [("authorization", ""), ("content-type", "application/json")];
    kit.call(Method::POST, "/v1/users", &headers, body.to_string()).await
}

fn ada() -> Value {
    json!({"email": "Ada@people.example", "username": "Ada.L", "name": "Ada Lovelace", "password": PASSWORD})
}

/// The body to replace a user.
fn user(name: &str, role: &str) -> Value {
    json!({
        "email": format!("{name}@people.example"), "username": name, "name": name, "role": role, "tier": "regular",
        "active": true,
    })
}

fn pointers(answer: &Answer) -> Vec<String> {
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn anybody_signs_up_and_is_a_viewer(kit: Kit) {
        let answer = sign_up(&kit, &ada()).await;

        assert_answer!("createUser_201_whole", answer);
        assert_eq!(kit.get(answer.header("location")).await.json(), answer.json());
        let plain = json!({"email": "b@people.example", "name": "B", "password": PASSWORD});
        assert_eq!(sign_up(&kit, &plain).await.expect(201).json()["role"], "viewer");
    }

    async fn what_newcomers_can_not_say_of_themselves_is_refused(kit: Kit) {
        let mut body = ada();
        body["role"] = "admin".into();
        body["active"] = true.into();
        body["username"] = "a b".into();
        body["email"] = "nowhere".into();
        body["password"] = "short".into();

        assert_answer!("createUser_422_values", sign_up(&kit, &body).await);
        assert_answer!("createUser_400_wrong_types", sign_up(&kit, &json!({"email": 5, "password": null})).await);
    }

    async fn names_that_are_taken_are_told_together_whatever_their_case(kit: Kit) {
        sign_up(&kit, &ada()).await.expect(201);
        let both = json!({"email": "ADA@PEOPLE.example", "username": "ADA.l", "name": "B", "password": PASSWORD});
        let username = json!({"email": "b@people.example", "username": "ada.L", "name": "B", "password": PASSWORD});

        assert_answer!("createUser_409_both", sign_up(&kit, &both).await);
        assert_answer!("createUser_409_username", sign_up(&kit, &username).await);
        assert_eq!(kit.get("/v1/users?count=exact").await.json()["meta"]["total"], 1);
    }

    async fn a_user_is_read_with_a_tag_and_not_sent_again(kit: Kit) {
        let path = sign_up(&kit, &ada()).await.header("location").to_owned();

        assert_answer!("getUser_200_plain", kit.get(&path).await);
        assert_answer!("getUser_304_known", kit.get_with(&path, &[("if-none-match", "\"1\"")]).await);
    }

    async fn who_is_not_there_is_404_for_every_method(kit: Kit) {
        let path = "/v1/users/019b76da-a800-7000-8000-000000000009";

        assert_answer!("getUser_404_missing", kit.get(path).await);
        assert_eq!(kit.put(path, &user("x-x", "viewer")).await.code(), "user_not_found");
        assert_eq!(kit.patch(path, MERGE, &json!({})).await.code(), "user_not_found");
        assert_eq!(kit.delete(path).await.code(), "user_not_found");
    }

    async fn users_are_listed_searched_filtered_and_sorted(kit: Kit) {
        Person::new(&kit, "root", Role::Admin).await;
        Person::new(&kit, "edda", Role::Editor).await;
        let path = sign_up(&kit, &ada()).await.header("location").to_owned();
        kit.patch(&path, MERGE, &json!({"active": false, "tier": "premium"})).await.expect(200);
        let names = async |query: &str| {
            let page = kit.get(&format!("/v1/users?fields=name&{query}")).await.expect(200).json();
            let names: Vec<_> = page["data"].as_array().unwrap().iter().map(|user| user["name"].clone()).collect();
            Value::from(names)
        };

        assert_answer!("listUsers_200_plain", kit.get("/v1/users?limit=2&sort=name").await);
        assert_answer!("listUsers_200_fields", kit.get("/v1/users?fields=email,role&sort=-email").await);
        assert_eq!(names("sort=createdAt").await, json!(["root", "edda", "Ada Lovelace"]));
        assert_eq!(names("sort=updatedAt").await, json!(["root", "edda", "Ada Lovelace"]));
        assert_eq!(names("sort=email").await, json!(["Ada Lovelace", "edda", "root"]));
        assert_eq!(names("search=lov").await, json!(["Ada Lovelace"]));
        assert_eq!(names("search=people+root").await, json!(["root"]));
        assert_eq!(names("role=editor").await, json!(["edda"]));
        assert_eq!(names("tier=premium").await, json!(["Ada Lovelace"]));
        assert_eq!(names("active=false").await, json!(["Ada Lovelace"]));
        assert_eq!(names("active=true&role=viewer").await, json!([]));
        assert_answer!("listUsers_400_parameters", kit.get("/v1/users?role=root&active=1&tier=").await);
    }

    async fn pages_of_users_follow_one_another(kit: Kit) {
        for name in ["ann", "bob", "cid", "dan", "eve"] {
            Person::new(&kit, name, Role::Viewer).await;
        }
        for sort in ["name", "-email", "createdAt", "-updatedAt"] {
            let (mut cursor, mut seen) = (String::new(), Vec::new());
            loop {
                let page = kit.get(&format!("/v1/users?limit=2&sort={sort}{cursor}")).await.expect(200).json();
                seen.extend(page["data"].as_array().unwrap().iter().map(|user| user["name"].to_string()));
                match page["meta"]["nextCursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert!(seen.len() == 5 && (seen.is_sorted() || seen.is_sorted_by(|a, b| a >= b)), "{sort}: {seen:?}");
        }
    }

    async fn a_replaced_user_loses_what_is_left_out(kit: Kit) {
        Person::in_charge(&kit).await;
        let path = sign_up(&kit, &ada()).await.header("location").to_owned();
        let body = json!({
            "email": "countess@people.example", "name": "A. L.", "role": "editor", "tier": "premium", "active": true,
        });

        let answer = kit.put_if(&path, Some("\"1\""), &body).await;

        assert_answer!("replaceUser_200_whole", answer);
        assert_answer!("replaceUser_412_version", kit.put_if(&path, Some("\"1\""), &body).await);
        assert_eq!(kit.get(&path).await.json(), answer.json());
        // The old names are free again.
        sign_up(&kit, &ada()).await.expect(201);
    }

    async fn parts_of_a_user_are_changed_in_both_formats(kit: Kit) {
        Person::in_charge(&kit).await;
        let path = sign_up(&kit, &ada()).await.header("location").to_owned();

        let merged = kit.patch(&path, MERGE, &json!({"username": null, "role": "editor"})).await;
        assert_answer!("updateUser_200_merge", merged);
        let operations = json!([{"op": "test", "path": "/role", "value": "editor"},
            {"op": "add", "path": "/username", "value": "countess"}]);
        let operated = kit.patch(&path, "application/json-patch+json", &operations).await;
        assert_answer!("updateUser_200_operations", operated);
        assert_answer!("updateUser_422_role", kit.patch(&path, MERGE, &json!({"role": "root", "password": "x"})).await);
        assert_eq!(kit.patch(&path, MERGE, &json!({"email": null})).await.code(), "body_malformed");
    }

    async fn a_change_to_names_that_are_taken_is_409_and_ones_own_are_not_taken(kit: Kit) {
        let (one, other) = (Person::new(&kit, "ann", Role::Viewer).await, Person::new(&kit, "bob", Role::Viewer).await);

        let answer = kit.put(&one.path, &user("BOB", "viewer")).await;

        assert_answer!("replaceUser_409_both", answer);
        assert_eq!(kit.patch(&one.path, MERGE, &json!({"email": "Bob@people.example"})).await.code(), "email_taken");
        assert_eq!(kit.patch(&one.path, MERGE, &json!({"username": "Bob"})).await.code(), "username_taken");
        kit.put(&one.path, &user("ANN", "viewer")).await.expect(200);
        kit.delete(&other.path).await.expect(204);
        kit.patch(&one.path, MERGE, &json!({"username": "Bob"})).await.expect(200);
    }

    async fn nobody_changes_what_they_may_do_themselves(kit: Kit) {
        let (one, _) = (Person::new(&kit, "ann", Role::Admin).await, Person::new(&kit, "bob", Role::Admin).await);
        let mut body = user("ann", "viewer");
        body["active"] = false.into();
        body["tier"] = "premium".into();

        let answer = one.call(&kit, Method::PUT, &one.path, &body).await;

        assert_answer!("replaceUser_403_own", answer);
        let tier = one.call(&kit, Method::PATCH, &one.path, &json!({"tier": "premium"})).await;
        assert_eq!((tier.code().as_str(), pointers(&tier)), ("own_account", vec!["/tier".to_owned()]));
        // The same values are no change.
        one.call(&kit, Method::PUT, &one.path, &user("ann", "admin")).await.expect(200);
        assert_eq!(one.get(&kit, "/v1/me").await.json()["tier"], "regular");
    }

    async fn one_active_administrator_always_stays(kit: Kit) {
        let (one, other) = (Person::new(&kit, "ann", Role::Admin).await, Person::new(&kit, "bob", Role::Admin).await);
        other.call(&kit, Method::PATCH, &one.path, &json!({"active": false})).await.expect(200);

        let last = other.call(&kit, Method::DELETE, &other.path, &Value::Null).await;

        assert_answer!("deleteUser_409_last_admin", last);
        assert_eq!(other.call(&kit, Method::PATCH, &other.path, &json!({"role": "editor"})).await.code(), "own_account");
        other.call(&kit, Method::DELETE, &one.path, &Value::Null).await.expect(204);
        assert_eq!(other.get(&kit, "/v1/me").await.json()["role"], "admin");
    }

    async fn two_administrators_who_depose_each_other_at_once_do_not_both_succeed(kit: Kit) {
        let (one, other) = (Person::new(&kit, "ann", Role::Admin).await, Person::new(&kit, "bob", Role::Admin).await);
        let depose = json!({"role": "viewer"});

        let (first, second) = tokio::join!(
            one.call(&kit, Method::PATCH, &other.path, &depose),
            other.call(&kit, Method::PATCH, &one.path, &depose)
        );

        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        // The second is no administrator any more, or has a token that has stopped.
        assert!(statuses == [200, 403] || statuses == [200, 401], "{first} {second}");
    }

    async fn tokens_of_who_loses_rights_stop_at_once_and_others_do_not(kit: Kit) {
        Person::in_charge(&kit).await;
        let (ann, bob, cid) = (
            Person::new(&kit, "ann", Role::Editor).await,
            Person::new(&kit, "bob", Role::Editor).await,
            Person::new(&kit, "cid", Role::Editor).await,
        );
        kit.patch(&ann.path, MERGE, &json!({"tier": "premium", "name": "Anna"})).await.expect(200);
        ann.get(&kit, "/v1/me").await.expect(200);

        kit.patch(&ann.path, MERGE, &json!({"role": "viewer"})).await.expect(200);
        kit.patch(&bob.path, MERGE, &json!({"active": false})).await.expect(200);
        kit.delete(&cid.path).await.expect(204);

        let body = json!({"firstName": "A", "lastName": "B"});
        for person in [&ann, &bob, &cid] {
            assert_eq!(person.get(&kit, "/v1/me").await.code(), "token_invalid");
            let write = person.call(&kit, Method::POST, "/v1/authors", &body).await;
            assert_eq!(write.code(), "token_invalid");
        }
    }

    async fn a_deleted_user_is_gone_once(kit: Kit) {
        let path = sign_up(&kit, &ada()).await.header("location").to_owned();

        assert_eq!(kit.call(Method::DELETE, &path, &[("if-match", "\"2\"")], ()).await.code(), "version_mismatch");
        assert_answer!("deleteUser_204_gone", kit.delete(&path).await);
        kit.delete(&path).await.expect(404);
    }
}
