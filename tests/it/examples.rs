//! What the document shows works as it stands, on the demonstration data.

use imprint::caller::{Caller, Subject};
use imprint::contract::{DEFAULT_SERVER, Profile};
use imprint::id::Id;
use imprint::{demo, routes};
use poem::http::Method;
use serde_json::{Map, Value};

use crate::support::{Answer, Kit, both};

fn document() -> Value {
    routes::contract(DEFAULT_SERVER).unwrap().document(Profile::Full)
}

fn resolved<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    let target = part["$ref"].as_str().map(|target| target.trim_start_matches('#'));
    target.map_or(part, |target| document.pointer(target).unwrap())
}

/// A request that somebody makes who changes nothing of what the document offers.
struct Shown {
    operation: String,
    method: Method,
    path: String,
    body: Option<(String, Value)>,
}

impl Shown {
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

/// Every operation with every media type of its body.
fn shown(document: &Value) -> Vec<Shown> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            let mut path = path.clone();
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let parameter = resolved(document, parameter);
                let name = parameter["name"].as_str().unwrap();
                if parameter["required"] == true {
                    let example = parameter["example"]
                        .as_str()
                        .unwrap_or_else(|| panic!("{id}: {name} has no example"));
                    path = path.replace(&format!("{{{name}}}"), example);
                } else {
                    let example = parameter.get("example").or(parameter["schema"].get("example"));
                    assert_eq!(example, None, "{id}: {name} would be filled in although nobody needs it");
                }
            }
            let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
            let bodies = content.into_iter().flatten().map(|(kind, media)| {
                let example = media.get("example").or(resolved(document, &media["schema"]).get("example"));
                Some((kind.clone(), example.unwrap_or_else(|| panic!("{id}: no example of {kind}")).clone()))
            });
            let bodies: Vec<_> = if content.is_some() { bodies.collect() } else { vec![None] };
            let method: Method = method.to_uppercase().parse().unwrap();
            all.extend(bodies.into_iter().map(|body| Shown {
                operation: id.to_owned(),
                method: method.clone(),
                path: path.clone(),
                body,
            }));
        }
    }
    // What deletes comes last, authors after their books, and signing out after everything.
    all.sort_by_key(|shown| (ends(shown), shown.operation == "logout", shown.operation == "deleteAuthor"));
    all
}

/// What takes something away for those that come after it.
fn ends(shown: &Shown) -> bool {
    shown.method == Method::DELETE || shown.operation == "logout"
}

/// What works once by its nature, and what it is told the second time.
const ONCE: &[(&str, &str)] = &[
    ("createUser", "email_taken"),
    ("changePassword", "validation_failed"),
    ("login", "credentials_invalid"),
];

/// What works with something out of a mail only, and what it is told without.
const NEVER: &[(&str, &str)] = &[
    ("resetPassword", "reset_token_invalid"),
    ("refreshTokens", "refresh_token_invalid"),
    // What happened is not for a demonstration to make up.
    ("getAuditEvent", "audit_event_not_found"),
    ("headAuditEvent", ""),
];

/// The user whom the document shows, with a token that may do everything.
async fn shown_user(kit: &Kit, document: &Value) -> String {
    demo::people::load(&kit.app, &kit.identity.passwords).await.unwrap();
    demo::clients::load(&kit.app, "http://127.0.0.1:8080").await.unwrap();
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
        demo::load(&kit.app).await.unwrap();
        let bearer = shown_user(&kit, &document()).await;
        let all = shown(&document());
        assert!(all.len() > 20);
        for round in 0..2 {
            for shown in all.iter().filter(|shown| !ends(shown)) {
                let answer = shown.send(&kit, &bearer).await;

                let refused = ONCE.iter().filter(|_| round > 0).chain(NEVER);
                let mut refused = refused.filter(|(operation, _)| *operation == shown.operation);
                if let Some((_, code)) = refused.next() {
                    assert!(shown.method == Method::HEAD || answer.code() == *code, "{}: {answer}", shown.operation);
                    continue;
                }
                assert!(answer.status.is_success(), "{} in round {round}: {answer}", shown.operation);
            }
        }
        for shown in all.iter().filter(|shown| ends(shown)) {
            let answer = shown.send(&kit, &bearer).await;

            // The author of the examples wrote other books too, so the answer is why that author stays.
            let expected = if shown.operation == "deleteAuthor" { 409 } else { 204 };
            assert_eq!(answer.status.as_u16(), expected, "{}: {answer}", shown.operation);
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
