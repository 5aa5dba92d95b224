//! Listening, and stopping in good order.
//!
//! The loop is our own, on hyper, because poem's server has no limit for the head of a request: a caller who sends a byte now and
//! then would keep a connection for ever.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use poem::Endpoint as _;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::app::App;
use crate::error::{Error, Result};
use crate::http::pages::docs::KnownClient;
use crate::identity::Identity;
use crate::routes;

/// How much of a head is kept while it is incomplete, in bytes; one that needs more is `431`.
const HEAD_LIMIT: usize = 32 * 1024;

/// Connections that may wait until they are accepted; the system may allow fewer.
const WAITING: u32 = 1024;

/// An address that is ours. Nobody is let in yet: who calls is refused and not left waiting.
#[derive(Debug)]
pub struct Port(TcpSocket);

impl Port {
    /// Takes an address; port 0 takes any that is free.
    ///
    /// # Errors
    /// When it is taken or not ours.
    pub fn take(address: SocketAddr) -> io::Result<Self> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // Otherwise the next start would have to wait for the last connections of this one.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        Ok(Self(socket))
    }

    /// The address that it got.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    app: App,
    identity: Identity,
    known: Option<KnownClient>,
    listener: TcpListener,
}

impl Server {
    /// Listens at an address that was taken. The page to try the API signs in as `known`, if everybody may know such a client.
    ///
    /// # Errors
    /// When somebody else took it at the same moment, and listens already.
    pub fn listen(app: App, identity: Identity, known: Option<KnownClient>, port: Port) -> io::Result<Self> {
        Ok(Self { app, identity, known, listener: port.0.listen(WAITING)? })
    }

    /// Answers until `stop` comes, then lets requests in flight end within the configured time.
    ///
    /// # Errors
    /// When the types don't make a contract, or the listener can't be used.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<()> {
        let Self { app, identity, known, listener } = self;
        let here = LocalAddr(listener.local_addr().map_err(Error::internal)?.into());
        let endpoint = Arc::new(routes::endpoint(&app, &identity, known)?);
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(app.config.http.head_timeout)
            .max_buf_size(HEAD_LIMIT);
        let connections = GracefulShutdown::new();
        tokio::pin!(stop);
        loop {
            let (stream, caller) = tokio::select! {
                () = &mut stop => break,
                accepted = accept(&listener) => accepted,
            };
            let (endpoint, here) = (Arc::clone(&endpoint), here.clone());
            let service = service_fn(move |request: hyper::Request<Incoming>| {
                let request = (request, here.clone(), RemoteAddr(caller.into()), Scheme::HTTP).into();
                let endpoint = Arc::clone(&endpoint);
                async move { Ok::<_, Infallible>(hyper::Response::from(endpoint.get_response(request).await)) }
            });
            let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!(error = %error, "a connection ended early");
                }
            });
        }
        app.drain();
        drop(listener);
        tracing::info!("stopping: requests in flight end first");
        if tokio::time::timeout(app.config.http.stop_timeout, connections.shutdown()).await.is_err() {
            tracing::warn!("some requests took too long and were given up");
        }
        Ok(())
    }
}

/// The next connection. When the system has none to give, waits a moment instead of asking again at once for ever.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        // Answers are small; waiting to fill a packet would only delay them.
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

/// Waits until the process is told to stop (SIGTERM or Ctrl-C). A second time ends it at once.
///
/// # Errors
/// When signals can't be watched.
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
