//! The examples in the document work unchanged on the demonstration data.

use imprint::caller::{Caller, Subject};
use imprint::contract::{DEFAULT_SERVER, Profile};
use imprint::id::Id;
use imprint::{demo, routes};
use poem::http::Method;
use serde_json::{Map, Value};

use crate::parts::{Shown, entry};
use crate::support::{Answer, Kit, both};

fn document() -> Value {
    routes::contract(DEFAULT_SERVER).unwrap().document(Profile::Full)
}

fn resolved<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    let target = part["$ref"].as_str().map(|target| target.trim_start_matches('#'));
    target.map_or(part, |target| document.pointer(target).unwrap())
}

/// A request that somebody makes who changes nothing of what the document offers.
struct Example {
    operation: String,
    /// The operation under which its part brings it.
    entry: String,
    method: Method,
    path: String,
    body: Option<(String, Value)>,
}

impl Example {
    /// What its part says becomes of it. `HEAD` is what its `GET` is.
    fn shown(&self) -> Shown {
        entry(&self.entry).1.shown
    }

    /// Whether it takes something away from those that come after it.
    fn ends(&self) -> bool {
        self.method == Method::DELETE || self.shown() == Shown::Last
    }

    /// The code that it is told in this round, if that is how it is.
    fn refused(&self, round: usize) -> Option<&'static str> {
        match self.shown() {
            Shown::Never(code) => Some(code),
            Shown::Once(code) if round > 0 => Some(code),
            _ => None,
        }
    }

    async fn send(&self, kit: &Kit, bearer: &str) -> Answer {
        let kind = self.body.iter().map(|(kind, _)| ("content-type", kind.as_str()));
        let headers: Vec<_> = kind.chain([("authorization", bearer)]).collect();
        let body = self.body.as_ref().map(|(kind, body)| match kind.as_str() {
            "application/x-www-form-urlencoded" => form(body),
            _ => body.to_string(),
        });
        let body = body.unwrap_or_default();
        kit.call(self.method.clone(), &self.path, &headers, body).await
    }
}

/// An object as a form.
fn form(body: &Value) -> String {
    let fields = body.as_object().unwrap().iter().map(|(name, value)| (name, value.as_str().unwrap()));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn named(operation: &Value) -> &str {
    operation["operationId"].as_str().unwrap()
}

/// The query that consists of a parameter's example, if it has one. A cursor has none, because it belongs to one list.
fn query(parameter: &Value) -> Option<String> {
    let (name, example) = (parameter["name"].as_str().unwrap(), parameter.get("example")?);
    let values = example.as_array().cloned().unwrap_or_else(|| vec![example.clone()]);
    let texts =
        values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned));
    Some(
        form_urlencoded::Serializer::new(String::new()).extend_pairs(texts.map(|text| (name, text))).finish(),
    )
}

/// Every operation with every media type of its body, and with each of its optional parameters.
fn examples(document: &Value) -> Vec<Example> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = named(operation);
            let (mut path, mut queries) = (path.clone(), Vec::new());
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let parameter = resolved(document, parameter);
                let name = parameter["name"].as_str().unwrap();
                if parameter["required"] == true {
                    let example = parameter["example"]
                        .as_str()
                        .unwrap_or_else(|| panic!("{id}: {name} has no example"));
                    path = path.replace(&format!("{{{name}}}"), example);
                } else if parameter["in"] == "query" {
                    queries.extend(query(parameter));
                    assert!(
                        name == "cursor" || parameter.get("example").is_some(),
                        "{id}: {name} has no example"
                    );
                }
            }
            let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
            let bodies = content.into_iter().flatten().map(|(kind, media)| {
                let example = media.get("example").or(resolved(document, &media["schema"]).get("example"));
                Some((kind.clone(), example.unwrap_or_else(|| panic!("{id}: no example of {kind}")).clone()))
            });
            let bodies: Vec<_> = if content.is_some() { bodies.collect() } else { vec![None] };
            let method: Method = method.to_uppercase().parse().unwrap();
            let example = |path: String, body| Example {
                operation: id.to_owned(),
                entry: item.get("get").filter(|_| method == Method::HEAD).map_or(id, named).to_owned(),
                method: method.clone(),
                path,
                body,
            };
            all.extend(bodies.into_iter().map(|body| example(path.clone(), body)));
            all.extend(queries.iter().map(|query| example(format!("{path}?{query}"), None)));
        }
    }
    // What takes something away comes last, and signing out after everything.
    all.sort_by_key(|example| (example.ends(), example.shown() == Shown::Last));
    all
}

/// The user whom the document shows, with a token that may do everything.
async fn shown_user(kit: &Kit, document: &Value) -> String {
    demo::load(&kit.app, |_| {}).await.unwrap();
    let id = document["components"]["schemas"]["User"]["example"]["id"].as_str().unwrap().parse().unwrap();
    let caller = Caller {
        subject: Subject::User(id),
        session: Id::example(901),
        scopes: imprint::routes::REGISTRY.scopes().collect(),
    };
    format!("Bearer {}", kit.identity.access.sign(&caller, "test", Id::example(902)).unwrap())
}

both! {
    async fn every_request_works_as_the_document_shows_it_more_than_once(kit: Kit) {
        let bearer = shown_user(&kit, &document()).await;
        let all = examples(&document());
        assert!(all.len() > 20);
        for round in 0..2 {
            for example in all.iter().filter(|example| !example.ends()) {
                let answer = example.send(&kit, &bearer).await;

                match example.refused(round) {
                    Some(code) => assert!(example.method == Method::HEAD || answer.code() == code, "{}: {answer}", example.operation),
                    None => assert!(answer.status.is_success(), "{} in round {round}: {answer}", example.operation),
                }
            }
        }
        for example in all.iter().filter(|example| example.ends()) {
            let answer = example.send(&kit, &bearer).await;

            match example.refused(0) {
                Some(code) => assert_eq!(answer.code(), code, "{}: {answer}", example.operation),
                None => assert_eq!(answer.status.as_u16(), 204, "{}: {answer}", example.operation),
            }
        }
    }
}

/// A schema's example is an example of the schema, down to the last field.
#[test]
fn every_example_of_a_schema_keeps_to_it() {
    let document = document();
    let contract = routes::contract(DEFAULT_SERVER).unwrap();
    let mut seen = 0;
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        if let Some(example) = schema.get("example") {
            contract.check(name, example).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            seen += 1;
        }
    }
    assert!(seen >= 8, "{seen}");
}

/// Each failure that is shown is one that its component lists.
#[test]
fn every_example_of_a_failure_has_the_code_and_the_status_that_it_stands_for() {
    let document = document();
    for (name, example) in document["components"]["examples"].as_object().unwrap() {
        let problem: &Map<String, Value> = example["value"].as_object().unwrap();
        assert_eq!(
            (problem["code"].as_str(), problem["type"].as_str()),
            (Some(name.as_str()), Some(format!("/problems/{name}").as_str()))
        );
    }
}
