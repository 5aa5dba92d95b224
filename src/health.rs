//! Health checks: liveness and readiness.

use std::time::Duration;

use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi, Tags};

use crate::app::App;
use crate::error::{Code, Error, Kind, Result};
use crate::failures;
use crate::http::answers::Plain;
use crate::http::enumerated::enum_type;
use crate::http::failure::Failure;
use crate::manners::Manners;
use crate::named;
use crate::part::Part;
use crate::registry::Names;
use crate::tasks::Duty;
use crate::text::Line;

named! {
    /// The error codes of the health checks.
    pub const CODES: Code;

    /// A background task that keeps the server safe is failing: the one that loads signing keys, or the one that learns of ended sessions.
    /// The server's log has the cause.
    NOT_READY = "not_ready": Kind::Unavailable, "Not ready";
}

failures! {
    /// The failures of `getLiveness`.
    Live: ;
    /// The failures of `getReadiness`.
    Ready: Code::SHUTTING_DOWN, Code::OVERLOADED, Code::DATABASE_UNAVAILABLE, NOT_READY;
}

/// The group of the operations.
#[derive(Debug, Clone, Copy, Tags)]
enum Tag {
    /// Liveness and readiness probes.
    Health,
}

/// The registration of this part.
pub const PART: Part = Part {
    names: Names { codes: CODES, manners: &[Manners::of("getLiveness").without_database()], ..Names::NONE },
    ..Part::NONE
};

/// The operations of this part.
pub type Apis = HealthApi;

/// Returns the operations for an app.
#[must_use]
pub fn apis(app: &App) -> Apis {
    HealthApi { app: app.clone() }
}

/// The operations on the server itself.
#[derive(Debug, Clone)]
pub struct HealthApi {
    /// The app whose health is checked.
    pub app: App,
}

/// The health of the server.
#[derive(Debug, Clone, Object)]
#[oai(skip_serializing_if_is_none, example = true)]
pub struct Health {
    status: HealthStatus,
    /// Background tasks that are failing although the server works, for example the clean-up of expired data. The server's log has the
    /// causes.
    #[oai(validator(max_items = 20))]
    failing: Option<Vec<Line<1, 60>>>,
}

impl Example for Health {
    fn example() -> Self {
        Self { status: HealthStatus::Ok, failing: None }
    }
}

named! {
    /// The status of the server.
    pub enum HealthStatus {
        /// The server is healthy. Any other state is a failure.
        Ok = "ok",
    }
}

enum_type!(HealthStatus, "HealthStatus", "The status of the server.");

/// How long the database may take to respond.
const PATIENCE: Duration = Duration::from_secs(1);

#[expect(clippy::unused_async, reason = "handlers are async, whether they wait or not")]
#[OpenApi(tag = "Tag::Health")]
impl HealthApi {
    /// Check that the server is alive
    ///
    /// Succeeds as long as the process accepts requests. It does not check the database.
    #[oai(path = "/livez", method = "get", operation_id = "getLiveness")]
    async fn live(&self) -> Result<Plain<Health>, Failure<Live>> {
        Ok(Plain(Health { status: HealthStatus::Ok, failing: None }))
    }

    /// Check that the server is ready
    ///
    /// Succeeds when the database answers, accepts writes and has every migration, when the background tasks that keep the server safe
    /// succeed, and when the server is not shutting down.
    #[oai(path = "/readyz", method = "get", operation_id = "getReadiness")]
    async fn ready(&self) -> Result<Plain<Health>, Failure<Ready>> {
        ready(&self.app).await?;
        Ok(Plain(Health { status: HealthStatus::Ok, failing: failing(&self.app) }))
    }
}

/// Returns the tasks that are failing without making the server unsafe, if there are any.
fn failing(app: &App) -> Option<Vec<Line<1, 60>>> {
    let names = app.failing.of(Duty::Upkeep).into_iter();
    Some(names.filter_map(|name| Line::parse(name).ok()).collect()).filter(|names: &Vec<_>| !names.is_empty())
}

async fn ready(app: &App) -> Result<()> {
    if app.is_draining() {
        return Err(Code::SHUTTING_DOWN.into());
    }
    let asked = tokio::time::timeout(PATIENCE, app.db.check()).await;
    let pending = asked.map_err(|_| Error::unavailable("no answer within a second"))??;
    if !pending.is_empty() {
        return Err(Error::unavailable(format!("migrations are pending: {pending:?}")));
    }
    match app.failing.of(Duty::Safety) {
        failing if failing.is_empty() => Ok(()),
        failing => {
            Err(Error::new(NOT_READY, format!("A background task is failing: {}.", failing.join(", "))))
        }
    }
}
