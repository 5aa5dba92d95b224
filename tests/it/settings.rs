//! Tests of the configuration keys of all modules.

use std::collections::BTreeSet;

use imprint::accounts::users::Role;
use imprint::config::Config;
use imprint::routes::REGISTRY;
use poem::http::Method;

use crate::accounts::people::{PASSWORD, Person};
use crate::support::{Database, Kind, Kit, config};

#[test]
fn a_wrong_value_is_told_in_one_line_with_key_value_and_what_is_allowed() {
    for key in Config::defaults(REGISTRY.settings()).keys() {
        let wrong = [(key.env.to_owned(), "wr\nong=[".to_owned())];
        let layers = Config::defaults(REGISTRY.settings()).environment(wrong.into_iter()).unwrap();

        let message = Config::read(layers, REGISTRY.settings()).expect_err(key.name).to_string();

        let (name, env, allowed) = (key.name, key.env, key.allowed);
        let shown = format!("{name} = \"wr ong=[\" (from {env}): must be {allowed}");
        let hidden = format!(
            "{name} (from {env}): must be {allowed}; the value may hold a secret, so it is not shown"
        );
        assert!([&shown, &hidden].contains(&&message), "{message}");
        let secret = name.ends_with("url") && !name.ends_with("public_url") && !name.ends_with("reset_url");
        assert_eq!(message == hidden, secret || name.ends_with("secret"), "{name}");
    }
}

#[test]
fn no_two_keys_have_one_name_or_one_variable() {
    let layers = Config::defaults(REGISTRY.settings());
    let (mut names, mut variables) = (BTreeSet::new(), BTreeSet::new());
    for key in layers.keys() {
        assert!(names.insert(key.name), "{}", key.name);
        assert!(variables.insert(key.env), "{}", key.env);
    }
}

#[tokio::test]
async fn access_tokens_expire_as_early_as_is_set() {
    let database = Database::migrated(Kind::Sqlite).await.unwrap();
    let layers = config(&database.url()).layers;
    let layers = layers.set("identity.access_token_seconds", "5".to_owned(), "the test").unwrap();
    let kit = Kit::on(database, Config::read(layers, REGISTRY.settings()).unwrap()).await;
    Person::new(&kit, "ann", Role::Viewer).await;
    let headers = [("authorization", ""), ("content-type", "application/json")];
    let login = serde_json::json!({"email": "ann@people.example", "password": PASSWORD}).to_string();

    let tokens = kit.call(Method::POST, "/v1/auth/login", &headers, login).await.expect(200).json();

    let bearer = format!("Bearer {}", tokens["accessToken"].as_str().unwrap());
    let me = async || kit.get_with("/v1/me", &[("authorization", &bearer)]).await;
    assert_eq!(tokens["expiresIn"], 5);
    me().await.expect(200);
    kit.app.clock.advance(5);
    assert_eq!(me().await.code(), "token_expired");
}
