//! Tests of rate limits as callers see them. The counting is tested beside the code.

use std::sync::Arc;

use imprint::contract::DEFAULT_SERVER;
use imprint::http::Shared;
use imprint::http::frame::Frame;
use imprint::limits::Account;
use imprint::origin::Origin;
use imprint::routes;
use poem::endpoint::make;
use poem::{Endpoint as _, EndpointExt as _, Request};
use serde_json::json;

use crate::support::{Answer, Kind, Kit, assert_answer};

/// What a request gets whose handler is stopped by a limit, after so many that were not.
#[tokio::test]
async fn too_many_attempts_are_429_with_the_time_to_wait_and_the_limit() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let shared = Shared {
        contract: routes::contract(DEFAULT_SERVER).unwrap().into(),
        http: kit.app.config.http.clone(),
        verifier: Arc::new(kit.identity.clone()),
    };
    let limits = kit.identity.limits.clone();
    let handler = make(move |_: Request| {
        let limits = limits.clone();
        async move {
            let origin = Origin::new("203.0.113.9".parse().ok(), "", "test");
            limits
                .login(&Account::named("ada@example.org"), &origin)
                .await
                .map(|_| "fine")
                .map_err(poem::Error::from)
        }
    });
    let frame = Frame::new(handler.map_to_response(), shared.into(), kit.app.ids.clone());
    let call = async || {
        let request = Request::builder().uri("/".parse().unwrap()).header("x-request-id", "test").finish();
        Answer::of(frame.get_response(request).await).await
    };
    for _ in 0..5 {
        call().await.expect(200);
    }
    kit.app.clock.advance(863);

    assert_answer!("unknown_429_throttled", call().await);
    kit.identity.notes.flush().await;
    let audited = kit.get("/v1/audit-events").await.json()["data"][0].clone();
    assert_eq!(
        (&audited["action"], &audited["actor"]),
        (&json!("attempts.limited"), &json!("ada@example.org"))
    );
    assert_eq!(audited["details"], json!([{"name": "policy", "value": "login"}]));
    kit.app.clock.advance(37);
    call().await.expect(200);
}
