//! Parameters that choose among names: an order (`sort=-createdAt,title`), fields (`fields=title,genre`).

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
    Sort::parse(&text).map(|sort| SortBy(sort, text)).ok_or("is no order of the fields that can be sorted by")
}

impl<S: SortField> std::fmt::Display for SortBy<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.1)
    }
}

string_type!([S: SortField] SortBy<S>, "SortBy", sort_schema::<S>(), sort);

/// A resource whose lists can be cut to chosen fields.
pub trait Selectable: Send + Sync + 'static {
    /// The fields that may be asked for; `id` is always there.
    const FIELDS: &'static [&'static str];
}

/// Chosen fields as a parameter.
#[derive(Debug, Clone)]
pub struct Fields<T> {
    names: Vec<String>,
    of: PhantomData<fn() -> T>,
}

impl<T: Selectable> Fields<T> {
    /// Whether a field was asked for.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|asked| asked == name)
    }

    /// What was asked of an object, and its id.
    #[must_use]
    pub fn of(&self, object: Option<Value>) -> Value {
        let Some(Value::Object(mut object)) = object else { return Value::Null };
        object.retain(|name, _| name == "id" || self.has(name));
        Value::Object(object)
    }
}

fn fields_schema<T: Selectable>() -> MetaSchema {
    let one = format!("({})", T::FIELDS.join("|"));
    MetaSchema { max_length: Some(400), pattern: Some(format!("^{one}(,{one})*$")), ..string() }
}

fn fields<T: Selectable>(text: String) -> Result<Fields<T>, &'static str> {
    let names: Vec<_> = text.split(',').map(ToOwned::to_owned).collect();
    let known = text.len() <= 400 && names.iter().all(|name| T::FIELDS.contains(&name.as_str()));
    if known { Ok(Fields { names, of: PhantomData }) } else { Err("has a field that is none") }
}

impl<T> std::fmt::Display for Fields<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.names.join(","))
    }
}

string_type!([T: Selectable] Fields<T>, "Fields", fields_schema::<T>(), fields);
