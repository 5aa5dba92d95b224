//! The origin of a request: the client address, as far as it can be trusted, and the user agent.
//!
//! Any client can send `X-Forwarded-For`. It counts only if the connection comes from a proxy that the configuration trusts, and
//! only the entries that trusted proxies appended count.

use std::net::{IpAddr, SocketAddr};

use poem::http::{HeaderMap, header};
use poem::{FromRequest, Request, RequestBody};

use super::Shared;
use crate::origin::{Network, Origin};

/// Where proxies say for whom they ask; each adds one at the end.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The request's id, as the frame found or made it.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub String);

impl<'a> FromRequest<'a> for Origin {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(of(request, &Shared::of(request)?.http.trusted_proxies))
    }
}

/// The origin of a request.
pub(crate) fn of(request: &Request, trusted: &[Network]) -> Origin {
    let address = address_of(request, trusted);
    let agent = request.headers().get(header::USER_AGENT).map_or(&b""[..], |value| value.as_bytes());
    let id = request.data::<RequestId>().map_or("", |id| &id.0);
    Origin::new(address, &String::from_utf8_lossy(agent), id)
}

/// The client's address, if the request came over a network.
pub(super) fn address_of(request: &Request, trusted: &[Network]) -> Option<IpAddr> {
    let peer = request.remote_addr().as_socket_addr().map(SocketAddr::ip);
    peer.map(|peer| client(peer, request.headers(), trusted).to_canonical())
}

/// The first address that is no trusted proxy, going from the connection back to where the request began.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let trusts = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !trusts(peer) {
        return peer;
    }
    // A line that is no text ends what can be believed.
    let lines = headers.get_all(FORWARDED_FOR).iter().rev().map(|line| line.to_str().unwrap_or_default());
    let mut nearest = peer;
    for hop in lines.flat_map(|line| line.rsplit(',')) {
        let Some(address) = address(hop.trim()) else { break };
        nearest = address;
        if !trusts(address) {
            break;
        }
    }
    nearest
}

/// An address, which some proxies write with a port.
fn address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, trusted: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted = if trusted.is_empty() { Vec::new() } else { Network::list(trusted).unwrap() };
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed_whatever_it_says() {
        assert_eq!(seen("203.0.113.9", "", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", "10.0.0.0/8", &["198.51.100.1", "10.0.0.1"]), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed_and_what_came_to_it_is_not() {
        let proxies = "10.0.0.0/8,::1";

        assert_eq!(seen("10.0.0.1", proxies, &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", proxies, &["198.51.100.1, 203.0.113.9, 10.0.0.2"]), "203.0.113.9");
        assert_eq!(seen("::1", proxies, &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", proxies, &["[2001:db8::7]:4711"]), "2001:db8::7");
        assert_eq!(seen("10.0.0.1", proxies, &["203.0.113.9:80"]), "203.0.113.9");
    }

    #[test]
    fn what_is_no_address_ends_what_is_believed() {
        assert_eq!(seen("10.0.0.1", "10.0.0.0/8", &[]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", "10.0.0.0/8", &["203.0.113.9, nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", "10.0.0.0/8", &["nonsense, 10.0.0.7"]), "10.0.0.7");
        assert_eq!(seen("10.0.0.1", "10.0.0.0/8", &["203.0.113.9, "]), "10.0.0.1");
    }
}
