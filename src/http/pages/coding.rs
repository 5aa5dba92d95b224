//! Content codings (RFC 9110, 8.4): which of them a client accepts, and how a body is compressed.

use std::io::{self, Write as _};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// A compression format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Brotli,
}

impl Coding {
    /// Returns the name of the coding in header fields.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// Returns the best coding that an `Accept-Encoding` field allows. `None` means that the body is sent as it is: the field is
    /// absent or empty, allows no supported coding, or prefers `identity`.
    pub(super) fn best(accept: Option<&str>) -> Option<Self> {
        let accept = accept.map(str::trim).filter(|accept| !accept.is_empty())?;
        let identity = weight(accept, "identity").unwrap_or(0.0);
        // Of codings with equal weight, the first wins: Brotli compresses better.
        let better = |best: Option<(Self, f32)>, coding: Self| {
            let wanted = weight(accept, coding.name()).or_else(|| weight(accept, "*")).unwrap_or(0.0);
            let least = best.map_or(identity, |(_, wanted)| wanted);
            let wins = wanted > 0.0 && if best.is_none() { wanted >= least } else { wanted > least };
            if wins { Some((coding, wanted)) } else { best }
        };
        [Self::Brotli, Self::Gzip].into_iter().fold(None, better).map(|(coding, _)| coding)
    }

    /// Compresses a body. This takes up to a second per megabyte, so it must not run on the runtime's threads.
    pub(super) fn compress(self, body: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(body)?;
                encoder.finish()
            }
            Self::Brotli => {
                // Quality 11 makes the result 5 % smaller and takes ten times as long.
                let parameters = BrotliEncoderParams { quality: 9, ..Default::default() };
                let mut compressed = Vec::new();
                brotli::BrotliCompress(&mut &*body, &mut compressed, &parameters)?;
                Ok(compressed)
            }
        }
    }
}

/// Returns the weight that a field gives to a coding, if the field names it. A weight that is not a number is ignored.
fn weight(accept: &str, name: &str) -> Option<f32> {
    accept.split(',').find_map(|choice| {
        let (coding, parameters) = choice.split_once(';').unwrap_or((choice, ""));
        let known = coding.trim();
        // RFC 9110, 8.4.1.3: `x-gzip` is the same as `gzip`.
        let same =
            known.eq_ignore_ascii_case(name) || (name == "gzip" && known.eq_ignore_ascii_case("x-gzip"));
        let weight = |parameter: &str| {
            let (key, value) = parameter.split_once('=')?;
            key.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse().unwrap_or(1.0))
        };
        same.then(|| parameters.split(';').find_map(weight).unwrap_or(1.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_what_the_caller_takes_and_likes_best() {
        use Coding::{Brotli, Gzip};
        for (accept, coding) in [
            (None, None),
            (Some(""), None),
            (Some(" , "), None),
            (Some("gzip, deflate, br, zstd"), Some(Brotli)),
            (Some("GZIP"), Some(Gzip)),
            (Some("x-gzip"), Some(Gzip)),
            (Some("*"), Some(Brotli)),
            (Some("br;q=0, *"), Some(Gzip)),
            (Some("br;q=0, gzip;q=0"), None),
            (Some("br;q=0.000,gzip ; Q=0.5"), Some(Gzip)),
            (Some("br;q=0.2, gzip;q=0.8"), Some(Gzip)),
            (Some("identity, gzip;q=0.5"), None),
            (Some("identity;q=0.5, gzip"), Some(Gzip)),
            (Some("*;q=0"), None),
            (Some("deflate"), None),
        ] {
            assert_eq!(Coding::best(accept), coding, "{accept:?}");
        }
    }
}
