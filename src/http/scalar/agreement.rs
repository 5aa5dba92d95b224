//! Property tests: each type that is a single string or number on the wire accepts exactly the values that its schema allows.

use poem_openapi::registry::MetaSchemaRef;
use poem_openapi::types::{ParseFromJSON, Type};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::clock::{Date, Instant};
use crate::contract::validator;
use crate::http::choose::{Expand, Fields, Selectable, SortBy};
use crate::id::Id;
use crate::page::SortField;
use crate::text::{Email, Isbn, Label, Line, Prose, RedirectUri, Secret, Slug, Username, WebUrl, Whole};

#[derive(Debug)]
struct Book;

impl Selectable for Book {
    const FIELDS: &'static [&'static str] = &["title", "pages"];
    const EXPANDS: &'static [&'static str] = &["author"];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BookSort {
    Title,
    Pages,
}

impl SortField for BookSort {
    const FIELDS: &'static [(&'static str, Self)] = &[("title", Self::Title), ("pages", Self::Pages)];
    const DEFAULT: &'static str = "title";
}

/// Texts that are almost valid, or valid and odd, for one type or another.
const ODD: &[&str] = &[
    "",
    " ",
    "\0",
    "\u{200b}",
    "\u{ad}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{feff}",
    "\u{2028}",
    "\u{e0001}",
    "a\nb",
    "\t",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "2024-02-30",
    "2024-2-1",
    "-001-01-01",
    "+2024-01-01",
    "2026-01-02T03:04:05Z",
    "9999-12-31T23:59:59Z",
    "0000-01-01T00:00:00Z",
    "0000-01-01T00:00:00+23:59",
    "2026-01-02T03:04:05.12345678901Z",
    "2026-01-02T03:04:05.Z",
    "2026-01-02T23:59:60Z",
    "2026-01-02T03:04:60Z",
    "2026-01-02T03:04:05+24:00",
    "2026-01-02t03:04:05z",
    "2026-01-02 03:04:05Z",
    "2026-01-02T24:00:00Z",
    "https://@",
    "https://:80",
    "https://a:b@",
    "https://a:b@/",
    "https://@a",
    "https://a",
    "https://a:",
    "https://a:x",
    "https://[::1]",
    "https://[",
    "https://[::1",
    "https://a/%",
    "https://a/%zz",
    "https://a/ä",
    "https://ä",
    "HTTPS://a",
    "https://a b",
    "https://a#",
    "https://a##",
    "https://a?#@",
    "http://a\\b",
    "https:///a",
    "//a",
    "https://a|b",
    "https://%41",
    "https://1.2.3.4.5:99999999",
    "com.example.app:/cb",
    "com.example:/%4",
    "http://localhost:1/",
    "a@b.c",
    "a@b.cd",
    "a..b@c.de",
    ".a@b.cd",
    "a.@b.cd",
    "a@-x.org",
    "a@b",
    "\"a b\"@c.de",
    "a@b.c\u{200b}d",
    "ä@ö.üß",
    "a-b",
    "a_b",
    "a--b",
    "-a",
    "a-",
    "ab\n",
    "A",
    "9780441478125",
    "9780441478126",
    "978044147812５",
    "019b76da-a800-7000-8000-000000000001",
    "019B76DA-A800-7000-8000-000000000001",
    "{019b76da-a800-7000-8000-000000000001}",
    "019b76daa80070008000000000000001",
    "019b76da-a800-7000-8000-00000000000g",
    "00000000-0000-0000-0000-000000000000",
    "title",
    "-title",
    "title,-pages",
    "title,title,title,title",
    "title,",
    "--title",
    "id,title",
    "id",
    "author",
    "author,author",
];

/// Generates an odd text as it is, with one character added, removed or replaced, several odd texts together, or any text.
fn text() -> impl Strategy<Value = String> {
    let odd = || select(ODD).prop_map(ToOwned::to_owned);
    let changed = (odd(), any::<prop::sample::Index>(), any::<char>()).prop_map(|(text, at, new)| {
        let mut chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len() + 1);
        if new.is_ascii() && at < chars.len() {
            chars[at] = new;
        } else {
            chars.insert(at, new);
        }
        chars.into_iter().collect()
    });
    let shorter = (odd(), any::<prop::sample::Index>()).prop_map(|(text, at)| {
        let gone = at.index(text.chars().count().max(1));
        text.chars().enumerate().filter(|(place, _)| *place != gone).map(|(_, char)| char).collect()
    });
    let long = (odd(), 0..70_usize).prop_map(|(text, times)| text.repeat(times));
    let joined = (odd(), odd()).prop_map(|(one, other)| one + &other);
    prop_oneof![3 => odd(), 3 => changed, 2 => shorter, 1 => long, 2 => joined, 1 => any::<String>()]
}

/// Returns whether a type, and whether its schema, accepts a value.
fn verdicts<T: Type + ParseFromJSON>(value: &Value) -> (bool, bool) {
    let MetaSchemaRef::Inline(schema) = T::schema_ref() else {
        panic!("{} has no schema of its own", T::name())
    };
    let schema = validator(&serde_json::to_value(schema).unwrap()).unwrap();
    (T::parse_from_json(Some(value.clone())).is_ok(), schema.is_valid(value))
}

macro_rules! agree {
    ($value:expr, $($type:ty),* $(,)?) => {$(
        let (taken, allowed) = verdicts::<$type>($value);
        prop_assert_eq!(taken, allowed, "{}: the type, and its schema, of {:?}", stringify!($type), $value);
    )*};
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_text_is_taken_if_the_schema_allows_it(text in text()) {
        agree!(
            &json!(text), Id, Date, Instant, Line<0, 40>, Label<40>, Prose<40>, Slug, Isbn, WebUrl, RedirectUri, Email,
            Username, Secret<1, 40>, SortBy<BookSort>, Fields<Book>, Expand<Book>,
        );
    }

    #[test]
    fn a_number_is_taken_if_the_schema_allows_it(whole in any::<i64>(), float in any::<f64>(), small in -2..30_i32) {
        for value in [json!(whole), json!(float), json!(small), json!(f64::from(small)), json!(f64::from(small) + 0.5), json!(1e30)] {
            // Numbers that JSON cannot represent become `null`.
            if !value.is_null() {
                agree!(&value, Whole<1, 20>, Whole<{ i32::MIN }, { i32::MAX }>);
            }
        }
    }
}
