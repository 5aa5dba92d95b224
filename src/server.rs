//! Listening, and stopping in good order.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use poem::http::uri::Scheme;
use poem::listener::{Acceptor, TcpAcceptor};
use poem::web::{LocalAddr, RemoteAddr};
use tokio::net::{TcpListener, TcpStream};

use crate::app::App;
use crate::error::{Error, Result};
use crate::routes;

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    app: App,
    listener: TcpListener,
}

impl Server {
    /// Takes the address that the configuration names.
    ///
    /// # Errors
    /// When it is taken or not ours.
    pub async fn bind(app: App) -> io::Result<Self> {
        let listener = TcpListener::bind(app.config.http.bind).await?;
        Ok(Self { app, listener })
    }

    /// The address that it got.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `stop` comes, then lets requests in flight end within the configured time.
    ///
    /// # Errors
    /// When the listener can't be used.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<()> {
        let Self { app, listener } = self;
        let endpoint = routes::endpoint(&app)?;
        let acceptor = Patient(TcpAcceptor::from_tokio(listener).map_err(Error::internal)?);
        let limit = app.config.http.stop_timeout;
        let stop = async {
            stop.await;
            app.drain();
            tracing::info!("stopping: requests in flight end first");
        };
        let server = poem::Server::new_with_acceptor(acceptor);
        server.run_with_graceful_shutdown(endpoint, stop, Some(limit)).await.map_err(Error::internal)
    }
}

/// Accepts connections, and waits a moment when the system has no more to give, instead of asking again at once for ever.
struct Patient(TcpAcceptor);

impl Acceptor for Patient {
    type Io = TcpStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.0.local_addr()
    }

    async fn accept(&mut self) -> io::Result<(TcpStream, LocalAddr, RemoteAddr, Scheme)> {
        let accepted = self.0.accept().await;
        match &accepted {
            // Answers are small; waiting to fill a packet would only delay them.
            Ok((stream, ..)) => stream.set_nodelay(true)?,
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        accepted
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
