//! Requests of the tests that walk the contract.

use imprint::caller::Scopes;
use poem::Body;
use serde_json::{Value, json};

use super::{Object, entry};
use crate::coverage::Operation;
use crate::support::{Answer, Kit};

/// The id of something that is not there.
pub const MISSING: &str = "019b76da-a800-7000-8000-000000000009";

/// A request: path and query, header fields, body.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
    /// The scopes of its token; unless they are named, it may do everything.
    scopes: Option<&'static str>,
    /// Whether it comes from a client on its own behalf.
    of_client: bool,
}

impl Request {
    /// A good request for an operation, in which `{name}` stands for the id of an object.
    pub fn good(operation: &Operation) -> Self {
        // HEAD has no entry and needs no body.
        let body = if operation.method == "HEAD" { None } else { entry(&operation.id).1.body };
        let json = body.is_some().then(|| ("content-type", "application/json".to_owned()));
        Self {
            path: operation.path.clone(),
            headers: json.into_iter().collect(),
            body: body.map(|body| body.to_string()),
            scopes: None,
            of_client: false,
        }
    }

    /// The same with another header field.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same from whoever has this token, or from nobody if it is empty.
    pub fn bearer(self, token: &str) -> Self {
        let value = if token.is_empty() { String::new() } else { format!("Bearer {token}") };
        self.header("authorization", &value)
    }

    /// The same with a token that has these scopes only.
    pub fn holding(self, scopes: &'static str) -> Self {
        Self { scopes: Some(scopes), ..self }
    }

    /// The same from a client on its own behalf, which may do everything.
    pub fn bearer_of_client(self) -> Self {
        Self { of_client: true, ..self }
    }

    /// The same with another body.
    pub fn body(mut self, body: impl ToString) -> Self {
        self.body = Some(body.to_string());
        self
    }

    /// Its body.
    pub fn json(&self) -> Option<Value> {
        self.body.as_deref().map(|body| serde_json::from_str(body).unwrap())
    }

    /// The same with another field in the body.
    pub fn with(self, field: &str, value: impl Into<Value>) -> Self {
        let mut body: Value =
            self.body.as_deref().map_or(json!({}), |body| serde_json::from_str(body).unwrap());
        body[field] = value.into();
        self.body(body)
    }

    /// The same with a query.
    pub fn query(self, query: &str) -> Self {
        Self { path: format!("{}?{query}", self.path), ..self }
    }

    /// The same with other text in path and body.
    pub fn replace(mut self, from: &str, to: &str) -> Self {
        self.path = self.path.replace(from, to);
        self.body = self.body.map(|body| body.replace(from, to));
        self
    }

    /// Whether path or body have this text.
    pub fn names(&self, text: &str) -> bool {
        self.path.contains(text) || self.body.as_ref().is_some_and(|body| body.contains(text))
    }

    /// The same about these objects.
    pub fn about(self, objects: &[Object]) -> Self {
        let put =
            |request: Self, object: &Object| request.replace(&format!("{{{}}}", object.name), &object.id);
        objects.iter().fold(self, put)
    }

    /// The same about objects that are not there.
    pub fn about_nothing(mut self) -> Self {
        while let Some(name) = self.placeholder() {
            self = self.replace(&name, MISSING);
        }
        self
    }

    /// A `{name}` that stands in path or body.
    fn placeholder(&self) -> Option<String> {
        let texts = [Some(&self.path), self.body.as_ref()].into_iter().flatten();
        let mut inner =
            texts.flat_map(|text| text.split('{').skip(1)).filter_map(|rest| rest.split('}').next());
        let plain = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        inner.find(|name| !name.is_empty() && plain(name)).map(|name| format!("{{{name}}}"))
    }

    /// Sends it.
    pub async fn send(self, kit: &Kit, method: &str) -> Answer {
        let body = self.body.clone().map_or_else(Body::empty, Body::from_string);
        self.send_with(kit, method, body).await
    }

    /// Sends it with this for a body.
    pub async fn send_with(mut self, kit: &Kit, method: &str, body: Body) -> Answer {
        assert_eq!(self.placeholder(), None, "in no part's `objects`: {self:?}");
        if let Some(scopes) = self.scopes {
            self = self.bearer(&kit.token(Scopes::parse(scopes)));
        }
        if self.of_client {
            self = self.bearer(&kit.client_token());
        }
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        kit.call(method.parse().unwrap(), &self.path, &headers, body).await
    }
}
