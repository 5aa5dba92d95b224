//! An app and its client.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use futures_util::future::BoxFuture;
use imprint::app::App;
use imprint::caller::{Caller, Scopes, Subject};
use imprint::clock::Clock;
use imprint::config::{Config, HttpConfig};
use imprint::db::Db;
use imprint::id::{Id, Ids};
use imprint::identity::Identity;
use imprint::routes::{self, REGISTRY};
use imprint::seal::Seal;
use imprint::tasks::Tasks;
use imprint::tokens::keys::SigningKey;
use poem::http::uri::Scheme;
use poem::http::{HeaderName, Method};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, Request, RequestParts, Response};
use poem_openapi::OperationId;
use serde_json::{Value, json};

use super::database::config;
use super::{Answer, Database, Kind};

/// The id that every request of a test has.
const REQUEST_ID: &str = "test";

/// Where every request of a test comes from, unless it says otherwise.
const PEER: &str = "192.0.2.1";

/// What all apps of the tests sign with.
static KEY: LazyLock<Vec<u8>> = LazyLock::new(|| SigningKey::generate().unwrap());

/// An app on a database of its own. Its clock stands still and moves on by a second with each request that may change something, and
/// the ids of a second are numbered: what a test sees does not depend on how often the app asks for them.
#[derive(Clone)]
pub struct Kit {
    pub app: App,
    pub identity: Identity,
    /// Where its requests come from.
    peer: IpAddr,
    /// Whether the clock stands still whatever is asked.
    still: bool,
    endpoint: Arc<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>,
    /// What the app does beside requests: it writes and sends what waits, but looks and cleans up only when a test says so.
    _tasks: Arc<Tasks>,
    _database: Option<Arc<Database>>,
}

impl Kit {
    /// An app on a migrated database; `None` where there is no PostgreSQL to test with.
    pub async fn new(kind: Kind) -> Option<Self> {
        Self::with(kind, |_| {}).await
    }

    /// The same with other limits.
    pub async fn with(kind: Kind, change: impl FnOnce(&mut HttpConfig)) -> Option<Self> {
        let database = Database::migrated(kind).await?;
        let mut config: Config = config(&database.url());
        change(&mut config.http);
        Some(Self::on(database, config).await)
    }

    /// An app on this database.
    pub async fn on(database: Database, config: Config) -> Self {
        Self { _database: Some(Arc::new(database)), ..Self::of(config).await }
    }

