//! A response, and its form in a snapshot.

use std::fmt;

use poem::Response;
use poem::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer with its body read.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// The header fields that are part of what an operation promises.
const SHOWN: &[&str] = &[
    "content-type",
    "location",
    "etag",
    "link",
    "allow",
    "accept",
    "accept-patch",
    "retry-after",
    "ratelimit-policy",
    "ratelimit",
    "x-request-id",
];

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        Self { status: parts.status, headers: parts.headers, body: body.into_vec().await.unwrap() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {self}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The id of the resource in the body.
    pub fn id(&self) -> String {
        self.json()["id"].as_str().unwrap_or_else(|| panic!("no id: {self}")).to_owned()
    }

    /// The code of the Problem in the body.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The same, if the status is this one.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{self}");
        self
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.status)?;
        for name in SHOWN {
            if let Some(value) = self.headers.get(*name) {
                writeln!(f, "{name}: {}", value.to_str().unwrap())?;
            }
        }
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(json) => write!(f, "\n{}", serde_json::to_string_pretty(&json).unwrap()),
            Err(_) => write!(f, "\n{}", String::from_utf8_lossy(&self.body)),
        }
    }
}

/// Asks until the places where passwords are hashed have room, as a client does that is told to come back.
pub async fn admitted<F: Future<Output = Answer>>(ask: impl Fn() -> F) -> Answer {
    for _ in 0..200 {
        let answer = ask().await;
        if answer.status != 503 || answer.code() != "overloaded" {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    ask().await
}
