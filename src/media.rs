//! Media types, as the contract declares them and as the server reads and sends them.

/// JSON (RFC 8259).
pub const JSON: &str = "application/json";
/// Forms (RFC 1866), as OAuth endpoints accept them.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// JSON Merge Patch (RFC 7396).
pub const MERGE_PATCH: &str = "application/merge-patch+json";
/// JSON Patch (RFC 6902).
pub const JSON_PATCH: &str = "application/json-patch+json";
/// Failures (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";
/// A list whose items have only the selected fields, and therefore another schema than its [`JSON`].
pub const FIELDS_JSON: &str = "application/vnd.imprint.fields+json";

/// Returns the weight that an `Accept` field gives to a media type, from 0 (not acceptable) to 1, by the most specific range that
/// covers it (RFC 9110, 12.5.1). An empty field accepts everything. Parameters of a range other than `q` are ignored.
#[must_use]
pub fn quality(accept: &str, media_type: &str) -> f32 {
    if accept.trim().is_empty() {
        return 1.0;
    }
    let ranges = accept.split(',').filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let specific = covers(parts.next()?, media_type)?;
        let wanted = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        // A weight that is not a number is ignored.
        Some((specific, wanted.and_then(|text| text.trim().parse().ok()).unwrap_or(1.0_f32)))
    });
    let most = |one: (u8, f32), next: (u8, f32)| match next.0.cmp(&one.0) {
        std::cmp::Ordering::Greater => next,
        std::cmp::Ordering::Equal => (one.0, one.1.max(next.1)),
        std::cmp::Ordering::Less => one,
    };
    ranges.reduce(most).map_or(0.0, |(_, wanted)| wanted)
}

/// Returns how specific a range is that covers a media type.
fn covers(range: &str, media_type: &str) -> Option<u8> {
    if range.eq_ignore_ascii_case(media_type) {
        return Some(2);
    }
    let (kind, _) = range.split_once('/').filter(|(_, subtype)| *subtype == "*")?;
    let own = media_type.split('/').next().unwrap_or_default();
    if kind == "*" { Some(0) } else { kind.eq_ignore_ascii_case(own).then_some(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_range_decides() {
        for (accept, wanted) in [
            ("", 1.0),
            ("*/*", 1.0),
            ("text/html, */*;q=0.1", 0.1),
            ("application/*;q=0.5, */*;q=0.1", 0.5),
            ("Application/JSON ; Q=0.3", 0.3),
            ("application/json;q=0", 0.0),
            ("application/json;q=0.000, */*", 0.0),
            ("*/*, application/*;q=0", 0.0),
            ("application/json;q=0, application/json", 1.0),
            ("application/json;version=1", 1.0),
            ("text/html, text/*", 0.0),
            ("*/json", 0.0),
            (",", 0.0),
        ] {
            assert!((quality(accept, JSON) - wanted).abs() < 1e-6, "{accept}");
        }
    }
}
