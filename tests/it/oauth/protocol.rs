//! Tests of the protocol rules that apply to every request to the token server.

use imprint::accounts::users::Role;
use poem::http::Method;
use serde_json::json;

use super::program::{Program, error, form};
use crate::accounts::people::{PASSWORD, Person};
use crate::support::{Kit, both};

both! {
    async fn what_is_malformed_is_an_invalid_request_and_says_why(kit: Kit) {
        let app = Program::new(&kit, &["profile"]).await;
        let long = "x".repeat(5000);
        for (fields, says) in [
            (vec![], "grant_type is required"),
            (vec![("grant_type", "password"), ("username", "a")], "password is missing."),
            (vec![("grant_type", "refresh_token")], "refresh_token is missing."),
            (vec![("grant_type", "authorization_code"), ("code", "x")], "code_verifier is missing."),
            (vec![("grant_type", "password"), ("grant_type", "password")], "grant_type must be given only once."),
            (vec![("grant_type", "refresh_token"), ("refresh_token", &long)], "refresh_token must have at most 4000 characters"),
            (vec![("grant_type", "client_credentials"), ("client_id", "another")], "client_id in the body is another"),
            (vec![("grant_type", "client_credentials"), ("client_secret", "x")], "twice"),
        ] {
            let answer = app.token(&kit, &fields).await.expect(400);

            assert_eq!(error(&answer), "invalid_request", "{answer}");
            assert!(answer.json()["error_description"].as_str().unwrap().contains(says), "{answer}");
        }
    }

    async fn a_body_that_is_no_form_and_no_json_is_an_invalid_request(kit: Kit) {
        for (kind, body) in [("text/plain", "a=b"), ("application/json", "{"), ("application/json", "[]"), ("application/json", "{\"grant_type\": 1}"), ("", "")] {
            let headers = [("authorization", ""), ("content-type", kind)];
            let answer = kit.call(Method::POST, "/oauth/token", &headers, body).await.expect(400);

            assert_eq!(error(&answer), "invalid_request", "{kind}: {answer}");
        }
    }

    async fn grants_and_scopes_that_are_none_have_errors_of_their_own(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["catalogue:write"]).await;
        let ask = |fields: Vec<(&'static str, &'static str)>| {
            let (app, kit) = (app.clone(), kit.clone());
            async move { error(&app.token(&kit, &fields).await) }
        };

        assert_eq!(ask(vec![("grant_type", "urn:ietf:params:oauth:grant-type:device_code")]).await, "unsupported_grant_type");
        assert_eq!(ask(vec![("grant_type", "client_credentials"), ("scope", "everything")]).await, "invalid_scope");
        assert_eq!(ask(vec![("grant_type", "client_credentials"), ("scope", "users:read")]).await, "invalid_scope");
        let viewer = app.token(&kit, &[("grant_type", "password"), ("username", "ann"), ("password", PASSWORD), ("scope", "catalogue:write")]).await;
        assert_eq!(error(&viewer), "invalid_scope", "the client may, and the user may not");
    }

    async fn parameters_that_are_not_known_are_ignored(kit: Kit) {
        let app = Program::new(&kit, &["catalogue:write"]).await;
        let fields = [("grant_type", "client_credentials"), ("audience", "x"), ("resource", "y"), ("resource", "z")];

        app.post(&kit, "/oauth/token?tenant=z", &fields).await.expect(200);
    }

    async fn those_who_guess_at_secrets_have_to_wait_and_their_neighbours_do_not(kit: Kit) {
        let app = Program::new(&kit, &["catalogue:write"]).await;
        let stranger = kit.at("203.0.113.9");
        let guess = [("grant_type", "client_credentials"), ("client_id", "nobody"), ("client_secret", "x")];
        for _ in 0..100 {
            form(&stranger, "/oauth/token", &guess, "").await.expect(401);
        }

        let refused = form(&stranger, "/oauth/introspect", &[("token", "x"), guess[1], guess[2]], "").await.expect(429);

        assert_eq!((refused.code().as_str(), refused.header("ratelimit-policy")), ("rate_limited", "\"token\";q=100;w=900"));
        assert!(!refused.header("retry-after").is_empty());
        for _ in 0..101 {
            app.token(&kit, &[("grant_type", "client_credentials")]).await.expect(200);
        }
    }

    async fn the_metadata_says_where_everything_is(kit: Kit) {
        let answer = kit.get_with("/.well-known/oauth-authorization-server", &[("authorization", "")]).await.expect(200);

        crate::support::assert_answer!("getAuthorizationServer_200_whole", answer);
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
        assert_eq!(answer.json()["issuer"], json!("http://127.0.0.1:8080"));
    }
}
