//! The server's address, and the number of connections that the system allows.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpSocket};

/// Connections that may wait until they are accepted; the system may allow fewer.
const WAITING: u32 = 1024;

/// Descriptors kept for everything that is not a connection: the database, files, the log.
const RESERVED: usize = 128;

/// An address that belongs to this process. Nobody is let in yet: whoever calls is refused instead of left waiting.
#[derive(Debug)]
pub struct Port(TcpSocket);

impl Port {
    /// Takes an address; port 0 takes any that is free.
    ///
    /// # Errors
    /// When the address is in use, or is not one of this machine's.
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

    /// Starts to listen.
    ///
    /// # Errors
    /// When another process took the address at the same moment and listens already.
    pub(super) fn listen(self) -> io::Result<TcpListener> {
        self.0.listen(WAITING)
    }
}

/// How many connections may be open at once: as many as wanted, or as the descriptors of this process allow. Raises the limit of
/// descriptors as far as it can first, because the usual soft limit of 1024 is meant for programs that call `select`.
pub(super) fn places(wanted: usize) -> usize {
    let descriptors = descriptors().unwrap_or(usize::MAX);
    wanted.min(descriptors - RESERVED.min(descriptors / 2))
}

#[cfg(unix)]
fn descriptors() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    // macOS refuses values that its own constant does not allow; the soft limit stays then.
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
