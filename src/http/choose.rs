//! Parameters that list names separated by commas: the sort order (`sort=-createdAt,title`), the fields to return
//! (`fields=title,genre`), and additional fields to include in each item (`expand=author,tags`).

use std::marker::PhantomData;

use poem_openapi::registry::MetaSchema;
use serde_json::Value;

use super::scalar::{string, string_type};
use crate::page::{SORT_KEYS, Sort, SortField};

/// A sort order as a parameter.
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

/// A resource whose lists let callers select fields.
pub trait Selectable: Send + Sync + 'static {
    /// The fields that `fields` may name. `id` is always returned.
    const FIELDS: &'static [&'static str];
    /// The fields of an item that are left out unless `expand` names them.
    const EXPANDS: &'static [&'static str] = &[];
}

/// The names that a parameter may list.
pub trait Choice: Send + Sync + 'static {
    /// All names.
    const NAMES: &'static [&'static str];
    /// Names that are always included, but may be listed.
    const ALWAYS: &'static [&'static str] = &[];
}

/// Selected names as a parameter. Repeating a name changes nothing.
#[derive(Debug, Clone)]
pub struct Chosen<C> {
    names: Vec<&'static str>,
    of: PhantomData<fn() -> C>,
}

/// The names that `fields` may list for a resource.
#[derive(Debug)]
pub struct FieldsOf<T>(PhantomData<fn() -> T>);
/// The names that `expand` may list for a resource.
#[derive(Debug)]
pub struct ExpandsOf<T>(PhantomData<fn() -> T>);

impl<T: Selectable> Choice for FieldsOf<T> {
    const NAMES: &'static [&'static str] = T::FIELDS;
    const ALWAYS: &'static [&'static str] = &["id"];
}

impl<T: Selectable> Choice for ExpandsOf<T> {
    const NAMES: &'static [&'static str] = T::EXPANDS;
}

/// The fields to return for each item, besides `id`: `fields=title,genre`.
pub type Fields<T> = Chosen<FieldsOf<T>>;
/// The additional fields to include in each item: `expand=author,tags`.
pub type Expand<T> = Chosen<ExpandsOf<T>>;

/// The maximum length of the list, in bytes.
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

    /// Returns whether a name is selected.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }
}

impl<T: Selectable> Fields<T> {
    /// Reduces an object to the selected fields and its id.
    #[must_use]
    pub fn of(&self, object: Option<Value>) -> Value {
        let Some(Value::Object(mut object)) = object else { return Value::Null };
        object.retain(|name, _| name == "id" || self.has(name));
        Value::Object(object)
    }
}

/// Returns every name that may be listed.
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
