//! Tests of native apps (RFC 8252) and the scopes that they request.

use imprint::accounts::users::Role;
use serde_json::{Value, json};

use super::page::{Browser, brought_to, open};
use super::program::{Program, VERIFIER, error, me, text};
use crate::accounts::people::{PASSWORD, Person};
use crate::support::{Answer, Kit, both};

/// A public client with these redirect URIs.
async fn app(kit: &Kit, uris: &[&str], scopes: &[&str]) -> Program {
    let body = json!({
        "name": "Shelf", "confidential": false, "grants": ["authorization_code", "refresh_token"], "redirectUris": uris, "scopes": scopes,
    });
    let made = kit.post("/v1/clients", &body).await.expect(201);
    let path = format!("/v1/clients/{}", made.id());
    Program { path, client_id: text(&made, "clientId"), secret: String::new() }
}

/// Signs ann in by the page; gives where the browser is sent.
async fn allow(kit: &Kit, app: &Program, more: &[(&'static str, &str)]) -> Answer {
    let request = app.request(more);
    Browser::at(kit, &request).await.allow(kit, &request, "ann", PASSWORD).await.expect(303)
}

/// Exchanges the code that a browser brought.
async fn exchange(kit: &Kit, app: &Program, sent: &Answer, uri: &str) -> Answer {
    let address = sent.header("location").split('?').next().unwrap();
    let code = brought_to(sent, address)["code"].as_str().unwrap_or_else(|| panic!("{sent}")).to_owned();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", uri),
        ("code_verifier", VERIFIER),
    ];
    app.token(kit, &fields).await
}

both! {
    async fn an_app_on_a_desktop_listens_on_whatever_port_is_free(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = app(&kit, &["http://127.0.0.1/cb", "http://[::1]:4000/cb"], &["profile"]).await;
        for uri in ["http://127.0.0.1:51004/cb", "http://127.0.0.1/cb", "http://[::1]:51005/cb"] {
            let sent = allow(&kit, &app, &[("redirect_uri", uri)]).await;

            assert!(sent.header("location").starts_with(&format!("{uri}?code=")), "{sent}");
            let other = if uri.contains("51004") { "http://127.0.0.1:51009/cb" } else { "http://127.0.0.1:1/cb" };
            assert_eq!(error(&exchange(&kit, &app, &sent, other).await), "invalid_grant", "the port is part of the request");
            let given = exchange(&kit, &app, &sent, uri).await.expect(200);
            me(&kit, &text(&given, "access_token")).await.expect(200);
        }
        for uri in ["http://localhost:51004/cb", "http://127.0.0.1:51004/cb/", "http://127.0.0.1:999999/cb", "http://127.0.0.1.evil.example/cb"] {
            open(&kit, &app.request(&[("redirect_uri", uri)])).await.expect(400);
        }
    }

    async fn an_app_on_a_phone_is_called_by_a_scheme_of_its_own(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let uri = "com.example.app:/cb";
        let app = app(&kit, &[uri], &["profile"]).await;

        let shown = open(&kit, &app.request(&[("redirect_uri", uri)])).await.expect(200);
        let sent = allow(&kit, &app, &[("redirect_uri", uri)]).await;

        assert!(shown.header("content-security-policy").contains("form-action 'self' com.example.app:"), "{shown}");
        assert!(sent.header("location").starts_with("com.example.app:/cb?code="), "{sent}");
        exchange(&kit, &app, &sent, uri).await.expect(200);
    }

    async fn who_names_no_scope_asks_for_the_least(kit: Kit) {
        Person::new(&kit, "ann", Role::Admin).await;
        let uri = "com.example.app:/cb";
        let all = ["profile", "catalogue:write", "users:read", "users:write", "audit:read", "clients:write"];
        for (scopes, more, scope) in [
            (&all[..], &[][..], "profile"),
            (&all[..], &[("scope", "users:read profile")][..], "profile users:read"),
            (&all[1..], &[][..], ""),
        ] {
            let app = app(&kit, &[uri], scopes).await;
            let sent = allow(&kit, &app, &[&[("redirect_uri", uri)], more].concat()).await;

            let given = exchange(&kit, &app, &sent, uri).await.expect(200).json();

            assert_eq!(given["scope"], Value::from(scope), "{scopes:?} {more:?}");
        }
    }
}
