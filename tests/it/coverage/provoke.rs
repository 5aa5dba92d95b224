//! Provokes failures: shared ones according to the shape of the operation, the others as the operation's part defines.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use diesel::QueryableByName;
use diesel_async::RunQueryDsl as _;
use futures_util::stream;
use imprint::config::Config;
use imprint::db::{Conn, Migrations, Side};
use imprint::error::Result;
use imprint::routes::REGISTRY;
use imprint::tasks::Duty;
use poem::Body;
use serde_json::json;

use super::Operation;
use crate::parts::request::MISSING;
use crate::parts::{Object, PARTS, Request, entry, objects};
use crate::support::{Answer, Database, Kind, Kit, config};

const JSON_PATCH: &str = "application/json-patch+json";

/// Failures that lie in the state of the app.
const OF_THE_APP: &[&str] =
    &["database_unavailable", "internal", "not_ready", "overloaded", "shutting_down", "write_conflict"];

/// Failures that lie in the request, whatever it is about.
const OF_THE_REQUEST: &[&str] = &[
    "body_malformed",
    "body_too_large",
    "cursor_invalid",
    "json_invalid",
    "media_type_unsupported",
    "not_acceptable",
    "parameter_invalid",
    "patch_not_applicable",
    "patch_test_failed",
    "rate_limited",
    "request_timeout",
    "scope_missing",
    "token_expired",
    "token_invalid",
    "token_missing",
    "validation_failed",
    "version_mismatch",
];

/// Whether any operation of the right shape can fail with this.
pub fn house_wide(code: &str) -> bool {
    OF_THE_APP.contains(&code) || OF_THE_REQUEST.contains(&code)
}

/// Apps in good and bad health.
pub struct Provoker {
    well: Kit,
    /// Its tables are gone.
    broken: Kit,
    /// Its database listens nowhere.
    away: Kit,
    /// Every connection is taken, and the queue is full.
    busy: Kit,
    draining: Kit,
    /// A task that keeps it safe fails.
    failing: Kit,
    /// Whoever writes to a row that has a version comes too late.
    contended: Kit,
    /// What requests are about in the app that is well, and in the contended one.
    objects: Vec<Object>,
    contended_objects: Vec<Object>,
    /// How often something was asked until it was too many.
    hammered: AtomicU8,
    /// Dropped, it lets go of the busy app's connections.
    _hold: Vec<mpsc::Sender<()>>,
}

fn impatient(mut config: Config) -> Config {
    config.http.body_limit = 2000;
    config.http.body_timeout = Duration::from_millis(100);
    config.database.wait = Duration::from_millis(100);
    config
}

async fn sqlite(change: impl FnOnce(&mut Config)) -> Kit {
    let database = Database::migrated(Kind::Sqlite).await.unwrap();
    let mut config = impatient(config(&database.url()));
    change(&mut config);
    Kit::on(database, config).await
}

impl Provoker {
    pub async fn new() -> Self {
        let well = sqlite(|config| config.database.wait = Duration::from_secs(20)).await;
        let well_objects = objects(&well).await;
        let broken = sqlite(|_| {}).await;
        Migrations::revert(&broken.app.config.database).await.unwrap();
        let away = Kit::of(impatient(config("postgres://nobody@127.0.0.1:1/nothing"))).await;
        let busy = sqlite(|config| (config.database.pool_size, config.database.queue_size) = (1, 1)).await;
        let hold = occupy(&busy).await;
        let draining = sqlite(|_| {}).await;
        draining.app.drain();
        let failing = sqlite(|_| {}).await;
        failing.app.failing.note("look for ended sessions", Duty::Safety, Err("on purpose".to_owned()));
        let contended = sqlite(|config| config.database.wait = Duration::from_secs(20)).await;
        let contended_objects = objects(&contended).await;
        contend(&contended).await;
        Self {
            well,
            broken,
            away,
            busy,
            draining,
            failing,
            contended,
            objects: well_objects,
            contended_objects,
            hammered: AtomicU8::new(0),
            _hold: hold,
        }
    }

    /// Sends a good request.
    pub async fn send(&self, method: &str, request: Request) -> Answer {
        request.about(&self.objects).send(&self.well, method).await
    }

    /// Sends a request that is good but for what brings about this failure.
    pub async fn provoke(&self, operation: &Operation, code: &str, good: Request) -> Answer {
        let method = &operation.method;
        let kit = match code {
            "internal" if !operation.path.starts_with("/v1/") => return self.panicked().await,
            "internal" => &self.broken,
            "database_unavailable" => &self.away,
            "overloaded" => &self.busy,
            "shutting_down" => &self.draining,
            "not_ready" => &self.failing,
            "write_conflict" => &self.contended,
            _ => &self.well,
        };
        let objects = if code == "write_conflict" { &self.contended_objects } else { &self.objects };
        let request = spoilt(operation, code, good).about(objects);
        match code {
            "rate_limited" => self.hammered(operation, request).await,
            "request_timeout" => {
                let never = Body::from_bytes_stream(stream::pending::<std::io::Result<Vec<u8>>>());
                request.send_with(kit, method, never).await
            }
            "token_expired" => {
                let old = self.well.token(REGISTRY.scopes().collect());
                self.well.app.clock.advance(901);
                request.bearer(&old).send(kit, method).await
            }
            _ => request.send(kit, method).await,
        }
    }

