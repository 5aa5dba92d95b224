//! Emits the raw document that poem-openapi makes from the types.

use std::collections::{BTreeSet, HashMap};
use std::marker::PhantomData;

use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{OpenApi, OpenApiService};
use serde_json::{Map, Value};

use crate::registry;

use super::spread;

/// The types cannot be turned into a document.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// Two operations on one path, or two responses with one status.
    #[error("the document has a key twice: {0}")]
    Duplicate(serde_yaml::Error),
    /// Something is deprecated without the paragraph that gives the dates.
    #[error(
        "{0} needs a paragraph \"Deprecated since YYYY-MM-DD, sunset YYYY-MM-DD. …\" (the sunset may be left out)"
    )]
    Deprecation(String),
    /// `Manners` are declared for an operation that does not exist, or twice for one operation.
    #[error(
        "a table of manners names the operation {0}, which does not exist or is named by another entry too"
    )]
    Manners(&'static str),
    /// The YAML contains values that JSON cannot represent.
    #[error("the document is not JSON: {0}")]
    NotJson(serde_yaml::Error),
}

/// The types of an API without its values, so that making the document needs no database.
struct Shape<A>(PhantomData<A>);

impl<A: OpenApi> OpenApi for Shape<A> {
    fn meta() -> Vec<MetaApi> {
        A::meta()
    }

    fn register(registry: &mut Registry) {
        A::register(registry);
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

/// Emits the document. A repeated key in it is an error, because a JSON parser would silently drop one of the two values.
pub(super) fn document<A: OpenApi + 'static>() -> Result<Value, EmitError> {
    let service = OpenApiService::new(Shape::<A>(PhantomData), "Imprint", env!("CARGO_PKG_VERSION"));
    let mut raw = read(&service.spec_yaml())?;
    spread::parameters(&mut raw);
    Ok(raw)
}

fn read(yaml: &str) -> Result<Value, EmitError> {
    let tree: serde_yaml::Value = serde_yaml::from_str(yaml).map_err(EmitError::Duplicate)?;
    serde_yaml::from_value(tree).map_err(EmitError::NotJson)
}

/// Checks that `Manners` are declared for existing operations only.
///
/// # Errors
/// When they are declared for an operation that does not exist, or twice for one operation.
pub(super) fn check_manners(document: &Value, registry: registry::Registry) -> Result<(), EmitError> {
    let items = document["paths"].as_object().into_iter().flat_map(Map::values);
    let operations = items.flat_map(|item| item.as_object().into_iter().flat_map(Map::values));
    let mut ids: BTreeSet<_> = operations.filter_map(|operation| operation["operationId"].as_str()).collect();
    match registry.manners().find(|manners| !ids.remove(manners.operation())) {
        Some(stray) => Err(EmitError::Manners(stray.operation())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::manners::Manners;
    use crate::registry::{Names, Registry};

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let error = read("paths:\n  /a: {get: 1}\n  /b: {}\n  /a: {put: 2}\n").unwrap_err();

        assert!(matches!(error, EmitError::Duplicate(_)), "{error}");
    }

    #[test]
    fn manners_need_an_operation_of_their_own() {
        const ASK: Names = Names { manners: &[Manners::of("ask").of_a_protocol()], ..Names::NONE };
        const ONCE: Registry = Registry::of(&[&ASK]);
        const TWICE: Registry = Registry::of(&[&ASK, &ASK]);
        let document = |id: &str| json!({ "paths": { "/one": { "get": { "operationId": id } } } });

        assert!(check_manners(&document("ask"), ONCE).is_ok());
        assert!(
            check_manners(&document("ask"), TWICE).is_err()
                && check_manners(&document("live"), ONCE).is_err()
        );
        assert!(ONCE.manners_of("ask").follows_protocol() && !ONCE.manners_of("live").follows_protocol());
    }
}
