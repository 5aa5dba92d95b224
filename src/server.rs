//! The HTTP server: accepts connections, and shuts down gracefully.
//!
//! The accept loop is the project's own, on hyper, because poem's server has no time limit for the head of a request: a client
//! that sends one byte now and then could keep a connection forever.

mod exchange;
mod port;
mod refusal;
mod stream;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use poem::web::{LocalAddr, RemoteAddr};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use self::exchange::{Ends, answer};
use self::stream::{Stream, Unread};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::http::head;
use crate::http::pages::KnownLogins;
use crate::identity::Identity;
use crate::routes;

pub use self::port::Port;

/// A server that listens but does not accept connections yet.
#[derive(Debug)]
pub struct Server {
    app: App,
    identity: Identity,
    known: Option<KnownLogins>,
    listener: TcpListener,
}

impl Server {
    /// Listens on an address that was reserved. The pages of a demonstration show its logins, `known`.
    ///
    /// # Errors
    /// When another process reserved the address at the same moment and already listens.
    pub fn listen(app: App, identity: Identity, known: Option<KnownLogins>, port: Port) -> io::Result<Self> {
        Ok(Self { app, identity, known, listener: port.listen()? })
    }

    /// Serves requests until `stop` completes, then lets requests in flight finish within the configured time.
    ///
    /// # Errors
    /// When the types cannot be turned into a contract, or the listener cannot be used.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<()> {
        let Self { app, identity, known, listener } = self;
        let here = LocalAddr(listener.local_addr().map_err(Error::internal)?.into());
        let endpoint = Arc::new(routes::endpoint(&app, &identity, known)?);
        let config = &app.config.http;
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(config.head_timeout).max_buf_size(head::LIMIT);
        let refuse: stream::Refuse = {
            let (endpoint, clock) = (Arc::clone(&endpoint), app.clock.clone());
            Arc::new(move |code| refusal::bytes(&*endpoint, code, clock.now()))
        };
        let places = Arc::new(Semaphore::new(port::places(config.max_connections)));
        let connections = GracefulShutdown::new();
        let mut crowd = Crowd::default();
        tokio::pin!(stop);
        loop {
            let (socket, caller) = tokio::select! {
                () = &mut stop => break,
                accepted = accept(&listener) => accepted,
            };
            let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
                crowd.refused();
                refuse_all(socket, &refuse);
                continue;
            };
            crowd.admitted();
            let ends = Ends { here: here.clone(), caller: RemoteAddr(caller.into()) };
            let unread = Unread::default();
            let stream = Stream::new(socket, unread.clone(), config.write_timeout, Arc::clone(&refuse));
            let endpoint = Arc::clone(&endpoint);
            let service = service_fn(move |request| {
                let (endpoint, ends, unread) = (Arc::clone(&endpoint), ends.clone(), unread.clone());
                async move { answer(&*endpoint, request, ends, unread).await }
            });
            let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
            tokio::spawn(async move {
                let _place = place;
                if let Err(error) = connection.await {
                    tracing::debug!(error = %error, "a connection ended early");
                }
            });
        }
        app.drain();
        drop(listener);
        tracing::info!("shutting down: waiting for requests in flight");
        if tokio::time::timeout(app.config.http.stop_timeout, connections.shutdown()).await.is_err() {
            tracing::warn!("some requests did not finish in time and were abandoned");
        }
        Ok(())
    }
}

/// Accepts the next connection. If the system cannot provide one, waits a moment instead of retrying in a tight loop.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        // Responses are small, and waiting to fill a packet would only delay them.
        let accepted = listener.accept().await.and_then(|(stream, caller)| {
            stream.set_nodelay(true)?;
            Ok((stream, caller))
        });
        match accepted {
            Ok(accepted) => return accepted,
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Responds that the server is overloaded, as far as the client accepts the bytes immediately, and closes the connection.
fn refuse_all(socket: TcpStream, refuse: &stream::Refuse) {
    use std::io::{Read as _, Write as _};

    let (Some(answer), Ok(mut socket)) = (refuse(Code::OVERLOADED), socket.into_std()) else { return };
    // Anything that cannot be done immediately is skipped: a client that does not read gets no more time. The bytes that it has
    // sent are read, because closing with unread bytes would discard the response.
    let _ = socket.write(&answer);
    let _ = socket.shutdown(std::net::Shutdown::Write);
    let _ = socket.read(&mut [0; 16 * 1024]);
}

/// Whether connections are being refused. The log has one line when that begins and one when it ends.
#[derive(Debug, Default)]
struct Crowd {
    refused: u64,
}

impl Crowd {
    fn refused(&mut self) {
        if self.refused == 0 {
            tracing::warn!("the connection limit is reached; new connections are refused");
        }
        self.refused += 1;
    }

    fn admitted(&mut self) {
        if self.refused > 0 {
            tracing::info!(connections.refused = self.refused, "connections are accepted again");
            self.refused = 0;
        }
    }
}

/// Returns a future that waits until the process is told to stop (SIGTERM or Ctrl-C). A second signal exits immediately.
///
/// # Errors
/// When signal handlers cannot be installed.
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut next = async move || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(async move {
        next().await;
        tokio::spawn(async move {
            next().await;
            std::process::exit(130);
        });
    })
}
