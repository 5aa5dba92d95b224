//! Tests of sessions: signing in, refreshing, and signing out.

use imprint::accounts::users::Role;
use imprint::caller::{Caller, Subject};
use imprint::db::Conn;
use imprint::db::schema::signing_keys;
use imprint::http::verify::Verify as _;
use imprint::id::Id;
use imprint::identity::Identity;
use imprint::on;
use imprint::routes::REGISTRY;
use imprint::seal::Seal;
use imprint::tokens::keys::service::{SETTLING, rotate};
use poem::http::Method;
use serde_json::{Value, json};

use crate::accounts::people::{PASSWORD, Person};
use crate::support::{Answer, Kit, assert_answer, both};

async fn login(kit: &Kit, name: &str, password: &str) -> Answer {
    open(kit, "/v1/auth/login", &json!({"email": name, "password": password})).await
}

/// Posts without a token.
async fn open(kit: &Kit, path: &str, body: &Value) -> Answer {
    let headers = [("authorization", ""), ("content-type", "application/json")];
    kit.call(Method::POST, path, &headers, body.to_string()).await
}

/// How many keys the database has.
async fn kept_keys(kit: &Kit) -> i64 {
    // Not for the whole file: diesel's `first` is a set's, too.
    use diesel::QueryDsl as _;
    use diesel_async::RunQueryDsl as _;

    let count = async |conn: &mut Conn| Ok(on!(conn, |c| signing_keys::table.count().get_result(c).await)?);
    kit.app.db.read(count).await.unwrap()
}

async fn refresh(kit: &Kit, token: &str) -> Answer {
    open(kit, "/v1/auth/refresh", &json!({ "refreshToken": token })).await
}

async fn me(kit: &Kit, access: &str) -> Answer {
    kit.get_with("/v1/me", &[("authorization", &format!("Bearer {access}"))]).await
}

fn text(answer: &Answer, field: &str) -> String {
    answer.json()[field].as_str().unwrap_or_else(|| panic!("{field}: {answer}")).to_owned()
}

/// The answer without what is another at each run.
fn shown(answer: &Answer) -> Answer {
    let mut body = answer.json();
    for field in ["accessToken", "refreshToken"] {
        body[field] = json!("…");
    }
    Answer { status: answer.status, headers: answer.headers.clone(), body: body.to_string().into_bytes() }
}

/// Every scope of a role, whatever parts there are.
fn scope(role: Role) -> String {
    REGISTRY.scopes_of(role).to_string()
}