    /// An app with this configuration, wherever its database is.
    pub async fn of(config: Config) -> Self {
        let start = "2026-01-01T00:00:00Z".parse().unwrap();
        let db = Db::open(&config.database).await.unwrap();
        let clock = Clock::standing(start);
        let ids = Ids::counting(clock.clone());
        let app = App::new(db, clock, ids, config, REGISTRY);
        let identity = Identity::with(&app, Seal::new([7; 32]), vec![key()]).unwrap();
        let mut tasks = Tasks::default();
        identity.notes.start(&mut tasks);
        identity.mailer.start(&mut tasks);
        let known = app.config.http.demonstration.then(routes::known_logins);
        let endpoint = Arc::new(routes::endpoint(&app, &identity, known).unwrap());
        let endpoint = Arc::new(move |request| -> BoxFuture<'static, Response> {
            let endpoint = Arc::clone(&endpoint);
            Box::pin(async move { endpoint.get_response(request).await })
        });
        Self {
            app,
            identity,
            peer: PEER.parse().unwrap(),
            still: false,
            endpoint,
            _tasks: Arc::new(tasks),
            _database: None,
        }
    }

    /// The same app, asked from another address.
    pub fn at(&self, peer: &str) -> Self {
        Self { peer: peer.parse().unwrap(), ..self.clone() }
    }

    /// The same app with a clock that nobody but the test moves.
    pub fn still(&self) -> Self {
        Self { still: true, ..self.clone() }
    }

    /// An access token for a caller with these scopes, who may be nobody that the database knows.
    pub fn token(&self, scopes: Scopes) -> String {
        let caller = Caller { subject: Subject::User(Id::example(900)), session: Id::example(901), scopes };
        self.identity.access.sign(&caller, "test", Id::example(902)).unwrap()
    }

    /// The same for a client on its own behalf, which may do everything.
    pub fn client_token(&self) -> String {
        self.client_token_with(&REGISTRY.scopes().collect::<Scopes>().to_string())
    }

    /// The same with these scopes only.
    pub fn client_token_with(&self, scopes: &str) -> String {
        let scopes = Scopes::parse(scopes);
        let caller = Caller { subject: Subject::Client(Id::example(903)), session: Id::example(904), scopes };
        self.identity.access.sign(&caller, "test", Id::example(905)).unwrap()
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request) -> Answer {
        let answer = (self.endpoint)(request).await;
        let operation = answer.data::<OperationId>().copied();
        let answer = Answer::of(answer).await;
        // No test ever sees a failure that its operation does not list.
        if let Some(operation) =
            operation.filter(|_| answer.header("content-type") == "application/problem+json")
        {
            assert!(listed(operation.0).contains(&answer.code()), "{operation} does not list this: {answer}");
        }
        answer
    }

    /// Sends a request with header fields and a body; unless they name a token, or say with an empty one that there is none, with a
    /// token that may do everything.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<poem::Body>,
    ) -> Answer {
        if !self.still && !method.is_safe() {
            self.app.clock.advance(1);
        }
        let mut request =
            Request::builder().method(method).uri(path.parse().unwrap()).header("x-request-id", REQUEST_ID);
        if !headers.iter().any(|(name, _)| *name == "authorization") {
            request = request.header(
                "authorization",
                format!("Bearer {}", self.token(imprint::routes::REGISTRY.scopes().collect())),
            );
        }
        for (name, value) in headers.iter().filter(|header| **header != ("authorization", "")) {
            request = request.header(name.parse::<HeaderName>().unwrap(), *value);
        }
        let (head, body) = request.body(body).into_parts();
        let RequestParts { method, uri, version, headers, extensions, .. } = head;
        let (mut parts, ()) = poem::http::Request::new(()).into_parts();
        (parts.method, parts.uri, parts.version) = (method, uri, version);
        (parts.headers, parts.extensions) = (headers, extensions);
        let peer = RemoteAddr(Addr::SocketAddr((self.peer, 40_000).into()));
        let head = RequestParts::from((parts, LocalAddr::default(), peer, Scheme::HTTP));
        self.send(Request::from_parts(head, body)).await
    }

    /// Lets somebody be refused, and gives the id of what the audit says of it.
    pub async fn refusal(&self) -> String {
        let token = format!("Bearer {}", self.token(Scopes::parse("profile")));
        let headers = [("authorization", token.as_str()), ("user-agent", "reader/7")];
        self.get_with("/v1/audit-events", &headers).await.expect(403);
        self.identity.notes.flush().await;
        let events = self.get("/v1/audit-events?action=access.refused&limit=1").await.expect(200).json();
        events["data"][0]["id"].as_str().unwrap().to_owned()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &[], ()).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.call(Method::GET, path, headers, ()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, &[("content-type", "application/json")], body.to_string()).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.put_if(path, None, body).await
    }

    pub async fn put_if(&self, path: &str, if_match: Option<&str>, body: &Value) -> Answer {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(if_match.map(|tag| ("if-match", tag)));
        self.call(Method::PUT, path, &headers, body.to_string()).await
    }

    pub async fn patch(&self, path: &str, media_type: &str, body: &Value) -> Answer {
        self.call(Method::PATCH, path, &[("content-type", media_type)], body.to_string()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, &[], ()).await
    }

    /// An author; gives the id.
    pub async fn author(&self, first_name: &str, last_name: &str) -> String {
        let body = json!({"firstName": first_name, "lastName": last_name});
        self.post("/v1/authors", &body).await.expect(201).id()
    }

    /// A book of 100 pages; gives the id.
    pub async fn book(&self, author: &str, title: &str) -> String {
        self.post("/v1/books", &book(author, title)).await.expect(201).id()
    }
}

/// The codes that an operation lists.
fn listed(operation: &str) -> &'static BTreeSet<String> {
    static LISTED: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
        let operations = crate::coverage::operations().into_iter();
        operations
            .map(|operation| {
                let codes = operation.failures.into_iter().map(|failure| failure.code).collect();
                (operation.id, codes)
            })
            .collect()
    });
    &LISTED[operation]
}

/// What all apps of the tests sign with.
pub fn key() -> SigningKey {
    SigningKey::read(&KEY).unwrap()
}

/// The body of a plain book.
pub fn book(author: &str, title: &str) -> Value {
    json!({"title": title, "authorId": author, "pages": 100, "genre": "novel"})
}
