//! Static files. Each has an entity tag, is compressed on the first request for it, and can be cached for a year under a URL that
//! contains the hash of its content.

use hyper::body::Bytes;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Request, Response};
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use super::coding::Coding;
use crate::error::{Error, Result};

const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";

/// A file, with its compressed forms.
#[derive(Debug)]
pub(super) struct Asset {
    content_type: String,
    plain: Bytes,
    version: String,
    gzip: OnceCell<Bytes>,
    brotli: OnceCell<Bytes>,
}

impl Asset {
    pub(super) fn new(content_type: &str, body: impl Into<Bytes>) -> Self {
        let plain = body.into();
        let digest = Sha256::digest(&plain);
        let version = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        let (gzip, brotli) = (OnceCell::new(), OnceCell::new());
        Self { content_type: content_type.to_owned(), plain, version, gzip, brotli }
    }

    /// Returns the URL that contains the hash of the content. The file at such a URL never changes.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{path}?v={}", self.version)
    }

    /// Returns the file in the coding that the request prefers, or `304` if it has not changed.
    pub(super) async fn answer(&self, request: &Request) -> Result<Response> {
        let field = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let coding = Coding::best(field(header::ACCEPT_ENCODING));
        let tag = match coding {
            None => format!("\"{}\"", self.version),
            Some(coding) => format!("\"{}-{}\"", self.version, coding.name()),
        };
        let pinned = request.uri().query().and_then(|query| query.strip_prefix("v=")) == Some(&self.version);
        let answer = Response::builder()
            .header(header::ETAG, &tag)
            .header(header::VARY, "accept-encoding")
            // At other URLs, browsers revalidate the file each time.
            .header(header::CACHE_CONTROL, if pinned { FOR_A_YEAR } else { "public, no-cache" });
        if field(header::IF_NONE_MATCH).is_some_and(|tags| names(tags, &tag)) {
            return Ok(answer.status(StatusCode::NOT_MODIFIED).finish());
        }
        let mut answer =
            answer.header(header::CONTENT_TYPE, &self.content_type).body(self.body(coding).await?);
        if let Some(coding) = coding {
            answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
        }
        Ok(answer)
    }

    async fn body(&self, coding: Option<Coding>) -> Result<Bytes> {
        let (coding, cell) = match coding {
            None => return Ok(self.plain.clone()),
            Some(coding @ Coding::Gzip) => (coding, &self.gzip),
            Some(coding @ Coding::Brotli) => (coding, &self.brotli),
        };
        let compress = async || {
            let plain = self.plain.clone();
            let work = tokio::task::spawn_blocking(move || coding.compress(&plain));
            work.await.map_err(Error::internal)?.map(Bytes::from).map_err(Error::internal)
        };
        cell.get_or_try_init(compress).await.cloned()
    }
}

/// Returns whether a list of entity tags contains one. `If-None-Match` compares weakly (RFC 9110, 13.1.2). This server's tags
/// contain no comma.
fn names(tags: &str, tag: &str) -> bool {
    let mut tags = tags.split(',').map(str::trim);
    tags.any(|own| own == "*" || own.strip_prefix("W/").unwrap_or(own) == tag)
}
