//! Tests of the mail that tells users about changes to their accounts.

use imprint::accounts::users::Role;
use poem::http::Method;
use serde_json::{Value, json};

use super::people::Person;
use super::resets::{mail, with_mail};
use crate::support::{Kind, Kit};

/// To whom mail goes, what about, and how many there is.
async fn letters(folder: &std::path::Path, count: usize) -> Vec<(String, String)> {
    let mut letters = Vec::new();
    for _ in 0..count {
        let text = mail(folder).await;
        let line =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
        letters.push((line("To: "), line("Subject: ")));
    }
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(std::fs::read_dir(folder).unwrap().next().is_none(), "there is more");
    letters.sort();
    letters
}

async fn change(kit: &Kit, boss: &Person, path: &str, body: Value) {
    boss.call(kit, Method::PATCH, path, &body).await.expect(200);
}

async fn test(kit: Kit, folder: &std::path::Path) {
    let boss = Person::in_charge(&kit).await;
    let ann = Person::new(&kit, "ann", Role::Viewer).await;
    let address = "The e-mail address of your account was changed".to_owned();

    change(&kit, &boss, &ann.path, json!({"email": "anna@people.example"})).await;
    let both = vec![
        ("ann@people.example".to_owned(), address.clone()),
        ("anna@people.example".to_owned(), address.clone()),
    ];
    assert_eq!(letters(folder, 2).await, both);

    change(&kit, &boss, &ann.path, json!({"role": "editor"})).await;
    assert_eq!(
        letters(folder, 1).await,
        [("anna@people.example".to_owned(), "Your role was changed".to_owned())]
    );

    change(
        &kit,
        &boss,
        &ann.path,
        json!({"name": "Anna", "tier": "premium", "email": "ANNA@people.example"}),
    )
    .await;
    boss.call(&kit, Method::PATCH, &ann.path, &json!({"email": "chief@people.example"})).await.expect(409);
    boss.clone()
        .holding(&kit, "users:write")
        .call(&kit, Method::PATCH, &ann.path, &json!({"role": "viewer"}))
        .await
        .expect(403);
    assert_eq!(letters(folder, 0).await, []);

    let events = kit.get("/v1/audit-events?action=user.changed&sort=createdAt").await.json();
    let details: Vec<_> =
        events["data"].as_array().unwrap().iter().map(|event| event["details"].clone()).collect();
    assert_eq!(details[0], json!([{"name": "email", "value": "ann@people.example to anna@people.example"}]));
    assert_eq!(details[1], json!([{"name": "role", "value": "viewer to editor"}]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_address_is_told_to_both_and_another_role_to_its_user_sqlite() {
    let (kit, folder) = with_mail(Kind::Sqlite).await.unwrap();
    test(kit, folder.path()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_address_is_told_to_both_and_another_role_to_its_user_postgres() {
    if let Some((kit, folder)) = with_mail(Kind::Postgres).await {
        test(kit, folder.path()).await;
    }
}
