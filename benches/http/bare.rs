//! Bare poem servers for comparison: a constant, one statement, or one transaction per request, and nothing else.

mod book;
mod handlers;
mod insert;

use std::sync::{Arc, Mutex};

use diesel::{SqliteConnection, connection::SimpleConnection as _};
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::bb8::Pool;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use poem::listener::{Acceptor as _, Listener as _, TcpListener};
use poem::{EndpointExt as _, Route, Server, get, post};

use crate::Result;

/// As many connections as the program has by default.
const CONNECTIONS: u32 = 8;

/// SQLite connections for reading. There are more of them than threads that use them, so one is always free.
type Readers = Arc<Mutex<Vec<SqliteConnection>>>;
/// The SQLite connection for writing.
type Writer = Arc<Mutex<SqliteConnection>>;

/// Serves until it is killed.
pub fn serve(url: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match url.strip_prefix("sqlite:") {
            Some(path) => sqlite(path).await,
            None => postgres(url).await,
        }
    })
}

async fn sqlite(path: &str) -> Result<()> {
    let reader = |_| {
        let mut conn = crate::sqlite::connect(path)?;
        conn.batch_execute("PRAGMA query_only = ON;")?;
        Ok(conn)
    };
    let readers: Readers = Arc::new(Mutex::new((0..CONNECTIONS).map(reader).collect::<Result<_>>()?));
    let writer: Writer = Arc::new(Mutex::new(crate::sqlite::connect(path)?));
    let route =
        routes().at("/books/:id", get(handlers::from_sqlite)).at("/books", post(handlers::into_sqlite));
    listen(route.data(readers).data(writer)).await
}

async fn postgres(url: &str) -> Result<()> {
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
    let pool = Pool::builder().max_size(CONNECTIONS).test_on_check_out(false).build(manager).await?;
    listen(routes().at("/books/:id", get(handlers::from_postgres)).data(pool)).await
}

fn routes() -> Route {
    Route::new().at("/constant", get(handlers::constant))
}

async fn listen(endpoint: impl poem::Endpoint + 'static) -> Result<()> {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
    let address = acceptor.local_addr().into_iter().next().ok_or("no address")?;
    let address = address.as_socket_addr().ok_or("no address of a socket")?.to_string();
    crate::say(&format!("Bare listens at http://{address}"))?;
    Ok(Server::new_with_acceptor(acceptor).run(endpoint).await?)
}
