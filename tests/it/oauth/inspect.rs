//! Tests of token introspection and revocation.

use imprint::accounts::users::Role;
use serde_json::json;

use super::program::{Program, error, form, me, shown, text};
use crate::accounts::people::Person;
use crate::support::{Kit, assert_answer, both};

both! {
    async fn a_good_token_is_told_whose_it_is_and_what_for(kit: Kit) {
        Person::new(&kit, "ann", Role::Editor).await;
        let (app, reader) = (Program::new(&kit, &["profile"]).await, Program::new(&kit, &[]).await);
        let given = app.password(&kit, "ann").await.expect(200);

        let access = reader.post(&kit, "/oauth/introspect", &[("token", &text(&given, "access_token"))]).await.expect(200);
        let refresh = app.post(&kit, "/oauth/introspect", &[("token", &text(&given, "refresh_token")), ("token_type_hint", "access_token")]).await.expect(200);

        assert_answer!("introspectToken_200_access", shown(&access));
        assert_answer!("introspectToken_200_refresh", shown(&refresh));
        assert_eq!(access.header("cache-control"), "no-store");
    }

    async fn a_token_of_a_client_itself_has_no_user(kit: Kit) {
        let app = Program::new(&kit, &["audit:read"]).await;
        let given = app.token(&kit, &[("grant_type", "client_credentials")]).await.expect(200);

        let told = app.post(&kit, "/oauth/introspect", &[("token", &text(&given, "access_token"))]).await.expect(200).json();

        assert_eq!((&told["active"], told.get("username")), (&json!(true), None));
        assert_eq!(told["sub"], app.path.trim_start_matches("/v1/clients/"));
    }

    async fn what_is_worth_nothing_is_told_to_be_inactive_and_nothing_else(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let given = app.password(&kit, "ann").await.expect(200);
        let (access, refresh) = (text(&given, "access_token"), text(&given, "refresh_token"));
        let ask = |token: String| {
            let (app, kit) = (app.clone(), kit.clone());
            async move { app.post(&kit, "/oauth/introspect", &[("token", &token)]).await.expect(200) }
        };
        assert_eq!(ask(access.clone()).await.json()["active"], true);

        let nonsense = ask("none of ours".to_owned()).await;
        kit.patch(&ann.path, "application/json", &json!({"active": false})).await.expect(200);

        assert_answer!("introspectToken_200_inactive", nonsense);
        for token in [access, refresh] {
            assert_eq!(ask(token).await.to_string(), nonsense.to_string());
        }
    }

    async fn an_expired_token_is_worth_nothing(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let given = app.password(&kit, "ann").await.expect(200);

        kit.app.clock.advance(900);

        let told = app.post(&kit, "/oauth/introspect", &[("token", &text(&given, "access_token"))]).await.json();
        assert_eq!(told, json!({"active": false}));
    }

    async fn only_those_who_can_prove_who_they_are_may_ask(kit: Kit) {
        let public = Program::with(&kit, false, &["password"], &["profile"]).await;

        let answer = public.post(&kit, "/oauth/introspect", &[("token", "x")]).await.expect(401);

        assert_eq!(error(&answer), "invalid_client");
        assert_eq!(form(&kit, "/oauth/introspect", &[("token", "x")], "").await.status, 401);
    }

    async fn a_token_that_is_given_back_ends_its_session(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        for field in ["access_token", "refresh_token"] {
            let given = app.password(&kit, "ann").await.expect(200);

            let taken = app.post(&kit, "/oauth/revoke", &[("token", &text(&given, field))]).await.expect(200);

            assert_answer!("revokeToken_200_done", taken);
            assert_eq!(me(&kit, &text(&given, "access_token")).await.code(), "token_invalid");
            assert_eq!(error(&app.refresh(&kit, &text(&given, "refresh_token")).await), "invalid_grant");
            app.post(&kit, "/oauth/revoke", &[("token", &text(&given, field))]).await.expect(200);
        }
    }

    async fn a_token_that_was_just_spent_or_has_expired_ends_its_session_too(kit: Kit) {
        let kit = kit.still();
        Person::new(&kit, "ann", Role::Viewer).await;
        let (app, other) = (Program::new(&kit, &["profile"]).await, Program::new(&kit, &["profile"]).await);
        for field in ["refresh_token", "access_token"] {
            let first = app.password(&kit, "ann").await.expect(200);
            let next = app.refresh(&kit, &text(&first, "refresh_token")).await.expect(200);
            kit.app.clock.advance(if field == "access_token" { 901 } else { 0 });
            let next = app.refresh(&kit, &text(&next, "refresh_token")).await.expect(200);
            let token = text(&first, field);

            let stolen = other.post(&kit, "/oauth/revoke", &[("token", &token)]).await;
            me(&kit, &text(&next, "access_token")).await.expect(200);
            app.post(&kit, "/oauth/revoke", &[("token", &token)]).await.expect(200);

            assert_eq!(error(&stolen), "unauthorized_client");
            assert_eq!(me(&kit, &text(&next, "access_token")).await.code(), "token_invalid");
            assert_eq!(error(&app.refresh(&kit, &text(&next, "refresh_token")).await), "invalid_grant");
            // It has ended, so there is nothing left to keep from others.
            other.post(&kit, "/oauth/revoke", &[("token", &token)]).await.expect(200);
        }
        let ended = kit.get("/v1/audit-events?action=session.ended").await.json();
        assert_eq!(ended["data"].as_array().unwrap().len(), 2);
    }

    async fn nobody_gives_back_what_is_another_clients(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let (app, other) = (Program::new(&kit, &["profile"]).await, Program::new(&kit, &["profile"]).await);
        let given = app.password(&kit, "ann").await.expect(200);

        let refused = other.post(&kit, "/oauth/revoke", &[("token", &text(&given, "refresh_token"))]).await;

        assert_eq!(error(&refused), "unauthorized_client");
        me(&kit, &text(&given, "access_token")).await.expect(200);
        form(&kit, "/oauth/revoke", &[("token", "x"), ("client_id", "nobody")], "").await.expect(401);
    }
}
