//! The contract: `openapi.yaml`, made from the types, and the checks that the running server makes against it.
//!
//! ```text
//! types → emit (raw document, duplicate gate) → polish (deterministic) → render (YAML, JSON)
//!                                                             └→ index, validate (admission, every fault at once)
//! ```

mod deprecated;
pub mod diff;
mod document;
mod emit;
mod faults;
mod index;
mod info;
pub(crate) mod json;
pub mod listed;
mod names;
mod polish;
mod profile;
mod shape;
pub(crate) mod size;
mod spread;
mod template;
mod validate;
mod yaml;

use poem::Request;
use poem::http::{Method, Uri, header};
use poem_openapi::OpenApi;
use poem_openapi::types::ParseFromJSON;
use serde_json::Value;

pub use self::deprecated::{Deprecation, Field as DeprecatedField, Use};
pub use self::emit::EmitError;
pub use self::index::Operation;
pub use self::names::{CLIENT_SCHEME, DEFAULT_SERVER, VISITOR};
pub use self::profile::Profile;
#[cfg(test)]
pub(crate) use self::validate::validator;

use self::index::Index;
use self::validate::Validators;
use crate::error::{Code, Error, Fault, Result};
use crate::registry::Registry;

/// A contract, ready to be served and queried.
#[derive(Debug)]
pub struct Contract {
    /// The document as text: as a tree it would take some megabytes, and it is rarely requested again.
    document: String,
    index: Index,
    validators: Validators,
    registry: Registry,
}

