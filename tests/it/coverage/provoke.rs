//! How each failure is brought about.

use std::sync::mpsc;
use std::time::Duration;

use futures_util::stream;
use imprint::caller::Scopes;
use imprint::config::Config;
use imprint::db::{Conn, Migrations};
use imprint::error::Code;
use poem::Body;
use serde_json::{Value, json};

use super::Operation;
use super::people::People;
use super::requests::{AUDIT_EVENT, AUTHOR, BOOK, CLIENT, Request, USER};
use crate::support::{Answer, Database, Kind, Kit, config};

const MISSING: &str = "019b76da-a800-7000-8000-000000000009";
const ISBN: &str = "9780441478125";
const JSON_PATCH: &str = "application/json-patch+json";

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
    /// An author with a book, an author without, that book.
    author: String,
    lonely: String,
    book: String,
    /// Something that was refused.
    audit_event: String,
    /// A confidential client, and a public one.
    client: String,
    public: String,
    people: People,
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
        let author = well.author("Jane", "Austen").await;
        let lonely = well.author("Emily", "Dickinson").await;
        let book = well.book(&author, "Emma").await;
        let taken = json!({"title": "Taken", "authorId": author, "pages": 1, "genre": "novel", "isbn": ISBN});
        well.post("/v1/books", &taken).await.expect(201);

        let audit_event = well.refusal().await;

        let app = json!({"name": "App", "confidential": true, "grants": ["client_credentials"], "scopes": ["catalogue:write"]});
        let client = well.post("/v1/clients", &app).await.expect(201).id();
        let app = json!({"name": "App", "confidential": false, "grants": ["password"], "scopes": []});
        let public = well.post("/v1/clients", &app).await.expect(201).id();

        let people = People::of(&well).await;
        let broken = sqlite(|_| {}).await;
        Migrations::revert(&broken.app.config.database).await.unwrap();
        let away = Kit::of(impatient(config("postgres://nobody@127.0.0.1:1/nothing"))).await;
        let busy = sqlite(|config| (config.database.pool_size, config.database.queue_size) = (1, 1)).await;
        let hold = occupy(&busy).await;
        let draining = sqlite(|_| {}).await;
        draining.app.drain();
        Self {
            well,
            broken,
            away,
            busy,
            draining,
            author,
            lonely,
            book,
            audit_event,
            client,
            public,
            people,
            _hold: hold,
        }
    }

    /// Sends a good request.
    pub async fn send(&self, method: &str, request: Request) -> Answer {
        self.call(&self.well, method, request, None).await
    }

    async fn call(&self, kit: &Kit, method: &str, request: Request, body: Option<Body>) -> Answer {
        let request = request.replace(AUTHOR, &self.author).replace(BOOK, &self.book);
        let request = request.replace(AUDIT_EVENT, &self.audit_event).replace(USER, &self.people.ann);
        let request = request.replace(CLIENT, &self.client);
        let headers: Vec<_> = request.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let body = body.unwrap_or_else(|| request.body.clone().map_or_else(Body::empty, Body::from_string));
        kit.call(method.parse().unwrap(), &request.path, &headers, body).await
    }

    /// Sends a request that is good but for what brings about this failure.
    pub async fn provoke(&self, operation: &Operation, code: Code, request: Request) -> Answer {
        let kit = match code {
            Code::INTERNAL if !operation.path.starts_with("/v1/") => return self.panicked().await,
            Code::INTERNAL => &self.broken,
            Code::DATABASE_UNAVAILABLE => &self.away,
            Code::OVERLOADED => &self.busy,
            Code::SHUTTING_DOWN => &self.draining,
            _ => &self.well,
        };
        if code == Code::RATE_LIMITED {
            return self.hammered(operation, request).await;
        }
        if code == Code::REQUEST_TIMEOUT {
            let never = Body::from_bytes_stream(stream::pending::<Result<Vec<u8>, std::io::Error>>());
            return self.call(kit, &operation.method, request, Some(never)).await;
        }
        let request = self.spoil(operation, code, request);
        self.call(kit, &operation.method, request, None).await
    }

    /// Sends a request from one address until it is too many.
    async fn hammered(&self, operation: &Operation, request: Request) -> Answer {
        let from = self.well.at("203.0.113.77");
        let request = match operation.id.as_str() {
            "login" => self.spoil(operation, imprint::identity::errors::CREDENTIALS_INVALID, request),
            "changePassword" => {
                request.body(json!({"currentPassword": "another", "newPassword": "a bag of three lemons"}))
            }
            _ => request,
        };
        for _ in 0..110 {
            let answer = self.call(&from, &operation.method, request.clone(), None).await;
            if answer.status == 429 {
                return answer;
            }
        }
        panic!("{} has no limit", operation.id);
    }

    fn spoil(&self, operation: &Operation, code: Code, request: Request) -> Request {
        let patch = |value: Value| request.clone().header("content-type", JSON_PATCH).body(value);
        match code {
            Code::TOKEN_MISSING => request.header("authorization", ""),
            Code::TOKEN_INVALID => request.header("authorization", "Bearer x"),
            Code::TOKEN_EXPIRED => {
                let old = self.well.token(imprint::routes::REGISTRY.scopes().collect());
                self.well.app.clock.advance(901);
                request.header("authorization", &format!("Bearer {old}"))
            }
            Code::SCOPE_MISSING => {
                request.header("authorization", &format!("Bearer {}", self.well.token(Scopes::default())))
            }
            imprint::identity::errors::CREDENTIALS_INVALID => {
                request.body(json!({"email": "who@people.example", "password": "x"}))
            }
            Code::PARAMETER_INVALID => Request { path: format!("{}?nonsense=1", request.path), ..request },
            Code::CURSOR_INVALID => Request { path: format!("{}?cursor=x", request.path), ..request },
            Code::NOT_ACCEPTABLE => request.header("accept", "text/xml"),
            Code::JSON_INVALID => request.body("{"),
            Code::BODY_MALFORMED => request.body("[]"),
            Code::VALIDATION_FAILED => request.body(json!({"nonsense": 1})),
            Code::MEDIA_TYPE_UNSUPPORTED => request.header("content-type", "text/plain"),
            Code::BODY_TOO_LARGE => request.body(" ".repeat(3000)),
            Code::VERSION_MISMATCH => request.header("if-match", "\"999\""),
            imprint::catalogue::errors::AUTHOR_NOT_FOUND => request.replace(AUTHOR, MISSING),
            imprint::catalogue::errors::BOOK_NOT_FOUND => request.replace(BOOK, MISSING),
            imprint::audit::errors::AUDIT_EVENT_NOT_FOUND => request.replace(AUDIT_EVENT, MISSING),
            Code::PATCH_TEST_FAILED => patch(json!([{"op": "test", "path": "", "value": 1}])),
            Code::PATCH_NOT_APPLICABLE => patch(json!([{"op": "remove", "path": "/nothing"}])),
            imprint::identity::errors::USER_NOT_FOUND => request.replace(USER, MISSING),
            imprint::identity::errors::CLIENT_NOT_FOUND => request.replace(CLIENT, MISSING),
            imprint::identity::errors::CLIENT_IS_PUBLIC => request.replace(CLIENT, &self.public),
            imprint::identity::errors::SCOPES_EXCEEDED => {
                let token = self.well.token(Scopes::parse("clients:write"));
                request.header("authorization", &format!("Bearer {token}"))
            }
            imprint::identity::errors::EMAIL_TAKEN
            | imprint::identity::errors::USERNAME_TAKEN
            | imprint::identity::errors::OWN_ACCOUNT
            | imprint::identity::errors::LAST_ADMIN => self.people.spoil(operation, code, request),
            imprint::catalogue::errors::ISBN_TAKEN => self.with_taken_isbn(operation, request),
            // The good request runs into the state of the app.
            imprint::catalogue::errors::AUTHOR_HAS_BOOKS
            | imprint::identity::errors::RESET_TOKEN_INVALID
            | imprint::identity::errors::REFRESH_TOKEN_INVALID
            | Code::INTERNAL
            | Code::DATABASE_UNAVAILABLE
            | Code::OVERLOADED
            | Code::SHUTTING_DOWN => request,
            other => panic!("nobody knows how to provoke {other:?}"),
        }
    }

    fn with_taken_isbn(&self, operation: &Operation, request: Request) -> Request {
        let book = json!({"title": "T", "authorId": self.lonely, "pages": 1, "genre": "novel", "isbn": ISBN});
        match operation.id.as_str() {
            "createBooks" => request.body(json!({"items": [book], "atomic": true})),
            "updateBook" => request.body(json!({ "isbn": ISBN })),
            _ => request.body(book),
        }
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

/// Takes the only reader, the writer, and the only place in its queue, until the senders are dropped.
async fn occupy(kit: &Kit) -> Vec<mpsc::Sender<()>> {
    let mut hold = Vec::new();
    for work in 0..3 {
        let (sender, receiver) = mpsc::channel::<()>();
        hold.push(sender);
        let db = kit.app.db.clone();
        let unit = async move |_: &mut Conn| {
            // Ends when the other side is dropped.
            let _ = receiver.recv();
            Ok(())
        };
        tokio::spawn(async move { if work == 0 { db.report(unit).await } else { db.write(unit).await } });
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    hold
}
