//! Configuration of the HTTP server.

use std::net::SocketAddr;
use std::time::Duration;

use super::section::{Section, millis, whole};
use super::{ConfigError, ConfigKey, Layers, bind};
use crate::origin::Network;
use crate::text::WebUrl;

/// The configuration of the HTTP server.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// Address and port; port 0 takes any free port. A running server replaces it with the port that it took.
    pub bind: SocketAddr,
    /// The URL that callers use, without a trailing slash. Without it, links are relative.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<Network>,
    /// The maximum size of a body, in bytes.
    pub body_limit: usize,
    /// How long the head of a request may take to arrive, and how long a connection may wait for its next request.
    pub head_timeout: Duration,
    /// How long a request body may take to arrive.
    pub body_timeout: Duration,
    /// How long a response may wait for a client that does not read it.
    pub write_timeout: Duration,
    /// The maximum number of open connections. The system's limit of file descriptors can lower it.
    pub max_connections: usize,
    /// How long requests in flight may take when the server stops.
    pub stop_timeout: Duration,
    /// Whether this is a demonstration, which the welcome page then says. `--demo` sets it; there is no key for it.
    pub demonstration: bool,
}

impl Section for HttpConfig {
    const KEYS: &'static [ConfigKey] = &[
        ConfigKey {
            name: "http.bind",
            env: "IMPRINT_BIND",
            default: Some("127.0.0.1:8080"),
            allowed: "ADDRESS:PORT, for instance 127.0.0.1:8080 or localhost:8080, or :PORT for every address of the machine",
            help: "Where the server listens. Port 0 takes any port that is free.",
        },
        ConfigKey {
            name: "http.public_url",
            env: "IMPRINT_PUBLIC_URL",
            default: None,
            allowed: "an http or https address without a path, for instance https://api.example.org",
            help: "The address that clients use, for example when the server is behind a proxy. Without it, links are relative.",
        },
        ConfigKey {
            name: "http.trusted_proxies",
            env: "IMPRINT_TRUSTED_PROXIES",
            default: None,
            allowed: "addresses or networks with commas between, for instance 10.0.0.0/8,::1",
            help: "Proxies whose `X-Forwarded-For` is trusted. Without any, the address of the connection is used.",
        },
        ConfigKey {
            name: "http.head_timeout_ms",
            env: "IMPRINT_HEAD_TIMEOUT_MS",
            default: Some("5000"),
            allowed: "milliseconds from 10 to 600000",
            help: "How long the head of a request can take to arrive, and how long a connection can stay idle. Behind a proxy, set it longer than the proxy keeps its connections.",
        },
        ConfigKey {
            name: "http.body_limit",
            env: "IMPRINT_BODY_LIMIT",
            default: Some("1048576"),
            allowed: "bytes from 1024 to 1073741824",
            help: "The maximum size of a request body.",
        },
        ConfigKey {
            name: "http.body_timeout_ms",
            env: "IMPRINT_BODY_TIMEOUT_MS",
            default: Some("30000"),
            allowed: "milliseconds from 10 to 600000",
            help: "How long a request body can take to arrive.",
        },
        ConfigKey {
            name: "http.write_timeout_ms",
            env: "IMPRINT_WRITE_TIMEOUT_MS",
            default: Some("30000"),
            allowed: "milliseconds from 10 to 600000",
            help: "How long the server waits for a client that does not read its answer. The time starts again with each byte that the client takes.",
        },
        ConfigKey {
            name: "http.max_connections",
            env: "IMPRINT_MAX_CONNECTIONS",
            default: Some("10000"),
            allowed: "a number from 1 to 1000000",
            help: "The maximum number of open connections. The server refuses more with `503`. If the process cannot open that many files, the limit is lower.",
        },
        ConfigKey {
            name: "http.stop_timeout_ms",
            env: "IMPRINT_STOP_TIMEOUT_MS",
            default: Some("10000"),
            allowed: "milliseconds from 0 to 600000",
            help: "How long running requests can take when the server shuts down.",
        },
    ];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self {
            bind: layers.required("http.bind", bind::parse)?,
            public_url: layers.optional("http.public_url", public_url)?,
            trusted_proxies: layers.optional("http.trusted_proxies", Network::list)?.unwrap_or_default(),
            body_limit: layers.required("http.body_limit", |text| whole(text, 1024..=1_073_741_824))?,
            head_timeout: layers.required("http.head_timeout_ms", |text| millis(text, 10..=600_000))?,
            body_timeout: layers.required("http.body_timeout_ms", |text| millis(text, 10..=600_000))?,
            write_timeout: layers.required("http.write_timeout_ms", |text| millis(text, 10..=600_000))?,
            max_connections: layers.required("http.max_connections", |text| whole(text, 1..=1_000_000))?,
            stop_timeout: layers.required("http.stop_timeout_ms", |text| millis(text, 0..=600_000))?,
            demonstration: false,
        })
    }
}

fn public_url(text: &str) -> Option<String> {
    let url = text.strip_suffix('/').unwrap_or(text);
    let (_, rest) = url.split_once("://")?;
    WebUrl::parse(url).ok().filter(|_| !rest.contains(['/', '?', '#'])).map(|_| url.to_owned())
}
