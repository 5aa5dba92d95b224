//! Tests of audit events: what is recorded, who may read it, and that it is kept.

use diesel_async::RunQueryDsl as _;
use imprint::audit::{Outcome, event, record};
use imprint::caller::Scopes;
use imprint::db::Conn;
use imprint::error::{Error, Result};
use imprint::id::Id;
use imprint::on;
use imprint::origin::Origin;
use imprint::tokens::actions;
use imprint::{accounts, limits, signing_in};
use serde_json::json;

use crate::support::{Answer, Kind, Kit, assert_answer, both};

fn origin(address: &str) -> Origin {
    Origin::new(Some(address.parse().unwrap()), "reader/7", "test")
}

/// Four things that happened, a minute after one another.
async fn history(kit: &Kit) {
    let (ada, eve) = (Id::example(1), origin("203.0.113.9"));
    let events = [
        (accounts::actions::USER_CREATED, Outcome::Done, Some(ada)),
        (actions::SESSION_OPENED, Outcome::Done, Some(ada)),
        (signing_in::actions::SESSION_REFUSED, Outcome::Failed, None),
        (limits::actions::ATTEMPTS_LIMITED, Outcome::Refused, None),
    ];
    for (action, outcome, user) in events {
        let event = event(&kit.app, action, &eve).outcome(outcome);
        let event = match user {
            Some(user) => event.by(user).on("user", user),
            None => event.named("ada@example.org").with("policy", "login").with("attempts", 5),
        };
        kit.app.db.write(async move |conn: &mut Conn| record(conn, event).await).await.unwrap();
        kit.app.clock.advance(60);
    }
}