impl Contract {
    /// Makes the contract of an API. `server` is the address that its document names; `registry` holds the names that its parts
    /// declare beside the types.
    ///
    /// # Errors
    /// When two operations or two responses would have the same key, something is deprecated without a date, `Manners` are
    /// declared for an operation that does not exist, or the document cannot be parsed back.
    pub fn of<A: OpenApi + Send + Sync + 'static>(
        server: &str,
        registry: Registry,
    ) -> Result<Self, EmitError> {
        let mut raw = emit::document::<A>()?;
        emit::check_manners(&raw, registry)?;
        listed::fill(&mut raw, registry);
        let validators = Validators::of(&raw, registry);
        let document = polish::polish(raw, server, registry)?;
        let index = Index::of(&document, registry);
        Ok(Self { index, validators, document: document.to_string(), registry })
    }

    /// Replaces the server address in the examples of the document's introduction with the address at which its readers find this
    /// server.
    #[must_use]
    pub fn reached_at(self, base: &str) -> Self {
        Self { document: self.document.replace(DEFAULT_SERVER, base), ..self }
    }

    /// Returns the names of the API's parts.
    #[must_use]
    pub fn registry(&self) -> Registry {
        self.registry
    }

    /// Returns the document in a profile, as data.
    #[must_use]
    pub fn document(&self, profile: Profile) -> Value {
        // The same library wrote the text, so it can be parsed.
        profile.of(serde_json::from_str(&self.document).unwrap_or_default())
    }

    /// Returns the document in a profile, as YAML.
    ///
    /// # Errors
    /// When it cannot be written, which does not happen with the documents made here.
    pub fn yaml(&self, profile: Profile) -> Result<String> {
        yaml::write(&self.document(profile)).map_err(Error::internal)
    }

    /// Returns the operation with this id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.index.operation(id)
    }

    /// Returns the path template that a request matches, for requests that never reached their operation.
    #[must_use]
    pub fn template(&self, method: &Method, path: &str) -> Option<&str> {
        self.index.find(method, path).map(|(operation, _)| operation.path.as_str())
    }

    /// Returns the methods of a path, for `Allow`.
    #[must_use]
    pub fn methods(&self, path: &str) -> String {
        let methods = self.index.methods(path);
        if methods.is_empty() { "GET, HEAD".to_owned() } else { methods.join(", ") }
    }

    /// Returns the operations that list a code, in the document's order. Of a path with `GET` and `HEAD` it returns only the
    /// `GET`, which people read.
    #[must_use]
    pub fn answering(&self, code: Code) -> Vec<&Operation> {
        let operations = self.index.operations().iter().filter(|operation| operation.method != Method::HEAD);
        operations.filter(|operation| operation.codes.iter().any(|own| own == code.name())).collect()
    }

    /// Checks a request's parameters and `Accept` against its operation, before any handler runs.
    ///
    /// # Errors
    /// With every parameter that is unknown, repeated or invalid; or when the client accepts none of the operation's media types.
    pub fn admit(&self, request: &Request) -> Result<()> {
        let accept = request.headers().get(header::ACCEPT).map(|value| value.to_str().unwrap_or_default());
        let query = request.uri().query().unwrap_or_default();
        if query.is_empty()
            && accept.is_none_or(|accept| accept == "*/*")
            && !request.uri().path().contains('%')
        {
            // Most requests end here. Path parameters are parsed by the handler, and explained below if that fails.
            return Ok(());
        }
        let Some((operation, path)) = self.index.find(request.method(), request.uri().path()) else {
            return Ok(());
        };
        if accept.is_some_and(|accept| !operation.answers(accept, query)) {
            let detail = format!("This operation returns {}.", operation.media_types.join(" or "));
            return Err(Error::new(Code::NOT_ACCEPTABLE, detail));
        }
        if operation.manners.follows_protocol() {
            // Such operations ignore unknown parameters (as in RFC 6749, 3.2), and know none in the query.
            return Ok(());
        }
        match self.validators.parameters(operation, &path, query) {
            faults if faults.is_empty() => Ok(()),
            faults => Err(Error::with_faults(Code::PARAMETER_INVALID, faults)),
        }
    }

    /// Returns what is wrong with the parameters of a request whose handler could not parse the parameter `name`.
    #[must_use]
    pub fn parameter_faults(&self, method: &Method, uri: &Uri, name: Option<&str>) -> Vec<Fault> {
        let Some((operation, path)) = self.index.find(method, uri.path()) else { return Vec::new() };
        let mut faults = self.validators.parameters(operation, &path, uri.query().unwrap_or_default());
        // The fault is in none of the path and query parameters, so it is in a header field.
        if let (true, Some(name)) = (faults.is_empty(), name) {
            faults.push(Validators::unreadable(operation, name));
        }
        faults
    }

    /// Returns the deprecated things that a request uses. Returns `None` if the operation has none.
    #[must_use]
    pub fn deprecated(&self, request: &Request) -> Option<Use> {
        // The common case, at almost no cost.
        if !self.index.deprecates() {
            return None;
        }
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let (operation, _) = self.index.find(method, request.uri().path())?;
        operation.uses_deprecated(request)
    }

    /// Parses JSON.
    ///
    /// # Errors
    /// `json_invalid`, with the position where it stops being JSON; `body_too_large` if it has too many fields, items and values;
    /// `body_malformed` if an object has a repeated key.
    pub fn json(&self, bytes: &[u8]) -> Result<Value> {
        if bytes.is_empty() {
            return Err(Error::new(Code::JSON_INVALID, "The body is empty; JSON is expected."));
        }
        size::admit(bytes)?;
        let (value, repeated) = json::read(bytes).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            Error::new(Code::JSON_INVALID, format!("The body is not valid JSON: see {place}."))
                .caused_by(error)
        })?;
        if repeated.is_empty() { Ok(value) } else { Err(Error::with_faults(Code::BODY_MALFORMED, repeated)) }
    }

    /// Parses a body of the contract.
    ///
    /// # Errors
    /// When it is not JSON, or not a `T`; in the latter case with every fault.
    pub fn parse<T: ParseFromJSON>(&self, bytes: &[u8]) -> Result<T> {
        let value = self.json(bytes)?;
        match T::parse_from_json(Some(value)) {
            Ok(parsed) => Ok(parsed),
            Err(_) => Err(self.explain(&T::name(), &self.json(bytes)?)),
        }
    }

    /// Parses a value as a body of the contract.
    ///
    /// # Errors
    /// When it is not a `T`, with every fault.
    pub fn accept<T: ParseFromJSON>(&self, value: &Value) -> Result<T> {
        T::parse_from_json(Some(value.clone())).map_err(|_| self.explain(&T::name(), value))
    }

    /// Validates a value against a schema of the document.
    ///
    /// # Errors
    /// With every fault.
    pub fn check(&self, schema: &str, value: &Value) -> Result<()> {
        match self.validators.faults(schema, value)? {
            faults if faults.is_empty() => Ok(()),
            faults => Err(validate::refusal(faults)),
        }
    }

    fn explain(&self, schema: &str, value: &Value) -> Error {
        if let Err(error) = self.check(schema, value) {
            return error;
        }
        // The type rejects what the document allows. That is a bug of this server, but no reason to accept the value.
        tracing::error!(contract.schema = schema, "a type is stricter than its schema");
        Error::new(Code::VALIDATION_FAILED, "The body is invalid.")
    }
}
