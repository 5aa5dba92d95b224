//! Entity tags (RFC 9110): the version of the row in quotes, always strong.

use poem_openapi::registry::{MetaHeader, MetaSchema, MetaSchemaRef};

use super::scalar::string_type;
use crate::text::pattern::ENTITY_TAGS;
use crate::version::Guard;

/// Formats a version as an entity tag: `"3"`.
#[must_use]
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// Describes the response header field `ETag`, for the document.
#[must_use]
pub fn etag_header() -> MetaHeader {
    MetaHeader {
        name: "ETag".to_owned(),
        description: Some("The version of the resource, for `If-Match` and `If-None-Match`.".to_owned()),
        required: true,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(MetaSchema {
            max_length: Some(30),
            pattern: Some("^\"[0-9]+\"$".to_owned()),
            example: Some("\"3\"".into()),
            ..MetaSchema::new("string")
        })),
    }
}

/// The maximum length of a list of entity tags.
const MAX: usize = 1000;
/// The value of `If-Match` or `If-None-Match`: a list of entity tags, or `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntityTags {
    /// `*`: any existing version.
    Any,
    /// Tags: whether each is weak, and the text between the quotes.
    Tags(Vec<(bool, String)>),
}

impl EntityTags {
    /// Parses a text that matches [`ENTITY_TAGS`].
    fn parse(text: &str) -> Option<Self> {
        let empty = |symbol: char| matches!(symbol, ' ' | '\t' | ',');
        let text = text.trim_matches(empty);
        if text == "*" {
            return Some(Self::Any);
        }
        let mut tags = Vec::new();
        let mut rest = text;
        loop {
            let weak = rest.starts_with("W/");
            let quoted = rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?;
            let (inner, after) = quoted.split_once('"')?;
            let plain = |byte: u8| (b'!'..=b'~').contains(&byte);
            tags.push(inner.bytes().all(plain).then(|| (weak, inner.to_owned()))?);
            if after.is_empty() {
                return Some(Self::Tags(tags));
            }
            rest = after.trim_start_matches([' ', '\t']).strip_prefix(',')?.trim_start_matches(empty);
        }
    }

    /// Combines `If-Match` and `If-None-Match` into the guard of a change. In `If-Match`, weak tags and tags that this server
    /// never issued do not match.
    #[must_use]
    pub fn guard(wanted: Option<Self>, unwanted: Option<Self>) -> Guard {
        let versions = |tags: Vec<(bool, String)>, weak_too: bool| -> Vec<i64> {
            let compared = tags.iter().filter(|(weak, _)| weak_too || !weak);
            compared.filter_map(|(_, tag)| version(tag)).collect()
        };
        let unwanted = match unwanted {
            None => Vec::new(),
            // `If-None-Match: *` excludes every existing version.
            Some(Self::Any) => return Guard::OneOf(Vec::new()),
            Some(Self::Tags(tags)) => versions(tags, true),
        };
        match wanted {
            Some(Self::Tags(tags)) => {
                let wanted = versions(tags, false).into_iter();
                Guard::OneOf(wanted.filter(|version| !unwanted.contains(version)).collect())
            }
            _ if unwanted.is_empty() => Guard::Any,
            _ => Guard::NoneOf(unwanted),
        }
    }

    /// Returns whether `If-None-Match` names the current version, so that the response needs no body.
    #[must_use]
    pub fn knows(this: Option<&Self>, current: i64) -> bool {
        match this {
            None => false,
            Some(Self::Any) => true,
            Some(Self::Tags(tags)) => tags.iter().any(|(_, tag)| version(tag) == Some(current)),
        }
    }
}

/// Parses a version in the form in which the server writes it: without a sign or leading zeros.
fn version(tag: &str) -> Option<i64> {
    tag.parse().ok().filter(|version: &i64| version.to_string() == tag)
}

impl std::fmt::Display for EntityTags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Tags(tags) => {
                let text =
                    |(weak, tag): &(bool, String)| format!("{}\"{tag}\"", if *weak { "W/" } else { "" });
                f.write_str(&tags.iter().map(text).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

string_type!(
    EntityTags,
    "EntityTags",
    MetaSchema {
        min_length: Some(1),
        max_length: Some(MAX),
        pattern: Some(ENTITY_TAGS.to_owned()),
        ..MetaSchema::new("string")
    },
    |text: String| Self::parse(&text)
        .filter(|_| text.len() <= MAX)
        .ok_or("is not `*` or entity tags in quotes")
);

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(text: &str) -> Guard {
        EntityTags::guard(EntityTags::parse(text), None)
    }

    #[test]
    fn if_match_takes_strong_tags_of_ours_only() {
        assert_eq!(guard("\"3\""), Guard::OneOf(vec![3]));
        assert_eq!(guard("\"3\" , \"5\""), Guard::OneOf(vec![3, 5]));
        assert_eq!(guard("*"), Guard::Any);
        for text in ["W/\"3\"", "\"03\"", "\"+3\"", "\"abc\"", "\"\"", "\"3,5\""] {
            assert_eq!(guard(text), Guard::OneOf(vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_no_list_of_tags_is_refused_by_the_type_and_by_its_pattern() {
        let schema = serde_json::json!({ "pattern": ENTITY_TAGS });
        let pattern = jsonschema::validator_for(&schema).unwrap();
        for text in [
            "*",
            "\"3\"",
            "W/\"3\"",
            "\"3\" , \"5\"",
            "\"3,5\",W/\"\"",
            "\"3\",",
            ", \"3\"",
            "\"9\",,\"1\"",
            "\t\"9\"\t,\t\"1\" ,, ",
        ] {
            assert!(EntityTags::parse(text).is_some() && pattern.is_valid(&text.into()), "{text}");
        }
        for text in [
            "",
            "3",
            "\"3",
            ",",
            "\"3\" \"5\"",
            "\"3\";\"5\"",
            "*, \"3\"",
            "w/\"3\"",
            "\"a b\"",
            "\"é\"",
            "\"3\"\n",
        ] {
            assert!(EntityTags::parse(text).is_none() && !pattern.is_valid(&text.into()), "{text}");
        }
    }

    #[test]
    fn a_change_is_refused_for_versions_that_if_none_match_names() {
        let guard = |wanted: Option<&str>, unwanted: &str| {
            EntityTags::guard(wanted.and_then(EntityTags::parse), EntityTags::parse(unwanted))
        };

        assert_eq!(guard(None, "*"), Guard::OneOf(vec![]));
        assert_eq!(guard(Some("*"), "*"), Guard::OneOf(vec![]));
        assert_eq!(guard(None, "W/\"3\", \"x\""), Guard::NoneOf(vec![3]));
        assert_eq!(guard(None, "\"x\""), Guard::Any);
        assert_eq!(guard(Some("\"3\", \"4\""), "\"3\""), Guard::OneOf(vec![4]));
        assert!(!guard(None, "\"3\"").allows(3) && guard(None, "\"3\"").allows(4));
    }

    #[test]
    fn if_none_match_compares_weakly() {
        let tags = EntityTags::parse("W/\"3\", \"4\"").unwrap();

        assert!(EntityTags::knows(Some(&tags), 3) && EntityTags::knows(Some(&tags), 4));
        assert!(!EntityTags::knows(Some(&tags), 5) && !EntityTags::knows(None, 3));
    }
}
