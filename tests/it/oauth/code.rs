//! Tests of authorization codes: each works once, within a minute, and for the client that it was issued to.

use imprint::accounts::passwords::GivenPassword;
use imprint::accounts::users::Role;
use imprint::oauth::server::{Consent, Failed, Refusal};
use imprint::origin::Origin;
use imprint::signing_in::SignInRequest;
use serde_json::json;

use super::page::{Browser, brought};
use super::program::{CHALLENGE, Program, REDIRECT, VERIFIER, error, me, shown, text};
use crate::accounts::people::{PASSWORD, Person};
use crate::support::{Kit, assert_answer, both};

/// A code of a user who said yes.
async fn code(kit: &Kit, app: &Program, name: &str, more: &[(&'static str, &str)]) -> String {
    let request = app.request(more);
    let sent = Browser::at(kit, &request).await.allow(kit, &request, name, PASSWORD).await.expect(303);
    brought(&sent)["code"].as_str().unwrap_or_else(|| panic!("{sent}")).to_owned()
}

both! {
    async fn a_code_gives_tokens_for_what_was_allowed(kit: Kit) {
        Person::new(&kit, "root", Role::Admin).await;
        let app = Program::new(&kit, &["profile", "users:read", "audit:read"]).await;
        let code = code(&kit, &app, "root", &[("scope", "users:read profile clients:write")]).await;

        let given = app.exchange(&kit, &code).await.expect(200);

        assert_answer!("issueToken_200_code", shown(&given));
        assert_eq!(given.header("deprecation"), "");
        me(&kit, &text(&given, "access_token")).await.expect(200);
        app.refresh(&kit, &text(&given, "refresh_token")).await.expect(200);
    }

    async fn a_public_client_needs_its_verifier_and_nothing_else(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::with(&kit, false, &["authorization_code", "refresh_token"], &["profile"]).await;
        let code = code(&kit, &app, "ann", &[]).await;
        let wrong = [("grant_type", "authorization_code"), ("code", code.as_str()), ("redirect_uri", REDIRECT), ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX")];

        let refused = app.token(&kit, &wrong).await;
        let given = app.exchange(&kit, &code).await.expect(200);

        assert_eq!(error(&refused), "invalid_grant");
        app.refresh(&kit, &text(&given, "refresh_token")).await.expect(200);
    }

    async fn a_code_is_for_its_client_and_its_address(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let (app, other) = (Program::new(&kit, &["profile"]).await, Program::new(&kit, &["profile"]).await);
        let code = code(&kit, &app, "ann", &[]).await;
        let elsewhere = [("grant_type", "authorization_code"), ("code", code.as_str()), ("code_verifier", VERIFIER)];

        assert_eq!(error(&other.exchange(&kit, &code).await), "invalid_grant");
        assert_eq!(error(&app.token(&kit, &elsewhere).await), "invalid_grant", "redirect_uri was given to the page");
        app.exchange(&kit, &code).await.expect(200);
    }

    async fn an_address_that_was_not_given_to_the_page_is_not_given_for_the_code(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let code = code(&kit, &app, "ann", &[("redirect_uri", "")]).await;
        let without = [("grant_type", "authorization_code"), ("code", code.as_str()), ("code_verifier", VERIFIER)];

        assert_eq!(error(&app.exchange(&kit, &code).await), "invalid_grant");
        app.token(&kit, &without).await.expect(200);
    }

    async fn a_code_is_good_for_a_minute(kit: Kit) {
        let kit = kit.still();
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let (young, old) = (code(&kit, &app, "ann", &[]).await, code(&kit, &app, "ann", &[]).await);

        kit.app.clock.advance(59);
        app.exchange(&kit, &young).await.expect(200);
        kit.app.clock.advance(1);

        assert_eq!(error(&app.exchange(&kit, &old).await), "invalid_grant");
    }

    async fn a_code_that_is_used_twice_ends_what_it_gave(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let code = code(&kit, &app, "ann", &[]).await;
        let given = app.exchange(&kit, &code).await.expect(200);

        let again = app.exchange(&kit, &code).await;

        assert_eq!(error(&again), "invalid_grant");
        assert_eq!(me(&kit, &text(&given, "access_token")).await.code(), "token_invalid");
        assert_eq!(error(&app.refresh(&kit, &text(&given, "refresh_token")).await), "invalid_grant");
        let events = kit.get("/v1/audit-events?action=code.replayed").await.json();
        assert_eq!((events["data"].as_array().unwrap().len(), &events["data"][0]["outcome"]), (1, &json!("refused")));
    }

    async fn a_client_that_is_changed_while_its_user_signs_in_gets_no_code(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let oauth = kit.identity.oauth();
        let client = oauth.find(&app.client_id).await.unwrap().unwrap();
        kit.patch(&app.path, "application/json", &json!({"redirectUris": ["https://elsewhere.example/"]})).await.expect(200);
        let consent = Consent { wanted: None, challenge: CHALLENGE.to_owned(), redirect_uri: None };
        let attempt = SignInRequest { name: "ann".to_owned(), password: GivenPassword::parse(PASSWORD).unwrap() };

        let granted = oauth.grant(&client, consent, attempt, &Origin::default()).await;

        assert!(matches!(granted, Err(Failed::Refused(refused)) if refused.refusal == Refusal::UnauthorizedClient));
    }

    async fn whoever_is_closed_out_while_a_code_is_exchanged_has_no_session_afterwards(kit: Kit) {
        let app = Program::new(&kit, &["profile"]).await;
        for round in 0..12 {
            let name = format!("user{round}");
            let person = Person::new(&kit, &name, Role::Viewer).await;
            let code = code(&kit, &app, &name, &[]).await;

            let exchange = { let (kit, app) = (kit.clone(), app.clone()); tokio::spawn(async move { app.exchange(&kit, &code).await }) };
            let close = { let (kit, path) = (kit.clone(), person.path.clone()); tokio::spawn(async move { kit.patch(&path, "application/json", &json!({"active": false})).await }) };
            let (exchanged, closed) = (exchange.await.unwrap(), close.await.unwrap());

            closed.expect(200);
            if exchanged.status == 200 {
                assert_eq!(me(&kit, &text(&exchanged, "access_token")).await.code(), "token_invalid");
                // Not only because there is no such user: the session itself has ended.
                kit.patch(&person.path, "application/json", &json!({"active": true})).await.expect(200);
                assert_eq!(me(&kit, &text(&exchanged, "access_token")).await.code(), "token_invalid");
            } else {
                assert_eq!(error(&exchanged), "invalid_grant");
            }
        }
    }

    async fn codes_are_deleted_a_day_after_their_minute(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        code(&kit, &app, "ann", &[]).await;

        kit.app.clock.advance(86_460);
        assert_eq!(imprint::oauth::server::clean_up(&kit.app).await.unwrap(), 0);
        kit.app.clock.advance(1);

        assert_eq!(imprint::oauth::server::clean_up(&kit.app).await.unwrap(), 1);
    }

    async fn of_fifty_who_bring_one_code_at_once_one_gets_tokens(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let code = code(&kit, &app, "ann", &[]).await;

        let answers = futures_util::future::join_all((0..50).map(|_| {
            let (kit, app, code) = (kit.clone(), app.clone(), code.clone());
            tokio::spawn(async move { app.exchange(&kit, &code).await })
        }))
        .await;

        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        let given: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(given.len(), 1);
        assert!(answers.iter().filter(|answer| answer.status != 200).all(|answer| error(answer) == "invalid_grant"));
        assert_eq!(me(&kit, &text(given[0], "access_token")).await.code(), "token_invalid", "it was replayed");
    }

    async fn a_code_is_worth_nothing_once_its_user_is_gone_or_has_another_password(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let bob = Person::new(&kit, "bob", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let (hers, his) = (code(&kit, &app, "ann", &[]).await, code(&kit, &app, "bob", &[]).await);

        kit.patch(&ann.path, "application/json", &json!({"active": false})).await.expect(200);
        let change = json!({"currentPassword": PASSWORD, "newPassword": "a bag of three lemons"});
        bob.call(&kit, poem::http::Method::PUT, "/v1/me/password", &change).await.expect(204);

        assert_eq!(error(&app.exchange(&kit, &hers).await), "invalid_grant");
        assert_eq!(error(&app.exchange(&kit, &his).await), "invalid_grant");
    }
}
