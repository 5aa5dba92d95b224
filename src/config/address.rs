//! The URL of the server, as callers write it.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use super::HttpConfig;

impl HttpConfig {
    /// Returns the URL that callers use: the public URL, or else the address that the server listens on. It is also the issuer of
    /// tokens.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| self.local_url())
    }

    /// Returns whether callers use HTTPS, which a proxy in front of the server terminates.
    #[must_use]
    pub fn is_https(&self) -> bool {
        let scheme =
            self.public_url.as_deref().and_then(|url| url.split_once("://")).map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
    }

    /// Returns the URL of the address that the server listens on. If it listens on all addresses of the machine, the URL has the
    /// loopback address, because an unspecified address cannot be called.
    #[must_use]
    pub fn local_url(&self) -> String {
        let mut address = self.bind;
        if address.ip().is_unspecified() {
            address.set_ip(match address {
                SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        format!("http://{address}")
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn the_address_is_where_the_server_listens_unless_there_is_a_public_one() {
        for (bind, public, expected) in [
            ("127.0.0.1:8080", "", "http://127.0.0.1:8080"),
            ("0.0.0.0:81", "", "http://127.0.0.1:81"),
            ("192.0.2.7:81", "", "http://192.0.2.7:81"),
            ("[::]:81", "", "http://[::1]:81"),
            ("0.0.0.0:81", "https://api.example/", "https://api.example"),
        ] {
            let mut layers = Config::defaults([]).set("http.bind", bind.to_owned(), "the test").unwrap();
            if !public.is_empty() {
                layers = layers.set("http.public_url", public.to_owned(), "the test").unwrap();
            }

            let http = Config::read(layers, []).unwrap().http;

            assert_eq!(http.base_url(), expected, "{bind} {public}");
        }
    }
}
