//! The server's address, and the number of connections that the system allows.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpSocket};

/// The number of connections that may wait to be accepted. The system may allow fewer.
const WAITING: u32 = 1024;

/// The file descriptors that are reserved for everything other than connections: the database, files, the log.
const RESERVED: usize = 128;

/// An address that this process has reserved. It does not listen yet: clients are refused instead of left waiting.
#[derive(Debug)]
pub struct Port(TcpSocket);

impl Port {
    /// Reserves an address. Port 0 takes any free port.
    ///
    /// # Errors
    /// When the address is in use, or does not belong to this machine.
    pub fn take(address: SocketAddr) -> io::Result<Self> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // Otherwise a restart would have to wait until the last connections of this process have expired.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        Ok(Self(socket))
    }

    /// Returns the address that was reserved.
    ///
    /// # Errors
    /// When the system does not report it.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// Starts to listen.
    ///
    /// # Errors
    /// When another process reserved the address at the same moment and already listens.
    pub(super) fn listen(self) -> io::Result<TcpListener> {
        self.0.listen(WAITING)
    }
}

/// Returns how many connections may be open at once: as many as wanted, or as the file descriptors of this process allow. First
/// it raises the limit of descriptors as far as possible, because the usual soft limit of 1024 is meant for programs that call
/// `select`.
pub(super) fn places(wanted: usize) -> usize {
    let descriptors = descriptors().unwrap_or(usize::MAX);
    wanted.min(descriptors - RESERVED.min(descriptors / 2))
}

#[cfg(unix)]
fn descriptors() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    // macOS rejects values above a constant of its own. The soft limit stays then.
    let allowed = if raised.is_ok() { limit.maximum } else { limit.current };
    allowed.and_then(|allowed| usize::try_from(allowed).ok())
}

#[cfg(not(unix))]
fn descriptors() -> Option<usize> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_never_more_places_than_wanted_and_always_one() {
        assert_eq!(places(1), 1);
        assert!(places(usize::MAX) > 1);
    }
}
