//! Parameters that list names separated by commas: the sort order (`sort=-createdAt,title`), the fields to return
//! (`fields=title,genre`), and the related resources to embed in each item (`expand=author,tags`).

use std::marker::PhantomData;

use poem_openapi::registry::MetaSchema;
use serde_json::Value;

use super::scalar::{string, string_type};
use crate::page::{SORT_KEYS, Sort, SortField};

/// An order as a parameter.
#[derive(Debug)]
pub struct SortBy<S: SortField>(pub Sort<S>, String);

fn sort_schema<S: SortField>() -> MetaSchema {
    let names: Vec<_> = S::FIELDS.iter().map(|(name, _)| *name).collect();
    let one = format!("-?({})", names.join("|"));
    MetaSchema {
        max_length: Some(SORT_KEYS * 40),
        pattern: Some(format!("^{one}(,{one}){{0,{}}}$", SORT_KEYS - 1)),
        default: Some(S::DEFAULT.into()),
        ..string()
    }
}

fn sort<S: SortField>(text: String) -> Result<SortBy<S>, &'static str> {
    Sort::parse(&text).map(|sort| SortBy(sort, text)).ok_or("is not a list of sortable fields")
}

impl<S: SortField> std::fmt::Display for SortBy<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.1)
    }
}

string_type!([S: SortField] SortBy<S>, "SortBy", sort_schema::<S>(), sort);

/// A resource whose lists show what is asked for.
pub trait Selectable: Send + Sync + 'static {
    /// The fields that may be asked for with `fields`; `id` is always there.
    const FIELDS: &'static [&'static str];
    /// The fields of an item that are left out unless `expand` asks for them.
    const EXPANDS: &'static [&'static str] = &[];
}

/// The names that a parameter chooses among.
pub trait Choice: Send + Sync + 'static {
    /// All of them.
    const NAMES: &'static [&'static str];
    /// Names that are always chosen, and may be given all the same.
    const ALWAYS: &'static [&'static str] = &[];
}

/// Chosen names as a parameter; one that is named again changes nothing.
#[derive(Debug, Clone)]
pub struct Chosen<C> {
    names: Vec<&'static str>,
    of: PhantomData<fn() -> C>,
}

/// Of a resource, what `fields` may name.
#[derive(Debug)]
pub struct FieldsOf<T>(PhantomData<fn() -> T>);
/// Of a resource, what `expand` may name.
#[derive(Debug)]
pub struct ExpandsOf<T>(PhantomData<fn() -> T>);

impl<T: Selectable> Choice for FieldsOf<T> {
    const NAMES: &'static [&'static str] = T::FIELDS;
    const ALWAYS: &'static [&'static str] = &["id"];
}

impl<T: Selectable> Choice for ExpandsOf<T> {
    const NAMES: &'static [&'static str] = T::EXPANDS;
}

/// The fields that each item has, and the `id`: `fields=title,genre`.
pub type Fields<T> = Chosen<FieldsOf<T>>;
/// What each item has besides: `expand=author,tags`.
pub type Expand<T> = Chosen<ExpandsOf<T>>;

/// The longest list of names.
const LONGEST: usize = 400;

impl<C: Choice> Chosen<C> {
    fn parse(text: String) -> Result<Self, &'static str> {
        let known = |name: &str| names::<C>().find(|known| *known == name);
        let names: Option<Vec<_>> = text.split(',').map(known).collect();
        match names {
            Some(names) if text.len() <= LONGEST => Ok(Self { names, of: PhantomData }),
            _ => Err("has an unknown name, or too many"),
        }
    }

    /// Whether a name was chosen.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }
}

impl<T: Selectable> Fields<T> {
    /// What was asked of an object, and its id.
    #[must_use]
    pub fn of(&self, object: Option<Value>) -> Value {
        let Some(Value::Object(mut object)) = object else { return Value::Null };
        object.retain(|name, _| name == "id" || self.has(name));
        Value::Object(object)
    }
}

/// Every name that may be given.
fn names<C: Choice>() -> impl Iterator<Item = &'static str> {
    C::ALWAYS.iter().chain(C::NAMES).copied()
}

fn chosen_schema<C: Choice>() -> MetaSchema {
    let one = format!("({})", names::<C>().collect::<Vec<_>>().join("|"));
    MetaSchema { max_length: Some(LONGEST), pattern: Some(format!("^{one}(,{one})*$")), ..string() }
}

impl<C> std::fmt::Display for Chosen<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.names.join(","))
    }
}

string_type!([C: Choice] Chosen<C>, "Chosen", chosen_schema::<C>(), Chosen::parse);

#[cfg(test)]
mod tests {
    use poem_openapi::types::ParseFromParameter as _;

    use super::*;

    #[derive(Debug)]
    struct Article;

    impl Selectable for Article {
        const FIELDS: &'static [&'static str] = &["title", "author"];
        const EXPANDS: &'static [&'static str] = &["author", "tags"];
    }

    #[test]
    fn what_can_be_chosen_is_the_resources_own_and_may_be_named_again() {
        let expand = Expand::<Article>::parse_from_parameter("tags,author,tags").unwrap();

        assert!(expand.has("author") && expand.has("tags") && !expand.has("title"));
        for text in ["", "title", "author,", "author, tags", "Author"] {
            assert!(Expand::<Article>::parse_from_parameter(text).is_err(), "{text}");
        }
        assert!(Fields::<Article>::parse_from_parameter("title").is_ok());
        assert!(Fields::<Article>::parse_from_parameter("id,title").is_ok_and(|fields| fields.has("title")));
    }
}