fn actions(answer: &Answer) -> Vec<String> {
    let answer = answer.json();
    let events = answer["data"].as_array().unwrap();
    events.iter().map(|event| event["action"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn an_event_that_the_database_does_not_take_costs_no_other(kit: Kit) {
        let refused = || event(&kit.app, actions::ACCESS_REFUSED, &origin("203.0.113.9")).outcome(Outcome::Refused);
        let (known, first, second) = (refused(), refused(), refused());
        let again = known.clone();
        kit.app.db.write(async move |conn: &mut Conn| record(conn, known).await).await.unwrap();

        for event in [first, again, second] {
            kit.identity.notes.note(event);
        }
        kit.identity.notes.flush().await;

        assert_eq!(actions(&kit.get("/v1/audit-events").await).len(), 3);
    }

    async fn what_happened_is_listed_the_newest_first(kit: Kit) {
        history(&kit).await;

        assert_answer!("listAuditEvents_200_plain", kit.get("/v1/audit-events").await);
        let fields = "/v1/audit-events?fields=action,details&sort=createdAt&limit=1&count=exact";
        assert_answer!("listAuditEvents_200_fields", kit.get(fields).await);
    }

    async fn what_happened_is_found_by_what_it_was_how_it_ended_who_did_it_and_when(kit: Kit) {
        history(&kit).await;
        let found = async |query: &str| actions(&kit.get(&format!("/v1/audit-events?{query}")).await.expect(200));

        assert_eq!(found("action=session.refused").await, ["session.refused"]);
        assert_eq!(found("outcome=done").await, ["session.opened", "user.created"]);
        assert_eq!(found(&format!("actor_id={}&sort=createdAt", Id::example(1))).await, ["user.created", "session.opened"]);
        assert_eq!(found("start_time=2026-01-01T00:01:00Z&end_time=2026-01-01T00:02:00Z").await, ["session.opened"]);
        assert_eq!(found("outcome=refused&action=user.deleted").await, Vec::<String>::new());
    }

    async fn pages_of_the_audit_follow_one_another(kit: Kit) {
        history(&kit).await;
        let first = kit.get("/v1/audit-events?limit=3").await.expect(200);
        let cursor = first.json()["meta"]["nextCursor"].as_str().unwrap().to_owned();

        let second = kit.get(&format!("/v1/audit-events?limit=3&cursor={cursor}")).await.expect(200);

        assert_eq!([actions(&first), actions(&second)].concat(), ["attempts.limited", "session.refused", "session.opened", "user.created"]);
    }

    async fn an_event_is_read_alone_and_not_sent_again(kit: Kit) {
        history(&kit).await;
        let list = kit.get("/v1/audit-events?action=attempts.limited").await.json();
        let path = format!("/v1/audit-events/{}", list["data"][0]["id"].as_str().unwrap());

        assert_answer!("getAuditEvent_200_plain", kit.get(&path).await);
        assert_answer!("getAuditEvent_304_known", kit.get_with(&path, &[("if-none-match", "\"1\"")]).await);
        let missing = format!("/v1/audit-events/{}", Id::example(9));
        assert_answer!("getAuditEvent_404_missing", kit.get(&missing).await);
    }

    async fn parameters_of_the_audit_are_judged_at_once(kit: Kit) {
        let query = "action=user.loved&outcome=maybe&actor_id=1&sort=actor&search=ada";

        assert_answer!("listAuditEvents_400_parameters", kit.get(&format!("/v1/audit-events?{query}")).await);
    }

    async fn who_is_refused_is_audited_with_the_scope_and_the_place(kit: Kit) {
        let id = kit.at("203.0.113.9").refusal().await;

        assert_answer!("getAuditEvent_200_refusal", kit.get(&format!("/v1/audit-events/{id}")).await);
    }

    async fn reading_the_audit_needs_its_scope(kit: Kit) {
        let without = |scopes: &str| format!("Bearer {}", kit.token(Scopes::parse(scopes)));
        let others = without("profile catalogue:write users:read users:write");
        for path in ["/v1/audit-events".to_owned(), format!("/v1/audit-events/{}", Id::example(9))] {
            assert_eq!(kit.get_with(&path, &[("authorization", "")]).await.expect(401).code(), "token_missing");
            assert_eq!(kit.get_with(&path, &[("authorization", &others)]).await.expect(403).code(), "scope_missing");
        }
        kit.get_with("/v1/audit-events", &[("authorization", &without("audit:read"))]).await.expect(200);
    }

    async fn what_is_written_is_neither_changed_nor_deleted_nor_replaced(kit: Kit) {
        history(&kit).await;
        let before = kit.get("/v1/audit-events").await.json();
        let mut statements = vec!["UPDATE audit_events SET actor = 'nobody'", "DELETE FROM audit_events"];
        let sqlite = matches!(kit.app.config.database.url, imprint::config::DatabaseUrl::Sqlite(_));
        statements.push(if sqlite { "INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events" } else { "TRUNCATE audit_events" });
        for statement in statements {
            let unit = async move |conn: &mut Conn| -> Result<usize> { Ok(on!(conn, |c| diesel::sql_query(statement).execute(c).await)?) };

            let refused = kit.app.db.write(unit).await.unwrap_err();

            let source = std::error::Error::source(&refused).unwrap().to_string();
            assert!(source.contains("audit events are never"), "{statement}: {source}");
        }
        assert_eq!(kit.get("/v1/audit-events").await.json(), before);
    }

    async fn an_event_of_work_that_is_undone_is_not_there(kit: Kit) {
        let event = event(&kit.app, accounts::actions::USER_DELETED, &origin("203.0.113.9"));
        let unit = async move |conn: &mut Conn| {
            record(conn, event).await?;
            Err::<(), _>(Error::from(imprint::catalogue::errors::BOOK_NOT_FOUND))
        };

        kit.app.db.write(unit).await.unwrap_err();

        assert_eq!(kit.get("/v1/audit-events").await.json()["data"], json!([]));
    }

    async fn a_flood_of_refusals_is_written_in_part_and_holds_nobody_up(kit: Kit) {
        let began = std::time::Instant::now();
        for _ in 0..10_000 {
            kit.identity.notes.note(event(&kit.app, actions::ACCESS_REFUSED, &origin("203.0.113.9")));
        }
        assert!(began.elapsed() < std::time::Duration::from_secs(5));
        kit.identity.notes.flush().await;

        let written = kit.get("/v1/audit-events?count=exact&limit=1").await.json()["meta"]["total"].as_i64().unwrap();
        assert!((64..1_000).contains(&written), "{written}");
    }
}

#[tokio::test]
async fn a_stranger_can_not_choose_the_address_that_the_audit_has() {
    let refused = async |kit: &Kit, peer: &str| {
        let kit = kit.at(peer);
        let token = format!("Bearer {}", kit.token(Scopes::default()));
        let headers = [
            ("authorization", token.as_str()),
            ("x-forwarded-for", "198.51.100.1, 203.0.113.9"),
            ("user-agent", "a\tb"),
        ];
        kit.get_with("/v1/audit-events", &headers).await.expect(403);
        kit.identity.notes.flush().await;
        let list = kit.get("/v1/audit-events?limit=1").await.json();
        assert_eq!(list["data"][0]["agent"], "a\u{fffd}b");
        list["data"][0]["address"].as_str().unwrap().to_owned()
    };
    let trusting = |http: &mut imprint::config::HttpConfig| {
        http.trusted_proxies = imprint::origin::Network::list("10.0.0.0/8").unwrap();
    };
    let kit = Kit::with(Kind::Sqlite, trusting).await.unwrap();

    assert_eq!(refused(&kit, "192.0.2.7").await, "192.0.2.7");
    assert_eq!(refused(&kit, "10.0.0.7").await, "203.0.113.9");
    assert_eq!(refused(&Kit::new(Kind::Sqlite).await.unwrap(), "10.0.0.7").await, "10.0.0.7");
}