    /// Sends a request from an address of its own until it is too many, all in the same second.
    async fn hammered(&self, operation: &Operation, request: Request) -> Answer {
        let number = self.hammered.fetch_add(1, Ordering::Relaxed);
        let from = self.well.at(&format!("203.0.113.{number}")).still();
        for _ in 0..110 {
            let answer = request.clone().send(&from, &operation.method).await;
            if answer.status == 429 {
                return answer;
            }
        }
        panic!("{} has no limit", operation.id);
    }

    /// The health of a server without tables is told; only a defect can bring that operation down.
    async fn panicked(&self) -> Answer {
        use imprint::http::frame::Frame;
        use poem::{Endpoint as _, EndpointExt as _};

        let shared = imprint::http::Shared {
            contract: imprint::routes::contract("/").unwrap().into(),
            http: self.well.app.config.http.clone(),
            verifier: self.well.identity.access.clone(),
        };
        let handler = poem::endpoint::make_sync(|_| -> String { panic!("on purpose") }).map_to_response();
        let frame = Frame::new(handler, shared.into(), self.well.app.ids.clone());
        let request =
            poem::Request::builder().uri("/livez".parse().unwrap()).header("x-request-id", "test").finish();
        Answer::of(frame.get_response(request).await).await
    }
}

/// A good request, spoilt as the operation's part says, or as another part does whose failure this is, or by its shape.
fn spoilt(operation: &Operation, code: &str, good: Request) -> Request {
    let own = entry(&operation.id).0;
    let mut parts = [own].into_iter().chain(PARTS.iter().copied());
    if let Some(request) = parts.find_map(|part| part.provoke(&operation.id, code, &good)) {
        return request;
    }
    if let Some(thing) = code.strip_suffix("_not_found").map(|thing| format!("{{{thing}_id}}"))
        && good.names(&thing)
    {
        return good.replace(&thing, MISSING);
    }
    assert!(
        house_wide(code),
        "nobody knows how {} fails with {code}: say so in `provoke` in tests/it/{}/part.rs",
        operation.id,
        own.folder()
    );
    by_shape(code, good)
}

/// A good request, spoilt in a way in which any request can be.
fn by_shape(code: &str, good: Request) -> Request {
    let patch = |good: Request, value| good.header("content-type", JSON_PATCH).body(value);
    match code {
        "token_missing" => good.bearer(""),
        "token_invalid" => good.bearer("x"),
        "scope_missing" => good.holding(""),
        "parameter_invalid" => good.query("nonsense=1"),
        "cursor_invalid" => good.query("cursor=x"),
        "not_acceptable" => good.header("accept", "text/xml"),
        "json_invalid" => good.body("{"),
        "body_malformed" => good.body("[]"),
        "validation_failed" => good.body(json!({"nonsense": 1})),
        "media_type_unsupported" => good.header("content-type", "text/plain"),
        "body_too_large" => good.body(" ".repeat(3000)),
        "version_mismatch" => good.header("if-match", "\"999\""),
        "patch_test_failed" => patch(good, json!([{"op": "test", "path": "", "value": 1}])),
        "patch_not_applicable" => patch(good, json!([{"op": "remove", "path": "/nothing"}])),
        // The good request runs into the state of the app, comes too often, too slowly, or with an old token.
        _ => good,
    }
}

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

/// Has every update of a row with a version find nothing, as if others had changed the row since it was read.
async fn contend(kit: &Kit) {
    let unit = async move |conn: &mut Conn| -> Result<()> {
        let Side::Sqlite(conn) = conn.side() else { unreachable!() };
        let tables = "SELECT m.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'version'
            WHERE m.type = 'table'";
        for Table { name } in diesel::sql_query(tables).load::<Table>(conn).await? {
            let late =
                format!("CREATE TRIGGER {name}_late BEFORE UPDATE ON {name} BEGIN SELECT RAISE(IGNORE); END");
            diesel::sql_query(late).execute(conn).await?;
        }
        Ok(())
    };
    kit.app.db.write(unit).await.unwrap();
}

/// Takes the only reader, the writer, and the only place in its queue, until the senders are dropped.
async fn occupy(kit: &Kit) -> Vec<mpsc::Sender<()>> {
    let mut hold = Vec::new();
    for work in 0..3 {
        let (sender, receiver) = mpsc::channel::<()>();
        let receiver = Arc::new(Mutex::new(receiver));
        hold.push(sender);
        let db = kit.app.db.clone();
        let unit = async move |_: &mut Conn| -> Result<()> {
            // Ends when the other side is dropped.
            let _ = receiver.lock().unwrap().recv();
            Ok(())
        };
        tokio::spawn(async move { if work == 0 { db.report(unit).await } else { db.write(unit).await } });
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    hold
}
