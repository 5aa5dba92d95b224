//! Parses the address to listen on.

use std::net::{Ipv4Addr, SocketAddr};

/// Parses `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, or `:8080` for every address of the machine.
///
/// Other names are not looked up, because the start would then depend on a name server.
pub(super) fn parse(text: &str) -> Option<SocketAddr> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    let (host, port) = text.rsplit_once(':')?;
    let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let port = port.parse().ok().filter(|_| digits)?;
    match host {
        "" => Some((Ipv4Addr::UNSPECIFIED, port).into()),
        host if host.eq_ignore_ascii_case("localhost") => Some((Ipv4Addr::LOCALHOST, port).into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_be_written_short() {
        for (text, expected) in [
            ("127.0.0.1:8080", Some("127.0.0.1:8080")),
            ("localhost:8080", Some("127.0.0.1:8080")),
            ("LOCALHOST:0", Some("127.0.0.1:0")),
            (":8080", Some("0.0.0.0:8080")),
            ("[::1]:8080", Some("[::1]:8080")),
            ("8080", None),
            (":", None),
            (":+1", None),
            (":65536", None),
            ("db.example:80", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected.map(|address| address.parse().unwrap()), "{text}");
        }
    }
}