both! {
    async fn who_signs_in_gets_tokens_that_work(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Editor).await;

        let signed_in = login(&kit, "Ann@People.Example", PASSWORD).await.expect(200);

        assert_answer!("login_200_email", shown(&signed_in));
        assert_eq!(signed_in.header("cache-control"), "no-store");
        let mine = me(&kit, &text(&signed_in, "accessToken")).await.expect(200).json();
        let kept = me(&kit, &text(&signed_in, "accessToken")).await;
        assert_eq!(kept.header("cache-control"), "no-store");
        assert_eq!((&mine["id"], &mine["scope"]), (&json!(ann.id.to_string()), &json!(scope(Role::Editor))));
        let by_name = json!({"username": "ANN", "password": PASSWORD});
        open(&kit, "/v1/auth/login", &by_name).await.expect(200);
    }

    async fn a_wrong_password_an_unknown_name_and_an_inactive_user_get_the_same_answer(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let away = json!({"email": "ann@people.example", "name": "ann", "role": "viewer", "tier": "regular", "active": false});

        let wrong = login(&kit, "ann@people.example", "eight gulls over the pier").await;
        let unknown = login(&kit, "nobody@people.example", PASSWORD).await;
        kit.put(&ann.path, &away).await.expect(200);
        let inactive = login(&kit, "ann@people.example", PASSWORD).await;

        assert_answer!("login_401_wrong", wrong);
        assert_eq!((unknown.to_string(), inactive.to_string()), (wrong.to_string(), wrong.to_string()));
    }

    async fn one_name_is_needed_and_one_only(kit: Kit) {
        let none = open(&kit, "/v1/auth/login", &json!({"password": PASSWORD})).await;
        let two = open(&kit, "/v1/auth/login", &json!({"email": "a@b.example", "username": "a", "password": PASSWORD})).await;

        assert_eq!((none.code().as_str(), two.code().as_str()), ("validation_failed", "validation_failed"));
        assert_eq!(none.json()["errors"][0]["pointer"], "/username");
    }

    async fn an_access_token_expires_and_the_refresh_token_gets_the_next(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let signed_in = login(&kit, "ann@people.example", PASSWORD).await.expect(200);
        kit.app.clock.advance(900);

        let expired = me(&kit, &text(&signed_in, "accessToken")).await;
        let next = refresh(&kit, &text(&signed_in, "refreshToken")).await.expect(200);

        assert_eq!((expired.code().as_str(), expired.header("www-authenticate")), ("token_expired", "Bearer error=\"invalid_token\""));
        assert_answer!("refreshTokens_200_next", shown(&next));
        me(&kit, &text(&next, "accessToken")).await.expect(200);
        refresh(&kit, &text(&next, "refreshToken")).await.expect(200);
    }

    async fn a_spent_token_gives_its_successor_again_for_ten_seconds(kit: Kit) {
        let kit = kit.still();
        Person::new(&kit, "ann", Role::Viewer).await;
        let first = text(&login(&kit, "ann@people.example", PASSWORD).await.expect(200), "refreshToken");

        let once = refresh(&kit, &first).await.expect(200);
        kit.app.clock.advance(10);
        let again = refresh(&kit, &first).await.expect(200);

        assert_eq!(text(&once, "refreshToken"), text(&again, "refreshToken"));
    }

    async fn a_spent_token_that_comes_back_later_ends_the_session_with_its_access_tokens(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let first = text(&login(&kit, "ann@people.example", PASSWORD).await.expect(200), "refreshToken");
        let second = refresh(&kit, &first).await.expect(200);
        kit.app.clock.advance(11);

        let replayed = refresh(&kit, &first).await;

        assert_eq!((replayed.status.as_u16(), replayed.code().as_str()), (401, "refresh_token_invalid"));
        assert_eq!(me(&kit, &text(&second, "accessToken")).await.code(), "token_invalid");
        assert_eq!(refresh(&kit, &text(&second, "refreshToken")).await.code(), "refresh_token_invalid");
        let events = kit.get("/v1/audit-events?action=session.replayed").await.expect(200).json();
        assert_eq!(events["data"].as_array().unwrap().len(), 1);
    }

    async fn twenty_who_refresh_at_once_get_one_chain(kit: Kit) {
        let kit = kit.still();
        Person::new(&kit, "ann", Role::Viewer).await;
        let first = text(&login(&kit, "ann@people.example", PASSWORD).await.expect(200), "refreshToken");

        let all = futures_util::future::join_all((0..20).map(|_| refresh(&kit, &first))).await;

        let next: std::collections::BTreeSet<_> =
            all.into_iter().map(|answer| text(&answer.expect(200), "refreshToken")).collect();
        assert_eq!(next.len(), 1);
        refresh(&kit, next.first().unwrap()).await.expect(200);
    }

    async fn signing_out_ends_the_session(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let signed_in = login(&kit, "ann@people.example", PASSWORD).await.expect(200);
        let other = login(&kit, "ann@people.example", PASSWORD).await.expect(200);
        let bearer = format!("Bearer {}", text(&signed_in, "accessToken"));

        let out = kit.call(Method::POST, "/v1/auth/logout", &[("authorization", &bearer)], ()).await;

        assert_answer!("logout_204_out", out);
        assert_eq!(me(&kit, &text(&signed_in, "accessToken")).await.code(), "token_invalid");
        assert_eq!(refresh(&kit, &text(&signed_in, "refreshToken")).await.code(), "refresh_token_invalid");
        me(&kit, &text(&other, "accessToken")).await.expect(200);
    }

    async fn another_server_learns_that_a_session_has_ended(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let there = Identity::with(&kit.app, Seal::new([7; 32]), Vec::new()).unwrap();
        let caller = Caller { subject: Subject::User(ann.id), session: ann.session, scopes: imprint::routes::REGISTRY.scopes().collect() };
        let token = kit.identity.access.sign(&caller, "test", Id::example(7)).unwrap();
        there.keys.replace(vec![crate::support::key()]);
        there.access.verify(&token).unwrap();

        kit.call(Method::POST, "/v1/auth/logout", &[("authorization", &format!("Bearer {token}"))], ()).await.expect(204);
        there.sessions.learn().await.unwrap();

        assert!(there.access.verify(&token).is_err());
    }

    async fn refreshing_keeps_no_right_that_was_taken(kit: Kit) {
        Person::in_charge(&kit).await;
        let ann = Person::new(&kit, "ann", Role::Editor).await;
        let signed_in = login(&kit, "ann@people.example", PASSWORD).await.expect(200);
        let viewer = json!({"email": "ann@people.example", "name": "ann", "role": "viewer", "tier": "regular", "active": true});

        kit.put(&ann.path, &viewer).await.expect(200);

        assert_eq!(me(&kit, &text(&signed_in, "accessToken")).await.code(), "token_invalid");
        assert_eq!(refresh(&kit, &text(&signed_in, "refreshToken")).await.code(), "refresh_token_invalid");
        let again = login(&kit, "ann@people.example", PASSWORD).await.expect(200);
        assert_eq!(me(&kit, &text(&again, "accessToken")).await.json()["scope"], scope(Role::Viewer));
    }

    async fn five_failures_are_too_many_and_successes_are_not_counted(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        for _ in 0..7 {
            login(&kit, "ann@people.example", PASSWORD).await.expect(200);
        }
        for _ in 0..5 {
            login(&kit, "ann@people.example", "wrong").await.expect(401);
        }

        let limited = login(&kit, "ann@people.example", PASSWORD).await;

        assert_answer!("login_429_limited", limited);
        login(&kit.at("203.0.113.9"), "ann@people.example", PASSWORD).await.expect(200);
        kit.app.clock.advance(901);
        login(&kit, "ann@people.example", PASSWORD).await.expect(200);
    }

    async fn signing_in_and_failing_to_is_audited(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;

        login(&kit, "ann@people.example", PASSWORD).await.expect(200);
        login(&kit, "who@people.example", PASSWORD).await.expect(401);

        let events = kit.get("/v1/audit-events?sort=createdAt").await.expect(200).json();
        let told: Vec<_> = events["data"].as_array().unwrap().iter().map(|event| (&event["action"], &event["actor"])).collect();
        assert_eq!(told[1..], [(&json!("session.opened"), &json!("ann@people.example")), (&json!("session.refused"), &json!("who@people.example"))]);
        assert_eq!(events["data"][1]["actorId"], json!(ann.id.to_string()));
    }

    async fn a_new_key_takes_over_and_no_token_is_refused(kit: Kit) {
        let seal = Seal::new([7; 32]);
        let identity = Identity::with(&kit.app, seal.clone(), Vec::new()).unwrap();
        identity.look().await.unwrap();
        let caller = Caller { subject: Subject::User(Id::example(1)), session: Id::example(2), scopes: imprint::routes::REGISTRY.scopes().collect() };
        let first = identity.access.sign(&caller, "test", Id::example(3)).unwrap();
        let old = identity.keys.current().unwrap().id.clone();

        kit.app.clock.advance(1);
        let new = rotate(&kit.app, &seal).await.unwrap();
        identity.look().await.unwrap();
        assert_eq!(identity.keys.current().unwrap().id, old, "before every server can know the new one");
        kit.app.clock.advance(SETTLING);
        identity.look().await.unwrap();

        assert_eq!(identity.keys.current().unwrap().id, new);
        identity.access.verify(&first).unwrap();
        let second = identity.access.sign(&caller, "test", Id::example(4)).unwrap();
        identity.access.verify(&second).unwrap();
    }

    async fn keys_whose_tokens_are_all_over_are_deleted(kit: Kit) {
        let seal = Seal::new([7; 32]);
        let identity = Identity::with(&kit.app, seal.clone(), Vec::new()).unwrap();
        identity.look().await.unwrap();
        for _ in 0..2 {
            kit.app.clock.advance(1);
            rotate(&kit.app, &seal).await.unwrap();
        }
        assert_eq!(kept_keys(&kit).await, 3);

        kit.app.clock.advance(3600);
        identity.look().await.unwrap();

        assert_eq!((kept_keys(&kit).await, identity.keys.all().len()), (1, 1));
    }
}
