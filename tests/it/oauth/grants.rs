//! Tests of the password, refresh token and client credentials grants.

use imprint::accounts::users::Role;
use poem::http::Method;
use serde_json::json;

use super::program::{Program, error, form, me, shown, text};
use crate::accounts::people::{PASSWORD, Person};
use crate::support::{Kit, admitted, assert_answer, both};

both! {
    async fn a_password_gives_tokens_cut_to_what_client_and_user_may(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Editor).await;
        let app = Program::new(&kit, &["profile", "users:read"]).await;

        let given = app.password(&kit, "Ann@People.Example").await.expect(200);

        assert_answer!("issueToken_200_password", shown(&given));
        assert_eq!((given.header("cache-control"), given.header("deprecation")), ("no-store", "@1795219200"));
        let mine = me(&kit, &text(&given, "access_token")).await.expect(200).json();
        assert_eq!((&mine["id"], &mine["scope"]), (&json!(ann.id.to_string()), &json!("profile")));
    }

    async fn json_is_taken_beside_the_form_and_the_client_may_be_in_the_body(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let body = json!({
            "grant_type": "password", "client_id": app.client_id, "client_secret": app.secret,
            "username": "ann", "password": PASSWORD, "anything": "else", "scope": "",
        });
        let headers = [("authorization", ""), ("content-type", "application/json")];

        let given = kit.call(Method::POST, "/oauth/token", &headers, body.to_string()).await.expect(200);

        me(&kit, &text(&given, "access_token")).await.expect(200);
    }

    async fn a_new_pair_for_a_password_takes_the_place_of_the_one_before(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let (app, other) = (Program::new(&kit, &["profile"]).await, Program::new(&kit, &["profile"]).await);
        let first = app.password(&kit, "ann").await.expect(200);
        let apart = other.password(&kit, "ann").await.expect(200);

        let second = app.password(&kit, "ann").await.expect(200);

        assert_eq!(me(&kit, &text(&first, "access_token")).await.code(), "token_invalid");
        assert_eq!(error(&app.refresh(&kit, &text(&first, "refresh_token")).await), "invalid_grant");
        me(&kit, &text(&second, "access_token")).await.expect(200);
        me(&kit, &text(&apart, "access_token")).await.expect(200);
    }

    async fn of_many_pairs_for_a_password_at_once_one_lives(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        // No more than five may try a password at once.
        for _ in 0..4 {
            let ask = || {
                let (kit, app) = (kit.clone(), app.clone());
                tokio::spawn(async move { admitted(|| app.password(&kit, "ann")).await })
            };
            let given = futures_util::future::join_all((0..5).map(|_| ask())).await;

            let mut living = 0;
            for answer in given {
                let token = text(&answer.unwrap().expect(200), "access_token");
                living += usize::from(me(&kit, &token).await.status == 200);
            }
            assert_eq!(living, 1);
        }
    }

    async fn a_wrong_password_and_an_unknown_user_get_the_same_refusal(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let ask = |name: &'static str| {
            let app = app.clone();
            let kit = kit.clone();
            async move { app.token(&kit, &[("grant_type", "password"), ("username", name), ("password", "x")]).await }
        };

        let (wrong, unknown) = (ask("ann").await, ask("nobody").await);

        assert_answer!("issueToken_400_wrong", wrong);
        assert_eq!(wrong.to_string(), unknown.to_string());
    }

    async fn a_refresh_token_gives_the_next_pair_to_its_own_client_only(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let (app, other) = (Program::new(&kit, &["profile"]).await, Program::new(&kit, &["profile"]).await);
        let first = text(&app.password(&kit, "ann").await.expect(200), "refresh_token");

        let stolen = other.refresh(&kit, &first).await;
        let next = app.refresh(&kit, &first).await.expect(200);

        assert_eq!(error(&stolen), "invalid_grant");
        assert_answer!("issueToken_200_refresh", shown(&next));
        let body = json!({"refreshToken": text(&next, "refresh_token")});
        let own_app = kit.post("/v1/auth/refresh", &body).await;
        assert_eq!(own_app.code(), "refresh_token_invalid", "a client's token is none of one's own apps'");
        app.refresh(&kit, &text(&next, "refresh_token")).await.expect(200);
    }

    async fn a_refresh_token_that_comes_back_later_ends_the_session(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let first = text(&app.password(&kit, "ann").await.expect(200), "refresh_token");
        let next = app.refresh(&kit, &first).await.expect(200);
        kit.app.clock.advance(11);

        let replayed = app.refresh(&kit, &first).await;

        assert_eq!(error(&replayed), "invalid_grant");
        assert_eq!(me(&kit, &text(&next, "access_token")).await.code(), "token_invalid");
        assert_eq!(error(&app.refresh(&kit, &text(&next, "refresh_token")).await), "invalid_grant");
    }

    async fn a_refresh_may_ask_for_less_and_never_for_more(kit: Kit) {
        Person::new(&kit, "root", Role::Admin).await;
        let app = Program::new(&kit, &["profile", "users:read", "audit:read"]).await;
        let fields = [("grant_type", "password"), ("username", "root"), ("password", PASSWORD), ("scope", "profile users:read")];
        let first = app.token(&kit, &fields).await.expect(200);
        let token = text(&first, "refresh_token");
        let refresh = |scope: &'static str, token: String| {
            let (app, kit) = (app.clone(), kit.clone());
            async move { app.token(&kit, &[("grant_type", "refresh_token"), ("refresh_token", &token), ("scope", scope)]).await }
        };

        let wider = refresh("profile audit:read", token.clone()).await;
        let narrower = refresh("users:read", token).await.expect(200);

        assert_eq!((error(&wider).as_str(), text(&narrower, "scope").as_str()), ("invalid_scope", "users:read"));
        let again = app.refresh(&kit, &text(&narrower, "refresh_token")).await.expect(200);
        assert_eq!(text(&again, "scope"), "profile users:read", "less is for one access token and not for the session");
    }

    async fn a_client_on_its_own_behalf_gets_a_token_without_an_account(kit: Kit) {
        let app = Program::new(&kit, &["profile", "catalogue:write"]).await;

        let given = app.token(&kit, &[("grant_type", "client_credentials")]).await.expect(200);

        assert_answer!("issueToken_200_client", shown(&given));
        let bearer = format!("Bearer {}", text(&given, "access_token"));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let author = json!({"firstName": "A", "lastName": "B"}).to_string();
        kit.call(Method::POST, "/v1/authors", &headers, author).await.expect(201);
        assert_eq!(kit.get_with("/v1/me", &headers).await.code(), "scope_missing");
        let events = kit.get("/v1/audit-events?action=session.opened&limit=1").await.json();
        let id = app.path.trim_start_matches("/v1/clients/");
        assert_eq!(events["data"][0]["actorId"], id);
    }

    async fn a_client_gets_tokens_in_its_own_ways_only(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::with(&kit, true, &["authorization_code"], &["profile"]).await;
        let public = Program::with(&kit, false, &["password"], &["profile"]).await;

        assert_eq!(error(&app.password(&kit, "ann").await), "unauthorized_client");
        assert_eq!(error(&app.token(&kit, &[("grant_type", "client_credentials")]).await), "unauthorized_client");
        let given = public.password(&kit, "ann").await.expect(200);
        assert_eq!(given.json().get("refresh_token"), None, "it may not refresh");
    }

    async fn a_client_that_does_not_prove_who_it_is_gets_nothing(kit: Kit) {
        let app = Program::new(&kit, &["profile"]).await;
        let ask = [("grant_type", "client_credentials")];
        let body = |id: &str, secret: &str| {
            let (kit, id, secret) = (kit.clone(), id.to_owned(), secret.to_owned());
            async move { form(&kit, "/oauth/token", &[ask[0], ("client_id", &id), ("client_secret", &secret)], "").await }
        };

        let wrong = body(&app.client_id, "x").await;

        assert_answer!("issueToken_401_wrong", wrong);
        assert_eq!(wrong.header("www-authenticate"), "Basic realm=\"Imprint\"");
        assert_eq!(body("nobody", "x").await.to_string(), wrong.to_string());
        assert_eq!(body(&app.client_id, "").await.to_string(), wrong.to_string());
        assert_eq!(form(&kit, "/oauth/token", &ask, "").await.status, 401);
        assert_eq!(form(&kit, "/oauth/token", &ask, "Basic !").await.status, 401);
        let public = Program::with(&kit, false, &["password"], &[]).await;
        assert_eq!(body(&public.client_id, "made up").await.to_string(), wrong.to_string());
    }
}
