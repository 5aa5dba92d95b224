//! The raw document, as poem-openapi makes it from the types.

use std::collections::HashMap;
use std::marker::PhantomData;

use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{OpenApi, OpenApiService};
use serde_json::Value;

use super::spread;

/// The types don't make a document.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// Two operations on one path, or two answers with one status.
    #[error("the document has a key twice: {0}")]
    Duplicate(serde_yaml::Error),
    /// Something is deprecated, and not in the words that give its dates.
    #[error(
        "{0} needs a paragraph \"Deprecated since YYYY-MM-DD, sunset YYYY-MM-DD. …\" (the sunset may be left out)"
    )]
    Deprecation(String),
    /// The YAML is no tree of JSON's values.
    #[error("the document is not JSON: {0}")]
    NotJson(serde_yaml::Error),
}

/// An API's types without its values: the document needs no database.
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

/// Emits the document. A key that stands twice in it is an error: a JSON reader would drop one of the two silently.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let error = read("paths:\n  /a: {get: 1}\n  /b: {}\n  /a: {put: 2}\n").unwrap_err();

        assert!(matches!(error, EmitError::Duplicate(_)), "{error}");
    }
}
