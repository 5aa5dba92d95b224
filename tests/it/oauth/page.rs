//! Tests of the page on which users authorize clients.

use imprint::accounts::users::Role;
use imprint::config::Config;
use poem::http::Method;
use serde_json::json;

use super::program::{CHALLENGE, Program, REDIRECT};
use crate::accounts::people::{PASSWORD, Person};
use crate::support::{Answer, Kit, both};

/// A browser: its cookie, and the ticket of the page that it shows.
pub struct Browser {
    cookie: String,
    ticket: String,
}

pub async fn open(kit: &Kit, request: &[(&'static str, String)]) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(request).finish();
    kit.get_with(&format!("/oauth/authorize?{query}"), &[("authorization", "")]).await
}

fn html(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

/// What stands at `name` in a form.
fn value(html: &str, name: &str) -> String {
    let (_, rest) =
        html.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name}: {html}"));
    rest.split('"').next().unwrap().to_owned()
}

impl Browser {
    pub async fn at(kit: &Kit, request: &[(&'static str, String)]) -> Self {
        let page = open(kit, request).await.expect(200);
        let cookie = page.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { cookie, ticket: value(&html(&page), "ticket") }
    }

    pub async fn send(
        &self,
        kit: &Kit,
        request: &[(&'static str, String)],
        more: &[(&'static str, &str)],
    ) -> Answer {
        let ticket = ("ticket", self.ticket.as_str());
        let more =
            std::iter::once(ticket).chain(more.iter().copied()).map(|(name, value)| (name, value.to_owned()));
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(request.iter().cloned().chain(more))
            .finish();
        let headers = [
            ("authorization", ""),
            ("content-type", "application/x-www-form-urlencoded"),
            ("cookie", self.cookie.as_str()),
        ];
        kit.call(Method::POST, "/oauth/authorize", &headers, body).await
    }

    pub async fn allow(
        &self,
        kit: &Kit,
        request: &[(&'static str, String)],
        name: &str,
        password: &str,
    ) -> Answer {
        self.send(kit, request, &[("username", name), ("password", password), ("decision", "allow")]).await
    }
}

/// The parameters that a browser brings back.
pub fn brought(answer: &Answer) -> serde_json::Value {
    brought_to(answer, REDIRECT)
}

/// The same for a client that is at this address.
pub fn brought_to(answer: &Answer, address: &str) -> serde_json::Value {
    let location = answer.header("location");
    let (uri, query) = location.split_once('?').unwrap_or_else(|| panic!("{answer}"));
    assert_eq!(uri, address);
    let pairs =
        form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into_owned(), json!(value)));
    serde_json::Value::Object(pairs.collect())
}

both! {
    async fn the_page_says_who_asks_and_what_for_and_is_nobodys_frame_or_script(kit: Kit) {
        let app = Program::new(&kit, &["profile", "users:read"]).await;
        let request = app.request(&[("scope", "profile")]);

        let page = open(&kit, &request).await.expect(200);

        let text = html(&page);
        assert!(text.contains("<title>Sign in for App &amp; Co") && text.contains("Read and change your own account."), "{text}");
        assert!(!text.contains("all accounts") && !text.contains("<script"), "{text}");
        assert!(text.contains("<label for=\"username\">") && text.contains("<label for=\"password\">"));
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self' https:") && !policy.contains("script-src"));
        assert_eq!((page.header("x-frame-options"), page.header("cache-control")), ("DENY", "no-store"));
        assert!(page.header("set-cookie").ends_with("HttpOnly; SameSite=Lax"));
    }

    async fn the_page_of_a_demonstration_shows_its_logins_and_no_other_does(kit: Kit) {
        let app = Program::new(&kit, &["profile"]).await;
        let mut config = Config::clone(&kit.app.config);
        config.http.demonstration = true;
        let demonstration = Kit::of(config).await;

        let shown = html(&open(&demonstration, &app.request(&[])).await.expect(200));
        let other = html(&open(&kit, &app.request(&[])).await.expect(200));

        assert!(shown.contains("<td><code>grace</code></td>"), "{shown}");
        assert!(!other.contains("class=\"logins\""), "{other}");
    }

    async fn whoever_signs_in_and_allows_is_sent_back_with_a_code_the_state_and_the_issuer(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let request = app.request(&[]);

        let sent = Browser::at(&kit, &request).await.allow(&kit, &request, "Ann@people.example", PASSWORD).await.expect(303);

        let brought = brought(&sent);
        assert_eq!((&brought["state"], &brought["iss"]), (&json!("a state & more"), &json!("http://127.0.0.1:8080")));
        assert_eq!(brought["code"].as_str().unwrap().len(), 43);
        assert_eq!(sent.header("cache-control"), "no-store");
        let events = kit.get("/v1/audit-events?action=access.granted").await.json();
        assert_eq!(events["data"][0]["details"], json!([{"name": "scope", "value": "profile"}]));
    }

    async fn who_says_no_is_sent_back_without_a_code(kit: Kit) {
        let app = Program::new(&kit, &["profile"]).await;
        let request = app.request(&[]);

        let sent = Browser::at(&kit, &request).await.send(&kit, &request, &[("decision", "deny")]).await.expect(303);

        assert_eq!((&brought(&sent)["error"], brought(&sent).get("code")), (&json!("access_denied"), None));
    }

    async fn a_wrong_password_shows_the_page_again_with_the_name_and_without_the_password(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let request = app.request(&[]);
        let browser = Browser::at(&kit, &request).await;

        let wrong = browser.allow(&kit, &request, "ann\"><b>", "not the password").await.expect(400);
        let empty = browser.allow(&kit, &request, "ann", "").await.expect(400);

        let text = html(&wrong);
        assert!(text.contains("role=\"alert\"") && text.contains("or password is wrong"), "{text}");
        assert!(text.contains("value=\"ann&quot;&gt;&lt;b&gt;\"") && !text.contains("not the password"), "{text}");
        assert!(html(&empty).contains("Enter your e-mail address or username"));
        browser.allow(&kit, &request, "ann", PASSWORD).await.expect(303);
    }

    async fn guessing_on_the_page_is_limited_as_anywhere(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let request = app.request(&[]);
        let browser = Browser::at(&kit, &request).await;
        for _ in 0..5 {
            browser.allow(&kit, &request, "ann", "wrong").await.expect(400);
        }

        let limited = browser.allow(&kit, &request, "ann", PASSWORD).await;

        assert_eq!(limited.status, 429);
        assert!(html(&limited).contains("too many attempts"));
        assert_eq!(limited.header("ratelimit-policy"), "\"login\";q=5;w=900");
        assert!(limited.header("retry-after").parse::<u32>().unwrap() > 800);
    }

    async fn a_form_from_elsewhere_gets_nothing_but_the_page(kit: Kit) {
        Person::new(&kit, "ann", Role::Viewer).await;
        let app = Program::new(&kit, &["profile"]).await;
        let request = app.request(&[]);
        let (own, other) = (Browser::at(&kit, &request).await, Browser::at(&kit, &request).await);
        let changed = app.request(&[("state", "another")]);
        let mixed = Browser { cookie: other.cookie.clone(), ticket: own.ticket.clone() };
        let bare = Browser { cookie: String::new(), ticket: own.ticket.clone() };

        for answer in [
            mixed.allow(&kit, &request, "ann", PASSWORD).await,
            bare.allow(&kit, &request, "ann", PASSWORD).await,
            own.allow(&kit, &changed, "ann", PASSWORD).await,
            mixed.send(&kit, &request, &[("decision", "deny")]).await,
        ] {
            assert!(answer.status == 400 && answer.header("location").is_empty(), "{answer}");
        }
        kit.app.clock.advance(1801);
        own.allow(&kit, &request, "ann", PASSWORD).await.expect(400);
    }

    async fn an_address_that_is_not_registered_is_never_gone_to(kit: Kit) {
        let app = Program::new(&kit, &["profile"]).await;
        for bad in ["https://app.example/signed-in/", "https://app.example/signed-in?x=1", "https://APP.example/signed-in", "https://evil.example/"] {
            let answer = open(&kit, &app.request(&[("redirect_uri", bad)])).await.expect(400);

            assert!(answer.header("location").is_empty() && html(&answer).contains("does not match any"), "{answer}");
            assert!(answer.header("set-cookie").is_empty());
        }
        let unknown = open(&kit, &app.request(&[("client_id", "<nobody>")])).await.expect(400);
        assert!(html(&unknown).contains("no such client") && !html(&unknown).contains("<nobody>"));
        let twice: Vec<_> = app.request(&[]).into_iter().chain([("client_id", "x".to_owned())]).collect();
        open(&kit, &twice).await.expect(400);
        let resources = [("resource", "x".to_owned()), ("resource", "y".to_owned())];
        let unknown: Vec<_> = app.request(&[]).into_iter().chain(resources).collect();
        open(&kit, &unknown).await.expect(200);
    }

    async fn a_request_that_can_not_be_granted_is_told_to_the_client(kit: Kit) {
        let app = Program::new(&kit, &["profile"]).await;
        let without = Program::with(&kit, true, &["password"], &["profile"]).await;
        for (request, expected) in [
            (app.request(&[("response_type", "token")]), "unsupported_response_type"),
            (app.request(&[("response_type", "")]), "invalid_request"),
            (app.request(&[("response_mode", "fragment")]), "invalid_request"),
            (app.request(&[("code_challenge", "")]), "invalid_request"),
            (app.request(&[("code_challenge", "short")]), "invalid_request"),
            (app.request(&[("code_challenge_method", "plain")]), "invalid_request"),
            (app.request(&[("code_challenge_method", "")]), "invalid_request"),
            (app.request(&[("scope", "everything")]), "invalid_scope"),
            (app.request(&[("scope", "users:read")]), "invalid_scope"),
            (without.request(&[]), "unauthorized_client"),
        ] {
            let answer = open(&kit, &request).await.expect(303);

            let brought = brought(&answer);
            assert_eq!((&brought["error"], &brought["state"]), (&json!(expected), &json!("a state & more")), "{request:?}");
        }
    }

    async fn the_page_is_for_browsers_and_says_which_methods_it_has(kit: Kit) {
        let answer = kit.call(Method::PUT, "/oauth/authorize", &[], "").await.expect(405);
        let large = kit.call(Method::POST, "/oauth/authorize", &[], "x".repeat(40_000)).await;

        assert_eq!((answer.code().as_str(), answer.header("allow")), ("method_not_allowed", "GET, HEAD, POST"));
        assert_eq!(large.code(), "body_too_large");
        assert_eq!(CHALLENGE.len(), 43);
    }
}
